"""Seeds: people and organisations frequent in the news, whose names were reviewed by hand.

A full name is unambiguous. A short name (约翰逊) decides only without contrary evidence from article or archive.
Here: look-up. Not here: the names themselves (etl/lexicon/entity_seeds.csv).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from etl import lexicon
from etl.kinds import EntityKind

# Two-character names of people of these countries are common character sequences: not matched without context.
SHORT_NAME_COUNTRIES = frozenset({"CN", "HK", "TW", "MO", "SG", "MY", "JP", "KR", "KP", "VN", ""})
_MIDDLE_INITIAL = re.compile(r"·[A-Z]\.?(?=·)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """A reviewed entity; names are in shadow spelling."""

    seed_id: str
    entity_kind: EntityKind
    entity_name: str
    full_names: tuple[str, ...]
    short_names: tuple[str, ...]
    latin_names: tuple[str, ...]  # the first is preferred
    country_code: str | None


@dataclass(frozen=True, slots=True)
class Seeds:
    """All seeds, by each kind of name."""

    all: tuple[Seed, ...]
    by_full: Mapping[str, Seed]
    by_short: Mapping[str, Seed]
    by_latin: Mapping[str, Seed]
    by_id: Mapping[str, Seed]

    def of_full(self, name: str) -> Seed | None:
        """Look up a full name in shadow spelling; a middle initial is ignored."""
        found = self.by_full.get(name)
        if found or "·" not in name:
            return found
        return self.by_full.get(_MIDDLE_INITIAL.sub("", name))

    def of_short(self, name: str) -> Seed | None:
        """Look up a short name, which decides only without contrary evidence."""
        return self.by_short.get(name)

    def of_latin(self, name: str) -> Seed | None:
        """Look up a Latin name or acronym (WHO), ignoring case and accents."""
        return self.by_latin.get(folded(name))

    def names_for_matching(self) -> Mapping[str, Seed]:
        """Map the full names that are unambiguous in any context to their seeds."""
        unsafe = frozenset(lexicon.column("unsafe_seed_names", "name"))
        return {
            name: seed for name, seed in self.by_full.items() if name not in unsafe and _is_plain(name, seed)
        }


def folded(latin_name: str) -> str:
    """Fold a Latin name: without accents, case-folded, single spaces."""
    plain = unicodedata.normalize("NFKD", latin_name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("’", "'").casefold().split())


def seeds_of(rows: Iterable[Mapping[str, str]]) -> Seeds:
    """Build the seeds from rows of entity_seeds.csv."""
    found = tuple(_seed(row) for row in rows)
    return Seeds(
        all=found,
        by_full={name: seed for seed in found for name in seed.full_names},
        by_short={name: seed for seed in found for name in seed.short_names},
        by_latin={folded(name): seed for seed in found for name in seed.latin_names},
        by_id={seed.seed_id: seed for seed in found},
    )


@cache
def seeds() -> Seeds:
    """Load the seeds of the package, once per process."""
    return seeds_of(lexicon.rows("entity_seeds"))


def _seed(row: Mapping[str, str]) -> Seed:
    return Seed(
        seed_id=row["seed_id"],
        entity_kind=EntityKind(row["entity_kind"]),
        entity_name=row["entity_name"],
        full_names=_parts(row["full_names"]),
        short_names=_parts(row["short_names"]),
        latin_names=_parts(row["latin_names"]),
        country_code=row["country_code"] or None,
    )


def _parts(field: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split("|")))


def _is_plain(name: str, seed: Seed) -> bool:
    if name.isascii():
        return False
    if len(name) > 2:
        return True
    return seed.entity_kind is not EntityKind.PERSON or (seed.country_code or "") not in SHORT_NAME_COUNTRIES
