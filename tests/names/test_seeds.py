"""The seeds as they ship: no name means two of them, and every row can be read."""

import re
from collections import defaultdict

import pytest

from etl import lexicon
from etl.kinds import EntityKind
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import folded, seeds
from etl.normalize.shadow import shadow


def test_ids_are_slugs_and_unique() -> None:
    ids = [seed.seed_id for seed in seeds().all]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one)] == []


def test_no_full_name_and_no_latin_name_means_two() -> None:
    claimed: dict[str, set[str]] = defaultdict(set)
    for seed in seeds().all:
        for name in (*seed.full_names, *map(folded, seed.latin_names)):
            claimed[name].add(seed.seed_id)
    assert {name: ids for name, ids in claimed.items() if len(ids) > 1} == {}


def test_a_short_name_means_one_and_is_nobodys_full_name() -> None:
    claimed: dict[str, set[str]] = defaultdict(set)
    for seed in seeds().all:
        for name in seed.short_names:
            claimed[name].add(seed.seed_id)
    assert {name: ids for name, ids in claimed.items() if len(ids) > 1} == {}
    assert [name for name in claimed if seeds().of_full(name)] == []


def test_every_row_is_in_shadow_spelling_and_of_a_known_country() -> None:
    for seed in seeds().all:
        names = (seed.entity_name, *seed.full_names, *seed.short_names)
        assert list(names) == [shadow(name) for name in names], seed
        assert seed.entity_name in (*seed.full_names, *seed.short_names), seed
        assert seed.country_code is None or gazetteer().country(seed.country_code), seed


def test_no_country_is_a_seed() -> None:
    assert [name for name in gazetteer().countries if seeds().of_full(name)] == []


@pytest.mark.parametrize(
    ("name", "seed_id"),
    [
        ("特朗普", "donald-trump"),
        ("川普", "donald-trump"),
        ("佛奇", "anthony-fauci"),
        ("中共", "communist-party-of-china"),
        ("迈克尔·R·蓬佩奥", "mike-pompeo"),
    ],
)
def test_variants_are_one(name: str, seed_id: str) -> None:
    found = seeds().of_full(name)
    assert found and found.seed_id == seed_id


def test_a_bare_surname_is_only_a_short_name() -> None:
    assert seeds().of_full("约翰逊") is None
    found = seeds().of_short("约翰逊")
    assert found and found.seed_id == "boris-johnson" and found.entity_kind is EntityKind.PERSON


@pytest.mark.parametrize("name", ["WHO", "World Health Organization", "world health organization"])
def test_latin_names_in_any_case(name: str) -> None:
    found = seeds().of_latin(name)
    assert found and found.entity_name == "世界卫生组织"


def test_accents_do_not_matter() -> None:
    assert seeds().of_latin("Nicolas Maduro") == seeds().of_latin("Nicolás Maduro") is not None


def test_names_to_match_are_full_names_that_are_not_words() -> None:
    names = seeds().names_for_matching()
    assert all(seeds().of_full(name) == seed for name, seed in names.items())
    assert names.keys().isdisjoint(lexicon.column("unsafe_seed_names", "name"))
    assert {"拜登", "欧盟", "习近平"} <= names.keys()
    assert "王毅" not in names
