"""The interface of roots: files found by a scan, documents read from them.

Here: names, identity and refusals, common to folders, tars, zips and addresses. Not here: listing and opening them
(the other modules of this room).
"""

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol, TypeVar

from etl.code_version import reader_version, rejecting_version
from etl.kinds import RejectionKind
from etl.model import DEFAULT_LIMITS, Limits, RawDocument, Rejection

CHUNK_SIZE = 10_000  # files per chunk of a scan
PACKED_CHUNK_SIZE = 50_000  # files per chunk of a tar or zip, where each chunk costs seeking its first member

Item = TypeVar("Item")


class ArchiveError(Exception):
    """A root that cannot be read at all; the message names it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundFile:
    """A file as found by a scan. With a refusal, read does not open it.

    occurrence counts files of one path in one root (a tar may hold several); place is where the root has it.
    """

    root_name: str
    root_position: int
    document_path: str
    path: bytes
    byte_count: int
    modified_ns: int
    occurrence: int = 0
    place: int = 0
    blob_id: str = ""  # of a content in a git history
    archived_at: datetime | None = None  # when the archive's own history says it was saved
    refusal: tuple[RejectionKind, str] | None = None
    held_id: str | None = None  # of a listed file: the document that it held when it was last read


@dataclass(frozen=True, kw_only=True, slots=True)
class PackState:
    """Size and modification time of a root that is one file; if both are unchanged, it is not opened."""

    byte_count: int
    modified_ns: int
    commit_id: str | None = None  # the newest of a git history


class Root(Protocol):
    """A source of documents. scan is cheap; read opens only the given files, in the order of the scan."""

    @property
    def name(self) -> str:
        """Absolute path or address, which is stored as root_name."""

    @property
    def pack_state(self) -> PackState | None:
        """State of a packed file; None for a folder, whose files have their own size and time."""

    def scan(self) -> Iterator[Sequence[FoundFile]]: ...

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]: ...


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def content_hash_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def document_id_of(path: bytes, content_hash: str) -> str:
    """Hash a document's identity: its path below the root, in bytes, and its content."""
    return hashlib.blake2b(path + b"\0" + content_hash.encode(), digest_size=12).hexdigest()


def path_text(path: bytes) -> str:
    """Decode a path for display and SQL: UTF-8, other bytes as \\xNN, without Unicode normalisation."""
    return path.decode("utf-8", "backslashreplace")


def raw_document(path: bytes, content: bytes) -> RawDocument:
    content_hash = content_hash_of(content)
    return RawDocument(
        document_id=document_id_of(path, content_hash),
        content_hash=content_hash,
        document_path=path_text(path),
        byte_count=len(content),
        content=content,
    )


def refused_document(
    found: FoundFile, kind: RejectionKind, detail: str, limits: Limits = DEFAULT_LIMITS
) -> RawDocument:
    """A document without content. Its content_hash is of what identifies the refusal: reason, size, a link's
    target; never a clock or a limit, so that a copy of the archive gives the same document."""
    content_hash = _refused_hash(found, kind, detail)
    document_id = document_id_of(found.path, content_hash)
    return RawDocument(
        document_id=document_id,
        content_hash=content_hash,
        document_path=found.document_path,
        byte_count=found.byte_count,
        content=None,
        refusal=Rejection(
            document_id=document_id,
            parser_version=rejecting_version(reader_version(), kind, limits),
            outlet_id=None,
            rejection_kind=kind,
            rejection_detail=detail,
        ),
    )


def refused_id(found: FoundFile, kind: RejectionKind) -> str:
    """Give the id of the file's document if it is refused for its size or as unreadable."""
    return document_id_of(found.path, _refused_hash(found, kind, ""))


def _refused_hash(found: FoundFile, kind: RejectionKind, detail: str) -> str:
    identity = f"{kind}:{found.byte_count}"
    if kind is RejectionKind.OUTSIDE_ROOT:
        identity = f"{identity}:{detail}"
    return content_hash_of(identity.encode("utf-8", "surrogateescape"))


def refused_early(found: FoundFile, limits: Limits) -> RawDocument | None:
    """Make the refused document if the scan alone shows that the file is not to be read; else None."""
    if found.refusal:
        return refused_document(found, *found.refusal)
    if found.byte_count > limits.byte_count:
        detail = f"{found.byte_count:,} bytes, more than the limit of {limits.byte_count:,}"
        return refused_document(found, RejectionKind.TOO_LARGE, detail, limits)
    return None


def document_from(found: FoundFile, file: Readable, limits: Limits) -> RawDocument:
    """Read one file, at most one byte beyond the limit, whatever its announced size."""
    content = file.read(min(found.byte_count, limits.byte_count) + 1)
    while len(content) <= limits.byte_count:
        more = file.read(limits.byte_count + 1 - len(content))
        if not more:
            return raw_document(found.path, content)
        content += more
    detail = f"announced as {found.byte_count:,} bytes, but more than the limit of {limits.byte_count:,}"
    return refused_document(found, RejectionKind.TOO_LARGE, detail, limits)


def link_target(path: bytes, target: bytes) -> bytes | None:
    """Resolve a link in a packed archive to a member's path; None if it points out of the archive."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return None if joined.startswith(b"/") or joined.split(b"/")[0] == b".." else joined


def is_hidden(path: bytes) -> bool:
    return path.startswith(b".") or b"/." in path


def member_path(name: bytes) -> bytes:
    """Normalise a member's path as a folder would list it: without ./ and doubled slashes."""
    return b"/".join(part for part in name.split(b"/") if part not in (b"", b"."))


def points_outside(name: bytes) -> bool:
    return name.startswith(b"/") or b".." in name.split(b"/")


def chunked(items: Iterable[Item], size: int = CHUNK_SIZE) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
