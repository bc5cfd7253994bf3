"""Sentences: what they hold is all there was, and none is longer than the tagger takes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.names.tagger.sentence import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("他来了。她走了！", ["他来了。", "她走了！"]),
        ("他说：“来。”她走了", ["他说：“来。”", "她走了"]),
        ("一行\n 二行 ", ["一行", "二行"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_a_long_sentence_is_cut_at_clauses() -> None:
    parts = cut("这是一句很长的话，" * 40)
    assert all(part.endswith("，") for part in parts)


@given(st.text("中文，。！” \n甲", max_size=700))
def test_nothing_is_lost(text: str) -> None:
    places = list(sentences(text))
    assert "".join("".join(text[start:end].split()) for start, end in places) == "".join(text.split())
    assert all(0 < end - start <= LONGEST for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@given(st.integers(1, 2000))
def test_nothing_is_lost_where_there_is_no_clause(length: int) -> None:
    assert "".join(cut("字" * length)) == "字" * length
