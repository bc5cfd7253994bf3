"""Text as a reader sees it: white space, invisible characters, folding for comparison."""

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
    """One line: every run of white space becomes one space, what cannot be seen goes."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(INVISIBLE.sub("", text).split())


def clean_paragraph(text: str) -> str:
    """A paragraph: as clean_line, but single line breaks stay, as \\n."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = SPACE.sub(" ", INVISIBLE.sub("", text).replace("\u2028", "\n").replace("\r", "\n"))
    return BREAK.sub("\n", text).strip()


def unescape(text: str) -> str:
    """Character references to characters; twice, for archives that escape what is escaped."""
    if "&" not in text:
        return text
    text = html.unescape(text)
    return html.unescape(text) if "&" in text else text


@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """A name for comparison: width, case, spaces, dots and quotes do not count."""
    folded = NAME_NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return unicodedata.normalize("NFKC", folded)  # what a space or dot held apart may be one letter now
