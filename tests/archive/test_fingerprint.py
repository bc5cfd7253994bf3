"""A listing changes when the archive does, and only then."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from etl.archive.fingerprint import list_archive
from etl.settings import Settings


@pytest.fixture
def archive(tmp_path: Path) -> Settings:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        os.utime(tmp_path / name, ns=(1, 1))
    return Settings(archive=(str(tmp_path),))


def test_the_same_files_give_the_same_listing(archive: Settings) -> None:
    assert list_archive(archive) == list_archive(archive)
    assert list_archive(archive).file_count == 2


def test_a_new_file_a_touched_one_and_one_that_is_gone_each_give_another(
    archive: Settings, tmp_path: Path
) -> None:
    digests = [list_archive(archive).digest]
    (tmp_path / "c.md").write_text("c", encoding="utf-8")
    digests.append(list_archive(archive).digest)
    os.utime(tmp_path / "c.md", ns=(2, 2))
    digests.append(list_archive(archive).digest)
    (tmp_path / "a.md").unlink()
    digests.append(list_archive(archive).digest)
    assert len(set(digests)) == 4


def test_a_root_given_twice_is_not_the_same_as_none(archive: Settings) -> None:
    twice = replace(archive, archive=archive.archive * 2)
    assert list_archive(twice).digest not in (list_archive(archive).digest, list_archive(Settings()).digest)
