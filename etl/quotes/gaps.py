"""What stands around a subject: patterns of the lists, over a masked line.

Here: what is skipped in front of it, what follows it, what joins two. Not here: how they decide (subject.py).
"""

import re
from functools import cache

from etl.lexicon import either
from etl.quotes.line import BRACKET

OCCASION = 20  # characters that say on which occasion something was said (judged)


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
def occasion() -> re.Pattern[str]:
    """Adverbs, and where or when it was said: 在会上, 在峰会之前."""
    place = f"{either('quote_phrases', 'at')}[^，。；]{{1,{OCCASION}}}{either('quote_words', 'inside')}"
    return re.compile(f"{_only_adverbs()}{place}{_only_adverbs()}")


@cache
def whole_gap() -> re.Pattern[str]:
    """All between subject and cue: adverbs and days, at most one phrase with a preposition behind them."""
    return re.compile(f"{_only_adverbs()}(?:{either('quote_words', 'preposition')}.{{1,40}})?")


def existential(masked: str, start: int, end: int) -> str:
    """Give the 有 in front of a subject, with its adverb (随即有专家说), if it is none of it (有些专家说)."""
    found = _existential().match(masked, start, end)
    return found.group() if found else ""


def placed(masked: str, start: int, end: int) -> str:
    """Give what says where there is a subject: 网上有 + 网民."""
    found = _placed().match(masked, start, end)
    return found.group() if found else ""


@cache
def _placed() -> re.Pattern[str]:
    inside, adverb = either("quote_words", "inside"), either("quote_words", "adverb")
    of = either("quote_words", "owning")
    there, kept = either("quote_words", "existential"), either("quote_words", "existential_kept")
    return re.compile(f"(?:(?!{of})[^，。]){{1,8}}?{inside}(?:{adverb})?(?!{kept}){there}")


@cache
def _existential() -> re.Pattern[str]:
    kept = either("quote_words", "existential_kept")
    before = f"(?:{either('quote_words', 'adverb')}|{either('quote_words', 'connective')}){{0,2}}"
    return re.compile(f"{before}(?!{kept}){either('quote_words', 'existential')}")


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
def prepositions() -> re.Pattern[str]:
    """What stands in front of a name that is no subject: 在, 向."""
    return re.compile(
        f"(?:{either('quote_words', 'place_before')}|{either('quote_words', 'hearer_before')})$"
    )


@cache
def citing() -> re.Pattern[str]:
    """A verb behind which stands whose words somebody else brings: 某社引述某人说."""
    return re.compile(either("quote_phrases", "citing"))


@cache
def speaks_for() -> re.Pattern[str]:
    return re.compile(either("quote_words", "speaking_for"))
