"""Whether two names are forms of one: spellings of a Latin name, transliterations of it, a long form and its short one.

Latin names decide for persons: those of two words or more that are same_latin or near_latin are one person's, whatever
the Chinese forms, as long as each of these stands for more than a first name (part_named). The same short Chinese form
before Latin names that are not near is two people's. Acronyms need Chinese names that share their characters.
Here: these judgements, on strings alone. Not here: how often the archive says so.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from etl import lexicon
from etl.names.gloss import phonetics

STANDS_FOR = 0.55  # how much a transliteration sounds like its Latin name, at least
SHARED = 0.75  # how much of the shorter of two Chinese names of one acronym stands in the longer, at least

_WORD = re.compile(r"[a-z0-9]+")
_GENERATIONS = {
    "jr": "jr",
    "jnr": "jr",
    "junior": "jr",
    "sr": "sr",
    "snr": "sr",
    "senior": "sr",
    "ii": "ii",
    "iii": "iii",
}
_CASE_BREAK = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Part(StrEnum):
    """What part of a Latin name a Chinese one stands for."""

    WHOLE = "whole"  # 鲍里斯·约翰逊 of Boris Johnson
    LAST = "last"  # 约翰逊
    FIRST = "first"  # 鲍里斯: too little to tell one person from another
    OWN = "own"  # 何瑞恩 of Ryan Hass: a Chinese name, made for the person


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    return frozenset(
        (row["short"].lower(), row["first_name"].lower()) for row in lexicon.rows("latin_nicknames")
    )


@lru_cache(maxsize=65536)
def _words(latin: str) -> tuple[str, ...]:
    """The words of a Latin name in plain small letters; O'Brien and al-Assad are one word."""
    joined = re.sub(r"['’`´‘.]", "", latin.translate(phonetics.LIGATURES)).replace("-", "")
    plain = unicodedata.normalize("NFKD", joined)
    return tuple(
        _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)).lower())
    )


@lru_cache(maxsize=65536)
def latin_key(latin: str) -> str:
    """One key for the spellings of a Latin name: no case, accents, marks, spaces, nor an initial in its middle.

    Two initials stay: George W. Bush and George H. W. Bush are two.
    """
    words = _words(latin)
    middle = "".join(words[1:-1])
    return "".join((*words[:1], middle if len(middle) > 1 else "", *words[1:][-1:]))


def same_latin(one: str, other: str) -> bool:
    """Whether two Latin names are spellings of one: but for case, accents, spaces, a middle initial."""
    return latin_key(one) == latin_key(other)


def near_latin(one: str, other: str) -> bool:
    """Whether two Latin names may well be one person's: a letter wrong, a nickname (Mike, Michael), a middle name more.

    Not: another generation, another middle name, another first name.
    """
    if same_latin(one, other):
        return True
    words, others = _split(one), _split(other)
    if not words or not others or _generation(words) != _generation(others):
        return False
    if len(words) == 1 or len(others) == 1:
        is_long = min(len(words[0]), len(others[0])) >= 7
        return len(words) == len(others) and is_long and _is_near(words[0], others[0])
    middle, other_middle = "".join(words[1:-1]), "".join(others[1:-1])
    is_middle_right = (
        middle.startswith(other_middle) or other_middle.startswith(middle) or _is_near(middle, other_middle)
    )
    is_first_right = _is_near(words[0], others[0]) or _is_nickname(words[0], others[0])
    return is_middle_right and is_first_right and _is_near(words[-1], others[-1])


def _split(latin: str) -> list[str]:
    """The words of a name, those written in one too: SteveJobs."""
    return list(_words(_CASE_BREAK.sub(" ", latin)))


def _generation(words: list[str]) -> str | None:
    """Junior, senior, third; taken off the words."""
    return _GENERATIONS.get(words.pop()) if len(words) > 1 and words[-1] in _GENERATIONS else None


def _is_nickname(one: str, other: str) -> bool:
    return (one, other) in _nicknames() or (other, one) in _nicknames()


def _is_near(one: str, other: str) -> bool:
    """Equal, or one letter wrong, missing, doubled or swapped in a word long enough to bear it."""
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest, other_rest = one[start:], other[start:]
    is_swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:] or is_swapped


@lru_cache(maxsize=65536)
def part_named(chinese: str, latin: str) -> Part | None:
    """What part of a person's Latin name a Chinese name stands for; None where it seems to stand for none of it."""
    words = latin.replace("-", " ").split(" ")
    whole = phonetics.similarity(chinese, latin)
    lasts = [" ".join(words[index:]) for index in range(1, len(words))]
    last = max(
        (phonetics.similarity(chinese, ending) for ending in (*lasts, latin.split(" ")[-1])), default=0.0
    )
    first = phonetics.similarity(chinese, words[0])
    if whole >= STANDS_FOR and ("·" in chinese or len(words) == 1 or whole >= max(last, first)):
        return Part.WHOLE
    if last >= STANDS_FOR and (last >= first - 0.1):
        return Part.LAST
    is_own = _is_a_chinese_name(chinese)
    if first >= STANDS_FOR and not (is_own and len(chinese) == 3):
        return Part.FIRST
    return Part.OWN if is_own else None


def _is_a_chinese_name(name: str) -> bool:
    """Two to four characters that begin with a Chinese surname."""
    return (
        2 <= len(name) <= 4
        and bool(_HAN.fullmatch(name))
        and (name[0] in _surnames() or name[:2] in _surnames())
    )


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in lexicon.rows("surnames"))


def shares_enough(one: str, other: str) -> bool:
    """Whether two Chinese names of one acronym may be one organisation's: the longer has the shorter's characters.

    经合组织 and 经济合作暨发展组织 do; 美国广播公司 and 澳大利亚广播公司, both ABC, do not.
    """
    short, long = sorted((one, other), key=len)
    return _common_length(short, long) >= SHARED * len(short)


def _common_length(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for index, b in enumerate(other):
            before, row[index + 1] = row[index + 1], before + 1 if a == b else max(row[index + 1], row[index])
    return row[-1]
