"""`python -m recipes.gazetteer` writes etl/names/known/places.csv.gz, reproducibly to the byte."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from opencc import OpenCC

from etl import lexicon
from etl.names.known.gazetteer import ADDABLE, CERTAIN_KINDS, SUFFIXES
from recipes.gazetteer.cities import cities, distance, divisions, joined
from recipes.gazetteer.countries import countries
from recipes.gazetteer.row import Row, best_first, spelt
from recipes.gazetteer.subdivisions import bare_name, is_city, subdivisions

TARGET = Path(__file__).parents[2] / "etl" / "names" / "known" / "places.csv.gz"
GREAT = 100_000
LARGE = 300_000  # a smaller town does not share the name of a reviewed district or square (好莱坞 in Florida)
NEAR = 0.25  # degrees
LIKE_TOWNS = frozenset({"district", "island"})
SAME_AS_CITY = frozenset({"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ", "JP-13", "ID-JK"})
traditional = OpenCC("s2t").convert


def main() -> None:
    rows = places()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(row.fields() for row in rows)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as stream:
        stream.write(text.getvalue().encode("utf-8"))
    TARGET.write_bytes(packed.getvalue())
    print(f"{len(rows):,} places, {len(packed.getvalue()):,} bytes")


def places() -> list[Row]:
    """Compile the places with their names, best first. Raises SystemExit for a reviewed row without effect."""
    states = {row.place_id: row for row in countries()}
    parts = list(subdivisions(states))
    towns = list(joined(cities(), divisions()))
    parts, towns = _one_place(parts, towns)
    known, towns = _named_once(list(named()), towns)
    reviewed = [*states.values(), *known]
    in_context = frozenset(lexicon.column("place_beliefs", "name", belief="in_context"))
    sure = {name for row in reviewed if row.place_kind in CERTAIN_KINDS for name in row.names} - in_context
    near_by = {name for row in known for name in row.names}
    others = [row.without(frozenset() if row.latitude is not None else sure) for row in parts]
    others += [
        row.without(sure | (near_by if row.population < LARGE else set()))
        for row in _without_namesakes(towns)
    ]
    never = frozenset(lexicon.column("place_beliefs", "name", belief="never"))
    _refuse_idle(never, {name for row in (*reviewed, *others) for name in row.names})
    kept = [row for row in (*reviewed, *(row.without(never) for row in others)) if row.names]
    filled = (replace(row, name_hant=row.name_hant or traditional(row.name_hans)) for row in kept)
    return sorted(filled, key=best_first)


def _refuse_idle(never: Iterable[str], names: set[str]) -> None:
    """Refuse a reviewed name without effect: neither it nor it with a suffix is in the sources."""
    idle = [
        name
        for name in never
        if name not in names
        and not any(f"{name}{end}" in names for end in ADDABLE)
        and not any(name.endswith(end) and name.removesuffix(end) in names for end in SUFFIXES)
    ]
    if idle:
        raise SystemExit(
            f"etl/lexicon/place_beliefs.csv: no place would be called {sorted(idle)}: take the rows out"
        )


def named() -> Iterator[Row]:
    for row in lexicon.rows("named_places"):
        names = row["names"].split("|")
        slug = row["latin_name"].lower().replace("'", "").replace(" ", "-")
        yield Row(
            place_id=f"{row['place_kind']}:{slug}",
            place_kind=row["place_kind"],
            name_hans=names[0],
            name_hant="",
            latin_name=row["latin_name"],
            country_code=row["country_code"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            names=spelt(names),
        )


def _one_place(parts: Sequence[Row], towns: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Merge a city with the subdivision that it is (北京, 首尔), but not with a mere namesake."""
    reviewed = frozenset(lexicon.column("subdivision_names", "subdivision_code"))
    largest: dict[tuple[str, str], Row] = {}
    for one in sorted(towns, key=best_first):
        for name in one.names:
            largest.setdefault((one.country_code, name), one)
    great = {name for town in towns if town.population >= GREAT for name in town.names}
    changed: dict[str, Row] = {}
    gone: set[str] = set()
    kept: list[Row] = []
    for part in parts:
        found = (
            largest.get((part.country_code, form)) for name in part.names for form in (bare_name(name), name)
        )
        town = next((one for one in found if one and one.population >= GREAT), None)
        if part.subdivision_code in SAME_AS_CITY and town:
            gone.add(town.place_id)
            both = part.with_names(town.names)
            kept.append(replace(both, geonames_id=town.geonames_id, population=town.population))
        elif town and (is_city(part.subdivision_code) or part.names[0].endswith("市")):
            now = changed.get(town.place_id, town).with_names(part.names)
            changed[town.place_id] = replace(now, subdivision_code=part.subdivision_code)
        elif part.subdivision_code in reviewed:
            kept.append(part)
        else:
            at = replace(part, latitude=town.latitude, longitude=town.longitude) if town else part
            kept.append(at.without(great))
    return kept, [changed.get(town.place_id, town) for town in towns if town.place_id not in gone]


def _named_once(known: Sequence[Row], towns: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Merge a reviewed place with its town in GeoNames (沙田, 浦东新区), keeping the reviewed kind."""
    by_name: dict[str, list[Row]] = {}
    for town in sorted(towns, key=best_first):
        for name in town.names:
            by_name.setdefault(name, []).append(town)
    gone: set[str] = set()
    kept: list[Row] = []
    for row in known:
        same = {
            town.place_id: town
            for name in row.names
            for town in by_name.get(name, ())
            if town.country_code == row.country_code and distance(row, town) < NEAR
        }
        if row.place_kind not in LIKE_TOWNS or not same:
            kept.append(row)
            continue
        gone.update(same)
        town = max(same.values(), key=lambda town: (town.geonames_id != "", town.population, town.place_id))
        both = row.with_names(name for one in same.values() for name in one.names)
        both = replace(both, geonames_id=town.geonames_id, population=town.population)
        kept.append(replace(both, subdivision_code=town.subdivision_code))
    return kept, [town for town in towns if town.place_id not in gone]


def _without_namesakes(towns: Iterable[Row]) -> Iterator[Row]:
    """Keep the three largest of a country's towns of one name (judged)."""
    seen: dict[tuple[str, str], int] = {}
    for town in sorted(towns, key=best_first):
        kept = []
        for name in town.names:
            count = seen[town.country_code, name] = seen.get((town.country_code, name), 0) + 1
            if count <= 3 or name[-1] in "区县市":
                kept.append(name)
        yield replace(town, names=tuple(kept))


if __name__ == "__main__":
    main()
