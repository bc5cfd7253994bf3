"""States, provinces and other first-level parts: ISO 3166-2's names in Chinese, and the reviewed ones before them."""

import gettext
import re
from collections.abc import Iterator, Mapping

import pycountry

from etl import lexicon
from recipes.gazetteer.row import Row, spelt

ENDS = re.compile(
    r"(?:壮族|回族|维吾尔)?(?:特别行政区|自治区|特别市|广域市|直辖市|首都大区|边疆区|大区|省|市|州|邦|县|郡|府|区)$"
)
CITY_TYPES = re.compile(r"city|municipality|metropolis", re.IGNORECASE)
ADDED_END = {
    "US": "州",
    "CA": "省",
    "AU": "州",
    "DE": "州",
    "IN": "邦",
    "BR": "州",
    "MX": "州",
    "JP": "县",
    "AT": "州",
    "GB": "郡",
}
SMALL_COUNTRY = (
    3_000_000  # whose parishes nobody writes about in Chinese, but whose names are those of cities
)
ELSEWHERE = frozenset({"CN-HK", "CN-MO", "CN-TW", "US-DC", "FR-75C", "CN-FJ-"})


def subdivisions(countries: Mapping[str, Row]) -> Iterator[Row]:
    """One row each; a subdivision that is a country of its own in ISO 3166-1 (US-PR) is left to that country."""
    chinese = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=["zh_CN"])
    reviewed = {row["subdivision_code"]: row for row in lexicon.rows("subdivision_names")}
    taken = {name for country in countries.values() for name in country.names}
    for code, row in reviewed.items():
        if pycountry.subdivisions.get(code=code) is None:
            raise SystemExit(f"etl/lexicon/subdivision_names.csv: {code} is no code of ISO 3166-2")
        names = row["names"].split("|")
        yield _row(code, row["latin_name"], names, (float(row["latitude"]), float(row["longitude"])))
    for part in sorted(pycountry.subdivisions, key=lambda part: part.code):
        country, own = part.code.split("-", 1)
        name = chinese.gettext(part.name)
        if part.code in reviewed or part.code in ELSEWHERE or name == part.name or f"iso:{own}" in countries:
            continue
        if part.parent_code and country not in {"GB"}:
            continue
        bare = ENDS.sub("", name)
        forms = [name, *([bare] if len(bare) > 1 else [])]
        if country in ADDED_END and not ENDS.search(name):
            forms.append(name + ADDED_END[country])
        names = [form for form in spelt(forms) if form not in taken]
        if names and countries[f"iso:{country}"].population >= SMALL_COUNTRY:
            yield _row(part.code, part.name, names, None)


def is_city(code: str) -> bool:
    """Whether ISO calls it a city: then it is the same place as the city of its name."""
    part = pycountry.subdivisions.get(code=code)
    return part is not None and bool(CITY_TYPES.search(part.type))


def bare_name(name: str) -> str:
    return ENDS.sub("", name) or name


def _row(code: str, latin: str, names: list[str], where: tuple[float, float] | None) -> Row:
    return Row(
        place_id=f"sub:{code}",
        place_kind="subdivision",
        name_hans=spelt(names)[0],
        name_hant="",
        latin_name=latin,
        country_code=code.split("-", 1)[0],
        subdivision_code=code,
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        names=spelt(names),
    )
