"""Who is meant by a name: the key of an entity, how that was decided, and how sure it is.

Here: the value and the closed list of ways. Not here: deciding.
"""

from dataclasses import dataclass
from enum import StrEnum


class LinkMethod(StrEnum):
    """How a name was linked to its entity, the strongest first."""

    OVERRIDE = "override"  # a user's or a shipped correction says so
    SEED = "seed"  # a full or Latin name of a reviewed entity
    GLOSS = "gloss"  # the article gives the Latin name
    GAZETTEER = "gazetteer"  # a place of that name, in a country that the article speaks of
    ARCHIVE = "archive"  # other articles give this name its Latin or full form, nearly all the same one
    SHORT = "short"  # a reviewed short name that nothing contradicts
    NAME = "name"  # no more is known than the name itself


@dataclass(frozen=True, slots=True)
class Decision:
    entity_key: str
    link_method: LinkMethod
    confidence: float  # 0 to 1: that this name means that entity, given that it is a name


def seed_key(seed_id: str) -> str:
    return f"seed:{seed_id}"


def latin_name_key(latin: str) -> str:
    return f"latin:{latin}"


def name_key(name: str) -> str:
    return f"name:{name}"
