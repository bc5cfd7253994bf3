"""The shadow of a text: folded for matching, of the same length. Names are matched in it; the original text is stored.

Here: simplified characters, half-width letters and digits, one middle dot (also for a full stop within a transliterated
name), plain spaces, hyphens and Latin apostrophes, characters for the radicals that equal them. Not here: anything that
changes the length, because offsets into the shadow are offsets into the text.
"""

import re

import opencc

from etl.lexicon import rows

MIDDLE_DOTS = "•・‧∙⋅･．●﹒"
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000\t"), " ")
HYPHENS = dict.fromkeys(map(ord, "－‐‑"), "-")
RADICALS = {ord(row["radical"]): row["character"] for row in rows("radicals")}
ONE_SPELLING: dict[int, int | str] = {
    **dict.fromkeys(map(ord, MIDDLE_DOTS), "·"), **WIDE, **SPACES, **HYPHENS, **RADICALS
}  # fmt: skip

FOREIGN = "".join(row["characters"] for row in rows("name_characters") if row["use"] == "foreign")
FULL_STOP = re.compile(rf"(?<=[{FOREIGN}][{FOREIGN}])\.(?=[{FOREIGN}][{FOREIGN}])")  # 热扎提.阿海
LATIN_APOSTROPHE = re.compile("(?<=[A-Za-z])[’ʼ](?=[A-Za-z])")

RARE = re.compile(
    "[\U00020000-\U0003ffff]"
)  # simplified forms that no text has and few fonts: 錤 stays as it is

_simplify = opencc.OpenCC("t2s").convert


def shadow(text: str) -> str:
    """Fold a text to simplified script and one spelling, character by character."""
    plain = LATIN_APOSTROPHE.sub("'", text.translate(ONE_SPELLING))
    simple: str = _simplify(plain)
    if len(simple) != len(plain):
        simple = "".join(one if len(one := _simplify(character)) == 1 else character for character in plain)
    if "." in simple:
        simple = FULL_STOP.sub("·", simple)
    return RARE.sub(lambda found: plain[found.start()], simple)
