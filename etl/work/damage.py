"""A file of the home that is damaged or may not be written, reported in one sentence with what to do.

Here: recognising it among the errors of a run. Not here: a file that cannot even be opened as a database
(etl/warehouse/files.py), and a lack of memory or disk (shortage.py).
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.settings import Settings
from etl.warehouse.files import SAYS_DAMAGED, WarehouseError

REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT)


@contextmanager
def damage_told(settings: Settings) -> Iterator[None]:
    """Raise WarehouseError in place of an error that a damaged file, or a home that cannot be written, caused."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if sentence := _sentence(error, settings):
            raise WarehouseError(sentence) from error
        raise


def _sentence(error: OSError | duckdb.Error, settings: Settings) -> str | None:
    if isinstance(error, duckdb.Error):
        if not any(text in str(error) for text in SAYS_DAMAGED):
            return None
        return (
            f"{settings.warehouse_path} or {settings.contents_path.name} beside it is damaged: put back a copy of"
            f" both, or move both away and build again; readers keep the last copy ({str(error).strip()})"
        )
    name = error.filename2 or error.filename  # of a link or a move the second is what would be made
    if error.errno in REFUSED and name and _is_in(settings.home, name):
        return (
            f"{os.fsdecode(name)} cannot be written: {error.strerror}:"
            " set DATELINE_HOME to a folder that can be"
        )
    return None


def _is_in(home: Path, filename: str | bytes) -> bool:
    return Path(os.fsdecode(filename)).absolute().is_relative_to(home.absolute())
