"""Shortage of memory or disk, or a process killed by the system, reported in one sentence with what to do.

Here: recognising it in a chain of exceptions, and the sentence. Not here: a single document whose process dies
(workers.py), the exit code (etl/command/cli.py).
"""

import errno
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager

import duckdb

from etl.settings import Settings

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAYS_FULL = ("No space left on device", "Disk quota exceeded", "File too large", "max_temp_directory_size")
GOES_ON = (
    "Every batch that was saved is kept, and readers keep the last copy; the same command goes on from there"
)


class Shortage(Exception):
    """Memory, disk or a process was lost: the message says which, what is kept, and what to do."""


@contextmanager
def shortages_told(settings: Settings) -> Iterator[None]:
    """Raise Shortage in place of an error that a lack of memory or disk, or a killed process, caused."""
    try:
        yield
    except Exception as error:
        if sentence := _sentence(error, settings):
            raise Shortage(sentence) from error
        raise


def _sentence(error: Exception, settings: Settings) -> str | None:
    """Explain the first error of the chain that is a shortage; later ones are its consequences."""
    for each in _chain(error):
        if (isinstance(each, OSError) and each.errno in FULL) or any(text in str(each) for text in SAYS_FULL):
            return f"the disk that holds {settings.home} is full: free some space. {GOES_ON}"
        if isinstance(each, (MemoryError, duckdb.OutOfMemoryException)):
            return f"memory ran out: end what else needs it, or set DATELINE_WORKERS lower. {GOES_ON}"
        if isinstance(each, BrokenExecutor):
            return (
                "a process was killed, as a system does that is short of memory: end what else needs it, or set"
                f" DATELINE_WORKERS lower. {GOES_ON}"
            )
    return None


def _chain(error: BaseException) -> list[BaseException]:
    """List an error and its causes, the first cause first."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.insert(0, one)
        one = one.__cause__ or one.__context__
    return found
