"""A git repository that is read: a clone, bare or not, or a bundle.

Here: asking git without letting the repository start a program or reach a server. Not here: what is asked of a history
(history.py).
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from etl.archive.root import ArchiveError
from etl.archive.scratch import Scratch

# A clone's own settings may name programs and servers. None is started or asked, also not for a missing object: no
# signature is verified, and no protocol is allowed, which the environment says with the last word.
GIT = ("git", "--no-pager", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false")
NO_PROTOCOL, ONLY_FILES = "none", "file"


@dataclass(frozen=True, kw_only=True)
class Repository:
    """path: a clone or a bundle; name: of the root, for messages. A bundle is unpacked once."""

    path: Path
    name: str

    @cached_property
    def tip(self) -> str:
        """The commit that is checked out; in a bundle without that, the newest of a branch. Raises ArchiveError.

        Looked up once: what is committed while this one is read belongs to the next run.
        """
        listed = self.ask(
            "for-each-ref", "--sort=-committerdate", "--format=%(HEAD)%(objectname)", "refs/heads"
        )
        branches = listed.decode().splitlines()
        if not branches:
            raise ArchiveError(f"{self.name}: a git archive without any commit")
        marked = [branch for branch in branches if branch.startswith("*")]
        return (marked or branches)[0].lstrip("* ")

    def ask(self, *arguments: str) -> bytes:
        """Give what git prints. Raises ArchiveError with git's own words."""
        return _run([*self._command, *arguments], self.name)

    def descends_from(self, commit_id: str) -> bool:
        """Whether the tip goes back to this commit; not where the history was rewritten since."""
        ran = subprocess.run(
            [*self._command, "merge-base", "--is-ancestor", commit_id, self.tip],
            env=_environment(NO_PROTOCOL),
            capture_output=True,
            check=False,
        )
        return ran.returncode == 0

    @contextmanager
    def blobs(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        """Start `git cat-file --batch`: where to write ids of contents, and where to read them."""
        with subprocess.Popen(
            [*self._command, "cat-file", "--batch"],
            env=_environment(NO_PROTOCOL),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdin is not None and process.stdout is not None
            yield process.stdin, process.stdout
            process.stdin.close()

    @cached_property
    def _command(self) -> list[str]:
        return [*GIT, "--no-replace-objects", "-C", str(self._folder), "-c", "core.quotePath=false"]

    @cached_property
    def _folder(self) -> Path:
        """The clone; a bundle is unpacked beside other temporary files for as long as this object lives."""
        if self.path.is_dir():
            return self.path
        folder = self._scratch.folder / "clone.git"
        _run([*GIT, "clone", "--quiet", "--bare", str(self.path), str(folder)], self.name, ONLY_FILES)
        return folder

    @cached_property
    def _scratch(self) -> Scratch:
        return Scratch()


def _environment(allowed: str) -> dict[str, str]:
    return {**os.environ, "GIT_ALLOW_PROTOCOL": allowed}


def _run(command: Sequence[str], name: str, allowed: str = NO_PROTOCOL) -> bytes:
    try:
        return subprocess.run(command, env=_environment(allowed), capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise ArchiveError(f"{name}: git is not installed, which reads a history") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ArchiveError(f"{name}: no git history: {said[-1] if said else error}") from error
