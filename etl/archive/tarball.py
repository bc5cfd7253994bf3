"""A tar, gzipped or not, on this machine or behind an address. Read as a stream, once for scan and once for read.

Here: members, links among them, and what is wrong with a truncated archive. Members before the
break are kept; the break itself becomes a document of the archive's own name, refused as unreadable.
"""

import gzip
import tarfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
    raw_document,
    refused_document,
    refused_early,
)
from etl.kinds import RejectionKind
from etl.model import Limits, RawDocument

UNREADABLE, OUTSIDE = RejectionKind.UNREADABLE, RejectionKind.OUTSIDE_ROOT
STEP = 1 << 20  # bytes per read
LONGEST_HEADER = 1 << 20  # bytes; a long name is a header too, and one of gigabytes would exhaust memory
LONGEST_TAIL = 1 << 24  # bytes of padding that are read
MOST_LINKS = 40  # links followed in a chain, as in Linux
BROKEN = (tarfile.TarError, EOFError, OSError, ValueError, zlib.error)


class Forward:
    """A forward-only view of a file, as compressed ones require; tarfile can work with it."""

    def __init__(self, file: BinaryIO, *, is_compressed: bool) -> None:
        self.file: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=file) if is_compressed else file
        self.is_compressed = is_compressed
        self.position = 0
        self.last_block = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {size:,} bytes")
        self.last_block = self.read_content(size)
        return self.last_block

    def read_content(self, size: int) -> bytes:
        content = self.file.read(size)
        self.position += len(content)
        return content

    def tell(self) -> int:
        return self.position

    def seek(self, position: int) -> None:
        if position < self.position:
            raise tarfile.ReadError("a member that begins before the end of another")
        if not self.is_compressed:
            self.file.seek(position)
            self.position = position
        while self.position < position and self.read_content(min(STEP, position - self.position)):
            pass

    def read_tail(self) -> None:
        """Read the padding at the end, so that gzip verifies its checksum."""
        end = self.position + LONGEST_TAIL
        while self.is_compressed and self.position < end and self.read_content(STEP):
            pass


class Member:
    """The bytes of one member; missing counts those not read yet, so that a truncated member shows."""

    def __init__(self, stream: Forward, byte_count: int) -> None:
        self.stream = stream
        self.missing = byte_count

    def read(self, size: int = -1, /) -> bytes:
        content = self.stream.read_content(min(size, self.missing))
        self.missing -= len(content)
        return content


@dataclass(frozen=True, kw_only=True)
class Links:
    """Members and links of a tar; links are resolved when all members are known."""

    members: dict[bytes, FoundFile] = field(default_factory=dict)
    targets: dict[bytes, bytes] = field(default_factory=dict)
    links: list[FoundFile] = field(default_factory=list)

    def resolved(self) -> Iterator[FoundFile]:
        """Resolve the links, each to the place of its file; links to folders are not followed."""
        for link in self.links:
            target = self.targets[link.path]
            for _ in range(MOST_LINKS):
                target = self.targets.get(target, target)
            member = self.members.get(target)
            if member:
                yield replace(link, byte_count=member.byte_count, place=member.place, refusal=member.refusal)
            elif not any(path.startswith(target + b"/") for path in self.members):
                detail = f"link to {path_text(target)}, which is not a file of the archive"
                yield replace(link, refusal=(UNREADABLE, detail))


@dataclass(frozen=True, kw_only=True)
class TarRoot:
    name: str
    open_file: Callable[[], BinaryIO]
    is_compressed: bool
    pack_state: PackState
    root_position: int = 0

    def scan(self) -> Iterator[Sequence[FoundFile]]:
        """List the members in the archive's order, then the links."""
        return chunked(self._found_files(), PACKED_CHUNK_SIZE)

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]:
        """Read the given members in the archive's order, in one pass."""
        with self.open_file() as file:
            stream = Forward(file, is_compressed=self.is_compressed)
            place, content = -1, None
            for found in sorted(found_files, key=lambda found: found.place):
                document = refused_early(found, limits)
                if document is None and found.place == place and content is not None:  # a link
                    document = raw_document(found.path, content)
                elif document is None:
                    document = self._document(stream, found, limits)
                    place, content = found.place, document.content
                yield found, document

    def _document(self, stream: Forward, found: FoundFile, limits: Limits) -> RawDocument:
        try:
            stream.seek(found.place)
            member = Member(stream, found.byte_count)
            document = document_from(found, member, limits)
        except BROKEN as error:
            return refused_document(found, UNREADABLE, f"the archive breaks off here: {error}")
        if member.missing:
            detail = (
                f"the archive breaks off here: {member.missing:,} of {found.byte_count:,} bytes are missing"
            )
            return refused_document(found, UNREADABLE, detail)
        return document

    def _found_files(self) -> Iterator[FoundFile]:
        links = Links()
        last_path = b""
        try:
            for info in self._headers():
                found = self._found(info, links)
                last_path = found.path if found else last_path
                if found and (found.refusal or not is_hidden(found.path)):
                    yield found
        except BROKEN as error:
            if not last_path:
                raise ArchiveError(f"{self.name}: cannot be read as a tar archive: {error}") from error
            yield self._break(f"breaks off after {path_text(last_path)}: {error}")
        yield from links.resolved()

    def _headers(self) -> Iterator[tarfile.TarInfo]:
        with self.open_file() as file:
            stream = Forward(file, is_compressed=self.is_compressed)
            with tarfile.open(  # type: ignore[call-overload]  # typeshed asks for more than tarfile uses
                fileobj=stream, mode="r:", encoding="utf-8", errors="surrogateescape"
            ) as archive:
                while (info := archive.next()) is not None:
                    archive.members = []  # or they would all be kept
                    yield info
            if stream.last_block.strip(b"\0"):
                raise tarfile.ReadError("what follows is no member")
            if not stream.last_block:
                raise tarfile.ReadError("there is no end mark")
            stream.read_tail()

    def _found(self, info: tarfile.TarInfo, links: Links) -> FoundFile | None:
        """Make the file of a member; None for a folder, a hidden file, and a link, which is resolved later."""
        name = info.name.encode("utf-8", "surrogateescape")
        is_outside = points_outside(name)
        path = name if is_outside else member_path(name)
        if info.isdir() or not path or (is_hidden(path) and not (info.isreg() or is_outside)):
            return None
        before = links.members.get(path)
        found = FoundFile(
            root_name=self.name,
            root_position=self.root_position,
            document_path=path_text(path),
            path=path,
            byte_count=info.size,
            modified_ns=self.pack_state.modified_ns,
            occurrence=before.occurrence + 1 if before else 0,
            place=info.offset_data,
            refusal=(OUTSIDE, f"member {path_text(path)} points out of the archive") if is_outside else None,
        )
        if found.refusal:
            return found
        if info.islnk() or info.issym():
            return _link(found, info, links)
        if not info.isreg() or info.issparse() or info.size < 0:
            return replace(
                found, refusal=(UNREADABLE, f"not a plain file: type {info.type!r}, size {info.size}")
            )
        links.members[path] = found
        return found

    def _break(self, detail: str) -> FoundFile:
        name = self.name.rstrip("/").rsplit("/", 1)[-1]
        return FoundFile(
            root_name=self.name,
            root_position=self.root_position,
            document_path=name,
            path=name.encode("utf-8", "surrogateescape"),
            byte_count=self.pack_state.byte_count,
            modified_ns=self.pack_state.modified_ns,
            refusal=(UNREADABLE, detail),
        )


def _link(found: FoundFile, info: tarfile.TarInfo, links: Links) -> FoundFile | None:
    """Register a link: hard links are relative to the archive's root, symbolic ones to their folder."""
    target = info.linkname.encode("utf-8", "surrogateescape")
    inside = link_target(found.path if info.issym() else b"", target)
    if inside is None:
        return replace(found, refusal=(OUTSIDE, f"link to {path_text(target)}"))
    links.targets[found.path] = inside
    links.links.append(found)
    return None
