"""The history of a git archive: every content that every path ever had, with the time of its commit.

Here: a clone, bare or not, or a bundle; what was committed since a commit, read by one `git cat-file --batch` without a
checkout. Not here: the folder that is checked out (folder.py), and which commit was read last (ingest.py).
"""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import IO

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
from etl.archive.scratch import Scratch
from etl.kinds import RejectionKind
from etl.model import Limits, RawDocument

PREFIX = "history:"  # of an address
COMMIT = b"\x01"  # before a commit in git's list
PLAIN_FILES = (b"100644", b"100755")
NANOSECONDS = 1_000_000_000
# A clone's own settings may name programs and servers. None is started or asked, also not for a missing object: no
# signature is verified, and no protocol is allowed, which the environment says with the last word.
GIT = ("git", "--no-pager", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false")
NO_PROTOCOL, ONLY_FILES = "none", "file"


@dataclass(frozen=True, kw_only=True)
class HistoryRoot:
    """path: a clone or a bundle. since: the commit up to which the history was read; None: from the beginning."""

    path: Path
    name: str
    root_position: int = 0
    since: str | None = None

    @property
    def pack_state(self) -> PackState:
        """The newest commit; if it is known, nothing is read. Raises ArchiveError where there is none."""
        commit_id, seconds = self._git("log", "-1", "--format=%H %ct", self._tip).decode().split()
        return PackState(byte_count=0, modified_ns=int(seconds) * NANOSECONDS, commit_id=commit_id)

    def after(self, commit_id: str) -> "HistoryRoot":
        """Leave out what was committed up to this commit; all is read if the history was rewritten since."""
        is_known = subprocess.run(
            [*self._command, "merge-base", "--is-ancestor", commit_id, self._tip],
            env=_environment(NO_PROTOCOL),
            capture_output=True,
            check=False,
        )
        return replace(self, since=commit_id) if is_known.returncode == 0 else self

    def scan(self) -> Iterator[Sequence[FoundFile]]:
        """List contents in the order of commits, from the oldest; hidden files, links and modules are left out."""
        return chunked(self._found_files(), PACKED_CHUNK_SIZE)

    def read(
        self, found_files: Sequence[FoundFile], limits: Limits
    ) -> Iterator[tuple[FoundFile, RawDocument]]:
        """Read the given contents in their order."""
        with self._blobs() as (ask, answer):
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

    @cached_property
    def _command(self) -> list[str]:
        return [*GIT, "--no-replace-objects", "-C", str(self._repository), "-c", "core.quotePath=false"]

    @cached_property
    def _repository(self) -> Path:
        """The clone; a bundle is unpacked beside other temporary files for as long as the root lives."""
        if self.path.is_dir():
            return self.path
        folder = self._scratch.folder / "clone.git"
        _run([*GIT, "clone", "--quiet", "--bare", str(self.path), str(folder)], self.name, ONLY_FILES)
        return folder

    @cached_property
    def _tip(self) -> str:
        """The commit that is checked out; in a bundle without that, the newest of a branch.

        Looked up once: what is committed while this one is read belongs to the next run.
        """
        listed = self._git(
            "for-each-ref", "--sort=-committerdate", "--format=%(HEAD)%(objectname)", "refs/heads"
        )
        branches = listed.decode().splitlines()
        if not branches:
            raise ArchiveError(f"{self.name}: a git archive without any commit")
        marked = [branch for branch in branches if branch.startswith("*")]
        return (marked or branches)[0].lstrip("* ")

    @cached_property
    def _scratch(self) -> Scratch:
        return Scratch()

    def _git(self, *arguments: str) -> bytes:
        return _run([*self._command, *arguments], self.name)

    def _found_files(self) -> Iterator[FoundFile]:
        listed = self._git(
            *("log", "--reverse", "--topo-order", "--format=%x01%ct", "--raw", "-z", "--no-abbrev"),
            *("--no-renames", "--root", f"{self.since}..{self._tip}" if self.since else self._tip),
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

    @contextmanager
    def _blobs(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        with subprocess.Popen(
            [*self._command, "cat-file", "--batch"],
            env=_environment(NO_PROTOCOL),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdin is not None and process.stdout is not None
            yield process.stdin, process.stdout
            process.stdin.close()


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


def _environment(allowed: str) -> dict[str, str]:
    return {**os.environ, "GIT_ALLOW_PROTOCOL": allowed}


def _run(command: Sequence[str], name: str, allowed: str = NO_PROTOCOL) -> bytes:
    """Give what git prints. Raises ArchiveError with git's own words."""
    try:
        return subprocess.run(command, env=_environment(allowed), capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise ArchiveError(f"{name}: git is not installed, which reads a history") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ArchiveError(f"{name}: no git history: {said[-1] if said else error}") from error
