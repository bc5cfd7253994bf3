"""The recipe's parts that need no training: the annotation and the tables of figures."""

import numpy as np
import pytest

from etl.lexicon import column
from recipes.topics.articles import Label, read_labels
from recipes.topics.measuring import by_score, by_topic, by_way

LABELS = read_labels()
SPORT, WEATHER = "medtop:15000000", "medtop:17000000"


def label(primary: str, *others: str, is_doubtful: bool = False) -> Label:
    return Label(
        document_path="a.md", primary=primary, others=others, is_doubtful=is_doubtful, drawn="random"
    )


def test_each_annotated_article_stands_once_with_topics_of_the_list() -> None:
    known = set(column("media_topics", "topic_id"))
    assert len({each.document_path for each in LABELS}) == len(LABELS) >= 600
    assert {each.primary for each in LABELS} == known
    for each in LABELS:
        assert {each.primary, *each.others} <= known
        assert len({each.primary, *each.others}) == 1 + len(each.others) <= 3
        assert each.drawn in ("random", "rare", "doubtful")


def test_a_doubtful_article_counts_only_for_primary_or_other_and_silence_is_no_answer() -> None:
    labels = [label(SPORT), label(SPORT, WEATHER, is_doubtful=True), label(WEATHER)]
    said = np.array([[0.9, 0.1], [0.2, 0.8], [0.45, 0.25]])
    assert by_way(said, labels, (SPORT, WEATHER)).splitlines()[-1] == "| all | 3 | 0.500 | 0.667 | 1.000 |"
    silent = np.array([[0.9, 0.1], [0.2, 0.8], [0.1, 0.2]])
    assert by_way(silent, labels, (SPORT, WEATHER)).splitlines()[-1] == "| all | 3 | 0.500 | 0.667 | 0.667 |"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (by_topic, f"| {SPORT} | 2 | 0.50 | 0.50 |"),
        (by_score, "| 0.8–0.9 | 1 | 0.800 | 0.000 | 1.000 |"),
    ],
)
def test_tables_tell_by_topic_and_by_score(table: object, row: str) -> None:
    labels = [label(SPORT), label(SPORT, WEATHER), label(WEATHER)]
    said = np.array([[0.9, 0.1], [0.2, 0.8], [0.45, 0.25]])
    assert callable(table)
    assert row in table(said, labels, (SPORT, WEATHER)).splitlines()
