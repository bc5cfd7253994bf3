"""Tags that make sense: the best of each token where that does, the best sequence where it does not."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.names.tagger.decode import (
    FIRST,
    KINDS,
    LAST,
    TAGS,
    TRANSITIONS,
    best_tags,
    may_follow,
    names,
    viterbi,
)


def scores_of(*rows: str) -> np.ndarray:
    """Scores under which these tags are each token's best."""
    scores = np.zeros((len(rows), max(len(row.split()) for row in rows), len(TAGS)), np.float32)
    for number, row in enumerate(rows):
        for token, tag in enumerate(row.split()):
            scores[number, token, TAGS.index(tag)] = 5.0
    return scores


def makes_sense(tags: list[str]) -> bool:
    return (
        tags[0][0] in "OBS"
        and tags[-1][0] in "OES"
        and all(may_follow(one, other) for one, other in pairwise(tags))
    )


def test_valid_tag_sequences_are_kept() -> None:
    scores = scores_of("B-person M-person E-person O S-place", "O O")
    tags = best_tags(scores, np.array([5, 2]))
    assert [TAGS[tag] for tag in tags[0]] == ["B-person", "M-person", "E-person", "O", "S-place"]
    assert not tags[1].any()
    found = names(tags, scores)
    assert found.rows.tolist() == [0, 0]
    assert list(zip(found.first.tolist(), found.last.tolist(), strict=True)) == [(0, 2), (4, 4)]
    assert [KINDS[kind].value for kind in found.kinds] == ["person", "place"]


@pytest.mark.parametrize(
    "row", ["B-person O", "O E-place", "B-person E-place", "M-person M-person", "B-person"]
)
def test_what_does_not_is_mended(row: str) -> None:
    tags = best_tags(scores_of(row), np.array([len(row.split())]))[0]
    assert makes_sense([TAGS[tag] for tag in tags])


def test_no_names_in_nothing() -> None:
    assert not len(names(np.zeros((2, 3), np.int64), np.zeros((2, 3, len(TAGS)), np.float32)).rows)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_the_best_sequence_is_the_best(seed: int, counts: list[int]) -> None:
    """Against all sequences there are."""
    lengths = np.array(counts)
    scores = np.random.default_rng(seed).normal(size=(len(counts), max(counts), 5)).astype(np.float32)
    part = TRANSITIONS[:5, :5]
    tags = viterbi(scores, lengths, transitions=part, first=FIRST[:5], last=LAST[:5])
    for row, count in enumerate(counts):

        def value(sequence: tuple[int, ...], row: int = row) -> float:
            inner = sum(part[one, other] for one, other in pairwise(sequence))
            return float(
                sum(scores[row, token, tag] for token, tag in enumerate(sequence))
                + inner
                + FIRST[sequence[0]]
                + LAST[sequence[-1]]
            )

        best = max(product(range(5), repeat=count), key=value)
        assert value(tuple(tags[row, :count].tolist())) == pytest.approx(value(best), abs=1e-3)
