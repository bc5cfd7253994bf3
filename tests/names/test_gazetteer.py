"""The gazetteer as it ships: every row and every reviewed list holds together, and homonyms are told apart."""

import csv
import gzip
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from etl import lexicon
from etl.names.known.automaton import country_letters, entry_of
from etl.names.known.gazetteer import KINDS, Gazetteer, gazetteer
from etl.normalize.shadow import shadow

BELIEFS = ("never", "in_context", "always")
LISTS_OF_PLACES = ("country_names", "subdivision_names", "named_places", "city_names")


with (Path(__file__).parent / "best_places.csv").open(encoding="utf-8") as lines:
    BEST = [tuple(row.values()) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("name", "country_codes", "place_id", "certainty"), BEST)
def test_which_place_a_name_means_and_how_surely(
    name: str, country_codes: str, place_id: str, certainty: str
) -> None:
    found = gazetteer().best(name, country_codes.split())
    assert found and (found[0].place_id, found[1]) == (place_id, float(certainty))


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


def test_every_place_has_an_id_a_kind_codes_and_coordinates_in_range(places: Gazetteer) -> None:
    assert max(Counter(place.place_id for place in places.places).values()) == 1
    for place in places.places:
        assert place.place_kind in KINDS, place
        assert place.name_hans and place.name_hant and place.population >= 0, place
        assert place.country_code is None or (
            len(place.country_code) == 2 and places.country(place.country_code)
        ), place
        if place.subdivision_code:
            assert place.subdivision_code.split("-", 1)[0] == place.country_code, place
        if place.latitude is not None and place.longitude is not None:
            assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180, place
        assert place.place_kind in {"subdivision", "county", "country"} or place.latitude is not None, place


def test_every_row_of_a_place_stands_in_shadow_spelling_and_each_name_once(places: Gazetteer) -> None:
    for name, found in places.by_name.items():
        assert name == shadow(name) and len(name) > 1
        assert len(set(found)) == len(found), name


def test_an_id_says_what_it_is(places: Gazetteer) -> None:
    for place in places.places:
        scheme, _, rest = place.place_id.partition(":")
        match scheme:
            case "iso":
                assert place.country_code == rest and place.place_kind == "country"
            case "sub":
                assert place.subdivision_code == rest and place.place_kind == "subdivision"
            case "geonames":
                assert place.geonames_id == int(rest)
            case "cn":
                assert place.country_code == "CN" and len(rest) == 6
            case _:
                assert scheme == place.place_kind


def test_no_union_is_a_country(places: Gazetteer) -> None:
    assert {"UN", "EU", "EZ"}.isdisjoint(places.countries.values())
    assert {places.countries[name] for name in ("香港", "澳门", "台湾")} == {"HK", "MO", "TW"}


def test_a_belief_is_one_of_three_about_each_name_once_in_shadow_spelling() -> None:
    beliefs = {row["name"]: row["belief"] for row in lexicon.rows("place_beliefs")}
    assert len(beliefs) == len(lexicon.rows("place_beliefs"))
    assert set(beliefs.values()) == set(BELIEFS)
    assert [one for one in beliefs if one != shadow(one)] == []


@pytest.mark.parametrize("name", lexicon.column("place_beliefs", "name", belief="never"))
def test_never_places_are_not_places_with_any_suffix(name: str, places: Gazetteer) -> None:
    assert places.of(name) == ()


@pytest.mark.parametrize("name", lexicon.column("place_beliefs", "name", belief="in_context"))
def test_what_needs_a_sentence_would_else_be_found_by_itself_or_beside_a_place(
    name: str, places: Gazetteer
) -> None:
    assert name in places.by_name
    assert name not in places.names_for_matching()


@pytest.mark.parametrize("name", lexicon.column("place_beliefs", "name", belief="always"))
def test_what_is_always_a_place_would_else_need_a_sentence_or_a_country(name: str, places: Gazetteer) -> None:
    without = replace(places, always=places.always - {name})
    assert name in places.names_for_matching()
    is_found = name in without.names_for_matching()
    is_of_letters = set(name) <= country_letters()  # 加沙: else taken for Canada and Saudi Arabia
    assert entry_of(name) is not None
    assert not is_found or is_of_letters or places.best(name, ["US"]) != without.best(name, ["US"])


@pytest.mark.parametrize("name", LISTS_OF_PLACES)
def test_reviewed_names_are_in_shadow_spelling_and_compiled(name: str, places: Gazetteer) -> None:
    banned = set(lexicon.column("place_beliefs", "name", belief="never"))
    for row in lexicon.rows(name):
        names = row["names"].split("|")
        assert names == [shadow(one) for one in names] and len(set(names)) == len(names), row
        assert [one for one in names if one not in banned and not places.by_name.get(one)] == [], row


def test_one_character_names_are_countries(places: Gazetteer) -> None:
    assert len(places.one_character) == len(
        [row for row in lexicon.rows("country_letters") if row["country_code"]]
    )
    for name, code in places.one_character.items():
        assert len(name) == 1 and places.country(code) is not None


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("美国", "iso:US"),
        ("纽西兰", "iso:NZ"),
        ("义大利", "iso:IT"),
        ("沙乌地阿拉伯", "iso:SA"),
        ("寮国", "iso:LA"),
        ("加州", "sub:US-CA"),
        ("加利福尼亚", "sub:US-CA"),
        ("广东省", "sub:CN-GD"),
        ("新疆", "sub:CN-XJ"),
        ("南海", "sea:south-china-sea"),
        ("大西洋", "sea:atlantic-ocean"),
        ("三峡", "mountain:three-gorges"),
        ("伊犁州", "geonames:1529435"),
        ("黔东南州", "cn:522600"),
        ("果洛", "cn:632600"),
        ("大理", "geonames:1814093"),
        ("桓仁县", "cn:210522"),
        ("清原县", "cn:210423"),
        ("长岛", "island:long-island"),
        ("哲蚌寺", "site:drepung"),
        ("天安门广场", "site:tiananmen-square"),
        ("首尔特别市", "geonames:1835848"),
        ("台北市", "geonames:1668341"),
        ("厦门市", "geonames:1790645"),
        ("纽约", "geonames:5128581"),
        ("纽约州", "sub:US-NY"),
        ("华盛顿", "geonames:4140963"),
        ("华盛顿州", "sub:US-WA"),
        ("约旦河西岸", "region:west-bank"),
        ("曼哈顿", "district:manhattan"),
    ],
)
def test_a_name_means_first(name: str, place_id: str, places: Gazetteer) -> None:
    assert places.of(name)[0].place_id == place_id


@pytest.mark.parametrize("name", ["和平", "中心", "北部", "西南", "新市镇", "甲", "某某某", "三角洲"])
def test_words_are_not_places(name: str, places: Gazetteer) -> None:
    assert places.of(name) == ()


@pytest.mark.parametrize(
    ("name", "countries", "place_id"),
    [
        ("马鞍山", ["HK", "CN"], "district:ma-on-shan"),
        ("马鞍山", ["CN"], "geonames:1801620"),
        ("朝阳区", ["CN"], "cn:110105"),
        ("伦敦", ["CA"], "geonames:2643743"),
        ("圣地亚哥", ["US"], "geonames:5391811"),
        ("圣地亚哥", ["CL"], "geonames:3871336"),
        ("西贡", ["HK"], "district:sai-kung"),
        ("西贡", ["US"], "geonames:1566083"),
        ("北海", ["NO", "GB"], "sea:north-sea"),
        ("北海", ["CN"], "geonames:1816705"),
        ("乔治亚", ["US"], "sub:US-GA"),
        ("乔治亚", ["RU"], "iso:GE"),
        ("维多利亚", ["AU"], "sub:AU-VIC"),
        ("奥克兰", ["US"], "geonames:5378538"),
    ],
)
def test_homonyms_by_the_articles_countries(
    name: str, countries: list[str], place_id: str, places: Gazetteer
) -> None:
    found = places.best(name, countries)
    assert found and found[0].place_id == place_id


def test_a_small_far_town_is_trusted_less_than_one_at_home(places: Gazetteer) -> None:
    abroad, at_home = places.best("瑙姆堡", ["US"]), places.best("瑙姆堡", ["DE"])
    assert abroad and at_home and abroad[1] <= 0.5 < 0.9 < at_home[1]


def test_names_to_match_exclude_words(places: Gazetteer) -> None:
    names = places.names_for_matching()
    assert names["美国"] == "country" and names["加州"] == "subdivision" and names["台湾海峡"] == "strait"
    assert names.keys().isdisjoint(lexicon.column("place_beliefs", "name", belief="in_context"))


def test_the_file_is_small_and_its_bytes_hold_no_clock() -> None:
    packed = files("etl.names.known").joinpath("places.csv.gz").read_bytes()
    assert len(packed) < 1_500_000
    assert packed[4:8] == bytes(4)
    rows = list(csv.reader(gzip.decompress(packed).decode("utf-8").splitlines()))
    assert len({len(row) for row in rows}) == 1
