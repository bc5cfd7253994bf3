"""The fit of the weights of likeness: it finds weights that are true, and runs on a home of invented articles."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from etl.settings import Settings
from etl.stories.likeness import WEIGHTS
from recipes.stories import fit_weights
from recipes.stories.fit_weights import PAIRS_OF_STORY, Labels, examples, main
from recipes.tagger.fit_calibration import fitted
from tests.steps.newsstand import load
from tests.steps.test_stories import an_archive
from tests.stories.test_stories import CASES, taking_part

LABELS = Labels(
    judged={frozenset("ab"): False}, story={"a": 0, "b": 0, "c": 0, "d": 1}, optional=frozenset({("e", 0)})
)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [("ac", True), ("ca", True), ("ab", False), ("ad", False), ("df", False), ("ae", None), ("ea", None)],
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
