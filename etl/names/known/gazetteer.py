"""The gazetteer: look up the places of a name, and disambiguate namesakes by the countries an article names.

The places are compiled in advance into places.csv.gz (recipes/gazetteer/). Here: look-up and disambiguation. Not here:
finding names in text (automaton.py).
"""

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from math import log10
from types import MappingProxyType

from etl import lexicon
from etl.lexicon.scores import score_of

KINDS = (
    "country", "continent", "region", "sea", "strait", "river", "lake", "mountain", "desert", "island",
    "subdivision", "site", "city", "district", "county",
)  # fmt: skip
CERTAIN_KINDS = frozenset(KINDS[: KINDS.index("subdivision")])  # these win over a town of the same name
SUFFIXES: Mapping[str, frozenset[str]] = (
    MappingProxyType(  # generic ending → kinds of places that have it; the longest first
        {
            row["end"]: frozenset(row["place_kinds"].split("|"))
            for row in sorted(lexicon.rows("place_ends"), key=lambda row: -len(row["end"]))
            if row["place_kinds"]
        }
    )
)
NOT_IN: Mapping[str, frozenset[str]] = MappingProxyType(  # the same ending → countries whose places lack it
    {row["end"]: frozenset(row["not_in"].split("|")) for row in lexicon.rows("place_ends") if row["not_in"]}
)
ADDABLE = tuple(row["end"] for row in lexicon.rows("place_ends") if row["is_addable"] == "yes")
OWN_ENDS = lexicon.column("place_ends", "end", is_own="yes")
PLAIN_ENDS = lexicon.column("place_ends", "end", is_plain="yes")
STATE = 2_000_000  # people that a country, sea, state or province counts for at least (judged)
GREAT_CITY = 1_000_000  # people of a city that is known everywhere (judged)
LARGE = 200_000  # people of a town that articles about other countries may mean (judged)
LASTING = 65536  # texts that caches keep
FAR_GREATER = (
    10  # times the population at which the larger namesake wins even in the smaller one's country (judged) …
)
LIKE_CITIES = frozenset(
    {"HK", "MO"}
)  # … unless that country is a city: in Hong Kong 西贡 is Sai Kung, not Saigon


@dataclass(frozen=True, slots=True)
class Place:
    """A place. Codes are ISO 3166; coordinates are in degrees."""

    place_id: str
    place_kind: str
    name_hans: str
    name_hant: str
    latin_name: str
    country_code: str | None
    subdivision_code: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    population: int  # people; 0 where unknown


@dataclass(frozen=True)
class Gazetteer:
    """Places by every name, in shadow spelling (etl.normalize.shadow); namesakes are ordered, the best first."""

    by_name: Mapping[str, tuple[Place, ...]]
    one_character: Mapping[str, str]  # one-character abbreviation → alpha-2 code
    never: frozenset[str] = frozenset()  # not a place on its own, only with its ending (县, 州)
    always: frozenset[str] = frozenset()  # a place in any context, whatever its population
    in_context: frozenset[str] = frozenset()  # a place only with supporting context

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Map every name of a country, one-character names aside, to its alpha-2 code."""
        return {
            name: found[0].country_code
            for name, found in self.by_name.items()
            if found[0].place_kind == "country" and found[0].country_code
        }

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(self.by_id.values())

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(name[:2] for name in self.by_name)  # the first two characters

    @cached_property
    def by_id(self) -> Mapping[str, Place]:
        return {place.place_id: place for found in self.by_name.values() for place in found}

    def country(self, code: str) -> Place | None:
        """Look up a country by its alpha-2 code."""
        return self.by_id.get(f"iso:{code}")

    def of(self, name: str) -> tuple[Place, ...]:
        """Look up the places of a name; else of the name without its generic suffix; else with one added."""
        return self._found(name)[0]

    def best(self, name: str, country_codes: Sequence[str] = ()) -> tuple[Place, float] | None:
        """Choose the place meant in an article with these countries, the most mentioned first.

        After the countries may follow the subdivisions that the article names places of: among a country's towns of one
        name, that in one of them is meant (朝阳区 in Beijing or in Changchun), unless it is a great city's name. Give
        it with the certainty, 0 to 1; None if no place has the name.
        """
        places, certainty = self._found(name)
        if not places:
            return None
        is_contested = name in self.in_context
        place = max(_near(places, country_codes), key=lambda one: _weight(one, country_codes, is_contested))
        greatest = max(places, key=lambda one: _weight(one, (), is_contested))
        if _dwarfs(greatest, place) and not _is_at_home(place, country_codes):
            place = greatest
        trust = _trust(place, len(places), country_codes, name in self.always or name.endswith(OWN_ENDS))
        return place, round(certainty * trust, 3)

    def names_for_matching(self) -> Mapping[str, str]:
        """Map the names that are places in any context to the kind of place."""
        return {
            name: found[0].place_kind
            for name, found in self.by_name.items()
            if name not in self.in_context and (name in self.always or _is_plain(name, found[0]))
        }

    def _found(self, name: str) -> tuple[tuple[Place, ...], float]:
        if found := self.by_name.get(name):
            return found, score_of("place_named")
        if name in self.never:
            return (), 0.0
        for suffix, kinds in SUFFIXES.items():
            if name.endswith(suffix) and len(name) - len(suffix) >= 2:
                bare = self.by_name.get(name.removesuffix(suffix), ())
                barred = NOT_IN.get(suffix, frozenset())
                fitting = (place for place in bare if place.place_kind in kinds)
                if kept := tuple(place for place in fitting if place.country_code not in barred):
                    return kept, score_of("place_without_its_end")
        for suffix in ADDABLE if len(name) >= 2 else ():
            if found := self.by_name.get(name + suffix):
                return found, score_of("place_with_an_end")
        return (), 0.0


def _is_plain(name: str, place: Place) -> bool:
    match place.place_kind:
        case "country" | "continent" | "region" | "sea" | "strait":
            return len(name) >= 2
        case "city":
            return len(name) >= 3 and place.population >= GREAT_CITY / 2
        case "county" | "district":
            return len(name) >= 4 and name.endswith(PLAIN_ENDS)
        case _:
            return len(name) >= 3


def _near(places: Sequence[Place], codes: Sequence[str]) -> Sequence[Place]:
    """Leave out the small towns of a country that has others of the name in a subdivision of the article."""
    home = {place.country_code for place in places if place.subdivision_code in codes}
    kept = [
        place
        for place in places
        if place.country_code not in home or place.subdivision_code in codes or _people(place) >= LARGE
    ]
    return kept or places


def _weight(place: Place, country_codes: Sequence[str], is_contested: bool) -> tuple[bool, float]:
    """Rank a place among namesakes: seas and countries first, then by population and the article's countries.

    A contested name (in_context, 北海) gives seas and countries no precedence. The scale is log10 of people: a country
    of the article weighs as much as a hundredfold population, its main country ten times more, a subdivision three
    times (judged).
    """
    is_certain = place.place_kind in CERTAIN_KINDS
    about = 2 * (place.country_code in country_codes) + (place.country_code == next(iter(country_codes), ""))
    near = log10(3) * (place.subdivision_code in country_codes)
    rank = KINDS.index(place.place_kind)
    return is_certain and not is_contested, log10(_people(place) + 1000) + about + near - rank / 10


def _dwarfs(greatest: Place, place: Place) -> bool:
    return greatest.population >= max(GREAT_CITY, FAR_GREATER * _people(place))


def _people(place: Place) -> int:
    is_large = place.place_kind in CERTAIN_KINDS or place.place_kind == "subdivision"
    return max(place.population, STATE) if is_large else place.population


def _is_at_home(place: Place, country_codes: Sequence[str]) -> bool:
    return place.country_code in LIKE_CITIES and place.country_code == next(iter(country_codes), "")


def _trust(place: Place, choices: int, country_codes: Sequence[str], is_plain: bool) -> float:
    """Give the certainty of a place, 0 to 1: lowest for a small town in a country the article does not name."""
    if place.place_kind in CERTAIN_KINDS or place.country_code in country_codes:
        return score_of("place_at_home_of_several") if choices > 1 else score_of("place_at_home")
    if is_plain or place.place_kind in ("subdivision", "district", "site") or place.population >= GREAT_CITY:
        return score_of("place_abroad_well_known")
    return score_of("place_abroad_large") if place.population >= LARGE else score_of("place_abroad_small")


@lru_cache(LASTING)
def country_before(text: str) -> str:
    """Give the country's name that a text begins with; empty if there is none, or a longer place (马里 in 马里兰)."""
    longest = next((text[:length] for length in (6, 5, 4, 3, 2) if text[:length] in gazetteer().by_name), "")
    return longest if longest in gazetteer().countries else ""


@cache
def gazetteer() -> Gazetteer:
    """Load the gazetteer of the package, once per process."""
    packed = files("etl.names.known").joinpath("places.csv.gz").read_bytes()
    by_name: dict[str, tuple[Place, ...]] = {}
    for row in csv.reader(io.StringIO(gzip.decompress(packed).decode("utf-8")), strict=True):
        place = _place(row)
        for name in row[-1].split("|"):
            by_name[name] = (*by_name.get(name, ()), place)
    letters = lexicon.rows("country_letters")
    short = {row["letter"]: row["country_code"] for row in letters if row["country_code"]}
    never, always, in_context = (
        frozenset(lexicon.column("place_beliefs", "name", belief=belief))
        for belief in ("never", "always", "in_context")
    )
    return Gazetteer(by_name, short, never, always, in_context)


def _place(row: Sequence[str]) -> Place:
    identity, kind, hans, hant, latin, country, subdivision, geonames, latitude, longitude, people, _ = row
    return Place(
        identity,
        kind,
        hans,
        hant,
        latin,
        country or None,
        subdivision or None,
        int(geonames) if geonames else None,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(people or 0),
    )
