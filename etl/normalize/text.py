"""Clean text to what a reader sees: white space, invisible characters; folding for comparison."""

import html
import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffc\u00ad\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
SPACE = re.compile(r"[^\S\n]+")
BREAK = re.compile(r" ?\n[ \n]*")
NAME_NOISE = re.compile(r"[\s·•・‧⋅∙.．\-–—'’‘\"“”]")


def clean_line(text: str) -> str:
    """Clean text to one line: runs of white space become one space, invisible characters are removed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(INVISIBLE.sub("", text).split())


def clean_paragraph(text: str) -> str:
    """Clean a paragraph as clean_line does, but keep single line breaks as \\n."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = SPACE.sub(" ", INVISIBLE.sub("", text).replace("\u2028", "\n").replace("\r", "\n"))
    return BREAK.sub("\n", text).strip()


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
