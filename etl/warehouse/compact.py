"""Give the disk back what the writer's files no longer use.

Here: how much of a file is free, and writing it anew when that is much. Not here: which rows may go (nothing is deleted
here), the readers' copy, which every publish writes anew (publish.py), and when it is done (assets/tidy.py).
"""

import dataclasses
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.settings import Settings
from etl.warehouse.files import attach, sync
from etl.warehouse.runs import writer_lock
from etl.warehouse.tables import BASE_TABLES, CONTENTS, Table
from etl.warehouse.warehouse import open_warehouse, table_address

FREE_SHARE = (
    0.3  # of a file's blocks; DuckDB fills free blocks again, so a smaller share is room for the next runs
)
LEAST_BYTES = 64 << 20  # a smaller file is not worth the copying


@dataclass(frozen=True, kw_only=True)
class Compacted:
    """A file that was written anew: its size in bytes before and after."""

    path: Path
    before: int
    after: int


def compact(
    settings: Settings, *, free_share: float = FREE_SHARE, least_bytes: int = LEAST_BYTES
) -> tuple[Compacted, ...]:
    """Write warehouse and contents anew if so much of either is free; return the files that were.

    Needs room for both beside them. A kill leaves the old files. Raises WriterBusy while a run holds the lock,
    WarehouseError for a file that cannot be opened.
    """
    files: dict[Path, tuple[str, tuple[Table, ...]]] = {
        settings.warehouse_path: ("warehouse", BASE_TABLES),
        settings.contents_path: ("contents", (CONTENTS,)),
    }
    scratch = settings.home / "compacting"
    with writer_lock(settings):
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            return tuple(
                _write_anew(settings, path, scratch, name, tables)
                for path, (name, tables) in files.items()
                if path.exists() and _is_wasteful(path, free_share, least_bytes)
            )
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _is_wasteful(path: Path, free_share: float, least_bytes: int) -> bool:
    with duckdb.connect() as connection:
        attach(connection, path, "looked_at", "read_only")
        free, total = connection.execute(
            "select free_blocks, total_blocks from pragma_database_size() where database_name = 'looked_at'"
        ).fetchall()[0]
    return path.stat().st_size >= least_bytes and free >= free_share * total


def _write_anew(
    settings: Settings, path: Path, scratch: Path, name: str, tables: tuple[Table, ...]
) -> Compacted:
    """Fill a new file with all rows and put it in place; views are made when a run opens the warehouse."""
    before = path.stat().st_size
    with open_warehouse(dataclasses.replace(settings, home=scratch)) as fresh:
        attach(fresh.connection, path, f"old_{name}", "read_only")
        for table in tables:
            address = table_address(table)
            fresh.execute(f"insert into {address} by name from old_{address}")
        fresh.execute(f"checkpoint {name}")
    sync(scratch / path.name)
    (scratch / path.name).replace(path)
    sync(path.parent)
    shutil.rmtree(scratch)
    return Compacted(path=path, before=before, after=path.stat().st_size)
