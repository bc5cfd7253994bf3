"""fsspec addresses, tried with the one that lives in memory."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest

from etl.archive.open import NO_CLOCK, ArchiveError, open_root
from etl.archive.remote import modified_ns
from etl.kinds import RejectionKind
from etl.model import Limits
from tests.archive.writing import documents_of, read_all, write_tar, write_zip


@pytest.fixture
def address() -> str:
    return f"memory://{uuid.uuid4().hex}"


def write(address: str, files: dict[str, bytes]) -> None:
    filesystem = fsspec.filesystem("memory")
    for name, content in files.items():
        filesystem.pipe_file(f"{address.removeprefix('memory:/')}/{name}", content)


def test_a_folder_behind_an_address_is_read_in_order_without_what_is_hidden(address: str) -> None:
    write(address, {"b/2.md": b"2", "a.md": b"1", ".git/x": b"x", "b/.c": b"x", "b/[3]?.md": b"3"})
    root = open_root(address)
    read = read_all(root)
    assert [(found.document_path, document.content) for found, document in read] == [
        ("a.md", b"1"),
        ("b/2.md", b"2"),
        ("b/[3]?.md", b"3"),
    ]
    assert (root.name, root.pack_state) == (address, None)


def test_sizes_and_times_are_there_for_the_next_run(address: str) -> None:
    write(address, {"a.md": b"page"})
    first, second = (read_all(open_root(address))[0][0] for _ in range(2))
    assert first == second
    assert (first.byte_count, first.modified_ns > 10**18) == (4, True)


def test_a_tar_and_a_zip_behind_an_address_are_read_as_such(address: str, tmp_path: Path) -> None:
    packed = {
        "a": write_tar(tmp_path / "a", {b"x/1.md": b"page"}).read_bytes(),
        "b": write_tar(tmp_path / "b", {b"x/1.md": b"page"}, mode="w").read_bytes(),
        "c": write_zip(tmp_path / "c", {"x/1.md": b"page"}).read_bytes(),
    }
    write(address, packed)
    for name, content in packed.items():
        assert documents_of(f"{address}/{name}")["x/1.md"].content == b"page"
        stamp = open_root(f"{address}/{name}").pack_state
        assert stamp is not None
        assert stamp.byte_count == len(content)


def test_limits_hold_behind_an_address_too(address: str) -> None:
    write(address, {"a.md": b"123456"})
    refusal = documents_of(address, Limits(byte_count=5))["a.md"].refusal
    assert refusal is not None
    assert refusal.rejection_kind is RejectionKind.TOO_LARGE


def test_a_file_that_vanished_after_the_scan_gives_nothing(address: str) -> None:
    write(address, {"a.md": b"1", "b.md": b"2"})
    root = open_root(address)
    [found_files] = root.scan()
    fsspec.filesystem("memory").rm(f"{address.removeprefix('memory:/')}/a.md")
    assert [found.document_path for found, _ in root.read(found_files, Limits())] == ["b.md"]


def test_a_missing_address_is_one_sentence_that_names_it(address: str) -> None:
    with pytest.raises(ArchiveError, match=f"{address}: there is no such folder or file"):
        open_root(address)


def test_an_unknown_protocol_is_one_sentence_that_names_it() -> None:
    with pytest.raises(ArchiveError, match=r"^nowhere://a: cannot be opened"):
        open_root("nowhere://a")


def test_a_missing_driver_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)  # as where it is not installed
    with pytest.raises(ArchiveError, match=r"s3://bucket/a: the driver for s3:// .*install dateline\[s3\]"):
        open_root("s3://bucket/a")


@pytest.mark.parametrize(
    "entry",
    [
        {"mtime": 1_595_243_044.5},
        {"LastModified": datetime(2020, 7, 20, 11, 4, 4, 500_000, tzinfo=UTC)},
        {"updated": "2020-07-20T11:04:04.500Z"},
        {"created": datetime(2020, 7, 20, 11, 4, 4, 500_000)},  # noqa: DTZ001
    ],
)
def test_every_file_system_says_the_time_in_its_own_word(entry: dict[str, object]) -> None:
    assert modified_ns(entry) == 1_595_243_044_500_000_000


def test_files_without_a_clock_always_count_as_changed() -> None:
    assert modified_ns({"size": 4, "updated": "lately"}) == NO_CLOCK
