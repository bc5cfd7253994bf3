"""DuckDB files: attaching one, creating one whole, and saying why one cannot be used.

Here: what is true of any file of the home. Not here: the tables in the writer's file (warehouse.py), how the readers'
copy is made (publish.py).
"""

import os
from pathlib import Path

import duckdb

from etl.settings import Settings

STORAGE_VERSION = "v1.2.0"  # drivers since DuckDB 1.2 open it
# The first eight bytes of a DuckDB file are a checksum; these four follow.
MAGIC, MAGIC_AT = b"DUCK", 8
# what DuckDB says of a file that ends too early, and of a block whose checksum is wrong
SAYS_DAMAGED = ("Could not read enough bytes", "Corrupt database file")


class WarehouseError(Exception):
    """The warehouse cannot do what was asked; the message names file, table or column, and the rule."""


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, options: str) -> None:
    """Attach a file under a name, with options such as `read_only` or those of writable()."""
    escaped = str(path).replace("'", "''")
    try:
        connection.execute(f"attach '{escaped}' as {name} ({options})")
    except duckdb.Error as error:
        raise WarehouseError(why_not_opened(path, error)) from error


def attach_whole(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, row_group_size: int
) -> None:
    """Attach a file to write. A new one is put in place when it is whole: DuckDB refuses one that a kill cut short."""
    options = writable(row_group_size)
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.new")
        unfinished.unlink(missing_ok=True)
        attach(connection, unfinished, name, options)
        connection.execute(f"detach {name}")
        unfinished.replace(path)
    attach(connection, path, name, options)


def writable(row_group_size: int) -> str:
    """Give the options of a file to write: created if absent, in the storage version that readers' drivers know."""
    return f"storage_version '{STORAGE_VERSION}', row_group_size {row_group_size}"


def sync(path: Path) -> None:
    """Flush a file or folder to disk (fsync)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_foreign(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Raise WarehouseError if the attached warehouse holds tables and none is ours, or its contents are missing."""
    tables = connection.execute(
        "select schema_name, table_name, estimated_size from duckdb_tables() where database_name = 'warehouse'"
    ).fetchall()
    ours = {table: count for schema, table, count in tables if schema == "base"}
    if tables and not ours:
        raise WarehouseError(
            f"{settings.warehouse_path} is a database of something else, with a table {tables[0][0]}.{tables[0][1]}:"
            " move it away, or set DATELINE_HOME to another folder"
        )
    if not settings.contents_path.exists() and ours.get("raw_documents"):
        raise WarehouseError(
            f"{settings.contents_path} is missing, which holds the pages that {settings.warehouse_path} lists:"
            " put it back, or move the warehouse away and build again from the archive"
        )


def why_not_opened(path: Path, error: duckdb.Error) -> str:
    """Explain in one sentence why a file cannot be opened, and what to do."""
    reason = str(error).strip()
    if "already attached" in reason:
        return f"{path} is open in this process already"
    if "Could not set lock" in reason:
        holder = reason[reason.find("(PID") : reason.find(")", reason.find("(PID")) + 1]
        return f"{path} is in use by another process {holder}".rstrip() + ": wait for it, or stop it"
    if path.is_file() and not _is_duckdb(path):
        return f"{path} is not a DuckDB file: move it away, or set DATELINE_HOME to another folder"
    if "version number" in reason:
        return f"{path} was written by a newer DuckDB than {duckdb.__version__}: upgrade duckdb"
    if any(text in reason for text in SAYS_DAMAGED) and path.is_file():
        return f"{path} is damaged: put back a copy of it, or move it away and build again ({reason})"
    return f"{path} cannot be opened: {reason}"


def why_not_answered(path: Path, error: duckdb.Error) -> str:
    """Explain why a question to an open file failed: in DuckDB's words, unless the file is damaged."""
    is_damaged = any(text in str(error) for text in SAYS_DAMAGED)
    return why_not_opened(path, error) if is_damaged else str(error)


def _is_duckdb(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(MAGIC_AT + len(MAGIC))
    return start[MAGIC_AT:] == MAGIC
