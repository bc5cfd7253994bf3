"""Confidence: shipped weights are whole and well-ordered, a build computes by them, and fitting finds what is true."""

from itertools import product

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.entities.entity_key import LinkMethod
from etl.entities.link_confidence import FIGURES, with_confidence
from etl.entities.link_confidence import weights as link_weights
from etl.kinds import EntityKind, MethodKind
from etl.warehouse.views import read_macros, sql_root
from recipes.confidence.annotated import SCHEMA, verdicts
from recipes.confidence.reliability import bands, brier, cells, mean_error, picture
from recipes.confidence.weights import fitted, probability

KINDS = sorted(map(str, EntityKind))
FOUND = {
    "article_id": ["a1", "a1", "a1"],
    "position": [1, 1, 2],
    "start_offset": [0, 9, 4],
    "end_offset": [3, 11, 6],
    "surface": ["郑小舟", "海燕", "甲城"],
    "text_hash": ["t1", "t1", "t2"],
    "kind": ["person", "person", "place"],
    "entity_id": ["e1", "e2", "e3"],
    "entity_key": ["name:郑小舟", "name:海燕", "name:甲城"],
    "entity_names": [["郑小舟"], ["海燕"], ["甲城"]],
}


def asked(select: str) -> pl.DataFrame:
    """Ask a database that has nothing but the macros."""
    with duckdb.connect() as connection:
        connection.execute("create schema macros")
        for statement in read_macros(sql_root()):
            connection.execute(statement)
        return connection.sql(select).pl()


def mention_weights() -> pl.DataFrame:
    return asked("from macros.mention_calibration()")


def test_each_kind_and_method_of_a_link_has_one_constant() -> None:
    held = [tuple(map(str, row)) for row in link_weights().select("kind", "method_kind").iter_rows()]
    assert sorted(held) == sorted(product(KINDS, map(str, LinkMethod)))


def test_each_kind_and_method_of_a_mention_has_one_constant() -> None:
    held = list(mention_weights().select("entity_kind", "method_kind").iter_rows())
    assert sorted(held) == sorted(product(KINDS, map(str, MethodKind)))


def test_no_surer_figure_makes_less_sure() -> None:
    assert (link_weights().select(f"{name}_weight" for name in FIGURES).to_numpy() >= 0).all()
    assert (mention_weights().select("link_weight", "score_weight").to_numpy() >= 0).all()


@given(
    kind=st.sampled_from(KINDS),
    method=st.sampled_from(sorted(map(str, LinkMethod))),
    shares=st.lists(st.floats(0, 1), min_size=2, max_size=8),
    other=st.floats(0, 1),
)
def test_a_links_confidence_is_a_probability_that_rises_with_each_figure(
    kind: str, method: str, shares: list[float], other: float
) -> None:
    for name, rest in (FIGURES, FIGURES[::-1]):
        schema = link_weights().select("kind", "method_kind").schema
        links = pl.DataFrame(
            {"kind": [kind] * len(shares), "method_kind": [method] * len(shares)}, schema=schema
        ).with_columns(pl.Series(name, sorted(shares)), pl.lit(other).alias(rest))
        found = with_confidence(links).sort(name)["confidence"]
        assert found.is_between(0, 1).all()
        assert found.is_sorted()


@pytest.mark.parametrize("margin", [0.01, 0.02])
def test_log_odds_are_finite_and_even(margin: float) -> None:
    shares = f"select macros.log_odds(share, {margin}) as odds from (values (0.0), (0.25), (0.75), (1.0)) as t (share)"
    low, one, other, high = asked(shares)["odds"]
    assert one == pytest.approx(-np.log(3)) == -other
    assert low == pytest.approx(-high) == np.log(margin / (1 - margin))


def test_a_fit_finds_the_weights_that_drew_the_truth() -> None:
    draw = np.random.default_rng(7)
    odds, is_place = draw.normal(size=4000), draw.random(4000) < 0.5
    chance = probability(1.0 + 2.0 * odds - 2.0 * is_place)
    rows = pl.DataFrame(
        {
            "kind": np.where(is_place, "place", "person"),
            "method": "tagger",
            "a_odds": odds,
            "b_odds": -odds + draw.normal(size=4000),
            "is_right": draw.random(4000) < chance,
            "is_gold": False,
            "fit_weight": 1.0,
        }
    )
    model = fitted(rows, "kind", "method", ["a_odds"], [("person", "tagger"), ("place", "tagger")])
    assert model.figures["a_odds"] == pytest.approx(2.0, abs=0.2)
    assert model.constants["person", "tagger"] == pytest.approx(1.0, abs=0.2)
    assert model.constants["place", "tagger"] == pytest.approx(-1.0, abs=0.2)
    both = fitted(rows, "kind", "method", ["b_odds"], [("person", "tagger"), ("place", "tagger")])
    assert both.figures == {"b_odds": 0.0}  # a score that speaks against its name is left out


def test_annotated_articles_judge_by_kind_and_name() -> None:
    gold = {"a1": [{"name": "郑小舟", "type": "PER"}, {"name": "甲城", "type": "LOC", "optional": True}]}
    found = verdicts(pl.DataFrame(FOUND), gold)
    assert found.schema == pl.Schema(SCHEMA)
    assert found.select("position", "start_offset", "is_right").rows() == [(1, 0, True), (1, 9, False)]


def test_reliability_is_the_weighted_distance_from_the_diagonal() -> None:
    rows = pl.DataFrame(
        {
            "confidence": [0.95, 0.95, 0.25, 1.0],
            "is_right": [True, False, False, True],
            "weight": [1.0, 1.0, 2.0, 1.0],
            "method_kind": ["tagger", "tagger", "repeat", "repeat"],
            "kind": ["place", "place", "place", "person"],
        }
    )
    found = bands(rows)
    assert found["band"].to_list() == [0.2, 0.9]
    assert found["mentions"].to_list() == [1, 3]
    assert mean_error(found) == pytest.approx(0.4 * 0.25 + 0.6 * abs(2.9 / 3 - 2 / 3))
    assert cells(rows)["right"].to_list() == [1.0, 0.0, 0.5]
    assert brier(rows) == pytest.approx((0.05**2 + 0.95**2 + 2 * 0.25**2) / 5)
    assert picture(found).count("<circle") == 2
