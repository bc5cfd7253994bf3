"""The people of the sample's world. They are invented, and the same in every sample: one of each a country.

Here: who holds which role where, and how a name is written. Not here: what they say or do.
"""

from functools import cache
from typing import NamedTuple

from etl.sample.words import Country, countries, names, titles_of_office

FAMILY_NAME_FIRST = frozenset({"chinese", "korean", "japanese", "vietnamese"})
LATIN_FAMILY_NAME_FIRST = frozenset({"chinese", "korean", "vietnamese"})


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
