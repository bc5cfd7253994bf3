"""Say of a text whether reviewers call it no name (lexicon/not_entity_names.csv).

Here: the look-up, which finders and the door (admission.py) share.
"""

from functools import cache

from etl.kinds import EntityKind
from etl.lexicon import rows


def is_not_a_name(text: str, kind: EntityKind) -> bool:
    """Whether reviewers listed the text as not being a name of this kind."""
    return text in _not_names(kind)


@cache
def _not_names(kind: EntityKind) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("not_entity_names") if row["kind"] in (kind.value, "any"))
