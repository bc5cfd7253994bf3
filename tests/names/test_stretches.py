"""Stretches of a line: each look-up answers as a look at every one of them would."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import EntityKind, MethodKind
from etl.names.line.candidate import Found, chosen, without_nested
from etl.names.tagger.stretches import Spans, Taken, at_offset, between

LENGTH = 30
SPANS = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9)).map(
        lambda pair: (pair[0], min(LENGTH, pair[0] + pair[1]))
    ),
    max_size=12,
)


def found(span: tuple[int, int], score: float = 0.5) -> Found:
    return Found(
        start=span[0],
        end=span[1],
        entity_kind=EntityKind.PLACE,
        method_kind=MethodKind.TAGGER,
        score=score,
    )


def apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept


@given(SPANS, SPANS)
def test_a_stretch_is_free_if_it_overlaps_none(
    taken: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    held = Taken(LENGTH, taken)
    for start, end in asked:
        assert held.is_free(start, end) == all(stop <= start or end <= begin for begin, stop in taken)


@given(SPANS, st.integers(0, LENGTH))
def test_the_stretches_around_an_offset_cover_it(spans: list[tuple[int, int]], offset: int) -> None:
    around = sorted(Spans(spans).around(offset))
    assert around == sorted((start, end) for start, end in spans if start <= offset < end)


@given(SPANS, SPANS, st.integers(0, LENGTH))
def test_of_those_in_order_a_search_finds_what_a_scan_would(
    spans: list[tuple[int, int]], asked: list[tuple[int, int]], offset: int
) -> None:
    names = [found(span) for span in apart(spans)]
    assert at_offset(names, offset) == next((one for one in names if one.start <= offset < one.end), None)
    for start, end in asked:
        assert list(between(names, start, end)) == [
            one for one in names if one.start < end and one.end > start
        ]


@given(st.lists(st.tuples(SPANS.filter(bool).map(lambda spans: spans[0]), st.sampled_from([0.3, 0.5, 0.9]))))
def test_the_longest_candidates_are_chosen_and_none_overlaps(
    drawn: list[tuple[tuple[int, int], float]],
) -> None:
    candidates = [found(span, score) for span, score in drawn]
    taken: list[Found] = []
    for one in sorted(candidates, key=lambda one: (one.start - one.end, -one.score, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    assert chosen(candidates) == sorted(taken, key=lambda one: one.start)


@given(SPANS)
def test_what_lies_within_a_longer_one_is_nested(spans: list[tuple[int, int]]) -> None:
    names = sorted((found(span) for span in spans), key=lambda one: (one.start, -one.end))
    assert without_nested(names) == [
        name
        for name in names
        if not any(
            one.start <= name.start and name.end <= one.end and one.end - one.start > name.end - name.start
            for one in names
        )
    ]
