"""A file is the same document wherever it lies: in a folder, a tar, a zip, or behind an address."""

from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.archive.open import content_hash_of, document_id_of, open_root, raw_document
from tests.archive.writing import (
    ODD_BYTES,
    documents_of,
    odd_pages,
    read_all,
    write_folder,
    write_tar,
    write_zip,
)


def memory_address(files: dict[bytes, bytes]) -> str:
    filesystem = fsspec.filesystem("memory")
    for name, content in files.items():
        filesystem.pipe_file(f"/identity/{name.decode()}", content)
    return "memory://identity"


@pytest.fixture
def addresses(tmp_path: Path) -> list[str]:
    pages = odd_pages()
    return [
        str(write_folder(tmp_path / "folder", pages)),
        str(write_tar(tmp_path / "a", pages)),
        str(write_tar(tmp_path / "b.zip", pages, mode="w")),  # told by content, not by name
        str(write_tar(tmp_path / "c", {b"./" + name: page for name, page in pages.items()})),
        str(write_zip(tmp_path / "d.tar", {name.decode(): page for name, page in pages.items()})),
        f"file://{tmp_path / 'folder'}",
        memory_address(pages),
    ]


def test_odd_names_give_the_same_documents_from_every_kind_of_source(addresses: list[str]) -> None:
    expected = {name.decode(): raw_document(name, page) for name, page in odd_pages().items()}
    for address in addresses:
        assert documents_of(address) == expected, address


def test_names_are_kept_as_they_are_and_forms_of_unicode_apart(addresses: list[str]) -> None:
    names = set(documents_of(addresses[0]))
    assert "海港报/1_港口\n\n重开.md" in names
    assert "海港报/2_尾有空格 .md" in names
    assert "海港报/6_e\u0301 与 \u00e9" in names
    assert max(len(name.encode()) for name in names) > 240


def test_a_name_that_is_not_utf8_is_escaped_for_people_and_hashed_as_bytes(tmp_path: Path) -> None:
    files = {ODD_BYTES: b"page"}
    for address in (write_folder(tmp_path / "folder", files), write_tar(tmp_path / "a.tar.gz", files)):
        [(path, document)] = documents_of(address).items()
        assert path == r"\xba\xa3/8_\xd0\xc2\xce\xc5.md"
        assert document.document_id == document_id_of(ODD_BYTES, content_hash_of(b"page"))


def test_an_escaped_name_and_the_bytes_that_it_stands_for_are_two_documents(tmp_path: Path) -> None:
    root = open_root(str(write_folder(tmp_path / "a", {b"\xff.md": b"page", rb"\xff.md": b"page"})))
    documents = [document for _, document in read_all(root)]
    assert len({document.document_id for document in documents}) == 2


def test_one_path_with_two_contents_is_two_documents_with_one_content_each(tmp_path: Path) -> None:
    one, two = (documents_of(write_folder(tmp_path / n, {b"a.md": n.encode()}))["a.md"] for n in ("1", "2"))
    assert one.document_id != two.document_id
    assert one.content_hash != two.content_hash


def test_one_content_at_two_paths_has_one_content_hash(tmp_path: Path) -> None:
    documents = documents_of(write_folder(tmp_path, {b"a.md": b"page", b"b.md": b"page"}))
    assert documents["a.md"].content_hash == documents["b.md"].content_hash
    assert documents["a.md"].document_id != documents["b.md"].document_id


def test_a_root_has_its_absolute_path_for_a_name_and_files_their_place(tmp_path: Path) -> None:
    write_folder(tmp_path / "x", {b"a.md": b"page"})
    root = open_root(f"{tmp_path}/x/../x/", root_position=3)
    [(found, _)] = read_all(root)
    assert (root.name, found.root_name, found.root_position) == (f"{tmp_path}/x", f"{tmp_path}/x", 3)


@given(st.binary(), st.binary(), st.binary(), st.binary())
def test_two_documents_are_one_only_if_path_and_content_are(a: bytes, b: bytes, c: bytes, d: bytes) -> None:
    is_same = raw_document(a, b).document_id == raw_document(c, d).document_id
    assert is_same == ((a, b) == (c, d))
