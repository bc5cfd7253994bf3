"""Split the places of the gazetteer that a text begins with: 辽宁省|凌源市, 加州|大学.

Here: the split. Not here: which of them a tagged span should have been (etl/names/line/place_spans.py).
"""

from functools import lru_cache

from etl.names.known.gazetteer import LASTING, gazetteer

LONGEST_PLACE = 12  # characters of a gazetteer name that is looked for in a span (judged)


@lru_cache(LASTING)
def pieces_of(text: str) -> tuple[list[tuple[int, int]], int]:
    """Split leading gazetteer places: start and end of each, and the end of the last."""
    places = gazetteer()
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        ends = range(min(len(text), at + LONGEST_PLACE), at + 1, -1)
        end = next((end for end in ends if text[at:end] in places.by_name or places.of(text[at:end])), at)
        if end == at:
            break
        pieces.append((at, end))
        at = end
    return pieces, at
