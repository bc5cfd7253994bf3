"""A folder of this machine: what is passed over, what links do, what is refused."""

import os
from pathlib import Path

import pytest

from etl.archive.open import ArchiveError, open_root
from etl.code_version import reader_version
from etl.kinds import RejectionKind
from etl.model import Limits
from tests.archive.writing import documents_of, read_all, write_folder

needs_a_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def refusals_of(address: Path, limits: Limits | None = None) -> dict[str, tuple[RejectionKind, str]]:
    return {
        path: (document.refusal.rejection_kind, document.refusal.rejection_detail)
        for path, document in documents_of(address, limits).items()
        if document.refusal
    }


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    write_folder(tmp_path, {b".git/a": b"x", b"b/.hidden": b"x", b"b/c.md": b"x", b".d": b"x"})
    assert set(documents_of(tmp_path)) == {"b/c.md"}


def test_the_order_is_that_of_names_folder_by_folder(tmp_path: Path) -> None:
    write_folder(tmp_path, dict.fromkeys((b"b/2", b"b/1", b"a/z/9", b"a/3", b"c", b"a0"), b""))
    paths = [found.document_path for found, _ in read_all(open_root(str(tmp_path)))]
    assert paths == ["a0", "c", "a/3", "a/z/9", "b/1", "b/2"]


def test_a_file_keeps_its_size_and_time_for_the_next_run(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a.md": b"page"})
    os.utime(tmp_path / "a.md", ns=(1, 1_595_243_044_123_456_789))
    [(found, document)] = read_all(open_root(str(tmp_path)))
    assert (found.byte_count, found.modified_ns) == (4, 1_595_243_044_123_456_789)
    assert document.byte_count == 4


def test_a_scan_gives_chunks_and_read_opens_only_what_it_is_given(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"{n:05}".encode(): str(n).encode() for n in range(10_003)})
    root = open_root(str(tmp_path))
    chunks = list(root.scan())
    assert [len(chunk) for chunk in chunks] == [10_000, 3]
    read = list(root.read(chunks[1], Limits()))
    assert [document.content for _, document in read] == [b"10000", b"10001", b"10002"]


def test_a_link_to_a_file_inside_is_that_file_at_another_path(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a/1.md": b"page", b".store/2": b"annexed"})
    (tmp_path / "link.md").symlink_to("a/1.md")
    (tmp_path / "annexed.md").symlink_to(".store/2")
    documents = documents_of(tmp_path)
    assert documents["link.md"].content == b"page"
    assert documents["annexed.md"].content == b"annexed"


def test_links_out_of_the_root_are_refused_and_not_read(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"secret": b"x", b"other/a.md": b"x", b"root/a.md": b"x"})
    for name, target in {"file": "../secret", "folder": "../other", "gone": "../nothing"}.items():
        (tmp_path / "root" / name).symlink_to(target)
    refusals = refusals_of(tmp_path / "root")
    assert refusals["file"] == (RejectionKind.OUTSIDE_ROOT, "link to ../secret")
    assert {kind for kind, _ in refusals.values()} == {RejectionKind.OUTSIDE_ROOT}
    assert set(refusals) == {"file", "folder", "gone"}


def test_a_root_that_is_itself_a_link_is_no_link_out_of_itself(tmp_path: Path) -> None:
    write_folder(tmp_path / "real", {b"a.md": b"page"})
    (tmp_path / "real" / "b.md").symlink_to("a.md")
    (tmp_path / "root").symlink_to("real")
    assert documents_of(tmp_path / "root")["b.md"].content == b"page"


def test_linked_folders_inside_are_not_entered_twice_and_loops_end(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a/1.md": b"page"})
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "loop").symlink_to("loop")
    documents = documents_of(tmp_path)
    assert set(documents) == {"a/1.md", "loop"}
    assert refusals_of(tmp_path)["loop"][0] is RejectionKind.UNREADABLE


def test_a_broken_link_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("gone.md")
    assert refusals_of(tmp_path) == {"a.md": (RejectionKind.UNREADABLE, "link: No such file or directory")}


def test_a_pipe_is_refused_and_does_not_hold_the_run_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusals_of(tmp_path)["pipe"] == (RejectionKind.UNREADABLE, "neither a file nor a folder")


def test_a_file_over_the_limit_is_refused_and_at_the_limit_it_is_read(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a": b"12345", b"b": b"123456"})
    limits = Limits(byte_count=5)
    assert documents_of(tmp_path, limits)["a"].content == b"12345"
    assert refusals_of(tmp_path, limits) == {
        "b": (RejectionKind.TOO_LARGE, "6 bytes, more than the limit of 5")
    }


def test_a_refused_file_has_an_identity_that_does_not_depend_on_the_clock(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"b": b"123456"})
    first = documents_of(tmp_path, Limits(byte_count=5))["b"]
    os.utime(tmp_path / "b", (1, 1))
    second = documents_of(tmp_path, Limits(byte_count=5))["b"]
    assert first == second
    assert (first.content, first.byte_count) == (None, 6)
    assert first.refusal is not None
    assert (first.refusal.document_id, first.refusal.parser_version) == (
        first.document_id,
        f"{reader_version()}/5",
    )


def test_a_file_that_grew_past_the_limit_after_the_scan_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a": b"1"})
    root = open_root(str(tmp_path))
    [found_files] = root.scan()
    (tmp_path / "a").write_bytes(b"1" * 100)
    [(_, document)] = root.read(found_files, Limits(byte_count=50))
    assert document.refusal is not None
    assert document.refusal.rejection_kind is RejectionKind.TOO_LARGE


def test_a_file_that_vanished_after_the_scan_gives_nothing(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a": b"1", b"b": b"2"})
    root = open_root(str(tmp_path))
    [found_files] = root.scan()
    (tmp_path / "a").unlink()
    assert [found.document_path for found, _ in root.read(found_files, Limits())] == ["b"]


@needs_a_user
def test_what_may_not_be_read_is_refused_as_unreadable(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"a.md": b"1", b"closed/b.md": b"2"})
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        refusals = refusals_of(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert refusals == {
        "a.md": (RejectionKind.UNREADABLE, "Permission denied"),
        "closed": (RejectionKind.UNREADABLE, "folder: Permission denied"),
    }


def test_a_missing_root_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"/nowhere: there is no such folder or file$"):
        open_root(f"{tmp_path}/nowhere")


def test_a_file_that_is_not_an_archive_is_refused_by_name(tmp_path: Path) -> None:
    write_folder(tmp_path, {b"page.md": b"page"})
    with pytest.raises(ArchiveError, match=r"page\.md: a file, but no tar, tar\.gz or zip archive"):
        open_root(f"{tmp_path}/page.md")
