"""Raised and lowered text: powers, units, ordinals, formulas; footnote marks, which are no text.

Here: how sup and sub are written in a line. Not here: the line (walk.py).
"""

import re
from collections.abc import Sequence

from bs4.element import Tag

from etl.lexicon import either
from etl.page.tree import text_of

POWER = re.compile(r"[+\-−–]?(?:\d{1,4}|[nx])")
NUMBER_BEFORE = re.compile(r"(?:\d|[)）])$")
UNIT_BEFORE = re.compile(rf"(?:(?<![A-Za-z])[A-Za-zµμΩ]{{1,3}}|{either('page_words', 'length_unit')})$")
FOOTNOTE = re.compile(
    rf"[\[(（【〔]?\s*{either('page_words', 'footnote')}?\s*[\d①-⑳,，、–-]{{1,9}}\s*[\])）】〕]?|[*＊†‡#]+",
    re.IGNORECASE,
)
SQUARES = {"1": "¹", "2": "²", "3": "³"}


def raised_text(tag: Tag, before: Sequence[str]) -> str:
    """The text of a sup or sub behind the parts of its line: ^8, ² behind a unit, nothing for a footnote mark."""
    text = text_of(tag).strip()
    if tag.name == "sub":
        return text
    if tag.find("a", href=re.compile("#")):
        return ""
    head = "".join(before[-3:]).rstrip()
    if POWER.fullmatch(text):
        if NUMBER_BEFORE.search(head):
            return f"^{text}"
        if UNIT_BEFORE.search(head):
            return SQUARES.get(text, f"^{text}")
    return "" if FOOTNOTE.fullmatch(text) else text
