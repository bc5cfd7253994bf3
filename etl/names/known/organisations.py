"""Organisations as words tell them: which text is a known one, how their names end, what is nobody's name.

Here: questions about a text. Not here: where names stand in a line (etl/names/line/), which words they are
(lexicon/organisation_ends.csv, country_bodies.csv, generic_organisations.csv).
"""

import re
from functools import cache

from etl.kinds import EntityKind
from etl.lexicon import column, rows
from etl.names.known.automaton import entry_of


def is_known_organisation(text: str) -> bool:
    """Whether the text is the name of an organisation that is known beforehand."""
    entry = entry_of(text)
    return entry is not None and entry.entity_kind is EntityKind.ORGANISATION


@cache
def organisation_ends() -> tuple[str, ...]:
    """What a name ends in that is an organisation's, whoever took it for what; the longest first."""
    return column("organisation_ends", "end", tells="yes")


@cache
def joining_ends() -> tuple[str, ...]:
    """The ends of names to which a place before them belongs; the longest first."""
    return column("organisation_ends", "end", joins_place="yes")


@cache
def country_bodies() -> frozenset[str]:
    """Bodies of which each country has one: the country belongs to the name."""
    return frozenset(column("country_bodies", "body"))


@cache
def generic_organisation() -> re.Pattern[str]:
    """Kinds of bodies that are nobody's name."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("generic_organisations")))
