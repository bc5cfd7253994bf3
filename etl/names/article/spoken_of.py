"""List the countries that an article speaks of, each where it does: by their names, and by their bodies and people.

Here: what names which country, and how much that says. Not here: whose a body is (country_bodies.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.kinds import EntityKind
from etl.lexicon import rows
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import LASTING, country_before, gazetteer
from etl.names.known.organisation_words import country_bodies
from etl.names.known.seeds import seeds
from etl.names.line.candidate import Found, without_nested

# how much a name says that its country is spoken of; chosen with NEARNESS of country_bodies.py
COUNTRY, BODY_OF_COUNTRY, SEED, TOWN = 1.0, 2.0, 0.3, 0.4
PERSON = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A country at a place of the article where a name speaks of it."""

    at: tuple[int, int]  # line and offset
    country_code: str
    weight: float
    is_named: bool  # by its own name, or a body's that begins with it
    is_part: bool  # by a town or another part of it


def spoken_of(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> list[Spoken]:
    """List the countries that the names of each line speak of, in reading order.

    A country that a body's name begins with counts once, with the body; one that each country has (美国参议院) counts
    twice: its others are the likelier to be spoken of.
    """
    return [
        Spoken(
            at=(number, name.start),
            country_code=code,
            weight=weight,
            is_named=is_named,
            is_part=weight == TOWN,
        )
        for number, (line, found) in enumerate(zip(lines, names, strict=True))
        for name in without_nested(found)
        for code, weight, is_named in _country_of(
            line[name.start : name.end], name.referent, name.entity_kind
        )
    ]


@lru_cache(LASTING)
def _country_of(text: str, referent: str, kind: EntityKind) -> tuple[tuple[str, float, bool], ...]:
    """Give code, weight and whether it is named of the country that a name speaks of; nothing if there is none."""
    finders = {
        EntityKind.PLACE: _of_place,
        EntityKind.ORGANISATION: _of_organisation,
        EntityKind.PERSON: _of_person,
    }
    return tuple(finders[kind](text, referent))


def _of_place(text: str, referent: str) -> Iterator[tuple[str, float, bool]]:
    if code := gazetteer().countries.get(referent or text):
        yield code, COUNTRY, True
        return
    found = gazetteer().best(text)
    if found and found[0].country_code and found[1] >= score_of("place_abroad_well_known"):
        yield found[0].country_code, TOWN, False


def _of_organisation(text: str, referent: str) -> Iterator[tuple[str, float, bool]]:
    if place := country_before(text):
        is_body = text.removeprefix(place) in country_bodies()
        yield gazetteer().countries[place], BODY_OF_COUNTRY if is_body else COUNTRY, True
        return
    seed = seeds().of_full(referent or text) or seeds().of_short(text)
    code = seed.country_code if seed and text not in country_bodies() else _only_countries().get(text)
    if code:
        yield code, SEED, False


def _of_person(text: str, referent: str) -> Iterator[tuple[str, float, bool]]:
    seed = seeds().of_full(referent or text)
    if seed and seed.country_code:
        yield seed.country_code, PERSON, False


@cache
def _only_countries() -> dict[str, str]:
    """Map the bodies that only one country has, wherever the word stands, to it: 白宫."""
    return {
        row["body"]: row["countries"]
        for row in rows("country_bodies")
        if row["is_sure"] == "yes"
        and row["is_local"] == "no"
        and row["countries"]
        and "|" not in row["countries"]
    }
