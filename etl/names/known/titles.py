"""What people and bodies are called: the words right before a name and right behind it that are no part of it.

Here: finding them. Not here: which words they are (lexicon/titles.csv).
"""

import re
from functools import cache

from etl import lexicon
from etl.kinds import EntityKind

LONGEST_TITLE = 8  # characters
ANY = "any"


@cache
def _before() -> dict[str, str]:
    """Words that stand right before a name, and what kind of name follows: any, or an EntityKind."""
    return {row["title"]: row["before"] for row in lexicon.rows("titles") if row["before"]}


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(f"前?副?{lexicon.any_word(_before())}")


@cache
def _behind() -> frozenset[str]:
    return frozenset(lexicon.column("titles", "title", behind="yes"))


def title_before(text: str, end: int) -> str | None:
    """The title that ends there; the longest, where one is part of another."""
    titles = _before()
    lengths = range(min(LONGEST_TITLE, end), 1, -1)
    return next((word for length in lengths if (word := text[end - length : end]) in titles), None)


def kind_after(title: str | None) -> EntityKind | None:
    """What kind of name follows a title; None where any may."""
    kind = _before()[title] if title else ANY
    return None if kind == ANY else EntityKind(kind)


def begins_with_a_title(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a title and more."""
    title = _beginning().match(text, start, end)
    return title is not None and title.end() < end


def is_a_title(text: str) -> bool:
    """Whether the text is nothing but what somebody or something is called."""
    return text in _before() or text in _behind()


def end_before_title(text: str, start: int, end: int) -> int:
    """Where a name ends, if a title stands behind it that leaves two characters of it: 比克斯医生 is 比克斯."""
    for length in range(LONGEST_TITLE, 1, -1):
        if end - length - start >= 2 and text[end - length : end] in _behind():
            return end - length
    return end


@cache
def around_a_person() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Titles that stand before a person's name, and behind it, several in a row too."""
    before = lexicon.any_word(lexicon.column("titles", "title", before="person"))
    return re.compile(f"{before}+"), re.compile(f"{lexicon.any_word(_behind())}+$")
