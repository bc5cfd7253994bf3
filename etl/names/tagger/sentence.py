"""Prose in sentences that a tagger can take: cut where sentences end, and where that is too long, at clauses.

Here: where to cut. Nothing is lost: what is between two sentences is white space.
"""

import re
from collections.abc import Iterator

LONGEST = 200  # characters; few sentences are longer, and a batch is as slow as its longest

_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)》]*|\n|$)")
_CLAUSE = re.compile(r"[，、：,:）)」』”\s]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, white space at either end left out; none is longer than LONGEST."""
    for match in _SENTENCE.finditer(text):
        yield from _pieces(text, match.start(), match.end())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence from start to end, in pieces no longer than LONGEST."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start <= LONGEST:
            break
        cut = _clause_end(text, start, start + LONGEST)
        yield from _pieces(text, start, cut)
        start = cut
    if start < end:
        yield start, end


def _clause_end(text: str, start: int, end: int) -> int:
    """The last place before end where a clause ends; end itself where there is none in the last half."""
    ends = [match.end() for match in _CLAUSE.finditer(text, start + LONGEST // 2, end)]
    return ends[-1] if ends else end
