"""Runs over a small archive: what is new, what is pending, what is left alone."""

import os
import tarfile
import time
from pathlib import Path

import pytest

from etl import steps
from etl.code_version import parser_version
from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from etl.page import parse as parse_module
from etl.page.parse import parse_document
from etl.settings import Settings
from etl.steps import parsing
from etl.warehouse.runs import WriterBusy
from etl.warehouse.warehouse import WarehouseError
from etl.work import pending_documents as pending_module
from tests.steps.newsstand import STAMP, age, load, marts, page, table, write, write_archive


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=(str(write_archive(tmp_path / "archive")),), home=tmp_path / "home")


def archive(settings: Settings) -> Path:
    return Path(settings.archive[0])


def test_every_file_is_parsed_or_rejected(settings: Settings) -> None:
    counts = load(settings)
    assert (counts.pending_count, counts.parsed_count, counts.rejected_count) == (15, 12, 3)
    assert counts.rejections == {"no_header": 1, "empty": 1, "no_content": 1}
    assert counts.left_pending == ()
    assert len(table(settings, "select * from marts.fct_documents where status_kind = 'pending'")) == 0


def test_a_second_run_has_nothing_to_read_and_nothing_to_parse(settings: Settings) -> None:
    load(settings)
    with steps.open_run(settings) as run:
        ingested = steps.ingest(settings, run)
        parsed = steps.parse(settings, run)
    assert (ingested.found_count, ingested.read_count, ingested.new_count) == (15, 0, 0)
    assert parsed == steps.ParseCounts()
    assert len(table(settings, "select * from base.runs")) == 1


def test_a_file_that_was_touched_is_read_and_makes_no_run(settings: Settings) -> None:
    load(settings)
    age(archive(settings) / "harbour" / "001_ship.md", 1_600_000_000)
    with steps.open_run(settings) as run:
        ingested = steps.ingest(settings, run)
    assert (ingested.read_count, ingested.new_count) == (1, 0)
    assert len(table(settings, "select * from base.runs")) == 1


def test_a_file_saved_again_with_other_content_is_another_document_of_one_path(settings: Settings) -> None:
    load(settings)
    path = archive(settings) / "harbour" / "001_ship.md"
    write(
        path,
        page(
            1,
            host="harbourpost.example",
            text="船晚了两个小时才进港，没有人受伤，天气转好。",
            stamp=STAMP + 1000,
        ),
    )
    counts = load(settings)
    assert counts.parsed_count == 1
    rows = "select is_current from marts.fct_documents where document_path = 'harbour/001_ship.md' order by 1"
    assert table(settings, rows) == [(False,), (True,)]
    [(body,)] = table(settings, "select body from marts.fct_articles where url like '%/1.html'")
    assert str(body).startswith("船晚了")


def test_a_moved_file_keeps_its_article_and_a_vanished_one_its_rows(settings: Settings) -> None:
    load(settings)
    articles = table(settings, "select article_id from marts.fct_articles order by all")
    (archive(settings) / "harbour" / "001_ship.md").rename(archive(settings) / "moved.md")
    (archive(settings) / "harbour" / "002_ship.md").unlink()
    load(settings)
    assert table(settings, "select article_id from marts.fct_articles order by all") == articles
    assert table(settings, "select count(*) from marts.fct_documents") == [(16,)]


def test_another_parser_of_one_outlet_makes_its_documents_pending(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(settings)

    def version(outlet_id: str) -> str:
        return "new" if outlet_id == "lighthousepost.example" else original(outlet_id)

    original = parser_version
    monkeypatch.setattr(pending_module, "parser_version", version)
    monkeypatch.setattr(parse_module, "parser_version", version)
    assert load(settings).parsed_count == 4
    assert load(settings).pending_count == 0
    assert table(settings, "select count(*) from base.parsed_articles where parser_version = 'new'") == [(4,)]


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (steps.Selection(include_done=True), 15),
        (steps.Selection(include_done=True, outlets=("lighthousepost.example",)), 4),
        (steps.Selection(include_done=True, months=("2020-06",)), 13),
        (steps.Selection(include_done=True, months=("2020-07",)), 0),
        (
            steps.Selection(
                include_done=True, outlets=("lighthousepost.example",), months=("2020-06", "2020-07")
            ),
            4,
        ),
        (steps.Selection(outlets=("lighthousepost.example",)), 0),
    ],
)
def test_what_is_chosen_is_parsed_again_and_gives_the_same_marts(
    settings: Settings, selection: steps.Selection, count: int
) -> None:
    load(settings)
    before = marts(settings)
    assert load(settings, selection).pending_count == count
    assert marts(settings) == before


def test_a_document_that_takes_too_long_is_reported_and_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(document: RawDocument, limits: Limits) -> ParsedArticle | Rejection:
        if "005" in document.document_path:
            time.sleep(30)
        return parse_document(document, limits)

    monkeypatch.setattr(parsing, "parse_document", slow)
    hurried = Settings(archive=settings.archive, home=settings.home, document_seconds=0.2)
    [left] = load(hurried).left_pending
    assert (left.document_path, left.reason) == ("harbour/005_ship.md", "took longer than 0.2 s")
    with steps.open_run(settings) as run:
        assert steps.summarize(run.warehouse).pending_count == 1
    monkeypatch.undo()
    assert load(settings).pending_count == 1
    assert load(settings).pending_count == 0


def test_a_document_that_becomes_an_article_leaves_the_rejected(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(document: RawDocument, limits: Limits) -> ParsedArticle | Rejection:
        return parse_document(
            RawDocument(
                document_id=document.document_id,
                content_hash="",
                document_path=document.document_path,
                byte_count=0,
                content=b"",
            ),
            limits,
        )

    before = marts_after_load(settings)
    monkeypatch.setattr(parsing, "parse_document", refusing)
    assert load(settings, steps.Selection(include_done=True)).rejected_count == 15
    assert table(settings, "select count(*) from base.parsed_articles") == [(0,)]
    monkeypatch.undo()
    load(settings, steps.Selection(include_done=True))
    assert marts(settings) == before


def marts_after_load(settings: Settings) -> object:
    load(settings)
    return marts(settings)


def test_a_packed_archive_stays_closed_until_it_changes(settings: Settings, tmp_path: Path) -> None:
    packed = tmp_path / "pages.tar.gz"
    with tarfile.open(packed, "w:gz") as tar:
        tar.add(archive(settings), arcname="pages")
    packed_settings = Settings(archive=(str(packed),), home=settings.home)
    assert load(packed_settings).parsed_count == 12
    with steps.open_run(packed_settings) as run:
        assert steps.ingest(packed_settings, run) == steps.IngestCounts()
    age(packed, 1_600_000_000)
    with steps.open_run(packed_settings) as run:
        ingested = steps.ingest(packed_settings, run)
    assert (ingested.found_count, ingested.new_count) == (15, 0)


def test_a_refused_file_is_a_rejection_at_once(settings: Settings) -> None:
    (archive(settings) / "outside.md").symlink_to("/etc/hostname")
    small = Settings(archive=settings.archive, home=settings.home, limits=Limits(byte_count=100))
    with steps.open_run(small) as run:
        ingested = steps.ingest(small, run)
    assert ingested.refused == {"too_large": 12, "outside_root": 1}
    assert load(small).pending_count == 3


def test_contents_that_are_lost_are_named(settings: Settings) -> None:
    load(settings)
    settings.contents_path.unlink()
    with pytest.raises(WarehouseError, match=r"contents\.duckdb is missing, which holds the pages"):
        load(settings, steps.Selection(include_done=True))


def test_a_second_builder_is_told_who_builds(settings: Settings) -> None:
    with steps.open_run(settings), pytest.raises(WriterBusy, match=f"process {os.getpid()}"):
        load(settings)
    load(settings)


def test_a_run_goes_on_under_its_id(settings: Settings) -> None:
    with steps.open_run(settings, "a-run") as first:
        steps.ingest(settings, first)
    with steps.open_run(settings, "a-run") as second:
        steps.parse(settings, second)
        assert second.started_at == first.started_at
        assert not second.follows_a_kill
    counts = "select run_id, document_count, parsed_count, rejected_count, outcome_kind from base.runs"
    assert table(settings, counts)[0][:4] == ("a-run", 15, 12, 3)


def test_progress_ends_at_the_number_of_documents(settings: Settings) -> None:
    told: dict[str, tuple[int, int | None]] = {}
    with steps.open_run(settings) as run:
        steps.ingest(settings, run, lambda step, done, total: told.update({step: (done, total)}))
        steps.parse(settings, run, lambda step, done, total: told.update({step: (done, total)}))
    assert told == {"ingest": (15, None), "parse": (15, 15)}
