"""Say of a text whether it is no name: a word that reviewers listed, or a general term for places.

Here: the look-up, which finders and the door (admission.py) share. Not here: general terms for organisations, which
may have a country in front (etl/names/known/organisation_words.py); what makes a name part of something else
(admission.py).
"""

import re
from functools import cache, lru_cache

from etl.kinds import EntityKind
from etl.lexicon import rows
from etl.names.known.gazetteer import LASTING, gazetteer


def is_not_a_name(text: str, kind: EntityKind) -> bool:
    """Whether reviewers say that the text, as a whole, is no name of this kind."""
    return text in _listed(kind) or (kind is EntityKind.PLACE and _is_a_general_place(text))


@cache
def _listed(kind: EntityKind) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("not_entity_names") if row["kind"] in (kind.value, "any"))


@lru_cache(LASTING)
def _is_a_general_place(text: str) -> bool:
    """Whether it is a term for places (自然保护区, 八监区), and no place of the gazetteer has it for a name."""
    return text not in gazetteer().by_name and _general_places().fullmatch(text) is not None


@cache
def _general_places() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("generic_places")))
