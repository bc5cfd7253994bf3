"""Build the tree of a page: BeautifulSoup on lxml, without namespaces.

Here: building the tree. Not here: reading it (walk.py).

Private import: bs4.builder._lxml. BeautifulSoup takes a builder's class by its public argument `builder`, and exports
the class of its lxml builder only from there; a public name for it, or a switch that turns namespaces off, ends this.
"""

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder


class PageBuilder(LXMLTreeBuilder):
    """Builds the same tree as its parent, which looks for namespaces in every tag: a sixth of the time."""

    soup: BeautifulSoup

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes], nsmap: object = None) -> None:
        self.soup.handle_starttag(tag, None, None, dict(attrib))  # type: ignore[arg-type]  # HTML: all are str

    def end(self, tag: str | bytes) -> None:
        self.soup.endData()
        self.soup.handle_endtag(tag, None)  # type: ignore[arg-type]


def build_tree(html: str) -> BeautifulSoup:
    """The tree of a page or a piece of one. Classes stay one string: the lists that they become cost more."""
    return BeautifulSoup(html, builder=PageBuilder(multi_valued_attributes=None))
