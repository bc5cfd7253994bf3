"""Decide whether two names are variants of one: Latin spellings, transliterations, abbreviations.

Latin names decide for people: names of two words or more that are same_latin or near_latin belong to one person,
whatever their Chinese forms, as long as each form stands for more than a first name (part_named). One short Chinese
form glossed with Latin names that are not near means two people. Chinese names of one acronym must share characters.
Here: comparing strings. Not here: counting what the archive supports (glossed.py).
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from etl import lexicon
from etl.names.gloss import phonetics

STANDS_FOR = 0.55  # least phonetic similarity, 0 to 1, of a transliteration and its Latin name (judged)
LONG_ENOUGH_TO_BE_RARE = 5  # characters of a surname that one article's gloss identifies in others (judged)
LONG_ENOUGH_TO_COMPARE = 3  # characters of a surname before equal consonants merge it with another (judged)
SHARED = 0.75  # share of the shorter Chinese name that must be a subsequence of the longer (judged)

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
_MISSING_SPACE = re.compile(r"\.(?=[A-Z][a-z])")  # Frank M.Snowden
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class Part(StrEnum):
    """What part of a Latin name a Chinese one stands for."""

    WHOLE = "whole"  # 鲍里斯·约翰逊 of Boris Johnson
    LAST = "last"  # 约翰逊
    FIRST = "first"  # 鲍里斯: not enough to identify a person
    OWN = "own"  # 何瑞恩 of Ryan Hass: a Chinese name that is not a transliteration


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    return frozenset(
        (row["short"].lower(), row["first_name"].lower()) for row in lexicon.rows("latin_nicknames")
    )


@lru_cache(maxsize=65536)
def _words(latin: str) -> tuple[str, ...]:
    """Split a Latin name into words without case, accents and marks; O'Brien and al-Assad are one word."""
    spaced = _MISSING_SPACE.sub(". ", latin.translate(phonetics.LIGATURES))
    joined = re.sub(r"['’`´‘.]", "", spaced).replace("-", "")
    plain = unicodedata.normalize("NFKD", joined)
    return tuple(
        _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)).lower())
    )


@lru_cache(maxsize=65536)
def latin_key(latin: str) -> str:
    """Normalise a Latin name to a key: without case, accents, marks, spaces or a single middle initial.

    Two middle initials stay: George W. Bush and George H. W. Bush are different keys.
    """
    words = _words(latin)
    middle = "".join(words[1:-1])
    return "".join((*words[:1], middle if len(middle) > 1 else "", *words[1:][-1:]))


def same_latin(one: str, other: str) -> bool:
    """Whether two Latin names are equal except for case, accents, spaces and a middle initial."""
    return latin_key(one) == latin_key(other)


def near_latin(one: str, other: str) -> bool:
    """Whether two Latin names are probably one person's: edit distance one, a nickname (Mike, Michael), a middle name.

    Another generation (Jr.), middle name or first name makes them different people.
    """
    if same_latin(one, other):
        return True
    words, others = _split(one), _split(other)
    if not words or not others or _generation(words) != _generation(others):
        return False
    if len(words) == 1 or len(others) == 1:
        is_long = min(len(words[0]), len(others[0])) >= 7
        return len(words) == len(others) and is_long and _is_near(words[0], others[0])
    if not _is_near(words[-1], others[-1]):  # of nearly all pairs
        return False
    middle, other_middle = "".join(words[1:-1]), "".join(others[1:-1])
    is_middle_right = (
        middle.startswith(other_middle) or other_middle.startswith(middle) or _is_near(middle, other_middle)
    )
    is_first_right = _is_near(words[0], others[0]) or _is_nickname(words[0], others[0])
    return is_middle_right and is_first_right


def one_latin(one: str, other: str) -> bool:
    """Whether two Latin names of one Chinese name are one person's: near, in another order, or one inside the other.

    Tang Juan and Juan Tang; Kim Kardashian and Kim Kardashian West; Brent Christensen and William Brent Christensen.
    """
    if near_latin(one, other):
        return True
    short, long = sorted((_split(one), _split(other)), key=len)
    if len(short) < 2 or _generation(list(short)) != _generation(list(long)):
        return False
    starts = range(len(long) - len(short) + 1)
    return sorted(short) == sorted(long) or any(long[at : at + len(short)] == short for at in starts)


def one_surname(one: str, other: str) -> bool:
    """Whether two Latin names end in one surname and are two people's: no initial of the others is alike."""
    words, others = _split(one), _split(other)
    if min(len(words), len(others)) < 2 or one_latin(one, other):
        return False
    is_alike = _is_nickname(words[0], others[0]) or {word[0] for word in words[:-1]} & {
        word[0] for word in others[:-1]
    }
    return words[-1] == others[-1] and not is_alike


def is_pinyin(latin: str, chinese: str) -> bool:
    """Whether a Latin name is how a Chinese one of two to four characters is read, surname first or last."""
    if not 2 <= len(chinese) <= 4 or not all(map(_HAN.match, chinese)):
        return False
    syllables = [phonetics.syllable_of(character) for character in chinese]
    spelt = "".join(_words(latin))
    return any(spelt == "".join(syllables[at:] + syllables[:at]) for at in range(len(syllables)))


def read_as(chinese: str) -> str:
    """Give the reading of a Chinese name in pinyin, without tones or spaces."""
    return "".join(map(phonetics.syllable_of, chinese))


def _split(latin: str) -> list[str]:
    """Split a name into words, at case changes too: SteveJobs."""
    return list(_split_words(latin))


@lru_cache(maxsize=65536)
def _split_words(latin: str) -> tuple[str, ...]:
    return _words(_CASE_BREAK.sub(" ", latin))


def _generation(words: list[str]) -> str | None:
    """Pop the generation off the words: junior, senior, the third."""
    return _GENERATIONS.get(words.pop()) if len(words) > 1 and words[-1] in _GENERATIONS else None


def _is_nickname(one: str, other: str) -> bool:
    return (one, other) in _nicknames() or (other, one) in _nicknames()


def _is_near(one: str, other: str) -> bool:
    """Whether two words are equal or, from four letters on, at edit distance one (with transpositions)."""
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
    """Decide by sound which part of a person's Latin name a Chinese name stands for; None if no part."""
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
    is_own = is_a_chinese_name(chinese)
    if first >= STANDS_FOR and not (is_own and len(chinese) == 3):
        return Part.FIRST
    return Part.OWN if is_own else None


def is_a_chinese_name(name: str) -> bool:
    """Whether it is two to four Han characters that begin with a Chinese surname."""
    return (
        2 <= len(name) <= 4
        and bool(_HAN.fullmatch(name))
        and (name[0] in _surnames() or name[:2] in _surnames())
    )


def is_own_name(name: str) -> bool:
    """Whether it is a Chinese name, not a foreign one by its sound; sounds take long, and are compared last."""
    return is_a_chinese_name(name) and part_named(name, "Q") is Part.OWN


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in lexicon.rows("surnames"))


def is_borne_by_few(name: str) -> bool:
    """Whether few people share it: a Chinese surname with a given name, or a long transliteration (米尔斯海默)."""
    is_long = len(name) >= LONG_ENOUGH_TO_BE_RARE and "·" not in name
    return is_long or (len(name) >= 3 and is_own_name(name))


def shares_enough(one: str, other: str) -> bool:
    """Whether two Chinese names of one acronym may be one organisation's: the shorter is mostly a subsequence.

    经合组织 and 经济合作暨发展组织 do; 美国广播公司 and 澳大利亚广播公司, both ABC, do not.
    """
    short, long = sorted((one, other), key=len)
    return _common_length(short, long) >= SHARED * len(short)


def _common_length(one: str, other: str) -> int:
    """Compute the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for index, b in enumerate(other):
            before, row[index + 1] = row[index + 1], before + 1 if a == b else max(row[index + 1], row[index])
    return row[-1]


def sound_the_same(one: str, other: str, is_surname: bool) -> bool:
    """Whether two transliterations have the same consonants; short surnames never, for too many of them do."""
    if is_surname and min(len(one), len(other)) < LONG_ENOUGH_TO_COMPARE:
        return False
    sounds = _consonants(one)
    return bool(sounds) and sounds == _consonants(other)


def _consonants(name: str) -> str:
    return "".join(phonetics.sounds_of(character) for character in name).replace("A", "")
