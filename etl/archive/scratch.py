"""A temporary folder for as long as it is used; what killed processes left of theirs is removed.

Here: telling a folder in use from one left behind, by a lock that the system releases with its process. Not here: what
is put there (history.py).
"""

import fcntl
import shutil
import tempfile
from pathlib import Path

PREFIX = "dateline-history-"
LOCK = "in-use.lock"


class Scratch:
    """A folder that is removed when this object is; folder: its path."""

    def __init__(self) -> None:
        _sweep()
        self._temporary = tempfile.TemporaryDirectory(prefix=PREFIX)
        self.folder = Path(self._temporary.name)
        self._lock = (self.folder / LOCK).open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)


def _sweep() -> None:
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        try:
            with lock.open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent)
        except OSError:  # in use, of another user, or swept by another process just now
            continue
