"""A zip, on this machine or behind an address.

Here: members, links, and names from times before zip knew UTF-8. A zip is read by the directory at its end;
without it, as when it was cut short, nothing of it can be trusted, and it is an ArchiveError as a whole.
"""

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import BinaryIO

from etl.archive.root import (
    PACKED_CHUNK_SIZE,
    ArchiveError,
    FoundFile,
    PackState,
    chunked,
    document_from,
    is_hidden,
    link_target,
    member_path,
    path_text,
    points_outside,
    refused_document,
    refused_early,
)
from etl.kinds import RejectionKind
from etl.model import Limits, RawDocument, Refused
from etl.page.encoding import FAMILIES, decode

UNREADABLE, OUTSIDE = RejectionKind.UNREADABLE, RejectionKind.OUTSIDE_ROOT
IS_UTF8, IS_ENCRYPTED = 0x800, 0x1
MADE_BY_UNIX = 3
# DOS, OS/2, NTFS as PKWARE and as Info-ZIP number it, VFAT: their paths may have backslashes
MADE_BY_WINDOWS = frozenset((0, 6, 10, 11, 14))
CODE_PAGES = frozenset(codec for family in FAMILIES.values() for codec in family)
UNICODE_PATH = (
    0x7075  # extra field of APPNOTE 4.6.9: version 1, CRC-32 of the name it stands for, the name in UTF-8
)
LONGEST_TARGET = 4096  # bytes of a link's target
MOST_LINKS = 40  # links followed in a chain, as in Linux
# zipfile decompresses these two in bounded pieces; with the others a zip bomb would exhaust memory.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True, kw_only=True)
class ZipRoot:
    name: str
    open_file: Callable[[], BinaryIO]
    pack_state: PackState
    root_position: int = 0

    def scan(self) -> Iterator[Sequence[FoundFile]]:
        """List the members in the order of the zip's directory."""
        return chunked(self._found_files(), PACKED_CHUNK_SIZE)

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]:
        with self._opened() as archive:
            members = archive.infolist()
            for found in found_files:
                document = refused_early(found, limits)
                if document is None:
                    try:
                        with archive.open(members[found.place]) as file:
                            document = document_from(found, file, limits)
                    except BROKEN as error:
                        document = refused_document(found, UNREADABLE, f"damaged in the zip: {error}")
                yield found, document

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile]:
        with self.open_file() as file:
            try:
                archive = zipfile.ZipFile(file)
            except BROKEN as error:
                raise ArchiveError(f"{self.name}: cannot be read as a zip archive: {error}") from error
            with archive:
                yield archive

    def _found_files(self) -> Iterator[FoundFile]:
        with self._opened() as archive:
            members = archive.infolist()
            names = member_names(members)
            places = {member_path(name): place for place, name in enumerate(names)}
            seen: Counter[bytes] = Counter()
            for place, (member, name) in enumerate(zip(members, names, strict=True)):
                path = name if points_outside(name) else member_path(name)
                if member.is_dir() or name.endswith(b"/") or (is_hidden(path) and not points_outside(name)):
                    continue
                found = self._found(member, path, place, seen[path])
                seen[path] += 1
                if found.refusal is None and _is_link(member):
                    linked = _linked(archive, found, members, places)
                    if linked:
                        yield linked
                else:
                    yield found

    def _found(self, member: zipfile.ZipInfo, path: bytes, place: int, occurrence: int) -> FoundFile:
        return FoundFile(
            root_name=self.name,
            root_position=self.root_position,
            document_path=path_text(path),
            path=path,
            byte_count=member.file_size,
            modified_ns=self.pack_state.modified_ns,
            occurrence=occurrence,
            place=place,
            refusal=_refusal(member, path),
        )


def member_names(members: Sequence[zipfile.ZipInfo]) -> list[bytes]:
    """Normalise members' names as a folder would list them, in UTF-8.

    A name in a Unicode Path field goes first. A zip that does not say UTF-8 may still be; else its names are in the
    code page of its machine, which all of them together give away. What they do not is cp437 under DOS and Windows,
    and stays as it is, byte by byte, under others.
    """
    raw = [_raw_name(member) for member in members]
    legacy = {name for name, member in zip(raw, members, strict=True) if _is_legacy(name, member)}
    encoding_name = None
    if legacy:
        with suppress(Refused):
            _, told = decode(b"\n".join(sorted(legacy)) + b"\n")
            encoding_name = told if told in CODE_PAGES else None
    return [
        _as_in_a_folder(name, member, encoding_name if name in legacy else "utf-8")
        for name, member in zip(raw, members, strict=True)
    ]


def _as_in_a_folder(name: bytes, member: zipfile.ZipInfo, encoding_name: str | None) -> bytes:
    is_windows = member.create_system in MADE_BY_WINDOWS
    if encoding_name is None and is_windows:
        encoding_name = "cp437"
    if encoding_name not in (None, "utf-8"):
        name = name.decode(encoding_name).encode()
    return _slashed(name) if is_windows else name


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    encoding_name = "utf-8" if member.flag_bits & IS_UTF8 else "cp437"
    name = member.orig_filename.split("\0")[0].encode(encoding_name, "surrogateescape")
    return _unicode_path(member.extra, name) or name


def _unicode_path(extra: bytes, name: bytes) -> bytes | None:
    """The name in a Unicode Path field; None without one, and where it was made for another name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(field) > 5 and field[0] == 1:
            (checksum,) = struct.unpack_from("<L", field, 1)
            return field[5:] if checksum == zlib.crc32(name) else None
    return None


def _is_legacy(name: bytes, member: zipfile.ZipInfo) -> bool:
    if member.flag_bits & IS_UTF8:
        return False
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _slashed(name: bytes) -> bytes:
    """Convert a DOS path to slashes; C:\\folder\\file becomes absolute."""
    name = name.replace(b"\\", b"/")
    return b"/" + name if name[1:3] == b":/" else name


def _refusal(member: zipfile.ZipInfo, path: bytes) -> tuple[RejectionKind, str] | None:
    if points_outside(path):
        return OUTSIDE, f"member {path_text(path)} points out of the archive"
    if member.flag_bits & IS_ENCRYPTED:
        return UNREADABLE, "encrypted"
    if member.compress_type not in METHODS:
        return UNREADABLE, f"packed by zip's method {member.compress_type}; stored and deflated are read"
    return None


def _is_link(member: zipfile.ZipInfo) -> bool:
    return member.create_system == MADE_BY_UNIX and stat.S_ISLNK(member.external_attr >> 16)


def _linked(
    archive: zipfile.ZipFile,
    found: FoundFile,
    members: Sequence[zipfile.ZipInfo],
    places: dict[bytes, int],
) -> FoundFile | None:
    """Resolve a link to its file, through other links; links to folders are not followed."""
    path, place = found.path, found.place
    for _ in range(MOST_LINKS):
        try:
            with archive.open(members[place]) as file:
                target = file.read(LONGEST_TARGET)
        except BROKEN as error:
            return replace(found, refusal=(UNREADABLE, f"link: {error}"))
        inside = link_target(path, target)
        if inside is None:
            return replace(found, refusal=(OUTSIDE, f"link to {path_text(target)}"))
        if inside not in places:
            if any(name.startswith(inside + b"/") for name in places):
                return None
            detail = f"link to {path_text(inside)}, which is not a file of the archive"
            return replace(found, refusal=(UNREADABLE, detail))
        path, place = inside, places[inside]
        member = members[place]
        if member.is_dir():
            return None
        if not _is_link(member):
            return replace(found, byte_count=member.file_size, place=place, refusal=_refusal(member, path))
    return replace(found, refusal=(UNREADABLE, "a link that leads to itself"))
