"""Say whether a stretch in marks is a term and not somebody's words: a catchword, a name, a word of irony.

Here: evidence of the words themselves and of what stands around the marks. Not here: cues (reports.py).
"""

import re
from collections import Counter
from functools import cache

from etl.lexicon import either, words
from etl.quotes.line import Line
from etl.quotes.marks import Stretch

_GLOSS = re.compile(r"\s*[（(][A-Za-z][^（()）]*[)）]")  # a name in another language: “红区”（red zone）
OFTEN = 3  # times that an article has the same words in marks, from which they are its own term (judged)


def is_term(line: Line, stretch: Stretch, marked: Counter[str]) -> bool:
    """Whether a short stretch within a reported clause is none of the speaker's own words."""
    text, charge = line.shadow[stretch.start : stretch.end], words("quote_terms", "charge")
    is_charge = text.endswith(charge) and not text.endswith(words("quote_terms", "no_charge"))
    if (
        is_charge
        or line.masked.startswith(charge, stretch.closed)
        or _GLOSS.match(line.shadow, stretch.closed)
    ):
        return True
    if line.is_speech(stretch):
        return False
    return (
        text in words("quote_terms", "catchword")
        or (text.endswith(words("quote_terms", "ends")) and not _is_phrase(text))
        or line.masked.startswith(words("quote_terms", "behind"), stretch.closed)
        or marked[line.text[stretch.start : stretch.end]] >= OFTEN
        or _introduces().search(line.masked, max(0, stretch.opened - 4), stretch.opened) is not None
    )


def _is_phrase(text: str) -> bool:
    """Whether words are more than a name: 更好的协议."""
    return any(of in text for of in words("quote_words", "owning"))


@cache
def _introduces() -> re.Pattern[str]:
    return re.compile(f"{either('quote_terms', 'introduces')}$")


@cache
def attributing() -> re.Pattern[str]:
    """What stands between somebody and words of theirs in marks: 某某所称的."""
    return re.compile(f"{either('quote_words', 'attributing')}[^，,。；：]{{0,10}}$")
