"""Which script a text is in: simplified, traditional, or not Chinese."""

import re
from collections import Counter
from functools import cache

import opencc

from etl.model import ScriptKind

FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"
HAN = re.compile(rf"[{FIRST_HAN}-{LAST_HAN}]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
SAMPLE = 2_000  # characters: enough to tell, and the same for a long page as for a short one
LATIN_SHARE = 0.1


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only simplified, and that only traditional text has, as OpenCC converts them."""
    han = "\n".join(map(chr, range(ord(FIRST_HAN), ord(LAST_HAN) + 1)))
    pairs_simplified = zip(han, opencc.OpenCC("s2t").convert(han), strict=True)
    pairs_traditional = zip(han, opencc.OpenCC("t2s").convert(han), strict=True)
    traditional = frozenset(one for one, other in pairs_traditional if one != other)
    simplified = frozenset(one for one, other in pairs_simplified if one != other) - traditional
    return simplified, traditional


def script_kind(text: str) -> ScriptKind:
    """The script of a text. Mixed text has the script of most of its telling characters; latin: hardly any Han."""
    simplified, traditional = _only()
    sample = text[:SAMPLE]
    counts = Counter(sample)
    hans = sum(counts[character] for character in simplified.intersection(counts))
    hant = sum(counts[character] for character in traditional.intersection(counts))
    han = len(sample) - len(HAN.sub("", sample))
    letters = han + len(LATIN.findall(sample))
    if han < LATIN_SHARE * letters or not han:
        return ScriptKind.LATIN
    return ScriptKind.HANT if hant > hans else ScriptKind.HANS
