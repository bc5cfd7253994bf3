"""`python -m etl.entities.compile` writes etl/entities/places.csv.gz: the same bytes from the same wheels and lists."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from opencc import OpenCC

from etl import lexicon
from etl.entities.compile.cities import cities, divisions, joined
from etl.entities.compile.countries import countries
from etl.entities.compile.row import Row, best_first, spelt
from etl.entities.compile.subdivisions import bare_name, is_city, subdivisions
from etl.entities.gazetteer import CERTAIN_KINDS

TARGET = Path(__file__).parent.parent / "places.csv.gz"
GREAT = 100_000
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
    states = {row.place_id: row for row in countries()}
    parts = list(subdivisions(states))
    towns = list(joined(cities(), divisions()))
    parts, towns = _cities_that_are_subdivisions(parts, towns)
    banned = frozenset(lexicon.column("no_places", "name"))
    sure = {name for row in (*states.values(), *named()) if row.place_kind in CERTAIN_KINDS for name in row.names}
    kept = [*states.values(), *named(), *(row.without(banned) for row in parts)]
    kept += [row.without(banned | sure) for row in _without_namesakes(towns)]
    filled = (replace(row, name_hant=row.name_hant or traditional(row.name_hans)) for row in kept if row.names)
    return sorted(filled, key=best_first)


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


def _cities_that_are_subdivisions(parts: list[Row], towns: list[Row]) -> tuple[list[Row], list[Row]]:
    """A city that is a subdivision by itself (北京, 首尔) is one place; a state of a big city's name leaves it to the city."""
    largest: dict[tuple[str, str], Row] = {}
    for town in sorted(towns, key=best_first):
        for name in town.names:
            largest.setdefault((town.country_code, name), town)
    changed: dict[str, Row] = {}
    gone: set[str] = set()
    kept: list[Row] = []
    for part in parts:
        found = (largest.get((part.country_code, form)) for name in part.names for form in (bare_name(name), name))
        town = next((town for town in found if town and town.population >= GREAT), None)
        now = changed.get(town.place_id, town) if town else None
        if town is None or now is None:
            kept.append(part)
        elif part.subdivision_code in {"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ", "JP-13", "ID-JK"}:
            gone.add(town.place_id)
            kept.append(replace(part, geonames_id=town.geonames_id, population=town.population).with_names(town.names))
        elif is_city(part.subdivision_code) or part.names[0].endswith("市"):
            named_both = now.with_names(part.names)
            changed[town.place_id] = replace(named_both, subdivision_code=part.subdivision_code)
        elif part.latitude is None:
            where = replace(part, latitude=town.latitude, longitude=town.longitude)
            kept.append(where.without(town.names))
        else:
            kept.append(part if part.country_code in {"CN", "US"} else part.without(town.names))
    return kept, [changed.get(town.place_id, town) for town in towns if town.place_id not in gone]


def _without_namesakes(towns: Iterable[Row]) -> Iterator[Row]:
    """Of the towns of one name in one country the three largest are enough."""
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
