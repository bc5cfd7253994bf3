"""The recipes of stories: they find weights and bounds that are true, and run on a home of invented articles."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from etl.settings import Settings
from etl.stories.article import Membership
from etl.stories.gather import BOUNDS
from etl.stories.likeness import WEIGHTS
from recipes.stories import choose_bounds, fit_weights
from recipes.stories.choose_bounds import GRID, b_cubed, score
from recipes.stories.fit_weights import PAIRS_OF_STORY, Labels, examples, main
from recipes.stories.scorer import lines
from recipes.tagger.fit_calibration import fitted
from tests.steps.newsstand import load
from tests.steps.test_stories import an_archive
from tests.stories.test_stories import CASES, taking_part

LABELS = Labels(
    judged={frozenset("ab"): False},
    story={"a": 0, "b": 0, "c": 0, "d": 1},
    optional=frozenset({("e", 0)}),
    read={"h": ("1", "A"), "i": ("1", "A"), "j": ("1", "B"), "k": ("2", "A")},
)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("ac", True),
        ("ca", True),
        ("ab", False),
        ("ad", False),
        ("df", False),
        ("ae", None),
        ("ea", None),
        ("hi", True),
        ("hj", False),
        ("hk", False),
        ("ha", False),
        ("hf", None),
    ],
)
def test_a_pair_is_of_one_event_as_it_was_judged_or_else_annotated(pair: str, expected: bool | None) -> None:
    assert LABELS.of(*pair) is expected
    assert LABELS.of("f", "g") is None


def test_the_pairs_of_one_long_story_count_less_each() -> None:
    case = next(each for each in CASES if each.name == "one-event-in-three-outlets")
    articles = taking_part(case)
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    story = {article_id: number for number, group in enumerate(expected) for article_id in group}
    labels = Labels(judged={}, story=story, optional=frozenset())
    matrix, truth, worth = examples(articles, labels)
    assert matrix.shape == (len(truth), len(WEIGHTS))
    assert truth.any()
    assert worth[truth == 1].sum() <= PAIRS_OF_STORY


def test_the_fit_finds_the_weights_that_made_the_labels() -> None:
    chance = np.random.default_rng(5)
    true = np.array([-1.0, 2.0, -0.5])
    matrix = np.column_stack([np.ones(20_000), chance.normal(size=(20_000, 2))])
    truth = (chance.random(20_000) < 1 / (1 + np.exp(-matrix @ true))).astype(float)
    assert fitted(matrix, truth, penalty_each=0.5) == pytest.approx(true, abs=0.1)
    twice = fitted(np.vstack([matrix, matrix[:50]]), np.concatenate([truth, truth[:50]]))
    assert fitted(matrix, truth, worth=np.where(np.arange(20_000) < 50, 2.0, 1.0)) == pytest.approx(twice)


def test_each_pair_was_judged_once() -> None:
    with fit_weights.JUDGED.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(line for line in file if not line.startswith("#"))]
    pairs = {frozenset((row["document_path"], row["other_document_path"])) for row in rows}
    assert len(pairs) == len(rows) > 400
    assert all(len(pair) == 2 for pair in pairs)
    assert {row["is_one_event"] for row in rows} == {"yes", "no"}


def test_each_article_was_read_in_one_story() -> None:
    with fit_weights.READ.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(line for line in file if not line.startswith("#"))]
    assert len({row["document_path"] for row in rows}) == len(rows) > 600


def test_b_cubed_counts_for_each_article_who_is_with_it_and_who_should_be() -> None:
    events = {"a": 0, "b": 0, "c": 1}
    assert b_cubed({"a": "s", "b": "s"}, events) == (1, 1)
    assert b_cubed({"a": "s", "b": "s", "c": "s"}, events) == (pytest.approx(5 / 9), 1)
    assert b_cubed({}, events) == (1, pytest.approx(2 / 3))


def test_a_story_that_was_read_is_scored_by_itself() -> None:
    found = [Membership(story_id="s", article_id=each, closeness=9000) for each in "hijk"]
    assert score(found, LABELS).read == (pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4), 1)


def test_what_may_be_told_with_a_story_is_neither_right_nor_wrong() -> None:
    annotated = [
        {"core": ["a", "b"], "optional": ["e"]},
        {"core": ["c", "d"], "optional": []},
        {"core": ["e", "f"], "optional": []},
    ]
    story = {"a": "1", "b": "1", "e": "1", "f": "1", "c": "2", "g": "2"}
    assert [line.split() for line in lines(story, annotated, ["g", "h"])] == [
        ["stories", "0.500", "P", "0.400", "R", "0.667", "hit", "2", "predicted", "5", "gold", "3"],
        ["stories", "whole", "0.000", "0/3"],
        ["articles", "alone", "0.500", "1/2"],
    ]


def test_the_command_prints_each_weight_beside_the_shipped_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive: Settings = an_archive(tmp_path)
    load(archive)
    gold = tmp_path / "gold.json"
    reef = {"core": ["a/a.md", "b/b.md", "c/c.md"], "optional": []}
    gold.write_text(json.dumps({"stories": [reef], "singletons": ["d/d.md", "f/f.md"]}), encoding="utf-8")
    main([str(archive.home), str(gold)])
    printed = capsys.readouterr()
    names, weights, shipped = zip(*csv.reader(printed.out.splitlines()[1:]), strict=True)
    assert names == tuple(WEIGHTS)
    assert [float(each) for each in shipped] == list(WEIGHTS.values())
    assert float(weights[names.index("terms")]) > 0
    assert "6 articles; pairs: 0 judged" in printed.err


def test_the_bounds_are_printed_best_first_with_those_that_are_shipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive: Settings = an_archive(tmp_path)
    load(archive)
    gold = tmp_path / "gold.json"
    reef = {"core": ["a/a.md", "b/b.md", "c/c.md"], "optional": []}
    gold.write_text(json.dumps({"stories": [reef], "singletons": ["d/d.md", "f/f.md"]}), encoding="utf-8")
    choose_bounds.main([str(archive.home), str(gold)])
    header, *rows = csv.reader(capsys.readouterr().out.splitlines())
    assert header[: len(GRID)] == list(GRID)
    means = [float(row[-1]) for row in rows]
    assert means[0] == max(means)
    assert tuple(map(int, rows[-1][: len(GRID)])) == tuple(getattr(BOUNDS, name) for name in GRID)
