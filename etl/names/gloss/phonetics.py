"""Phonetic similarity of a Chinese name to a Latin one, or to another Chinese name, by their consonants.

A transliteration roughly keeps the consonants of a name and their order; vowels carry little. Both names become strings
of sound classes, one letter each, which are aligned: the weighted longest common subsequence. Here: classes, alignment,
similarities from 0 to 1. Not here: thresholds (edge_by_sound.py).
"""

import re
import unicodedata
from functools import cache, lru_cache

from etl import lexicon

# Classes: B(p) M F D(t) N L G(k) H S(z, c, zh, ch, sh) P(j, q, x) R W Y, A a vowel that begins, n a nasal that ends.
_INITIALS = {
    **{"b": "B", "p": "B", "m": "M", "f": "F", "d": "D", "t": "D", "n": "N", "l": "L", "g": "G", "k": "G", "h": "H"},
    **{"j": "P", "q": "P", "x": "P", "z": "S", "c": "S", "s": "S", "r": "R", "w": "W", "y": "Y"},
}  # fmt: skip
_LETTERS = {
    **{"b": "B", "p": "B", "m": "M", "n": "N", "f": "F", "v": "F", "w": "W", "d": "D", "t": "D", "l": "L", "r": "L"},
    **{"g": "G", "k": "G", "c": "G", "q": "G", "h": "H", "j": "J", "x": "S", "z": "S", "s": "S", "y": "Y", "a": "A"},
}  # fmt: skip
_SPELLINGS = (  # several letters that are one sound; what stands for a class is written as one letter
    (re.compile(r"sch|tsch|tch|sh|ch|cz|zh|ts|tz|ps|sz"), "s"),
    (re.compile(r"dj|dzh"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"wh"), "w"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ck|kh|gh"), "k"),
    (re.compile(r"\bkn"), "n"),
    (re.compile(r"\bwr"), "r"),
    (re.compile(r"h(?![aeiouy])"), ""),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"\b[eiou]"), "a"),
    (re.compile(r"(?<!\b)[aeiouy]"), ""),
    (re.compile(r"(.)\1"), r"\1"),
)
LIGATURES = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "e", "œ": "e", "đ": "d", "ð": "d", "þ": "t"})
# Weights and agreements below are judged: set by hand from how glosses of real articles transliterate names.
# tests/names/sounds.csv holds pairs of classes, tests/names/gloss_scores.csv what follows for whole glosses.
# How much a class says; 1 where it is not listed.
_WEIGHTS = {"n": 0.35, "A": 0.3, "Y": 0.4, "W": 0.6, "H": 0.6, "L": 0.7, "F": 0.8, "R": 0.7, "G": 0.9}
_ALIKE = {  # class of the Chinese name, class of the Latin one: their agreement, 0 to 1; 0 where not listed
    **{"nN": 0.9, "nM": 0.8, "NM": 0.2, "MN": 0.2, "NL": 0.2, "MB": 0.3, "MF": 0.3},
    **{"PS": 0.9, "PJ": 0.9, "PG": 0.7, "PH": 0.6, "PD": 0.4, "PY": 0.3},
    **{"SJ": 0.8, "SD": 0.5, "SG": 0.4, "DS": 0.4, "DJ": 0.4, "RS": 0.7, "RJ": 0.8, "RL": 0.7, "RY": 0.4, "LN": 0.1},
    **{"HG": 0.6, "HF": 0.4, "HW": 0.5, "HJ": 0.5, "GH": 0.5, "GS": 0.4, "GJ": 0.4},
    **{"BF": 0.5, "FB": 0.3, "FH": 0.4, "FW": 0.6},
    **{"WF": 0.9, "WA": 0.5, "WH": 0.4, "WG": 0.2, "WB": 0.2, "YJ": 0.9, "YA": 0.5, "YH": 0.4, "YG": 0.4},
}  # fmt: skip
_BOTH_CHINESE = {  # classes of two Chinese names of one Latin name, in either order: the same
    **{"BF": 0.3, "DS": 0.5, "DP": 0.4, "FH": 0.4, "FW": 0.5, "GH": 0.4, "GP": 0.6, "GS": 0.2, "HP": 0.5, "HW": 0.4},
    **{"LR": 0.6, "LN": 0.2, "MN": 0.3, "Mn": 0.5, "Nn": 0.8, "PS": 0.9, "RS": 0.6, "PR": 0.4, "AW": 0.5, "AY": 0.6},
}  # fmt: skip


def _gains(ones: str, others: str, alike: dict[str, float]) -> dict[str, dict[str, float]]:
    """Tabulate the gain of aligning two classes: their agreement times the mean of their weights."""

    def worth(one: str, other: str) -> float:
        agreement = 1.0 if one == other else max(alike.get(one + other, 0.0), _turned(alike, one, other))
        return agreement * (_WEIGHTS.get(one, 1.0) + _WEIGHTS.get(other, 1.0)) / 2

    return {one: {other: worth(one, other) for other in others} for one in ones}


def _turned(alike: dict[str, float], one: str, other: str) -> float:
    return alike.get(other + one, 0.0) if alike is _BOTH_CHINESE else 0.0


_CHINESE, _LATIN = "nABMFDNLGHSPRWY", "ABMFDNLGHSJWY"
_TO_LATIN = _gains(_CHINESE, _LATIN, _ALIKE)
_TO_CHINESE = _gains(_CHINESE, _CHINESE, _BOTH_CHINESE)


@cache
def _readings() -> dict[str, str]:
    """Map each character to its syllable."""
    return {character: row["syllable"] for row in lexicon.rows("pinyin") for character in row["characters"]}


def syllable_of(character: str) -> str:
    """Give the reading of a Chinese character in pinyin without its tone; empty for any other character."""
    return _readings().get(character, "")


@cache
def sounds_of(character: str) -> str:
    """Give the sound classes of a Chinese character; empty for any other character."""
    syllable = syllable_of(character)
    if not syllable:
        return ""
    if syllable == "er":
        return "L"
    nasal = "n" if syllable.endswith(("n", "ng")) and len(syllable) > 1 else ""
    return _INITIALS.get(syllable[0], "A") + nasal


@lru_cache(maxsize=65536)
def latin_sounds(name: str) -> str:
    """Give the sound classes of a name in Latin letters."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LIGATURES))
    plain = "".join(letter for letter in plain if "a" <= letter <= "z" or letter in " -")
    for pattern, sound in _SPELLINGS:
        plain = pattern.sub(sound, plain)
    return "".join(_LETTERS[letter] for letter in plain if letter in _LETTERS)


def endings(chinese: str, latin: str) -> list[float]:
    """Compute for each start in the Chinese text the similarity, 0 to 1, of the rest to the whole Latin name.

    One alignment from the right serves all starts, which makes searching for a left edge cheap.
    """
    sounds = latin_sounds(latin)[::-1]
    found = [0.0] * len(chinese)
    if not sounds:
        return found
    of_latin = sum(_WEIGHTS.get(sound, 1.0) for sound in sounds)
    of_chinese = 0.0
    row = [0.0] * (len(sounds) + 1)
    for index in range(len(chinese) - 1, -1, -1):
        for sound in reversed(sounds_of(chinese[index])):
            of_chinese += _WEIGHTS.get(sound, 1.0)
            row = _next_row(row, sounds, _TO_LATIN[sound])
        found[index] = 2 * row[-1] / (of_chinese + of_latin)
    return found


def _next_row(row: list[float], sounds: str, gains: dict[str, float]) -> list[float]:
    """Extend the best alignments by one Chinese sound: the next row of dynamic programming."""
    best, before = 0.0, row[0]
    following = [best]
    for sound, above in zip(sounds, row[1:], strict=True):
        gain = gains[sound]
        if above > best:
            best = above
        if gain and before + gain > best:
            best = before + gain
        following.append(best)
        before = above
    return following


@lru_cache(maxsize=65536)
def similarity(chinese: str, latin: str) -> float:
    """Compute the similarity, 0 to 1, of a whole Chinese name to a whole Latin one."""
    return endings(chinese, latin)[0] if chinese else 0.0


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """Compute the similarity, 0 to 1, of two Chinese names as transliterations of one Latin name."""
    ours = "".join(map(sounds_of, one))
    theirs = "".join(map(sounds_of, other))
    if not ours or not theirs:
        return 0.0
    row = [0.0] * (len(theirs) + 1)
    for sound in ours:
        row = _next_row(row, theirs, _TO_CHINESE[sound])
    return 2 * row[-1] / sum(_WEIGHTS.get(sound, 1.0) for sound in ours + theirs)
