"""Batches through processes: order, isolation, and documents that misbehave."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence

import polars as pl
import pytest

from etl.model import RawDocument
from etl.settings import Settings, SettingsError
from etl.work.parse_batches import BatchResult, parse_batches
from etl.work.workers import LeftPending
from tests.work.odd_parsers import parse_by_content

SETTINGS = Settings(workers=2, document_seconds=0.5)


def documents(*contents: bytes) -> list[RawDocument]:
    return [
        RawDocument(
            document_id=f"{position:03}",
            content_hash=str(position),
            document_path=f"folder/{position:03}",
            byte_count=len(content),
            content=content,
        )
        for position, content in enumerate(contents)
    ]


def parse(*contents: bytes, size: int = 4, isolated: bool = True) -> list[BatchResult]:
    every = documents(*contents)
    batches = [every[start : start + size] for start in range(0, len(every), size)]
    return list(parse_batches(parse_by_content, batches, SETTINGS, run_id="run", isolated=isolated))


def ids(results: Sequence[BatchResult]) -> list[str]:
    return pl.concat(result.parsed for result in results)["document_id"].to_list()


def left(results: Sequence[BatchResult]) -> list[LeftPending]:
    return [each for result in results for each in result.left_pending]


def test_results_come_in_the_order_of_the_batches() -> None:
    assert ids(parse(*[b"page"] * 90)) == [f"{position:03}" for position in range(90)]


def test_few_documents_are_parsed_in_this_process() -> None:
    titles = pl.concat(each.parsed for each in parse(*[b"page"] * 9, isolated=False))["title"]
    assert set(titles) == {f"parsed in {os.getpid()}"}


def test_many_documents_are_parsed_in_others() -> None:
    titles = pl.concat(each.parsed for each in parse(*[b"page"] * 90, isolated=False))["title"]
    assert f"parsed in {os.getpid()}" not in set(titles)


def test_rejections_are_rows_beside_the_articles() -> None:
    [result] = parse(b"page", b"refused", isolated=False)
    assert result.parsed["document_id"].to_list() == ["000"]
    assert result.rejected.select("document_id", "rejection_kind", "run_id").rows() == [
        ("001", "no_header", "run")
    ]


@pytest.mark.parametrize("isolated", [True, False])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"slow", "took longer than 0.5 s"),
        (b"faulty", "KeyError at odd_parsers.py"),
        (b"half a character", "text that cannot be stored"),
    ],
)
def test_a_document_that_cannot_be_finished_is_left_and_the_others_go_on(
    content: bytes, reason: str, isolated: bool
) -> None:
    results = parse(b"page", content, b"page", isolated=isolated)
    assert ids(results) == ["000", "002"]
    [pending] = left(results)
    assert (pending.document_id, pending.document_path) == ("001", "folder/001")
    assert pending.reason.startswith(reason)


@pytest.mark.parametrize("content", [b"deadly", b"stuck"])
def test_a_document_that_kills_its_process_is_found_and_the_others_go_on(content: bytes) -> None:
    results = parse(*[b"page"] * 5, content, *[b"page"] * 20)
    assert sorted(ids(results)) == [f"{position:03}" for position in range(26) if position != 5]
    assert [(each.document_id, each.reason) for each in left(results)] == [
        ("005", "the process that read it died")
    ]


def test_outside_the_main_thread_a_slow_document_is_stopped_too() -> None:
    results: list[BatchResult] = []
    thread = threading.Thread(target=lambda: results.extend(parse(b"page", b"slow", isolated=False)))
    thread.start()
    thread.join(30)
    assert ids(results) == ["000"]
    assert [each.document_id for each in left(results)] == ["001"]


def test_the_timer_leaves_the_callers_signals_as_they_were() -> None:
    before = signal.getsignal(signal.SIGALRM)
    parse(b"page", b"slow", isolated=False)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_batches_are_drawn_only_as_fast_as_they_are_parsed() -> None:
    drawn = 0

    def batches() -> Iterator[list[RawDocument]]:
        nonlocal drawn
        for document in documents(*[b"page"] * 200):
            drawn += 1
            yield [document]

    results = parse_batches(parse_by_content, batches(), SETTINGS, run_id="run")
    next(results)
    assert drawn <= 64 + 2 * SETTINGS.workers


def test_a_cluster_is_refused_in_words() -> None:
    settings = Settings(scheduler="tcp://cluster:8786")
    with pytest.raises(SettingsError, match="DATELINE_SCHEDULER"):
        list(parse_batches(parse_by_content, [documents(b"page")], settings, run_id="run", isolated=True))
