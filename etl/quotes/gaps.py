"""What stands around a subject: patterns of the lists, over a masked line.

Here: what is skipped in front of it, what follows it, what joins two. Not here: how they decide (subject.py).
"""

import re
from functools import cache

from etl.lexicon import any_word, either, words
from etl.quotes.line import BRACKET


@cache
def _adverb() -> str:
    unit = either("quote_words", "time_unit")
    return f"[{BRACKET} ]*(?:{either('quote_words', 'adverb')}|[0-9０-９]+{unit})"


@cache
def gap() -> re.Pattern[str]:
    """What follows a subject: an adverb, a preposition or a day."""
    return re.compile(_adverb())


@cache
def gap_of_document() -> re.Pattern[str]:
    return re.compile(f"{_adverb()}|{either('quote_words', 'inside')}")


@cache
def attitude() -> re.Pattern[str]:
    return re.compile(either("quote_words", "attitude"))


@cache
def verbal() -> re.Pattern[str]:
    return re.compile(either("quote_words", "verbal"))


def _only_adverbs() -> str:
    unit = either("quote_words", "time_unit")
    adverb, inside = either("quote_words", "adverb"), either("quote_words", "inside")
    return f"(?:[{BRACKET} ]|{adverb}|{inside}|[0-9０-９]+{unit}?)*"


@cache
def adverbs() -> re.Pattern[str]:
    return re.compile(_only_adverbs())


@cache
def whole_gap() -> re.Pattern[str]:
    """All between subject and cue: adverbs and days, at most one phrase with a preposition behind them."""
    return re.compile(f"{_only_adverbs()}(?:{either('quote_words', 'preposition')}.{{1,40}})?")


def existential(masked: str, start: int, end: int) -> str:
    """Give the 有 in front of a subject (有专家说), if it is none of it (有些专家说)."""
    if masked.startswith(words("quote_words", "existential_kept"), start, end):
        return ""
    return next(
        (word for word in words("quote_words", "existential") if masked.startswith(word, start, end)), ""
    )


@cache
def ends_owner() -> re.Pattern[str]:
    """What ends a document's owner: 警方 + 发表的."""
    return re.compile(
        f"{any_word(words('quote_words', 'of'))}|[{BRACKET}0-9]|{either('quote_words', 'issuing')}"
    )


@cache
def quantity() -> re.Pattern[str]:
    return re.compile(either("quote_words", "quantity"))


@cache
def skipped() -> re.Pattern[str]:
    unit = either("quote_words", "time_unit")
    return re.compile(
        f"(?:[ \u3000{BRACKET}、，•·●]|{either('quote_words', 'connective')}"
        f"|{either('quote_words', 'day')}|[0-9０-９]+{unit})*"
    )


@cache
def joining() -> re.Pattern[str]:
    return re.compile(f"[{BRACKET} ]*{either('quote_words', 'joining')}[{BRACKET} ]*.{{0,8}}")


@cache
def speaks_for() -> re.Pattern[str]:
    return re.compile(either("quote_words", "speaking_for"))
