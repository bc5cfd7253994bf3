"""Split prose into sentences for the tagger, and overlong sentences at clause boundaries.

Here: where to split. Between two sentences there is only white space, so that no text is lost.
"""

import re
from collections.abc import Iterator

LONGEST = 200  # characters; few sentences are longer, and the longest decides a batch's time

_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)》]*|\n|$)")
_CLAUSE = re.compile(r"[，、：,:）)」』”\s]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, stripped of white space and at most LONGEST characters long."""
    for match in _SENTENCE.finditer(text):
        yield from _pieces(text, match.start(), match.end())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split the sentence from start to end into pieces of at most LONGEST characters."""
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
    """Find the last end of a clause before end; end itself if there is none in the second half."""
    ends = [match.end() for match in _CLAUSE.finditer(text, start + LONGEST // 2, end)]
    return ends[-1] if ends else end
