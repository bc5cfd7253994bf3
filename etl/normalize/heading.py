"""Detect headings without markup from their line and its neighbours.

Here: text alone. Not here: headings that the page marks (etl/page/roles.py).
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、.．，,]"
SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)]*\s*$")
LINE = re.compile(
    r"(?!.*[。，；！？!?…,;@#/]|.*[：:]$|[“「].*、)(?:[^•*·\-–—#\s].{1,16}[^•*·\-–—])"
    rf"|{ORDINAL}\s?[^。；：！？!?…,;:]{{3,20}}"
)
# one sentence behind a number, which is a heading where it alone is bold
NUMBERED = re.compile(rf"{ORDINAL}\s?[^。；！？!?…;]{{2,40}}。")
NUMBER = re.compile(r"[（(#]?(?P<number>\d{1,2}|\w{1,3})[）)、.．]?")
TEN = 10
PROSE_SIZE = 12  # characters from which the paragraph below a heading is prose (judged)


def ends_sentence(text: str) -> bool:
    """Whether a line ends with the end of a sentence."""
    return bool(SENTENCE_END.search(text))


def is_plain_heading(text: str, before: str, after: str) -> bool:
    """Whether a line between two paragraphs is a heading: short, unpunctuated, alone among prose."""
    return (
        LINE.fullmatch(text) is not None
        and bool(re.search(r"[\u3400-\u9fff]{2}", text))
        and ends_sentence(before)
        and len(after) >= PROSE_SIZE
        and ends_sentence(after)
    )


def numbered_sections(texts: Sequence[str]) -> frozenset[int]:
    """Find the lines that are headings since all lines of a number alone count up from one (1, 2; 01, 02; Han)."""
    found = [(index, number) for index, text in enumerate(texts) if (number := _number(text)) is not None]
    numbers = [number for _, number in found]
    places = [index for index, _ in found] + [len(texts)]
    has_prose = all(after - before > 1 for before, after in pairwise(places))
    is_count = len(found) > 1 and numbers == list(range(1, len(found) + 1))
    return frozenset(index for index, _ in found) if is_count and has_prose else frozenset()


def _number(text: str) -> int | None:
    """Read a line that is a number alone, in any digits; None for any other."""
    match = NUMBER.fullmatch(text) if len(text) <= len("(123)") else None
    if match is None:
        return None
    if match["number"].isdecimal():
        return int(match["number"])
    total = 0
    for sign in match["number"]:
        value = unicodedata.numeric(sign, None)
        if value is None or value != int(value):
            return None
        total = max(total, 1) * TEN if value == TEN else total + int(value)
    return total
