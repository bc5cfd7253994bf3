"""Describe how the name of an entity looks: as people, organisations and places are named, or not.

Here: figures of one name, from 0 to 1, by the reviewed lists and the gazetteer. Not here: what articles say of it
(support.py).
"""

import re
from collections.abc import Iterator
from functools import cache

import polars as pl

from etl.entities.name_variants import is_a_chinese_name
from etl.kinds import EntityKind
from etl.lexicon import any_word, column
from etl.names.gloss.latin_words import first_names
from etl.names.known.gazetteer import Gazetteer

FORM = (
    "is_latin", "is_first_name", "is_dotted", "is_own", "is_short_own", "is_odd", "given_share", "foreign_share",
    "is_ended_body", "is_ended_place", "is_bare_body", "is_body_of_place", "is_place_inside", "length",
)  # fmt: skip
LONGEST = 10  # characters from which on length says nothing more (judged)
LONGEST_PLACE = 6  # characters of a place's name within an organisation's (judged)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def forms_of(entities: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Describe each entity's name: entity_id and FORM. entities: entity_id, entity_kind, entity_name."""
    rows = [
        (entity_id, *map(float, _form(EntityKind(kind), name, gazetteer)))
        for entity_id, kind, name in entities.select("entity_id", "entity_kind", "entity_name").iter_rows()
    ]
    schema = {"entity_id": pl.String, **dict.fromkeys(FORM, pl.Float64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _form(kind: EntityKind, name: str, gazetteer: Gazetteer) -> Iterator[float]:
    """Yield the figures in the order of FORM."""
    is_person, is_body = kind is EntityKind.PERSON, kind is EntityKind.ORGANISATION
    is_latin = not _HAN.search(name)
    is_own = is_person and is_a_chinese_name(name)
    yield is_latin
    yield is_person and is_latin and name.split(" ")[0] in first_names()
    yield is_person and "·" in name
    yield is_own
    yield is_own and len(name) == 2
    yield is_person and not is_latin and not is_own and "·" not in name
    yield _share(name[1:], "given") if is_own else 0
    yield _share(name, "foreign") if not (is_latin or is_body or is_own) else 0
    yield is_body and bool(_body_end().search(name))
    yield kind is EntityKind.PLACE and name.endswith(_place_ends())
    yield is_body and not is_latin and len(_body_end().sub("", name)) < 2
    place = next(_places_in(name, gazetteer), -1) if is_body and not is_latin else -1
    yield place == 0
    yield place > 0
    yield min(len(name), LONGEST) / LONGEST


def _share(name: str, use: str) -> float:
    characters = _characters(use)
    return sum(character in characters for character in name) / max(len(name), 1)


def _places_in(name: str, gazetteer: Gazetteer) -> Iterator[int]:
    """Yield where gazetteer places of two characters or more begin in a name."""
    for start in range(len(name) - 2):
        if any(name[start : start + size] in gazetteer.by_name for size in range(2, LONGEST_PLACE + 1)):
            yield start


@cache
def _characters(use: str) -> frozenset[str]:
    return frozenset(column("name_characters", "characters", use=use)[0])


@cache
def _body_end() -> re.Pattern[str]:
    return re.compile(f"{any_word(column('organisation_ends', 'end'))}$")


@cache
def _place_ends() -> tuple[str, ...]:
    return column("place_ends", "end", is_last="yes")
