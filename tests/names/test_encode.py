"""Tokens: characters, words in Latin letters, numbers; white space is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.names.tagger.encode import UNKNOWN_HAN, Vocabulary, batch, shape, tokens

TEXT = st.text("中国，。 ABcé12\n\U00020000\U0001f600·", max_size=20)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("中国35人", ["中", "国", "35", "人"]),
        ("Boris Johnson说", ["Boris", "Johnson", "说"]),
        ("COVID-19", ["COVID", "-", "19"]),
        ("é国", ["é", "国"]),
        ("G7峰会", ["G", "7", "峰", "会"]),
        (" \n", []),
    ],
)
def test_tokens(sentence: str, parts: list[str]) -> None:
    cut = tokens([sentence])
    assert [sentence[start:end] for start, end in zip(cut.starts, cut.ends, strict=True)] == parts


@given(st.lists(TEXT, max_size=6))
def test_nothing_but_white_space_is_lost(sentences: list[str]) -> None:
    cut = tokens(sentences)
    for sentence, offset, count in zip(sentences, cut.offsets, cut.counts, strict=True):
        pairs = zip(cut.starts[offset : offset + count], cut.ends[offset : offset + count], strict=True)
        assert "".join(sentence[start:end] for start, end in pairs) == "".join(sentence.split())


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_batch_mates_do_not_change_an_encoding(sentences: list[str]) -> None:
    known = Vocabulary(signs="中国，。", words=("AB",), pairs="中国国，")
    together = tokens(sentences)
    ids, pairs = known.ids(together), known.pair_ids(together)
    for sentence, offset, count in zip(sentences, together.offsets, together.counts, strict=True):
        alone = tokens([sentence])
        assert known.ids(alone).tolist() == ids[offset : offset + count].tolist()
        assert known.pair_ids(alone).tolist() == pairs[offset : offset + count].tolist()


def test_ids_of_known_and_unknown() -> None:
    known = Vocabulary(signs="中国", words=("Google",), pairs="中国")
    cut = tokens(["中国龘Google"])
    assert known.ids(cut).tolist() == [2, 3, UNKNOWN_HAN, 4]
    assert known.pair_ids(cut).tolist() == [0, 1, 0, 0]


def test_shapes_tell_words_apart() -> None:
    assert len({shape(word) for word in ("A", "AB", "Ab", "ab", "aB")}) == 5


def test_batches_are_rows_beside_each_other() -> None:
    rows = batch(np.array([1, 2, 3, 4]), np.array([0, 3]), np.array([3, 1]), extra=1)
    assert rows.T.tolist() == [[1, 2, 3, 0], [4, 0, 0, 0]]
