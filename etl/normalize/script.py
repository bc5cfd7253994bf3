"""Detect the script of a text: simplified, traditional, or Latin."""

import re
from functools import cache
from itertools import islice

import opencc

from etl.kinds import ScriptKind

FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"
HAN = re.compile(rf"[{FIRST_HAN}-{LAST_HAN}]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
SAMPLE = 2_000  # characters that are examined, whatever the length of the text (judged)
LATIN_SHARE = 0.1  # share of Han among Han and Latin letters below which a text is Latin (judged)


@cache
def _only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Build the patterns of characters exclusive to simplified and to traditional text, by OpenCC."""
    han = "\n".join(map(chr, range(ord(FIRST_HAN), ord(LAST_HAN) + 1)))
    pairs_simplified = zip(han, opencc.OpenCC("s2t").convert(han), strict=True)
    pairs_traditional = zip(han, opencc.OpenCC("t2s").convert(han), strict=True)
    traditional = {one for one, other in pairs_traditional if one != other}
    simplified = {one for one, other in pairs_simplified if one != other} - traditional
    return re.compile(f"[{''.join(sorted(simplified))}]"), re.compile(f"[{''.join(sorted(traditional))}]")


def script_kind(text: str) -> ScriptKind:
    """Detect the script of a text: that of the majority of its exclusive characters; latin if there is little Han."""
    simplified, traditional = _only()
    sample = text[:SAMPLE]
    han = _count(HAN, sample)
    # all that is not Han may be Latin letters: they are counted only where that would be too many
    if not han or (han < LATIN_SHARE * len(sample) and han < LATIN_SHARE * (han + _count(LATIN, sample))):
        return ScriptKind.LATIN
    most = len(traditional.findall(sample))
    is_fewer = sum(1 for _ in islice(simplified.finditer(sample), most)) < most
    return ScriptKind.HANT if is_fewer else ScriptKind.HANS


def _count(runs: re.Pattern[str], text: str) -> int:
    return len(text) - len(runs.sub("", text))
