"""A folder of this machine, listed with os.scandir: 150,000 unchanged files cost about a second.

Here: listing, links and opening. Not here: which of the files are new (the caller asks the warehouse).
Paths are bytes throughout, because names are bytes here and need not be UTF-8.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

UNREADABLE, OUTSIDE = RejectionKind.UNREADABLE, RejectionKind.OUTSIDE_ROOT


@dataclass(frozen=True, kw_only=True)
class FolderRoot:
    folder: bytes
    name: str
    root_position: int = 0
    pack_state: None = None

    def scan(self) -> Iterator[Sequence[FoundFile]]:
        """List every file, folder by folder, by name; hidden files are skipped, linked folders not entered."""
        try:
            with os.scandir(self.folder):
                pass
        except OSError as error:
            raise ArchiveError(f"{self.name}: cannot be listed: {error.strerror}") from error
        return chunked(self._walk())

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]:
        """Read the given files. One that vanished since the scan gives no document."""
        for found in found_files:
            document = refused_early(found, limits)
            if document is None:
                try:
                    document = self._open(found, limits)
                except (FileNotFoundError, NotADirectoryError):
                    continue
                except OSError as error:
                    document = refused_document(found, UNREADABLE, f"{error.strerror}")
            yield found, document

    def _open(self, found: FoundFile, limits: Limits) -> RawDocument:
        # O_NONBLOCK: if a pipe has replaced the file since the scan, opening it must not block the run.
        descriptor = os.open(os.path.join(self.folder, found.path), os.O_RDONLY | os.O_NONBLOCK)  # noqa: PTH118
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return refused_document(found, UNREADABLE, "not a file any more")
            return document_from(found, file, limits)

    def _walk(self) -> Iterator[FoundFile]:
        real_root = os.path.realpath(self.folder)
        folders = [b""]
        while folders:
            prefix = folders.pop()
            try:
                with os.scandir(self.folder + b"/" + prefix) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                yield self._refused(prefix.rstrip(b"/"), UNREADABLE, f"folder: {error.strerror}")
                continue
            inner = []
            for entry in entries:
                if entry.name.startswith(b"."):
                    continue
                path = prefix + entry.name
                if entry.is_symlink():
                    found = self._linked(path, real_root)
                    if found:
                        yield found
                elif entry.is_dir():
                    inner.append(path + b"/")
                elif found := self._plain(path, entry):
                    yield found
            folders.extend(reversed(inner))

    def _plain(self, path: bytes, entry: os.DirEntry[bytes]) -> FoundFile | None:
        try:
            state = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return None
        except OSError as error:
            return self._refused(path, UNREADABLE, f"{error.strerror}")
        if not stat.S_ISREG(state.st_mode):
            return self._refused(path, UNREADABLE, "neither a file nor a folder")
        return self._found(path, state)

    def _linked(self, path: bytes, real_root: bytes) -> FoundFile | None:
        """Follow a link to a file inside the root as that file under another path; refuse a link out of it."""
        link = self.folder + b"/" + path
        try:
            target = os.path.realpath(link)
            if os.path.commonpath((real_root, target)) != real_root:
                return self._refused(path, OUTSIDE, f"link to {path_text(os.readlink(link))}")  # noqa: PTH115
            state = os.stat(link)  # noqa: PTH116
        except OSError as error:
            return self._refused(path, UNREADABLE, f"link: {error.strerror}")
        if stat.S_ISDIR(state.st_mode):
            return None
        if not stat.S_ISREG(state.st_mode):
            return self._refused(path, UNREADABLE, "link to neither a file nor a folder")
        return self._found(path, state)

    def _found(self, path: bytes, state: os.stat_result) -> FoundFile:
        return FoundFile(
            root_name=self.name,
            root_position=self.root_position,
            document_path=path_text(path),
            path=path,
            byte_count=state.st_size,
            modified_ns=state.st_mtime_ns,
        )

    def _refused(self, path: bytes, kind: RejectionKind, detail: str) -> FoundFile:
        return FoundFile(
            root_name=self.name,
            root_position=self.root_position,
            document_path=path_text(path),
            path=path,
            byte_count=0,
            modified_ns=0,
            refusal=(kind, detail),
        )
