"""A row of etl/names/known/places.csv.gz.

Here: the row, the spelling and order of its names. Not here: the sources of places (__main__.py).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from etl.names.known.gazetteer import KINDS
from etl.normalize.shadow import shadow

HAN_NAME = re.compile(r"[0-9\u4e00-\u9fff·（）()-]*[\u4e00-\u9fff][0-9\u4e00-\u9fff·（）()-]*")
JAPANESE = re.compile(
    "[広浜沢県桜竜塩実徳黒嶋児渋駅亜円気]"
)  # forms that no Chinese text has: 広岛 stands after 广岛
CHINA = frozenset({"CN", "HK", "MO", "TW"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    place_id: str
    place_kind: str
    name_hans: str
    name_hant: str
    latin_name: str
    country_code: str = ""
    subdivision_code: str = ""
    geonames_id: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    names: tuple[str, ...] = ()

    def with_names(self, names: Iterable[str]) -> "Row":
        return replace(self, names=spelt((*self.names, *names)))

    def without(self, names: Iterable[str]) -> "Row":
        gone = frozenset(names)
        return replace(self, names=tuple(name for name in self.names if name not in gone))

    def fields(self) -> tuple[str, ...]:
        return (
            self.place_id,
            self.place_kind,
            self.name_hans,
            self.name_hant,
            self.latin_name,
            self.country_code,
            self.subdivision_code,
            self.geonames_id,
            _degrees(self.latitude),
            _degrees(self.longitude),
            str(self.population or ""),
            "|".join(self.names),
        )


def spelt(names: Iterable[str]) -> tuple[str, ...]:
    """Normalise names to shadow spelling, each once, in order; without names that are not Han or one character."""
    folded = (shadow(name.strip()).replace("•", "·") for name in names)
    chinese = sorted(folded, key=lambda name: bool(JAPANESE.search(name)))
    return tuple(dict.fromkeys(name for name in chinese if len(name) > 1 and HAN_NAME.fullmatch(name)))


def best_first(row: Row) -> tuple[int, int, str]:
    return KINDS.index(row.place_kind), -row.population, row.place_id


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
