"""The tagger: its places are true, and a sentence's names depend on the sentence alone."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.kinds import EntityKind
from etl.names.tagger.sentence import LONGEST
from etl.names.tagger.tagger import load

PERSON, PLACE, ORGANISATION = EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION
SENTENCES = (
    "外交部发言人陈明远周三在北京表示，中国对此表示关注。",
    "美国总统特朗普抵达日本东京。",
    "据路透社报道，印度与巴基斯坦的谈判破裂。",
    "他没有说话。",
    "",
    "   ",
    "2020年7月1日，共有35人。",
    "Apple和Google都拒绝评论。",
    "香港大学教授李文华说，" * 16,
)
ALPHABET = "中国美英香港特朗普习近平王明外交部大学公司说，。 ·（）ABcé12年\U00020000\n\ud800"


def found(sentence: str) -> list[tuple[str, EntityKind]]:
    return [(sentence[span.start : span.end], span.entity_kind) for span in load().tag([sentence])[0]]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "美国总统特朗普抵达日本东京。",
            [("美国", PLACE), ("特朗普", PERSON), ("日本", PLACE), ("东京", PLACE)],
        ),
        ("他没有说话。", []),
        (
            "联合国与世界卫生组织在日内瓦开会。",
            [("联合国", ORGANISATION), ("世界卫生组织", ORGANISATION), ("日内瓦", PLACE)],
        ),
    ],
)
def test_plain_names(sentence: str, names: list[tuple[str, EntityKind]]) -> None:
    assert found(sentence) == names


def test_spaces_do_not_move_places() -> None:
    assert ("特朗普", PERSON) in found("  美国总统 特朗普 抵达日本。")


def test_batch_mates_do_not_change_a_sentence() -> None:
    """Rows of a batch are padded to its longest; padding must not be read."""
    many = [sentence for sentence in SENTENCES for _ in range(20)]
    random.Random(1).shuffle(many)
    alone = {sentence: load().tag([sentence])[0] for sentence in SENTENCES}
    for sentence, spans in zip(many, load().tag(many), strict=True):
        assert [(span.start, span.end, span.entity_kind) for span in spans] == [
            (span.start, span.end, span.entity_kind) for span in alone[sentence]
        ]
        assert [span.score for span in spans] == pytest.approx(
            [span.score for span in alone[sentence]], abs=1e-4
        )


@settings(max_examples=60)
@given(st.lists(st.text(ALPHABET, max_size=LONGEST), max_size=5))
def test_offsets_match_the_text(sentences: list[str]) -> None:
    """Within the sentence, in order, apart from each other, with no white space at either end."""
    tagged = load().tag(sentences)
    assert len(tagged) == len(sentences)
    for sentence, spans in zip(sentences, tagged, strict=True):
        assert all(0 <= span.start < span.end <= len(sentence) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(
            sentence[span.start : span.end].strip() == sentence[span.start : span.end] for span in spans
        )
        assert all(0 < span.score <= 1 for span in spans)
