"""The history of a git archive: every content that every path ever had, with the time of its commit.

Here: what was committed since a commit, read by one `git cat-file --batch` without a checkout. Not here: asking git
(repository.py), the folder that is checked out (folder.py), and which commit was read last (ingest.py).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import IO

from etl.archive.repository import Repository
from etl.archive.root import (
    PACKED_CHUNK_SIZE,
    ArchiveError,
    FoundFile,
    PackState,
    chunked,
    document_from,
    is_hidden,
    path_text,
    points_outside,
    refused_document,
    refused_early,
)
from etl.kinds import RejectionKind
from etl.model import Limits, RawDocument

PREFIX = "history:"  # of an address
COMMIT = b"\x01"  # before a commit in git's list
PLAIN_FILES = (b"100644", b"100755")
NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class HistoryRoot:
    """since: the commit up to which the history was read; None: from the beginning."""

    repository: Repository
    root_position: int = 0
    since: str | None = None

    @property
    def name(self) -> str:
        return self.repository.name

    @property
    def pack_state(self) -> PackState:
        """The newest commit; if it is known, nothing is read. Raises ArchiveError where there is none."""
        commit_id, seconds = (
            self.repository.ask("log", "-1", "--format=%H %ct", self.repository.tip).decode().split()
        )
        return PackState(byte_count=0, modified_ns=int(seconds) * NANOSECONDS, commit_id=commit_id)

    def after(self, commit_id: str) -> "HistoryRoot":
        """Leave out what was committed up to this commit; all is read if the history was rewritten since."""
        return replace(self, since=commit_id) if self.repository.descends_from(commit_id) else self

    def scan(self) -> Iterator[Sequence[FoundFile]]:
        """List contents in the order of commits, from the oldest; hidden files, links and modules are left out."""
        return chunked(self._found_files(), PACKED_CHUNK_SIZE)

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]:
        """Read the given contents in their order."""
        with self.repository.blobs() as (ask, answer):
            for found in found_files:
                ask.write(found.blob_id.encode() + b"\n")
                ask.flush()
                told = answer.readline()
                if not told:
                    raise ArchiveError(f"{self.name}: damaged: git cannot read {found.blob_id}")
                _, kind, *size = told.split()
                if kind != b"blob":
                    yield found, refused_document(found, RejectionKind.UNREADABLE, f"git: {kind.decode()}")
                    continue
                sized = replace(found, byte_count=int(size[0]))
                content = _Blob(answer, int(size[0]))
                document = refused_early(sized, limits) or document_from(sized, content, limits)
                content.drain()
                yield sized, document

    def _found_files(self) -> Iterator[FoundFile]:
        tip = self.repository.tip
        listed = self.repository.ask(
            *("log", "--reverse", "--topo-order", "--format=%x01%ct", "--raw", "-z", "--no-abbrev"),
            *("--no-renames", "--root", f"{self.since}..{tip}" if self.since else tip),
        )
        occurrences: Counter[bytes] = Counter()
        archived_at = datetime.fromtimestamp(0, UTC)
        parts = iter(listed.split(b"\0"))
        for place, part in enumerate(parts):
            entry = part.strip(b"\n")
            if entry.startswith(COMMIT):
                seconds, _, entry = entry.removeprefix(COMMIT).partition(b"\n")
                archived_at = datetime.fromtimestamp(int(seconds), UTC)
            entry = entry.strip(b"\n")
            if not entry.startswith(b":"):
                continue
            _, mode, _, blob_id, _ = entry.split()
            path = next(parts)
            is_outside = points_outside(path)
            if mode in PLAIN_FILES and (is_outside or not is_hidden(path)):
                occurrences[path] += 1
                yield FoundFile(
                    root_name=self.name,
                    root_position=self.root_position,
                    document_path=path_text(path),
                    path=path,
                    byte_count=0,
                    modified_ns=0,
                    occurrence=occurrences[path] - 1,
                    place=place,
                    blob_id=blob_id.decode(),
                    archived_at=archived_at,
                    refusal=(RejectionKind.OUTSIDE_ROOT, f"path {path_text(path)} points out of the archive")
                    if is_outside
                    else None,
                )


class _Blob:
    """The bytes of one content in git's answer, which ends in a line break of its own."""

    def __init__(self, answer: IO[bytes], byte_count: int) -> None:
        self.answer = answer
        self.missing = byte_count

    def read(self, size: int = -1, /) -> bytes:
        content = self.answer.read(min(size, self.missing))
        self.missing -= len(content)
        return content

    def drain(self) -> None:
        while self.missing and self.read(1 << 20):
            pass
        self.answer.read(1)
