"""The people, bodies and towns of the sample's world. They are invented, and the same in every sample.

Here: who holds which office where, bystanders, bodies and towns without number, and how a name is written. Not
here: what they say or do (prose.py).
"""

from functools import cache, lru_cache
from random import Random
from typing import NamedTuple

from etl.sample.words import (
    Country,
    Staff,
    bodies,
    countries,
    families,
    names,
    syllables,
    titles_of_office,
    towns,
)

FAMILY_NAME_FIRST = frozenset({"chinese", "korean", "japanese", "vietnamese"})
LATIN_FAMILY_NAME_FIRST = frozenset({"chinese", "korean", "vietnamese"})
EASTERN, WESTERN = "eastern", "western"
# Chosen to follow real archives: 3,698 entities in 500 articles, 11,234 in 2,000, 17,459 in 3,500, 130,037 in 64,542.
EXPONENT = 1.5
PEOPLE_SHIFT, BODIES_SHIFT, TOWNS_SHIFT = 30, 100, 100  # in a country, a topic, a country
TOWN_SHARE = 0.6  # of stories that a small place is named in
SCATTER = 1_000_003  # a prime that divides none of the counts of names
REMEMBERED = 4096  # names: those that come again
NOTHING = Staff("", "")


class Person(NamedTuple):
    title: str  # of office, after the country; may be empty
    name: str
    short_name: str
    latin_name: str


@cache
def roles() -> tuple[str, ...]:
    return tuple(dict.fromkeys(role_id for role_id, _ in titles_of_office()))


@cache
def person(country: Country, role_id: str) -> Person:
    """Who holds a role in a country. No two people of countries that share their names have the same name."""
    offices = titles_of_office()
    title = offices.get((role_id, country.country_code), offices.get((role_id, ""), ""))
    if role_id == "leader":
        title = country.leader_title
    neighbours = [one for one in countries() if one.name_group == country.name_group]
    place = neighbours.index(country) * len(roles()) + roles().index(role_id)
    given_names, surnames = names(country.name_group, "given"), names(country.name_group, "surname")
    row, column = divmod(place, len(surnames))
    surname, given = surnames[column], given_names[(column + row) % len(given_names)]
    if country.name_group in FAMILY_NAME_FIRST:
        name = short_name = surname.name + given.name
    else:
        name, short_name = f"{given.name}·{surname.name}", surname.name
    latin_name = f"{given.latin_name} {surname.latin_name}"
    if country.name_group in LATIN_FAMILY_NAME_FIRST:
        latin_name = f"{surname.latin_name} {given.latin_name}"
    return Person(title, name, short_name, latin_name)


def rank_of(rng: Random, shift: int) -> int:
    """Which of ever rarer names: frequent ones come again, and there is always one that was never named.

    The law is Zipf's as Mandelbrot shifts it, without an end, so that new names go on appearing as they do in real
    archives (Heaps' law). A greater shift has fewer that come again.
    """
    return int(shift * ((1 - rng.random()) ** (-1 / (EXPONENT - 1)) - 1))


@lru_cache(REMEMBERED)
def bystander(country: Country, rank: int) -> Person:
    """Somebody of a country who holds no office."""
    group = country.name_group
    neighbours = _of_group(group)
    number = rank * len(neighbours) + neighbours.index(country)
    if material(group) == EASTERN:
        surnames = families() if group == "chinese" else names(group, "surname")
        row, column = divmod(_scattered(number, len(surnames) * _stem_count(EASTERN)), len(surnames))
        given = _stem(EASTERN, row)
        name = surnames[column].name + given.name
        latin_name = (
            f"{surnames[column].latin_name} {given.latin_name.capitalize()}" if group == "chinese" else ""
        )
        return Person("", name, name, latin_name)
    given_names = names(group, "given")
    row, column = divmod(_scattered(number, len(given_names) * _stem_count(WESTERN)), len(given_names))
    surname, given = _stem(WESTERN, row), given_names[column]
    return Person(
        "", f"{given.name}·{surname.name}", surname.name, f"{given.latin_name} {surname.latin_name}"
    )


@lru_cache(REMEMBERED)
def body(country: Country, topic: str, rank: int) -> Staff:
    """An organisation that acts where a topic is, named as they are in a country's language."""
    endings = bodies(topic)
    kind = material(country.name_group)
    row, column = divmod(_scattered(rank, len(endings) * _stem_count(kind)), len(endings))
    stem, ending = _stem(kind, row), endings[column]
    return Staff(stem.name + ending.name, f"{stem.latin_name} {ending.latin_name}")


@lru_cache(REMEMBERED)
def town(country: Country, rank: int) -> str:
    """A small place of a country, which no gazetteer has."""
    kind = material(country.name_group)
    endings, around = towns(kind), tuple(one for one in countries() if material(one.name_group) == kind)
    number = rank * len(around) + around.index(country)
    row, column = divmod(_scattered(number, len(endings) * _stem_count(kind)), len(endings))
    return _stem(kind, row).name + endings[column]


def material(name_group: str) -> str:
    """Which syllables names of a language are made of."""
    return EASTERN if name_group in FAMILY_NAME_FIRST else WESTERN


@cache
def _of_group(name_group: str) -> tuple[Country, ...]:
    return tuple(one for one in countries() if one.name_group == name_group)


def _scattered(number: int, size: int) -> int:
    """Another number below size for each number below size, so that neighbours do not look alike."""
    return (number * SCATTER) % size


@cache
def _stem_count(kind: str) -> int:
    middles = len(syllables(kind, "middle")) + 1
    return len(syllables(kind, "start")) * middles * len(syllables(kind, "end"))


def _stem(kind: str, number: int) -> Staff:
    """A name of two or three syllables, and how it is written in Latin letters."""
    starts, ends = syllables(kind, "start"), syllables(kind, "end")
    middles = (NOTHING, *syllables(kind, "middle"))
    number, first = divmod(number, len(starts))
    middle, last = divmod(number, len(ends))
    parts = (starts[first], middles[middle], ends[last])
    return Staff("".join(part.name for part in parts), "".join(part.latin_name for part in parts))
