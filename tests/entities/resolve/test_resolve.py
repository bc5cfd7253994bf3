"""Resolving by example: a folder holds names and glosses (and overrides) of an archive, and what must come of them.

Columns that a case leaves out have usual values, or are not compared. A link without entity_key must not be there;
each other one states the kind that is meant beside the key, for an entity is both. entity_kind is what the article
says. Confidence, where a case states it, is held to two places.
"""

import random
from collections.abc import Mapping
from functools import cache
from hashlib import md5
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.entities.calibrate import calibrated
from etl.entities.claims import claims_of, countries_of, surfaces_of
from etl.entities.coded import coded
from etl.entities.glossed import glosses_of_claims
from etl.entities.link import decided
from etl.entities.resolve import Resolution, resolve
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import seeds
from etl.warehouse.tables import ENTITIES, ENTITY_ALIASES, ENTITY_LINKS

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/names.csv"))
CLAIM = ["article_id", "entity_kind", "referent"]
NAMES: Mapping[str, pl.Expr] = {
    "outlet_id": pl.lit("an-outlet"),
    "outlet_name": pl.lit("海港邮报"),
    "published_date": pl.lit("2020-07-01").str.to_date(),
    "surface": pl.col("referent"),
    "mention_count": pl.lit(2, pl.Int64),
    "max_score": pl.lit(0.97),
    "mean_score": pl.col("max_score").cast(pl.Float64),
    "method_kinds": pl.lit(["tagger"]),
    "is_in_title": pl.lit(False),
}
GLOSSES: Mapping[str, pl.Expr] = {"gloss_count": pl.lit(1, pl.Int64), "max_score": pl.lit(0.9)}
GLOSS_SCHEMA = {
    "article_id": pl.String,
    "chinese_name": pl.String,
    "latin_name": pl.String,
    "gloss_kind": pl.String,
}


def given_names(case: Path) -> pl.DataFrame:
    return filled(read(case / "names.csv"), NAMES)


def given_glosses(case: Path) -> pl.DataFrame:
    path = case / "glosses.csv"
    return filled(read(path) if path.exists() else pl.DataFrame(schema=GLOSS_SCHEMA), GLOSSES)


def read(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False).fill_null("")
    figures = {"max_score": pl.Float64, "mean_score": pl.Float64, "mention_count": pl.Int64}
    frame = frame.cast({name: kind for name, kind in figures.items() if name in frame.columns})
    return frame.with_columns(pl.col("^is_in_title$") == "true", pl.col("^method_kinds$").str.split("+"))


def filled(frame: pl.DataFrame, usual: Mapping[str, pl.Expr]) -> pl.DataFrame:
    for name, value in usual.items():
        frame = frame if name in frame.columns else frame.with_columns(value.alias(name))
    return frame


@cache
def resolution(case: Path) -> Resolution:
    overrides = case / "overrides.csv"
    text = overrides.read_text(encoding="utf-8") if overrides.exists() else ""
    return resolve(given_names(case), given_glosses(case), text)


@cache
def scores(case: Path) -> pl.DataFrame:
    """Give what confidence is made of: how probably the claim is a name, times the score of the rule that linked it."""
    found = coded(given_names(case), given_glosses(case))
    claims = calibrated(claims_of(found.names), gazetteer(), seeds())
    countries = countries_of(claims, gazetteer())
    glossed = glosses_of_claims(claims, surfaces_of(found.names, found.shadows), found.glosses)
    links = decided(claims, glossed, countries, gazetteer(), seeds())
    score = (pl.col("holds") * pl.col("certainty")).round(4).round(2).alias("score")
    return links.select(*(pl.col(name).cast(pl.String) for name in CLAIM), score)


def rows(frame: pl.DataFrame, columns: list[str]) -> set[tuple[str, ...]]:
    return set(frame.select(pl.col(columns).cast(pl.String).fill_null("")).iter_rows())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_name_means_what_is_expected(case: Path) -> None:
    found = resolution(case)
    meant = found.entities.select("entity_id", "entity_key", meant_kind="entity_kind")
    links = found.links.join(meant, on="entity_id").with_columns(pl.col(CLAIM).cast(pl.String))
    links = links.join(scores(case), on=CLAIM)
    is_corrected = pl.col("method_kind") == "override"
    links = links.with_columns(score=pl.when(is_corrected).then("confidence").otherwise("score"))
    expected = read(case / "links.csv")
    assert {"article_id", "referent", "meant_kind", "entity_key"} <= set(expected.columns)
    absent = expected.filter(pl.col("entity_key") == "")
    assert not rows(absent, ["article_id", "referent"]) & rows(links, ["article_id", "referent"])
    assert rows(expected.filter(pl.col("entity_key") != ""), expected.columns) <= rows(
        links, expected.columns
    )


@pytest.mark.parametrize(
    "case", [path.parent for path in sorted(HERE.glob("*/entities.csv"))], ids=lambda case: case.name
)
def test_entities_are_described(case: Path) -> None:
    expected = read(case / "entities.csv")
    assert {"entity_kind", "entity_key"} <= set(expected.columns)
    assert rows(expected, expected.columns) <= rows(resolution(case).entities, expected.columns)


@pytest.mark.parametrize(
    "case", [path.parent for path in sorted(HERE.glob("*/aliases.csv"))], ids=lambda case: case.name
)
def test_aliases_have_a_kind_and_a_source(case: Path) -> None:
    found = resolution(case)
    expected = read(case / "aliases.csv")
    aliases = found.aliases.join(found.entities.select("entity_id", "entity_key"), on="entity_id")
    assert rows(expected, expected.columns) <= rows(aliases, expected.columns)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_is_whole(case: Path) -> None:
    found = resolution(case)
    ids = set(found.entities["entity_id"])
    assert len(ids) == found.entities.height
    assert ids == set(found.links["entity_id"]) == set(found.aliases["entity_id"])
    assert not found.links.select(CLAIM).is_duplicated().any()
    assert not found.aliases.select("entity_id", "alias").is_duplicated().any()
    assert rows(found.links, CLAIM) <= rows(given_names(case), CLAIM)
    assert found.links["confidence"].is_between(0, 1).all()
    assert set(found.links.filter(pl.col("method_kind") == "override")["confidence"]) <= {1.0}
    for entity_id, kind, key in found.entities.select("entity_id", "entity_kind", "entity_key").iter_rows():
        assert entity_id == md5(f"{kind}\n{key}".encode()).hexdigest()[:24]


@given(seed=st.integers(0, 2**16))
@settings(max_examples=10)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    names = pl.concat([labelled(given_names(case), case) for case in CASES])
    glosses = pl.concat([labelled(given_glosses(case), case) for case in CASES])
    mixed = random.Random(seed)
    once = resolve(names, glosses)
    again = resolve(shuffled(names, mixed), shuffled(glosses, mixed))
    assert_frame_equal(once.entities, again.entities)
    assert_frame_equal(once.aliases, again.aliases)
    assert_frame_equal(once.links, again.links)


@given(seed=st.integers(0, 2**16), new_count=st.integers(0, 12))
@settings(max_examples=10)
def test_entities_that_are_kept_are_those_of_a_whole_pass(seed: int, new_count: int) -> None:
    names = pl.concat([labelled(given_names(case), case) for case in CASES])
    glosses = pl.concat([labelled(given_glosses(case), case) for case in CASES])
    new = random.Random(seed).sample(sorted(names["article_id"].unique()), new_count)
    is_old = ~pl.col("article_id").is_in(new)
    before = resolve(names.filter(is_old), glosses.filter(is_old))
    upkeep = resolve(names, glosses, before=before.entities.select("entity_id", "basis"))
    whole = resolve(names, glosses)
    assert len(upkeep.kept) and (new or upkeep.entities.is_empty())
    is_kept = pl.col("entity_id").is_in(upkeep.kept.implode())
    for now, then, every in (
        (upkeep.entities, before.entities, whole.entities),
        (upkeep.aliases, before.aliases, whole.aliases),
    ):
        both = pl.concat([now, then.filter(is_kept)])
        assert_frame_equal(
            both.sort("entity_id", every.columns[1]), every.sort("entity_id", every.columns[1])
        )
    assert_frame_equal(upkeep.links, whole.links)


def labelled(frame: pl.DataFrame, case: Path) -> pl.DataFrame:
    """The rows of a case, its articles apart from those of others."""
    return frame.with_columns(article_id=pl.col("article_id") + f" of {case.name}").select(
        sorted(frame.columns)
    )


def shuffled(frame: pl.DataFrame, mixed: random.Random) -> pl.DataFrame:
    order = list(range(frame.height))
    mixed.shuffle(order)
    return frame[order]


def test_an_archive_without_names_has_no_entities() -> None:
    names = given_names(CASES[0]).clear()
    found = resolve(names, given_glosses(CASES[0]).clear())
    assert found.entities.is_empty() and found.aliases.is_empty() and found.links.is_empty()


def test_the_frames_fit_their_tables() -> None:
    stamps = {"resolver_version", "run_id"}
    found = resolution(CASES[0])
    for frame, table in (
        (found.entities, ENTITIES),
        (found.aliases, ENTITY_ALIASES),
        (found.links, ENTITY_LINKS),
    ):
        assert set(frame.columns) == set(table.schema) - stamps
