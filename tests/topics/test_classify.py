"""Topics: invented articles and what they are about, and the weights that ship with the package."""

import gzip
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.lexicon import column
from etl.topics.classify import (
    LAST,
    LEAST_OTHER,
    LEAST_PRIMARY,
    MOST_TOPICS,
    STEP,
    WEIGHTS,
    load,
    read_model,
    topics_of,
)
from etl.topics.grams import grams, key_of
from recipes.topics.packing import packed

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/expected.json"))
IDS = ("medtop:01000000", "medtop:15000000")
SMALL = packed(
    ("海港", "足球"),
    np.array([1.0, 2.0]),
    IDS,
    np.array([[2.0, -2.0], [-3.0, 3.0]]),
    np.array([0.5, 0.0]),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_article_is_about_what_is_expected(case: Path) -> None:
    article = json.loads((case / "article.json").read_text(encoding="utf-8"))
    told = [each.topic_id for each in topics_of(article["title"], article["prose"], load())]
    assert told == json.loads((case / "expected.json").read_text(encoding="utf-8"))


def test_the_shipped_weights_are_of_all_topics_and_small() -> None:
    assert sorted(load().topic_ids) == sorted(column("media_topics", "topic_id"))
    assert len(files("etl.topics").joinpath(WEIGHTS).read_bytes()) < 2_000_000


def test_what_is_packed_is_read_again_in_steps() -> None:
    model = read_model(SMALL)
    assert model.topic_ids == IDS
    assert model.keys.tolist() == [key_of("海港"), key_of("足球"), LAST]
    assert model.words == {}
    assert model.rarity.tolist() == [1.0, 2.0]
    assert model.weights.tolist() == [[2.0, -2.0], [-3.0, 3.0]]
    assert model.constants.tolist() == [0.5, 0.0]
    assert packed(("海港", "足球"), model.rarity, IDS, model.weights, model.constants) == SMALL


def test_a_share_is_the_damped_count_times_the_rarity() -> None:
    model = read_model(SMALL)
    rows, shares = model.shares(grams("", "足球，没有，海港"))
    assert rows.tolist() == [0, 1]
    assert shares.tolist() == pytest.approx([1 / 5**0.5, 2 / 5**0.5])
    _, of_three = model.shares(grams("海港", "足球"))
    assert of_three[0] / of_three[1] == pytest.approx((1 + np.log(3)) / 2)
    assert model.probabilities(grams("", "海港")) == pytest.approx(
        [1 / (1 + np.exp(-4.5)), 1 / (1 + np.exp(4.5))]
    )


def test_nothing_is_said_of_an_article_without_a_known_gram() -> None:
    assert read_model(SMALL).probabilities(grams("没有", "")) is None
    assert topics_of("没有", "", read_model(SMALL)) == []


def test_weights_without_constants_are_refused() -> None:
    bare = packed((), np.empty(0), IDS, np.empty((0, 2)), np.zeros(2))
    assert topics_of("海港", "", read_model(bare)) == []
    with pytest.raises(ValueError, match="line 2"):
        read_model(_without_constants())


def _without_constants() -> bytes:
    first, _, *others = gzip.decompress(SMALL).decode().splitlines(keepends=True)
    return gzip.compress("".join((first, *others)).encode())


@given(
    title=st.text(alphabet="海港船足球议会股市疫苗学校宗教，。NBA", max_size=20),
    prose=st.text(alphabet="海港船足球议会股市疫苗学校宗教，。NBA", max_size=80),
)
def test_topics_are_in_order_and_within_their_bounds(title: str, prose: str) -> None:
    told = topics_of(title, prose, load())
    scores = [each.score for each in told]
    assert scores == sorted(scores, reverse=True)
    assert len(told) <= MOST_TOPICS
    assert len({each.topic_id for each in told}) == len(told)
    assert sum(scores) <= 1 + STEP
    assert all(score >= LEAST_OTHER for score in scores[1:])
    assert not scores or scores[0] >= LEAST_PRIMARY - 1e-4
