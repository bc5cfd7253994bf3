"""A limit is part of the version of what it refused, and of nothing else."""

import tarfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from etl import steps
from etl.kinds import OutcomeKind
from etl.model import Limits
from etl.settings import Settings
from tests.steps.newsstand import load, marts, page, table, write, write_archive

NARROW = Limits(byte_count=50_000, node_count=500, depth=50)
DEEP = "<div>" * 60 + "渡轮今天停航，码头上没有人。" + "</div>" * 60
WIDE = "船。<br>" * 600
LARGE = "渡轮今天停航，码头上没有人。" * 500


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Twelve articles, three files that are none, and one page past each limit."""
    root = write_archive(tmp_path / "archive")
    for number, text in ((90, DEEP), (91, WIDE), (92, LARGE)):
        write(root / "harbour" / f"{number}_ship.md", page(number, text=text))
    return Settings(archive=(str(root),), home=tmp_path / "home", limits=NARROW)


def rejections(settings: Settings) -> Mapping[object, object]:
    """Counts by kind."""
    rows = table(settings, "select rejection_kind, count(*) from base.rejected_documents group by all")
    return {row[0]: row[1] for row in rows}


def test_each_limit_refuses_its_page(settings: Settings) -> None:
    load(settings)
    found = rejections(settings)
    assert (found["too_deep"], found["too_many_nodes"], found["too_large"]) == (1, 1, 1)
    assert load(settings).pending_count == 0


@pytest.mark.parametrize(
    ("limits", "kind"),
    [
        (replace(NARROW, depth=100), "too_deep"),
        (replace(NARROW, node_count=5_000), "too_many_nodes"),
        (replace(NARROW, byte_count=100_000), "too_large"),
    ],
)
def test_a_raised_limit_tries_again_what_it_refused_and_nothing_else(
    settings: Settings, limits: Limits, kind: str
) -> None:
    load(settings)
    raised = replace(settings, limits=limits)
    counts = load(raised)
    assert (counts.pending_count, counts.parsed_count) == (1, 1)
    assert kind not in rejections(raised)
    assert load(raised).pending_count == 0
    fresh = replace(raised, home=settings.home.parent / "fresh")
    load(fresh)
    assert marts(raised) == marts(fresh)


def test_a_limit_that_is_still_too_low_is_the_one_that_is_told(settings: Settings) -> None:
    steps.build(settings)
    raised = replace(settings, limits=replace(NARROW, byte_count=60_000))
    assert steps.build(raised).outcome is OutcomeKind.PUBLISHED
    details = "select rejection_detail from base.rejected_documents where rejection_kind = 'too_large'"
    [(detail,)] = table(raised, details)
    assert str(detail).endswith("more than the limit of 60,000")
    assert steps.build(raised).outcome is None


def test_a_raised_limit_of_bytes_opens_a_packed_archive_that_holds_a_larger_file(
    settings: Settings, tmp_path: Path
) -> None:
    packed = tmp_path / "pages.tar.gz"
    with tarfile.open(packed, "w:gz") as tar:
        tar.add(settings.archive[0], arcname="pages")
    closed = replace(settings, archive=(str(packed),))
    load(closed)
    for limits, found_count, parsed_count in (
        (NARROW, 0, 0),
        (replace(NARROW, byte_count=100_000), 18, 1),
        (replace(NARROW, byte_count=200_000), 0, 0),
    ):
        changed = replace(closed, limits=limits)
        with steps.open_run(changed) as run:
            ingested = steps.ingest(changed, run)
        assert (ingested.found_count, load(changed).parsed_count) == (found_count, parsed_count)
