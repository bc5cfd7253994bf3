"""The sample's word lists, read once from data/: countries, cities, names, organisations, staff, sentences.

Here: reading and checking. Not here: choosing among them (cast.py, prose.py).
"""

import csv
import re
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import NamedTuple

SLOT = re.compile(r"\{(?P<name>\w+)(?P<bare>!)?(?::(?P<low>\d+)-(?P<high>\d+))?\}")


class Slot(NamedTuple):
    name: str
    is_bare: bool  # a name without title, country and Latin form
    low: int
    high: int


Pattern = tuple[str | Slot, ...]


class Country(NamedTuple):
    country_code: str
    country_name: str
    name_group: str
    leader_title: str
    cities: tuple[str, ...]  # the capital first


class Topic(NamedTuple):
    topic: str
    topic_name: str
    slug: str
    column: str  # what an agency writes before such a title
    tags: tuple[str, ...]


class Staff(NamedTuple):
    name: str
    latin_name: str


def rows(name: str) -> list[dict[str, str]]:
    with (resources.files(__package__) / "data" / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def pattern(text: str) -> Pattern:
    """A sentence cut into literal text and slots."""
    parts: list[str | Slot] = []
    end = 0
    for match in SLOT.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        low, high = match["low"], match["high"]
        parts.append(Slot(match["name"], match["bare"] is not None, int(low or 0), int(high or 0)))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


@cache
def countries() -> tuple[Country, ...]:
    cities = defaultdict(list)
    for row in rows("cities"):
        cities[row["country_code"]].append(row["city_name"])
    return tuple(
        Country(
            row["country_code"],
            row["country_name"],
            row["name_group"],
            row["leader_title"],
            tuple(cities[row["country_code"]]),
        )
        for row in rows("countries")
    )


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(
        Topic(row["topic"], row["topic_name"], row["slug"], row["column"], tuple(row["tags"].split(";")))
        for row in rows("topics")
    )


@cache
def sentences() -> dict[tuple[str, str], tuple[Pattern, ...]]:
    """Patterns by topic and part."""
    found: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
    for row in rows("sentences"):
        found[row["topic"], row["part"]].append(pattern(row["pattern"]))
    return {key: tuple(patterns) for key, patterns in found.items()}


@cache
def titles_of_office() -> dict[tuple[str, str], str]:
    """What a role is called, by role and country; the country is empty where it is called so everywhere."""
    return {(row["role_id"], row["country_code"]): row["title"] for row in rows("roles")}


@cache
def names(name_group: str, part: str) -> tuple[Staff, ...]:
    return tuple(
        Staff(row["name"], row["latin_name"])
        for row in rows("names")
        if row["name_group"] == name_group and row["part"] == part
    )


@cache
def syllables(material: str, part: str) -> tuple[Staff, ...]:
    """What invented names are made of: their start, middle and end."""
    return tuple(
        Staff(row["name"], row["latin_name"])
        for row in rows("syllables")
        if (row["name_group"], row["part"]) == (material, part)
    )


@cache
def families() -> tuple[Staff, ...]:
    return tuple(Staff(row["name"], row["latin_name"]) for row in rows("families"))


@cache
def bodies(topic: str) -> tuple[Staff, ...]:
    """How organisations of a topic end."""
    return tuple(Staff(row["ending"], row["latin_ending"]) for row in rows("bodies") if row["topic"] == topic)


@cache
def towns(material: str) -> tuple[str, ...]:
    """How small places end."""
    return tuple(row["ending"] for row in rows("towns") if row["name_group"] == material)


@cache
def organisations(topic: str) -> tuple[Staff, ...]:
    return tuple(
        Staff(row["organisation_name"], row["latin_name"])
        for row in rows("organisations")
        if row["topic"] == topic
    )


@cache
def staff(outlet: str, role: str) -> tuple[Staff, ...]:
    return tuple(
        Staff(row["name"], row["latin_name"])
        for row in rows("staff")
        if (row["outlet"], row["role"]) == (outlet, role)
    )


@cache
def voices(kind: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in rows("voices") if row["kind"] == kind)
