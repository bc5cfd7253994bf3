"""Tars and zips: what is outside, what is a bomb, what is broken, and names from before UTF-8."""

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.archive.open import ArchiveError, open_root
from etl.kinds import RejectionKind
from etl.model import Limits
from tests.archive.test_folder import refusals_of
from tests.archive.writing import documents_of, odd_pages, read_all, tar_member, write_tar, write_zip

OUTSIDE, UNREADABLE = RejectionKind.OUTSIDE_ROOT, RejectionKind.UNREADABLE
TOO_LARGE = RejectionKind.TOO_LARGE


def kinds(path: Path, limits: Limits | None = None) -> dict[str, RejectionKind]:
    return {path: kind for path, (kind, _) in refusals_of(path, limits).items()}


def zip_link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def zip_with_raw_names(path: Path, names: list[bytes], *, made_by: int) -> Path:
    """A zip whose names are these bytes, without a word on their encoding."""
    stand_ins = {b"n%04d" % n + b"x" * (len(name) - 5): name for n, name in enumerate(names)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for stand_in in stand_ins:
            info = zipfile.ZipInfo(stand_in.decode())
            info.create_system = made_by
            archive.writestr(info, b"page")
    content = buffer.getvalue()
    for stand_in, name in stand_ins.items():
        content = content.replace(stand_in, name)
    path.write_bytes(content)
    return path


def test_a_packed_root_has_a_stamp_and_a_folder_has_none(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar.gz", {b"a.md": b"page"})
    stamp = open_root(str(path)).pack_state
    assert stamp is not None
    assert (stamp.byte_count, stamp.modified_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
    assert open_root(str(tmp_path)).pack_state is None


def test_hidden_members_and_folders_give_nothing(tmp_path: Path) -> None:
    files = {b".git/a": b"x", b"./b/c.md": b"x", b"__MACOSX/._c.md": b"x", b"d/.e": b"x"}
    folder = tar_member("d", tarfile.DIRTYPE)
    assert set(documents_of(write_tar(tmp_path / "a.tar", files, folder, mode="w"))) == {"b/c.md"}
    names = {name.decode(): page for name, page in files.items()} | {"d/": b""}
    assert set(documents_of(write_zip(tmp_path / "a.zip", names))) == {"b/c.md"}


def test_tar_members_that_point_outside_are_refused(tmp_path: Path) -> None:
    path = write_tar(
        tmp_path / "a.tar.gz",
        {b"../up.md": b"x", b"/etc/absolute.md": b"x", b"a/../../b.md": b"x", b"good.md": b"page"},
        tar_member("soft", tarfile.SYMTYPE, "../../secret"),
        tar_member("absolute", tarfile.SYMTYPE, "/etc/hostname"),
        tar_member("hard", tarfile.LNKTYPE, "../secret"),
    )
    assert kinds(path) == dict.fromkeys(
        ["../up.md", "/etc/absolute.md", "a/../../b.md", "soft", "absolute", "hard"], OUTSIDE
    )
    assert documents_of(path)["good.md"].content == b"page"


def test_zip_members_that_point_outside_are_refused(tmp_path: Path) -> None:
    dos = zipfile.ZipInfo("C:\\windows\\a.md")
    dos.create_system = 0
    path = write_zip(
        tmp_path / "a.zip",
        {"../up.md": b"x", "/absolute.md": b"x", "good.md": b"page"},
        (zip_link("a/soft"), b"../../secret"),
        (dos, b"x"),
    )
    assert kinds(path) == dict.fromkeys(["../up.md", "/absolute.md", "a/soft", "/C:/windows/a.md"], OUTSIDE)
    assert documents_of(path)["good.md"].content == b"page"


def test_links_inside_a_tar_are_the_files_they_mean(tmp_path: Path) -> None:
    path = write_tar(
        tmp_path / "a.tar.gz",
        {b"a/1.md": b"one", b"a/2.md": b"two", b".store/3": b"three"},
        tar_member("a/soft.md", tarfile.SYMTYPE, "1.md"),
        tar_member("hard.md", tarfile.LNKTYPE, "a/1.md"),
        tar_member("chain.md", tarfile.SYMTYPE, "a/soft.md"),
        tar_member("stored.md", tarfile.SYMTYPE, ".store/3"),
        tar_member("folder", tarfile.SYMTYPE, "a"),
        tar_member("broken.md", tarfile.SYMTYPE, "gone.md"),
        tar_member("loop", tarfile.SYMTYPE, "loop"),
    )
    documents = documents_of(path)
    assert {name: document.content for name, document in documents.items()} == {
        "a/1.md": b"one",
        "a/2.md": b"two",
        "a/soft.md": b"one",
        "hard.md": b"one",
        "chain.md": b"one",
        "stored.md": b"three",
        "broken.md": None,
        "loop": None,
    }
    assert kinds(path) == {"broken.md": UNREADABLE, "loop": UNREADABLE}


def test_links_inside_a_zip_are_the_files_they_mean(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "a.zip",
        {"a/1.md": b"one"},
        (zip_link("soft.md"), b"a/1.md"),
        (zip_link("chain.md"), b"soft.md"),
        (zip_link("folder"), b"a"),
        (zip_link("broken.md"), b"gone.md"),
        (zip_link("loop"), b"loop"),
    )
    documents = documents_of(path)
    assert documents["soft.md"].content == documents["chain.md"].content == b"one"
    assert kinds(path) == {"broken.md": UNREADABLE, "loop": UNREADABLE}
    assert "folder" not in documents


def test_devices_and_pipes_in_a_tar_are_refused(tmp_path: Path) -> None:
    members = [tar_member("null", tarfile.CHRTYPE), tar_member("pipe", tarfile.FIFOTYPE)]
    path = write_tar(tmp_path / "a.tar", {b"a.md": b"page"}, *members)
    assert kinds(path) == {"null": UNREADABLE, "pipe": UNREADABLE}


def test_a_path_that_a_tar_holds_twice_is_two_documents_in_order(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", {b"a.md": b"old"}, mode="w")
    write_tar(path, {b"a.md": b"new"}, mode="a")
    read = read_all(open_root(str(path)))
    assert [(found.occurrence, document.content) for found, document in read] == [(0, b"old"), (1, b"new")]


@pytest.mark.parametrize("byte_count", [5, 64])
def test_a_packed_file_over_the_limit_is_refused(tmp_path: Path, byte_count: int) -> None:
    files = {b"a": b"x" * byte_count, b"b": b"x" * (byte_count + 1)}
    limits = Limits(byte_count=byte_count)
    assert kinds(write_tar(tmp_path / "a.tar.gz", files), limits) == {"b": TOO_LARGE}
    named = {name.decode(): page for name, page in files.items()}
    assert kinds(write_zip(tmp_path / "a.zip", named), limits) == {"b": TOO_LARGE}


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    bomb = 67_305_985  # bytes 1 2 3 4: found twice in the zip, and nowhere else
    path = write_zip(tmp_path / "a.zip", {"bomb.md": b"\0" * bomb, "good.md": b"page"})
    content = path.read_bytes().replace(bomb.to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(content)
    assert kinds(path, Limits(byte_count=1000)) == {"bomb.md": UNREADABLE}
    assert documents_of(path)["good.md"].content == b"page"


def test_a_name_of_gigabytes_breaks_the_tar_and_not_the_memory(tmp_path: Path) -> None:
    long_name = tarfile.TarInfo("././@LongLink")
    long_name.type, long_name.size = tarfile.GNUTYPE_LONGNAME, 1 << 32
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("a.md")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"page"))
        assert archive.fileobj is not None
        archive.fileobj.write(long_name.tobuf(tarfile.GNU_FORMAT))
    documents = documents_of(path)
    assert documents["a.md"].content == b"page"
    assert "a header of 4,294,967,296 bytes" in refusals_of(path)["a.tar.gz"][1]


def test_encrypted_members_of_a_zip_are_unreadable(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.md": b"page"})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)
    assert refusals_of(path) == {"a.md": (UNREADABLE, "encrypted")}


def test_a_zip_member_packed_by_another_method_says_which(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.md", b"page")
    assert refusals_of(path)["a.md"][1] == "packed by zip's method 14; stored and deflated are read"


def test_a_damaged_zip_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.md": b"one page " * 50, "b.md": b"page"})
    content = bytearray(path.read_bytes())
    content[40] ^= 0xFF
    path.write_bytes(content)
    assert kinds(path) == {"a.md": UNREADABLE}
    assert documents_of(path)["b.md"].content == b"page"


def test_a_zip_that_lost_its_directory_is_an_archive_error(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.md": b"page"})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ArchiveError, match=r"a\.zip: cannot be read as a zip archive"):
        documents_of(path)


@pytest.mark.parametrize("mode", ["w", "w:gz"])
@pytest.mark.parametrize("kept_share", [0.3, 0.6, 0.9])
def test_a_tar_that_was_cut_short_gives_what_it_has_and_says_so(
    tmp_path: Path, mode: str, kept_share: float
) -> None:
    files = {f"{n}.md".encode(): bytes((n * i * i) % 251 for i in range(5000)) for n in range(1, 41)}
    path = write_tar(tmp_path / "a.tar", files, mode=mode)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept_share)])
    documents = documents_of(path)
    whole = {name: document for name, document in documents.items() if document.content is not None}
    assert 1 <= len(whole) < 40
    assert all(document.content == files[name.encode()] for name, document in whole.items())
    assert "breaks off after" in refusals_of(path)["a.tar"][1]
    assert documents_of(path) == documents


def test_a_tar_without_its_end_mark_is_kept_and_said_to_be_short(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", {b"a.md": b"x" * 512}, mode="w")
    path.write_bytes(path.read_bytes()[:1024])
    assert documents_of(path)["a.md"].content == b"x" * 512
    assert refusals_of(path)["a.tar"] == (UNREADABLE, "breaks off after a.md: there is no end mark")


def test_rubbish_between_the_members_of_a_tar_is_said(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", {b"a.md": b"x" * 512, b"b.md": b"x" * 512}, mode="w")
    content = path.read_bytes()
    path.write_bytes(content[:1024] + b"\x55" * 512 + content[1536:])
    assert refusals_of(path)["a.tar"] == (UNREADABLE, "breaks off after a.md: what follows is no member")


def test_a_gzip_whose_checksum_fails_is_said(tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar.gz", {b"a.md": b"page"})
    content = bytearray(path.read_bytes())
    content[-6] ^= 0xFF
    path.write_bytes(content)
    assert "CRC check failed" in refusals_of(path)["a.tar.gz"][1]


def test_an_empty_tar_and_an_empty_zip_hold_nothing(tmp_path: Path) -> None:
    assert documents_of(write_tar(tmp_path / "a.tar", {}, mode="w")) == {}
    assert documents_of(write_tar(tmp_path / "a.tar.gz", {})) == {}
    assert documents_of(write_zip(tmp_path / "a.zip", {})) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(b"page", mtime=0), "gzip, but not of a tar archive"),
        (gzip.compress(b"page" * 1000, mtime=0)[:30], "damaged gzip"),
        (b"", "a file, but no tar"),
        (b"PK\x03\x04 and no more", "cannot be read as a zip archive"),
    ],
    ids=["gzip", "half-a-gzip", "nothing", "zip"],
)
def test_what_only_looks_like_an_archive_is_an_archive_error(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=said):
        documents_of(path)


@pytest.mark.parametrize(
    ("encoding_name", "names"),
    [
        ("gb18030", ["海港报\\港口将在下个月重新开放.md", "海港报\\市政府的说法.md"]),
        ("big5", ["海港報\\許多功課的說法.md", "海港報\\這個港口將在下個月重新開放.md"]),
        ("cp437", ["caf\u00e9\\na\u00efve.md"]),
    ],
)
def test_names_of_a_zip_made_under_windows_are_read_in_its_code_page(
    tmp_path: Path, encoding_name: str, names: list[str]
) -> None:
    path = zip_with_raw_names(tmp_path / "a.zip", [name.encode(encoding_name) for name in names], made_by=0)
    assert set(documents_of(path)) == {name.replace("\\", "/") for name in names}


def test_names_of_a_zip_made_under_unix_are_utf8_without_saying_so_or_bytes(tmp_path: Path) -> None:
    names = ["海港报/港口.md".encode(), b"\xff\xfe/harbour.md"]
    path = zip_with_raw_names(tmp_path / "a.zip", names, made_by=3)
    assert set(documents_of(path)) == {"海港报/港口.md", r"\xff\xfe/harbour.md"}


@pytest.mark.parametrize("made_by", [0, 3, 10, 11])
def test_names_in_gbk_are_read_whoever_made_the_zip(tmp_path: Path, made_by: int) -> None:
    names = ["海港报/港口新闻.md".encode("gbk"), "海港报/社论评论.md".encode("gbk")]
    path = zip_with_raw_names(tmp_path / "a.zip", names, made_by=made_by)
    assert set(documents_of(path)) == {"海港报/港口新闻.md", "海港报/社论评论.md"}


@pytest.mark.parametrize(("made_by", "is_folder"), [(10, True), (11, True), (3, False)])
def test_a_backslash_parts_folders_where_windows_made_the_zip(
    tmp_path: Path, made_by: int, is_folder: bool
) -> None:
    path = zip_with_raw_names(tmp_path / "a.zip", [b"harbour\\ferry.md"], made_by=made_by)
    assert set(documents_of(path)) == {"harbour/ferry.md" if is_folder else "harbour\\ferry.md"}


@pytest.mark.parametrize(("stands_for", "name"), [(b"a.md", "港口.md"), (b"old.md", "a.md")])
def test_a_unicode_path_field_names_the_member_unless_it_was_renamed(
    tmp_path: Path, stands_for: bytes, name: str
) -> None:
    told = b"\x01" + zlib.crc32(stands_for).to_bytes(4, "little") + "港口.md".encode()
    info = zipfile.ZipInfo("a.md")
    info.extra = b"\x01\x00\x02\x00ab" + b"\x75\x70" + len(told).to_bytes(2, "little") + told
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, b"page")
    assert set(documents_of(tmp_path / "a.zip")) == {name}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["tar", "tar.gz", "zip"]),
    place=st.floats(0, 1),
    cut=st.integers(0, 600),
    rubbish=st.binary(max_size=600),
)
def test_a_damaged_archive_gives_documents_or_an_archive_error(
    tmp_path: Path, kind: str, place: float, cut: int, rubbish: bytes
) -> None:
    path = tmp_path / "a"
    if kind == "zip":
        write_zip(path, {name.decode(): page for name, page in odd_pages().items()})
    else:
        write_tar(path, odd_pages(), mode="w" if kind == "tar" else "w:gz")
    content = path.read_bytes()
    start = int(place * len(content))
    path.write_bytes(content[:start] + rubbish + content[start + cut :])
    try:
        documents = documents_of(path)
    except ArchiveError as error:
        assert str(path) in str(error)
    else:
        assert all(
            (document.content is None) != (document.refusal is None) for document in documents.values()
        )
