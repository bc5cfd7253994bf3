"""Build the tree of a page: BeautifulSoup on lxml, without namespaces.

Here: building the tree. Not here: reading it (walk.py).

BeautifulSoup keeps books for parsers that end tags which they never began, for namespaces and for half-built trees;
lxml ends each tag that it begins, so a page's tags and strings are made and linked here. The tree equals the one that
BeautifulSoup builds itself (tests/page/test_tree.py), in two fifths of the time.

Private import: bs4.builder._lxml. BeautifulSoup takes a builder's class by its public argument `builder`, and exports
the class of its lxml builder only from there; a public name for it ends this.
"""

from collections.abc import Mapping

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import AttributeValueList, Comment, Doctype, NavigableString, ProcessingInstruction, Tag

HOLDERS = (
    LXMLTreeBuilder.DEFAULT_STRING_CONTAINERS
)  # script, style and others whose text has a type of its own
KEEPERS = LXMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS
EMPTY_TAGS = frozenset(LXMLTreeBuilder.DEFAULT_EMPTY_ELEMENT_TAGS or ())
SPECIAL_TAGS = frozenset((*HOLDERS, *KEEPERS, *EMPTY_TAGS))
NO_NAMESPACES: dict[str, str] = {}
SPACES = BeautifulSoup.ASCII_SPACES


class PageTag(Tag):
    """A tag of a page. What BeautifulSoup gives each tag alike is the class's."""

    parser_class = BeautifulSoup
    namespace = None
    prefix = None
    sourceline = None
    sourcepos = None
    hidden = False
    known_xml = False
    can_be_empty_element = False
    cdata_list_attributes = None
    preserve_whitespace_tags = KEEPERS
    attribute_value_list_class = AttributeValueList
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES
    _namespaces = NO_NAMESPACES


class PageBuilder(LXMLTreeBuilder):
    """Builds the tree that its parent builds."""

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """Start with an empty tree. BeautifulSoup calls this, and lxml the other methods."""
        super().initialize_soup(soup)
        self._data: list[str] = []
        self._current: Tag = soup
        self._last: Tag | NavigableString | None = None
        self._special: list[Tag] = []  # open ones that decide what becomes of the text in them

    def start(
        self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes], nsmap: object = None
    ) -> None:
        if self._data:
            self._end_text()
        element = PageTag.__new__(PageTag)
        element.name = tag  # type: ignore[assignment]  # HTML: all are str
        element.attrs = dict(attrib)  # type: ignore[arg-type]
        element.contents = []
        self._append(element)
        self._current = element
        if tag in SPECIAL_TAGS:
            self._start_special(element)

    def _start_special(self, element: Tag) -> None:
        name = element.name
        element.can_be_empty_element = name in EMPTY_TAGS
        if name in HOLDERS:
            element.interesting_string_types = {HOLDERS[name]}
        if name in HOLDERS or name in KEEPERS:
            self._special.append(element)
        self.set_up_substitutions(element)

    def end(self, tag: str | bytes) -> None:
        if self._data:
            self._end_text()
        element = self._current
        if self._special and self._special[-1] is element:
            self._special.pop()
        self._current = element.parent  # type: ignore[assignment]  # only the tree has none, and no end

    def data(self, data: str | bytes) -> None:
        self._data.append(data)  # type: ignore[arg-type]

    def comment(self, text: str | bytes) -> None:
        self._whole(str(text), Comment)

    def doctype(self, name: str, pubid: str, system: str) -> None:
        self._whole(Doctype.for_name_and_ids(name, pubid, system), Doctype)

    def pi(self, target: str, data: str) -> None:
        self._whole(f"{target} {data}", ProcessingInstruction)

    def close(self) -> None:
        if self._data:
            self._end_text()
        super().close()

    def _whole(self, text: str, kind: type[NavigableString]) -> None:
        if self._data:
            self._end_text()
        self._text(text, kind)

    def _end_text(self) -> None:
        text = "".join(self._data)
        self._data.clear()
        kind = NavigableString
        if self._special:
            kind = next((HOLDERS[tag.name] for tag in reversed(self._special) if tag.name in HOLDERS), kind)
        self._text(text, kind)

    def _text(self, text: str, kind: type[NavigableString]) -> None:
        """Add a string; one of nothing, or nothing but white space, is one space or break, where that is not kept."""
        if not text.strip(SPACES) and not (self._special and self._is_kept()):
            text = "\n" if "\n" in text else " "
        string: NavigableString = str.__new__(kind, text)
        self._append(string)

    def _is_kept(self) -> bool:
        return any(tag.name in KEEPERS for tag in self._special)

    def _append(self, node: PageTag | NavigableString) -> None:
        """Link a node to the one before it and to the tag that it is in."""
        parent, last = self._current, self._last
        node.parent = parent
        node.next_element = node.next_sibling = None
        node.previous_element = last
        if last is not None:
            last.next_element = node
        siblings = parent.contents
        if siblings:
            node.previous_sibling = before = siblings[-1]
            before.next_sibling = node
        else:
            node.previous_sibling = None
        siblings.append(node)
        self._last = node


def build_tree(html: str) -> BeautifulSoup:
    """The tree of a page or a piece of one. Classes stay one string: the lists that they become cost more."""
    return BeautifulSoup(html, builder=PageBuilder(multi_valued_attributes=None))


def text_of(tag: Tag) -> str:
    """The text in an element, as get_text gives it, which takes longer for the one string that most elements hold."""
    contents = tag.contents
    if len(contents) == 1 and type(contents[0]) is NavigableString:
        return str(contents[0])
    return tag.get_text()
