"""Other names for a person, a body or a place: of the same shape, and the same wherever a copy of an archive names it.

Here: which names a copy exchanges, so that entities go on appearing as they do in real text, and by what. A name is
exchanged character by character, so that a surname, a short form and a full name still fit each other; a Latin name
becomes the reading of the new Chinese one. Not here: the pages (swell.py).

Real text: 9,564 articles of 30 hosts name 46,432 entities, and subsets of them fewer as Heaps' law has it, by exponents
between 0.63 and 0.73; 71 % of the entities stand in one article alone, which is the same exponent by Karlin's theorem.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

from etl import lexicon
from etl.kinds import EntityKind
from etl.names.known.gazetteer import gazetteer
from etl.normalize.shadow import shadow

GROWTH = 0.70
FREQUENT_END = 8  # organisations of the archive from which on an ending is one: 大学, 公司
LONGEST_END, LONGEST_COUNTRY = 4, 6  # characters
PLACE_ENDS = frozenset("省市县区州镇村乡岛山河湖江海路街港湾郡府")
LONGEST_OWN = 4  # characters of a Chinese person's name
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"


@dataclass(frozen=True, kw_only=True)
class Named:
    """An entity as the archive knows it. known: in the gazetteer or reviewed, and so never exchanged."""

    entity_id: str
    entity_kind: str
    entity_name: str  # in simplified script
    article_count: int
    is_known: bool


@dataclass(frozen=True, kw_only=True)
class Pools:
    """The characters of the archive's own names, each as often as they use it."""

    surnames: Sequence[str]
    given: Sequence[str]
    foreign: Sequence[str]
    bodies: Sequence[str]
    places: Sequence[str]
    body_ends: frozenset[str]


@dataclass(frozen=True)
class OtherNames:
    """What copies of an archive call its entities; copy 0 is the archive itself."""

    seed: int
    entities: Mapping[str, Named]
    pools: Pools
    rates: Mapping[int, float] = field(
        default_factory=dict
    )  # by copy: what is exchanged of names in one article

    def is_exchanged(self, copy: int, entity_id: str) -> bool:
        """Names that few articles use are exchanged nearly always, frequent ones hardly ever."""
        one = self.entities[entity_id]
        share = _number(self.seed, copy, entity_id) / 2**64
        return not one.is_known and share < self.rates[copy] ** max(one.article_count, 1)

    def exchanged(self, copy: int, entity_id: str, surface: str) -> str:
        """What a copy writes in place of this name."""
        one = self.entities[entity_id]
        if not any(map(_is_han, surface)):
            return self._latin(copy, one, surface)
        plain = shadow(surface)
        first, last = self._kept(one, plain)
        middle = [
            self._character(copy, one, letter) if _is_han(letter) else letter for letter in plain[first:last]
        ]
        return f"{surface[:first]}{''.join(middle)}{surface[last:]}"

    def _kept(self, one: Named, plain: str) -> tuple[int, int]:
        """Where the part to exchange begins and ends: between a country and 公司, before 县."""
        if one.entity_kind == EntityKind.PLACE:
            return 0, len(plain) - (len(plain) > 1 and plain[-1] in PLACE_ENDS)
        if one.entity_kind == EntityKind.PERSON:
            return 0, len(plain)
        first = _country_length(plain)
        ends = (length for length in range(LONGEST_END, 0, -1) if plain[-length:] in self.pools.body_ends)
        last = len(plain) - next(ends, 0)
        return (first, last) if last - first > 1 else (0, len(plain))

    def _character(self, copy: int, one: Named, letter: str) -> str:
        pools = self.pools
        if one.entity_kind == EntityKind.PLACE:
            pool = pools.places
        elif one.entity_kind == EntityKind.ORGANISATION:
            pool = pools.bodies
        elif not _is_own(one.entity_name):
            pool = pools.foreign
        else:
            pool = pools.surnames if letter == one.entity_name[0] else pools.given
        pool = pool or pools.foreign
        return pool[_number(self.seed, copy, one.entity_id, letter) % len(pool)] if pool else letter

    def _latin(self, copy: int, one: Named, surface: str) -> str:
        """The reading of the new Chinese name, word by word from the last; letters for letters where it has none."""
        name = self.exchanged(copy, one.entity_id, one.entity_name) if _has_han(one.entity_name) else ""
        parts = [name[:1], name[1:]] if _is_own(one.entity_name) else name.split("·")
        words = surface.split(" ")
        if one.entity_kind != EntityKind.PERSON:
            return " ".join([self._spelled(copy, one, words[0]), *words[1:]])
        readings = [_reading(part) for part in parts][-len(words) :]
        rest = [self._spelled(copy, one, word) for word in words[: len(words) - len(readings)]]
        return " ".join(
            reading or self._spelled(copy, one, word)
            for word, reading in zip(words, [*rest, *readings], strict=True)
        )

    def _spelled(self, copy: int, one: Named, word: str) -> str:
        return "".join(self._letter(copy, one, letter) for letter in word)

    def _letter(self, copy: int, one: Named, letter: str) -> str:
        small = letter.lower()
        pool = VOWELS if small in VOWELS else CONSONANTS if small in CONSONANTS else small
        new = pool[_number(self.seed, copy, one.entity_id, small) % len(pool)]
        return new.upper() if letter.isupper() else new


def other_names(entities: Iterable[Named], copies: int, seed: int) -> OtherNames:
    """Names for so many copies of an archive, beside itself."""
    known = {one.entity_id: one for one in entities}
    counts = Counter(max(one.article_count, 1) for one in known.values() if not one.is_known)
    rates = {copy: _rate(counts, len(known) * _growth(copy)) for copy in range(1, copies + 1)}
    return OtherNames(seed, known, _pools(known.values()), rates)


def _growth(copy: int) -> float:
    """New entities of one more copy, of those of the archive alone."""
    return float((copy + 1) ** GROWTH - copy**GROWTH)


def _rate(counts: Mapping[int, int], wanted: float) -> float:
    """The rate at which so many names are exchanged, when one in n articles is with rate**n."""
    low, high = 0.0, 1.0
    for _ in range(50):
        rate = (low + high) / 2
        found = sum(names * rate**articles for articles, names in counts.items())
        low, high = (rate, high) if found < wanted else (low, rate)
    return high


def _pools(entities: Iterable[Named]) -> Pools:
    surnames: list[str] = []
    given: list[str] = []
    foreign: list[str] = []
    bodies: list[str] = []
    places: list[str] = []
    listed = sorted(entities, key=lambda one: one.entity_id)
    of_bodies = [one.entity_name for one in listed if one.entity_kind == EntityKind.ORGANISATION]
    ends = _body_ends(of_bodies)
    for one in listed:
        name = one.entity_name
        if one.entity_kind == EntityKind.PERSON and _is_own(name):
            surnames.append(name[0])
            given.extend(name[1:])
        elif one.entity_kind == EntityKind.PERSON and "·" in name:
            foreign.extend(filter(_is_han, name))
        elif one.entity_kind == EntityKind.PLACE and not one.is_known:
            places.extend(letter for letter in name if _is_han(letter) and letter not in PLACE_ENDS)
    for name in of_bodies:
        length = next((n for n in range(LONGEST_END, 0, -1) if name[-n:] in ends), 0)
        bodies.extend(filter(_is_han, name[_country_length(name) : len(name) - length]))
    return Pools(
        surnames=surnames, given=given, foreign=foreign, bodies=bodies, places=places, body_ends=ends
    )


def _body_ends(names: Iterable[str]) -> frozenset[str]:
    """How the archive's organisations end, often."""
    counts = Counter(name[-length:] for name in names for length in range(1, LONGEST_END + 1))
    return frozenset(end for end, count in counts.items() if count >= FREQUENT_END and len(end) > 0)


def _country_length(name: str) -> int:
    countries = gazetteer().countries
    return next((n for n in range(LONGEST_COUNTRY, 1, -1) if name[:n] in countries and len(name) > n), 0)


@cache
def _is_own(name: str) -> bool:
    """Whether it is a Chinese name: a surname and one to three characters."""
    return 2 <= len(name) <= LONGEST_OWN and name[0] in _surnames() and all(map(_is_han, name))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(lexicon.column("surnames", "surname"))


@cache
def _readings() -> dict[str, str]:
    return {letter: row["syllable"] for row in lexicon.rows("pinyin") for letter in row["characters"]}


def _reading(part: str) -> str:
    return "".join(_readings().get(letter, "") for letter in part).capitalize()


def _has_han(text: str) -> bool:
    return any(map(_is_han, text))


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _number(*parts: object) -> int:
    """A number that depends on these parts and on nothing else."""
    return int.from_bytes(blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest())
