"""What a reader does not see of a page, by the style or a mark of an element.

Here: style attributes and aria-hidden. Not here: what classes and tags hide (lexicon/*_roles.csv, walk.py).
"""

import re

from bs4.element import Tag

BOLD, ITALIC, LINKED, SIZELESS, ASIDE = 1, 2, 4, 8, 16  # aside: set off from prose, centred or in small print
HIDING = frozenset(("style", "aria-hidden"))  # attributes that may hide an element
# styles that hide an element with all below it, and one that hides text which does not state another size
UNSEEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:left|top|text-indent)\s*:\s*-\d{4,})"
)
FONT_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*([^;]+)")
SMALL = re.compile(r"(?:x+-)?small|0?\.[5-9]\d*r?em|1[0-3](?:\.\d+)?px|[6-9](?:\.\d+)?pt|[5-8]\d%")
CENTRED = re.compile(r"(?:^|[;\s])text-align\s*:\s*center")
NO_SIZE = re.compile(r"0*\.?0+(?:[a-z]+|%)?\s*(?:!important)?\s*$")


def is_unseen(tag: Tag) -> bool:
    """Whether a style hides an element with all below it."""
    style = tag.attrs.get("style")
    return bool(style and UNSEEN.search(str(style).lower()))


def is_unsaid(tag: Tag) -> bool:
    """Whether an element is marked as decoration, which is not read out."""
    return tag.attrs.get("aria-hidden") == "true"


def with_style(tag: Tag, outer: int) -> int:
    """The style of text in an element, from that around it and what its own attributes say."""
    style = str(tag.attrs.get("style", "")).lower()
    if tag.attrs.get("align") == "center" or ("center" in style and CENTRED.search(style)):
        outer |= ASIDE
    size = FONT_SIZE.search(style) if "font-size" in style else None
    if size is None:
        return outer
    if SMALL.match(size[1]):
        outer |= ASIDE
    return outer | SIZELESS if NO_SIZE.match(size[1]) else outer & ~SIZELESS
