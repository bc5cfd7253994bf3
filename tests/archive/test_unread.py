"""What counts as news: files that are new or changed, and refused ones only if they would end in another way now."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from etl import steps
from etl.model import Limits
from etl.settings import Settings
from tests.archive.test_folder import needs_a_user
from tests.steps.newsstand import load, write, write_archive


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive with two pages past the limit, a link out of it, one to nothing, and a pipe; read once."""
    root = write_archive(tmp_path / "root")
    write(root / "large.md", "x" * 5000)
    write(root / "larger.md", "x" * 6000)
    (root / "outside.md").symlink_to("/etc/hostname")
    (root / "nowhere.md").symlink_to("gone.md")
    os.mkfifo(root / "pipe")
    settings = Settings(archive=(str(root),), home=tmp_path / "home", limits=Limits(byte_count=4000))
    load(settings)
    return settings


def has_unread(settings: Settings) -> bool:
    """Whether the archive alone is news: this run has neither checked nor published."""
    with steps.open_run(settings) as run:
        return steps.has_unread_files(settings, run)


def root_of(settings: Settings) -> Path:
    return Path(settings.archive[0])


def test_files_that_are_refused_as_before_are_no_news(settings: Settings) -> None:
    assert not has_unread(settings)


def test_reading_them_again_writes_nothing(settings: Settings) -> None:
    with steps.open_run(settings) as run:
        counts = steps.ingest(settings, run)
        assert (counts.read_count, counts.new_count, run.outcome) == (5, 0, None)


def test_a_new_file_beside_them_is_news(settings: Settings) -> None:
    write(root_of(settings) / "zebra.md", "new")
    assert has_unread(settings)


def test_a_raised_limit_that_opens_one_is_news(settings: Settings) -> None:
    assert has_unread(replace(settings, limits=Limits(byte_count=5500)))


def test_a_refused_file_of_another_size_is_news(settings: Settings) -> None:
    write(root_of(settings) / "large.md", "x" * 5001)
    assert has_unread(settings)


def test_a_link_that_leads_elsewhere_is_news(settings: Settings) -> None:
    (root_of(settings) / "outside.md").unlink()
    (root_of(settings) / "outside.md").symlink_to("/etc/hosts")
    assert has_unread(settings)


def test_a_link_that_has_found_its_file_is_news(settings: Settings) -> None:
    write(root_of(settings) / "gone.md", "here it is")
    assert has_unread(settings)


@needs_a_user
def test_a_file_that_may_be_read_now_is_news_though_its_time_has_not_changed(settings: Settings) -> None:
    closed = root_of(settings) / "closed.md"
    write(closed, "private")
    closed.chmod(0)
    load(settings)
    assert not has_unread(settings)
    closed.chmod(0o600)
    assert has_unread(settings)
