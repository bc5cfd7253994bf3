"""Entity keys and decisions: which entity a name means, by which method, how surely.

Here: the values, the makers of keys, the closed list of methods. Not here: deciding (people.py, organisations.py,
places.py).
"""

from dataclasses import dataclass
from enum import StrEnum


class LinkMethod(StrEnum):
    """How a name was linked to its entity; the strongest evidence first."""

    OVERRIDE = "override"  # a user's or a shipped correction says so
    SEED = "seed"  # a full or Latin name of a reviewed entity
    GLOSS = "gloss"  # the article gives the Latin name
    GAZETTEER = "gazetteer"  # the place of that name that fits the countries the article names
    ARCHIVE = "archive"  # other articles give the name a Latin or full form, and nearly all agree
    SHORT = "short"  # a reviewed short name without contrary evidence
    NAME = "name"  # nothing but the name itself


@dataclass(frozen=True, slots=True)
class Decision:
    """The entity that a name means."""

    entity_key: str
    link_method: LinkMethod
    score: float  # 0 to 1: of the rule that decided; a figure of confidence, not a probability


def seed_key(seed_id: str) -> str:
    """Key of a reviewed entity (etl/lexicon/entity_seeds.csv)."""
    return f"seed:{seed_id}"


def latin_name_key(latin: str) -> str:
    """Key of an entity known by its Latin name; latin is a latin_key (name_variants.py)."""
    return f"latin:{latin}"


def name_key(name: str) -> str:
    """Key of an entity known by its Chinese name only, in shadow spelling."""
    return f"name:{name}"
