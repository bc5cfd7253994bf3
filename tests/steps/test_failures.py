"""Failures of the code: they end the run with their trace, and are never booked as the documents' own."""

import threading
from pathlib import Path

import pytest

from etl import steps
from etl.kinds import OutcomeKind
from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from etl.page.parse import parse_document
from etl.settings import Settings
from etl.steps import parsing, recognising
from etl.work.attempt import FEW, Alarm, LeftPending, attempt, untimed
from tests.steps.newsstand import page, table, write, write_archive

ONE = RawDocument(document_id="1", content_hash="1", document_path="one.md", byte_count=0, content=b"")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=(str(write_archive(tmp_path / "archive")),), home=tmp_path / "home")


def failing_from(number: int):
    """A parser with a fault that some documents meet: those whose number is this or more."""

    def parse(document: RawDocument, limits: Limits) -> ParsedArticle | Rejection:
        name = document.document_path.rpartition("/")[2]
        if name[:3].isdecimal() and int(name[:3]) >= number:
            raise TypeError("a field is forgotten")
        return parse_document(document, limits)

    return parse


def test_a_failure_in_many_documents_ends_the_run_and_keeps_the_copy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.build(settings)
    before = settings.published_path.read_bytes()
    for number in range(12, 24):
        write(Path(settings.archive[0]) / "harbour" / f"{number:03}_ship.md", page(number))
    monkeypatch.setattr(parsing, "parse_document", failing_from(12))
    with pytest.raises(
        steps.RepeatedFailure, match=r"6 documents failed with TypeError at test_failures"
    ) as told:
        steps.build(settings)
    assert "Traceback" in str(told.value)
    assert "a field is forgotten" in str(told.value)
    assert settings.published_path.read_bytes() == before
    assert table(settings, "select outcome_kind from base.runs order by started_at desc limit 1") == [
        ("failed",)
    ]
    monkeypatch.undo()
    report = steps.build(settings)
    assert report.counts["parse"].parsed_count == 12
    assert report.outcome is OutcomeKind.PUBLISHED


def test_a_failure_in_few_documents_leaves_them_pending_and_is_published(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "parse_document", failing_from(12 - FEW))
    report = steps.build(settings)
    assert len(report.counts["parse"].left_pending) == FEW
    assert report.outcome is OutcomeKind.PUBLISHED


def test_a_failure_of_the_recogniser_ends_the_run_too(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(articles: object) -> object:
        raise IndexError("no such tag")

    monkeypatch.setattr(recognising, "read_names", stumbling)
    with pytest.raises(steps.RepeatedFailure, match="IndexError"):
        steps.build(settings)
    assert not settings.published_path.exists()


def test_the_work_runs_in_any_thread_with_a_timer_that_fits_it() -> None:
    done: list[object] = []
    thread = threading.Thread(target=lambda: done.append(attempt(ONE, lambda: "read", untimed)))
    thread.start()
    thread.join()
    assert done == ["read"]


def test_a_timer_that_does_not_fit_is_no_fault_of_the_documents() -> None:
    raised: list[BaseException] = []

    def work() -> None:
        try:
            attempt(ONE, lambda: "read", Alarm(1.0))
        except ValueError as error:
            raised.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [type(error) for error in raised] == [ValueError]


def test_an_error_in_one_document_is_told_with_its_place() -> None:
    left = attempt(ONE, lambda: {}["missing"], untimed)
    assert isinstance(left, LeftPending)
    assert left.reason.startswith("KeyError at test_failures.py:")
    assert "Traceback" in left.trace


def test_a_part_of_a_run_that_ended_well_is_neither_running_nor_killed(settings: Settings) -> None:
    with steps.open_run(settings) as run:
        steps.ingest(settings, run)
    assert table(settings, "select outcome_kind from base.runs") == [("unpublished",)]
    with steps.open_run(settings) as run:
        assert not run.follows_a_kill
