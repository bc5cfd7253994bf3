"""Detect headings without markup from their line and its neighbours.

Here: text alone. Not here: headings that the page marks (etl/page/roles.py).
"""

import re

SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)]*\s*$")
LINE = re.compile(
    r"(?!.*[。，；！？!?…,;@#/]|.*[：:]$|[“「].*、)(?:[^•*·\-–—#\s].{1,16}[^•*·\-–—])"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})[、.．，,]\s?[^。；：！？!?…,;:]{3,20}"
)
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
