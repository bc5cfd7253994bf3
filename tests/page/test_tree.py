"""The tree of a page: node for node the one that BeautifulSoup builds itself."""

from itertools import zip_longest

import pytest
from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PageElement, Tag
from hypothesis import given
from hypothesis import strategies as st

from etl.page.tree import PageTag, build_tree

LINKS = ("parent", "next_element", "previous_element", "next_sibling", "previous_sibling")
OWN = {*LINKS, "contents", "_namespaces"}  # lxml's HTML has no namespaces
PIECES = [
    *(
        "<p>",
        "</p>",
        "<div class='a b'>",
        "</div>",
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<td>",
    ),
    *("<pre>", "</pre>", "<textarea>", "</textarea>", "<script>", "</script>", "<style>", "</style>"),
    *("<template>", "</template>", "<ruby>", "<rt>", "</rt>", "<rp>", "</rp>", "</ruby>", "<noscript>"),
    *("<br>", "</br>", "<img src=x>", "<HR>", "<input disabled>", "<meta charset=gbk>", "</body>", "</html>"),
    *(
        "<!--码头-->",
        "<!-- -->",
        "<!",
        "<!DOCTYPE html>",
        "<?xml version='1.0'?>",
        "<![CDATA[码头]]>",
        "<o:p>",
        "<p",
    ),
    *("码头", " ", "  \n ", "\n", "\f", "\u3000", "&amp;", "&nbsp;", "<", ">", "&"),
    "<meta http-equiv='content-type' content='text/html; charset=gbk'>",
]


def theirs(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, builder=LXMLTreeBuilder(multi_valued_attributes=None))


def nodes(tree: BeautifulSoup) -> list[PageElement]:
    return [tree, *tree.descendants]


def links(tree: BeautifulSoup) -> list[list[int | None]]:
    """Where each node's neighbours stand in the order of the document."""
    places = {id(node): place for place, node in enumerate(nodes(tree))}
    return [[places.get(id(getattr(node, link))) for link in LINKS] for node in nodes(tree)]


def told(node: PageElement) -> object:
    """What a node says of itself: a string its type and text, a tag all that BeautifulSoup keeps of one."""
    if isinstance(node, NavigableString):
        return type(node), str(node)
    return node.name if isinstance(node, BeautifulSoup) else {name: getattr(node, name) for name in OF_A_TAG}


OF_A_TAG = sorted(set(vars(theirs("<p>").p or {})) - OWN)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
def test_the_tree_is_the_one_that_beautifulsoup_builds(html: str) -> None:
    ours, expected = build_tree(html), theirs(html)
    for one, other in zip_longest(nodes(ours), nodes(expected)):
        assert told(one) == told(other)
    assert links(ours) == links(expected)
    assert str(ours) == str(expected)


def test_its_tags_are_told_from_strings_by_their_type() -> None:
    kinds = {type(node) for node in build_tree("<p>码头<b>关闭</b></p>").descendants}
    assert kinds == {PageTag, NavigableString}
    assert isinstance(build_tree("<p>").p, Tag)
