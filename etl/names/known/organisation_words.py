"""Lexical knowledge of organisations: known names, typical endings, generic terms.

Here: predicates on a text. Not here: finding names in a line (etl/names/line/); the words themselves are data
(lexicon/organisation_ends.csv, country_bodies.csv, generic_organisations.csv).
"""

import re
from functools import cache

from etl.kinds import EntityKind
from etl.lexicon import column, either, rows, words
from etl.names.known.automaton import entry_of


def is_known_organisation(text: str) -> bool:
    """Whether the text is a known organisation's name."""
    entry = entry_of(text)
    return entry is not None and entry.entity_kind is EntityKind.ORGANISATION


@cache
def organisation_ends() -> tuple[str, ...]:
    """Read the endings that make any name an organisation's, whatever the tagger says; the longest first."""
    return column("organisation_ends", "end", tells="yes")


@cache
def organisation_terms() -> frozenset[str]:
    """Give the same endings as a set, to ask whether a whole text is one."""
    return frozenset(organisation_ends())


@cache
def joining_ends() -> tuple[str, ...]:
    """Read the endings of names that include a place in front of them; the longest first."""
    return column("organisation_ends", "end", joins_place="yes")


@cache
def country_bodies() -> frozenset[str]:
    """Read the bodies that each country has one of, such as 外交部."""
    return frozenset(column("country_bodies", "body"))


@cache
def local_bodies() -> frozenset[str]:
    """Read those of them that provinces and cities have, too: 卫健委."""
    return frozenset(column("country_bodies", "body", is_local="yes"))


@cache
def bodies_of_many_countries() -> frozenset[str]:
    """Read what several countries have one of, under the same name: 央行, 国会."""
    return frozenset(words("name_context", "body_of_many"))


@cache
def generic_organisation() -> re.Pattern[str]:
    """Build the pattern of generic terms for organisations, which are not names."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("generic_organisations")))


@cache
def unnamed() -> re.Pattern[str]:
    """Build the pattern of words that make a body one or several of its kind: 某监狱, 一家法院, 五大银行."""
    count = f"{either('name_context', 'number')}+{either('name_context', 'counted')}"
    others = "|".join(words("name_context", "not_unnamed"))
    return re.compile(f"(?:{either('name_context', 'unnamed')}|{count})(?!{others})")
