"""Clean text to what a reader sees: white space, invisible characters; folding for comparison."""

import html
import re
import unicodedata
from functools import lru_cache

# signs of no width and none of meaning: soft hyphens, marks of direction, joiners of words, fillers, annotations, tags
# but those behind a flag, halves of characters
INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffc"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue5e5\ud800-\udfff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
# what joiners join: emoji and signs that become one; letters of Arabic and of the scripts of India and its neighbours
_JOINED = (
    "\u0600-\u08ff\u0900-\u0dff\u0e80-\u109f\u1780-\u18af"
    "\u2190-\u2bff\ufe0f\ufb50-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff"
)
JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}\u200c\u200d])")
NAME_NOISE = re.compile(r"[\s·•・‧⋅∙.．\-–—'’‘\"“”]")


def clean_line(text: str) -> str:
    """Clean text to one line: runs of white space become one space, invisible characters are removed.

    Three of these count as printable, so a printable text may hold them.
    """
    text = text.strip()
    if (
        text.isprintable()
        and "  " not in text
        and not ("\ufffc" in text or "\u3164" in text or "\u2800" in text)
    ):
        return text
    text = INVISIBLE.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = JOINERS.sub("", text)
    return " ".join(text.split())


def unescape(text: str) -> str:
    """Resolve character references, twice for archives that escape them twice."""
    if "&" not in text:
        return text
    text = html.unescape(text)
    return html.unescape(text) if "&" in text else text


@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """Fold a name for comparison: without width, case, spaces, dots and quotes."""
    folded = NAME_NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return unicodedata.normalize("NFKC", folded)  # removing a separator may have joined combining characters
