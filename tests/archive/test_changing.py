"""Archives that change while they are read: nothing is lost, nothing is made up, and the next run has it all."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from etl import steps
from etl.archive.folder import FolderRoot
from etl.archive.history import HistoryRoot
from etl.archive.open import ArchiveError, FoundFile, open_root
from etl.model import Limits
from etl.settings import Settings
from tests.archive.test_history import commit, git
from tests.steps.newsstand import load, marts, page, table, write


def packed_tar(path: Path, folder: Path) -> None:
    with tarfile.open(path, "w:gz") as tar:
        tar.add(folder, arcname="pages")


def packed_zip(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"pages/{file.name}")


@pytest.mark.parametrize("pack", [packed_tar, packed_zip])
def test_a_packed_archive_that_is_replaced_between_listing_and_reading_is_named(
    pack: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    for number in range(4):
        write(tmp_path / "old" / f"{number}.md", page(number))
        write(tmp_path / "new" / f"{number}.md", page(number + 10) * 2)
    path = tmp_path / "pages.packed"
    pack(path, tmp_path / "old")
    root = open_root(str(path))
    (found_files,) = root.scan()
    pack(path, tmp_path / "new")
    with pytest.raises(ArchiveError, match=r"pages\.packed: changed while it was read"):
        list(root.read(found_files, Limits()))


def test_files_that_vanish_grow_or_are_cut_while_a_folder_is_read_are_whole_in_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    for number in range(5):
        write(archive / f"{number}.md", page(number))
    read = FolderRoot.read

    def disturbed(
        self: FolderRoot, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, object]]:
        (archive / "0.md").unlink()
        write(archive / "1.md", page(1)[:60])  # half written
        write(archive / "2.md", page(2) + "<p>最后一段是后来写的。</p>\n" * 50)
        write(archive / "9.md", page(9))
        return read(self, found_files, limits)

    settings = Settings(archive=(str(archive),), home=tmp_path / "home")
    with monkeypatch.context() as patch:
        patch.setattr(FolderRoot, "read", disturbed)
        load(settings)
    write(archive / "1.md", page(1))
    load(settings)
    fresh = Settings(archive=(str(archive),), home=tmp_path / "fresh")
    load(fresh)
    assert marts(settings)["fct_article_paragraphs"] == marts(fresh)["fct_article_paragraphs"]
    paths = "select document_path, count(*) from base.raw_documents group by all order by 1"
    assert table(settings, paths) == [("1.md", 2), ("2.md", 1), ("3.md", 1), ("4.md", 1), ("9.md", 1)]


def test_a_commit_that_lands_while_a_history_is_read_is_read_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(clone))
    commit(clone, 0, {"post/1.md": page(1)})
    settings = Settings(archive=(f"history:{clone}",), home=tmp_path / "home")
    read = HistoryRoot.read

    def disturbed(
        self: HistoryRoot, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, object]]:
        yield from read(self, found_files, limits)
        commit(clone, 1, {"post/2.md": page(2)})

    with monkeypatch.context() as patch, steps.open_run(settings) as run:
        patch.setattr(HistoryRoot, "read", disturbed)
        assert steps.ingest(settings, run).new_count == 1
    with steps.open_run(settings) as run:
        assert steps.ingest(settings, run).new_count == 1
