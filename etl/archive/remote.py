"""A folder behind an fsspec address: an object store, a server, memory.

Here: listing folder by folder, reading several files at a time because each waits for the network. Not here:
a tar or zip behind an address, which is read as a tar or zip.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from etl.archive.root import (
    ArchiveError,
    FoundFile,
    chunked,
    document_from,
    path_text,
    refused_document,
    refused_early,
)
from etl.kinds import RejectionKind
from etl.model import Limits, RawDocument

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

READERS = 16
CLOCKS = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")
NO_CLOCK = -1  # the source has no modification time: the file always counts as changed


@dataclass(frozen=True, kw_only=True)
class RemoteRoot:
    filesystem: "AbstractFileSystem"
    folder: str
    name: str
    root_position: int = 0
    pack_state: None = None

    def scan(self) -> Iterator[Sequence[FoundFile]]:
        """List every file, folder by folder, by name; hidden files are skipped."""
        return chunked(self._walk())

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]:
        """Read the given files in order. One that vanished since the scan gives no document."""
        with ThreadPoolExecutor(READERS) as readers:
            for batch in chunked(found_files, READERS * 4):
                documents = readers.map(lambda found: self._open(found, limits), batch)
                for found, document in zip(batch, documents, strict=True):
                    if document:
                        yield found, document

    def _open(self, found: FoundFile, limits: Limits) -> RawDocument | None:
        if refused := refused_early(found, limits):
            return refused
        try:
            path = f"{self.folder}/{found.path.decode('utf-8', 'surrogateescape')}"
            with self.filesystem.open(path, "rb") as file:
                return document_from(found, file, limits)
        except FileNotFoundError:
            return None
        except OSError as error:
            return refused_document(
                found, RejectionKind.UNREADABLE, path_text(str(error).encode("utf-8", "surrogateescape"))
            )

    def _walk(self) -> Iterator[FoundFile]:
        folders = [""]
        while folders:
            prefix = folders.pop()
            inner = []
            for entry in sorted(self._entries(prefix), key=lambda entry: str(entry["name"])):
                name = str(entry["name"]).rstrip("/").rsplit("/", 1)[-1]
                if name.startswith(".") or not name:
                    continue
                if entry["type"] == "directory":
                    inner.append(f"{prefix}{name}/")
                elif str(entry["name"]).rstrip("/") != f"{self.folder}/{prefix}".rstrip("/"):
                    yield self._found(f"{prefix}{name}", entry)
            folders.extend(reversed(inner))

    def _entries(self, prefix: str) -> list[dict[str, Any]]:
        try:
            entries: list[dict[str, Any]] = self.filesystem.ls(
                f"{self.folder}/{prefix}".rstrip("/"), detail=True
            )
        except OSError as error:
            raise ArchiveError(f"{self.name}/{prefix}: cannot be listed: {error}") from error
        return entries

    def _found(self, path: str, entry: dict[str, Any]) -> FoundFile:
        path_bytes = path.encode("utf-8", "surrogateescape")
        is_file = entry["type"] == "file"
        return FoundFile(
            root_name=self.name,
            root_position=self.root_position,
            document_path=path_text(path_bytes),
            path=path_bytes,
            byte_count=entry["size"] or 0,
            modified_ns=modified_ns(entry),
            refusal=None if is_file else (RejectionKind.UNREADABLE, f"not a file: {entry['type']}"),
        )


def modified_ns(entry: dict[str, Any]) -> int:
    """Give a file's modification time in ns since 1970, by whatever name its file system uses; NO_CLOCK without."""
    for clock in CLOCKS:
        match entry.get(clock):
            case datetime() as moment:
                aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
                return int(aware.timestamp() * 1_000_000) * 1_000
            case int() | float() as seconds:
                return int(seconds * 1_000_000) * 1_000
            case str() as text:
                try:
                    return modified_ns({clock: datetime.fromisoformat(text)})
                except ValueError:
                    continue
    return NO_CLOCK
