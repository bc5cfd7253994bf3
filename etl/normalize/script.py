"""Which script a text is in: simplified, traditional, or not Chinese."""

import re
from functools import cache

import opencc

from etl.kinds import ScriptKind

FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"
HAN = re.compile(rf"[{FIRST_HAN}-{LAST_HAN}]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
SAMPLE = 2_000  # characters: enough to tell, and the same for a long page as for a short one
LATIN_SHARE = 0.1


@cache
def _only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only simplified, and that only traditional text has, as OpenCC converts them."""
    han = "\n".join(map(chr, range(ord(FIRST_HAN), ord(LAST_HAN) + 1)))
    pairs_simplified = zip(han, opencc.OpenCC("s2t").convert(han), strict=True)
    pairs_traditional = zip(han, opencc.OpenCC("t2s").convert(han), strict=True)
    traditional = {one for one, other in pairs_traditional if one != other}
    simplified = {one for one, other in pairs_simplified if one != other} - traditional
    return re.compile(f"[{''.join(sorted(simplified))}]"), re.compile(f"[{''.join(sorted(traditional))}]")


def script_kind(text: str) -> ScriptKind:
    """The script of a text. Mixed text has the script of most of its telling characters; latin: hardly any Han."""
    simplified, traditional = _only()
    sample = text[:SAMPLE]
    han = _count(HAN, sample)
    if not han or han < LATIN_SHARE * (han + _count(LATIN, sample)):
        return ScriptKind.LATIN
    is_traditional = len(traditional.findall(sample)) > len(simplified.findall(sample))
    return ScriptKind.HANT if is_traditional else ScriptKind.HANS


def _count(runs: re.Pattern[str], text: str) -> int:
    return len(text) - len(runs.sub("", text))
