"""What the scorer of quotations counts, and that `make accuracy` reads what it prints."""

import pytest

from recipes.accuracy.__main__ import figures
from recipes.quotes.scorer import Annotated, Found, counted, folded, lines


def found(text: str, kind: str, *names: str, start: int = 0, position: int = 1) -> Found:
    return Found(
        position=position,
        start_offset=start,
        quote_text=text,
        quote_kind=kind,
        names=frozenset(map(folded, names)),
    )


def annotated(text: str, kind: str, speaker: str | None, **more: object) -> Annotated:
    return {"position": 1, "kind": kind, "quote": text, "speaker": speaker, "start": 0, **more}


@pytest.mark.parametrize(
    ("gold", "said", "hit", "right", "left"),
    [
        (annotated("船到了。", "direct", "林港"), found("船到了", "direct", "林港"), 1, 1, 0),
        (annotated("船到了。", "direct", "林港"), found("船到了", "partial", "林·港"), 1, 1, 0),
        (annotated("船到了。", "direct", "林港"), found("船到了", "direct", "周海生"), 1, 0, 0),
        (annotated("船到了", "direct", None), found("船到了", "direct"), 1, 1, 0),
        (
            annotated("船到了", "direct", "阿港", speaker_full="林港"),
            found("船到了", "direct", "林港"),
            1,
            1,
            0,
        ),
        (annotated("船到了", "direct", "林港"), found("船到了", "direct", "林港", position=2), 0, 0, 1),
        (
            annotated("船到了", "indirect", "林港"),
            found("船到了，人没到", "indirect", "林港", start=6),
            1,
            1,
            0,
        ),
        (annotated("船到了", "indirect", "林港"), found("船到了", "indirect", "林港", start=7), 0, 0, 1),
        (annotated("船到了", "direct", "林港"), found("船到了", "indirect", "林港"), 0, 0, 1),
    ],
)
def test_a_quotation_is_the_same_by_its_words_or_its_start(
    gold: Annotated, said: Found, hit: int, right: int, left: int
) -> None:
    counts = counted([gold], [said])
    kind = str(gold["kind"])
    assert (counts[kind, "hit"], counts[kind, "speaker"]) == (hit, right)
    assert counts["marked", "left"] + counts["indirect", "left"] == left


def test_what_is_optional_counts_neither_way() -> None:
    optional = annotated("船到了", "direct", "林港", optional=True)
    assert not +counted([optional], [found("船到了", "direct", "周海生")])
    assert not +counted([optional], [])


def test_the_lines_are_those_that_accuracy_reads() -> None:
    gold = [annotated("船到了", "direct", "林港"), annotated("涨价", "partial", "林港")]
    counts = counted(gold, [found("船到了", "direct", "林港"), found("旺季", "partial", "林港")])
    assert list(figures("\n".join(lines(counts)))) == [
        ("quotes_marked", "precision", 1, 2),
        ("quotes_marked", "recall", 1, 2),
        ("quotes_direct_speaker", "share", 1, 1),
    ]
