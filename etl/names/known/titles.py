"""Find titles: words directly in front of a name or behind it that are not part of it.

Here: matching. Not here: the words themselves (lexicon/titles.csv).
"""

import re
from functools import cache

from etl import lexicon
from etl.kinds import EntityKind

LONGEST_TITLE = 8  # characters
ANY = "any"


@cache
def _before() -> dict[str, str]:
    """Map titles in front of a name to the kind of name that follows: any, or an EntityKind."""
    return {row["title"]: row["before"] for row in lexicon.rows("titles") if row["before"]}


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(f"前?副?{lexicon.any_word(_before())}")


@cache
def _behind() -> frozenset[str]:
    return frozenset(lexicon.column("titles", "title", behind="yes"))


def title_before(text: str, end: int) -> str | None:
    """Find the longest title that ends at end."""
    titles = _before()
    lengths = range(min(LONGEST_TITLE, end), 1, -1)
    return next((word for length in lengths if (word := text[end - length : end]) in titles), None)


def kind_after(title: str | None) -> EntityKind | None:
    """Give the kind of name that follows a title; None if any may."""
    kind = _before()[title] if title else ANY
    return None if kind == ANY else EntityKind(kind)


def begins_with_a_title(text: str, start: int, end: int) -> bool:
    """Whether the text from start to end begins with a title and goes on."""
    title = _beginning().match(text, start, end)
    return title is not None and title.end() < end


def is_a_title(text: str) -> bool:
    """Whether the whole text is a title."""
    return text in _before() or text in _behind()


def is_behind_a_person(word: str) -> bool:
    """Whether the word may follow a person's name: 神父."""
    return word in _behind()


def end_before_title(text: str, start: int, end: int) -> int:
    """Find the end of a name without the title behind it, if two characters remain: 比克斯医生 is 比克斯."""
    for length in range(LONGEST_TITLE, 1, -1):
        if end - length - start >= 2 and text[end - length : end] in _behind():
            return end - length
    return end


@cache
def around_a_person() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Build the patterns of titles, one or several, in front of a person's name and behind it."""
    before = lexicon.any_word(lexicon.column("titles", "title", before="person"))
    return re.compile(f"{before}+"), re.compile(f"{lexicon.any_word(_behind())}+$")
