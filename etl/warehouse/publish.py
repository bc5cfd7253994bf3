"""The readers' copy: build it beside the old one, let the public name lead to it, open it safely for SQL.

Here: beginning a copy, putting it in place, what was published last, opening it for reading. Not here: whether to
publish (etl/steps/publishing.py), its files and who may do what to them (copy_files.py).

The copy holds the public views, marts and ops, as tables, names in main for those of marts, the index that
marts.search reads, and nothing else.
Copying base, staging and intermediate as well and building the tables upon them took twice the time, 1.4 times the
space and 1.6 times the memory at 150,000 articles, for no additional information.
"""

import shutil
from collections.abc import Iterable

import duckdb

from etl.kinds import OutcomeKind
from etl.settings import Settings
from etl.warehouse.copy_files import copy_stamp as copy_stamp
from etl.warehouse.copy_files import discard_next, lead_to_next, make_place
from etl.warehouse.files import SAYS_DAMAGED, WarehouseError, attach, writable
from etl.warehouse.index import index
from etl.warehouse.renew import renew, renewable
from etl.warehouse.views import View, comment, read_glossary, read_views, sql_root
from etl.warehouse.warehouse import Warehouse

ROW_GROUP_SIZE = 20_480  # rows; DuckDB's 122,880 articles exceed the writer's memory
# Without a log, in which every row would be written once more: a copy that a kill leaves unfinished is thrown away.
OPTIONS = f"{writable(ROW_GROUP_SIZE)}, recovery_mode no_wal_writes"

# No worker runs beside it. With the writer's 256 MB the marts of 65,000 articles fit, those of 150,000 do not.
MEMORY_FOR_MARTS = "768MB"

# the run that made a copy, in that copy
LAST_PUBLISHED = f"""
    select run_id from ops.runs where outcome_kind = '{OutcomeKind.PUBLISHED}'
    order by started_at desc, run_id limit 1
"""
COPY = "published"  # alias of the new copy
STANDING = "standing"  # alias of the current copy

READER_OPTIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
}


def begin_copy(warehouse: Warehouse, settings: Settings, *, is_renewal: bool = False) -> None:
    """Begin a new copy: its marts are filled, and until it is published or discarded `marts.…` are its tables.

    So what is checked is what is published, and each mart is computed once, from the marts it depends on. A renewal
    starts from the standing copy's file, which must be as it was put in place (copy_stamp), by the same code. Tables of
    ops are there once they are filled: by fill_ops, or when the copy is put in place.
    """
    place = make_place(settings)
    warehouse.execute("checkpoint")
    try:
        if is_renewal:
            shutil.copyfile(settings.published_path, place)
        attach(warehouse.connection, place, COPY, OPTIONS)
        with warehouse.memory(MEMORY_FOR_MARTS):
            _fill_marts(warehouse, is_renewal)
    except BaseException as error:
        discard_copy(warehouse, settings)
        is_damaged = any(text in str(error) for text in SAYS_DAMAGED)
        if not (is_renewal and (is_damaged or isinstance(error, duckdb.ConstraintException))):
            raise
        begin_copy(warehouse, settings)  # the standing copy is damaged, or a key is null: from nothing then


def fill_ops(warehouse: Warehouse, *addresses: str) -> None:
    """Fill these tables of ops in the copy that was begun, ahead of the check: from here on `ops.…` are they.

    They must stand on nothing that the check or the end of the run writes.
    """
    views = [view for view in _views_of("ops") if view.address in addresses]
    with warehouse.memory(MEMORY_FOR_MARTS):
        _fill(warehouse, views)


def put_in_place(warehouse: Warehouse, settings: Settings) -> None:
    """Let the public name lead to the copy that was begun, atomically: after a kill it leads to a whole one."""
    if not is_copy_begun(warehouse):
        begin_copy(warehouse, settings)
    try:
        with warehouse.memory(MEMORY_FOR_MARTS):
            found = _filled(warehouse)
            _fill(warehouse, [view for view in _views_of("ops") if view.address not in found])
        warehouse.execute(f"checkpoint {COPY}")  # what no log holds and only memory does
        _detach(warehouse)
        lead_to_next(settings)
    except BaseException:
        discard_copy(warehouse, settings)
        raise


def discard_copy(warehouse: Warehouse, settings: Settings) -> None:
    """Discard the copy that was begun, if there is one; its space is free even if the disk is full."""
    try:
        if is_copy_begun(warehouse):
            _detach(warehouse)
    finally:
        discard_next(settings)


def open_published(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the copy read-only and sandboxed: SQL reaches no file, network or setting, and nothing spills to disk."""
    path = settings.published_path
    if not path.exists():
        raise WarehouseError(f"{path}: nothing is published yet; `dateline build` makes it")
    # Attached, for duckdb.connect gives a process the same copy again after another has taken its place.
    connection = duckdb.connect(config=READER_OPTIONS)
    try:
        attach(connection, path, "dateline", "read_only")
        connection.execute("use dateline")
        connection.execute("set global timezone = 'UTC'")
        connection.execute("set enable_external_access = false")
        connection.execute(
            "set disabled_filesystems = 'LocalFileSystem'"
        )  # else COPY may write over the copy
        connection.execute("set lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def look_at_published(warehouse: Warehouse, settings: Settings) -> str | None:
    """Resolve `marts.…` to the published copy's tables, read-only, until the warehouse is closed.

    Returns the name that the copy is attached by; None if nothing is published, and `marts.…` are the views still.
    """
    if not settings.published_path.exists():
        return None
    attach(warehouse.connection, settings.published_path, STANDING, "read_only")
    warehouse.execute(f"set search_path = 'warehouse.main,{STANDING}.marts'")
    return STANDING


def published_run_id(settings: Settings) -> str | None:
    """Give the id of the run that made the copy; None if there is no readable copy."""
    try:
        with open_published(settings) as connection:
            row = connection.execute(LAST_PUBLISHED).fetchone()
            size = connection.execute(
                "select block_size * total_blocks from pragma_database_size()"
            ).fetchone()
            if size and settings.published_path.stat().st_size < int(size[0]):  # torn, behind what was read
                return None
    except (WarehouseError, duckdb.Error):  # not there, or damaged, which the next publish heals
        return None
    return str(row[0]) if row else None


def _fill_marts(warehouse: Warehouse, is_renewal: bool) -> None:
    """Fill the marts of the copy; in a renewal those that change by article are brought in line."""
    views = read_views(sql_root())
    renewed: tuple[View, ...] = ()
    if is_renewal:
        renew(warehouse.connection, COPY, views)
        renewed = renewable(views)
        warehouse.execute(f"drop schema {COPY}.ops cascade")
    else:
        warehouse.execute(f"create schema {COPY}.marts")
    warehouse.execute(f"create schema {COPY}.ops")
    warehouse.execute(f"set search_path = 'warehouse.main,{COPY}.marts,{COPY}.ops'")
    _fill(warehouse, [view for view in views if view.schema == "marts" and view not in renewed])
    index(warehouse.connection, COPY)


def _fill(warehouse: Warehouse, views: Iterable[View]) -> None:
    """Fill the copy's tables of these views anew; one that is there keeps its comments and its name in main."""
    found, made = _filled(warehouse), []
    for view in views:
        if view.address in found:
            warehouse.execute(f"truncate {COPY}.{view.address}")
        else:
            _create(warehouse, view)
            made.append(view)
        _insert(warehouse, view)
    glossary = read_glossary(sql_root())
    with warehouse.transaction():  # by itself each of some hundred comments is flushed to disk
        for view in made:
            comment(warehouse.connection, view, "table", f"{COPY}.{view.address}", glossary)
            if view.schema == "marts":  # clients look in main first, and many nowhere else
                shown = f"{COPY}.main.{view.name}"
                warehouse.execute(f"create view {shown} as from {view.address}")
                comment(warehouse.connection, view, "view", shown, glossary)


def _create(warehouse: Warehouse, view: View) -> None:
    """Create a view's table without rows; its key may not be null (of a table with rows that would copy it)."""
    table = f"{COPY}.{view.address}"
    warehouse.execute(f"create table {table} as {view.select} with no data")
    for column in view.key:
        warehouse.execute(f"alter table {table} alter column {column} set not null")


def _insert(warehouse: Warehouse, view: View) -> None:
    """Insert a view's rows. A null in its key is let in: the check names the rule and the rows, and stops the copy."""
    table = f"{COPY}.{view.address}"
    try:
        warehouse.execute(f"insert into {table} {view.select}")
    except duckdb.ConstraintException:
        for column in view.key:
            warehouse.execute(f"alter table {table} alter column {column} drop not null")
        warehouse.execute(f"insert into {table} {view.select}")


def _views_of(schema: str) -> tuple[View, ...]:
    return tuple(view for view in read_views(sql_root()) if view.schema == schema)


def _filled(warehouse: Warehouse) -> set[str]:
    """The addresses of the copy's tables."""
    tables = warehouse.query(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = ?", [COPY]
    )
    return set(tables.to_series())


def is_copy_begun(warehouse: Warehouse) -> bool:
    """Whether a copy was begun in this connection, and neither put in place nor discarded."""
    attached = warehouse.query("select 1 from duckdb_databases() where database_name = ?", [COPY])
    return not attached.is_empty()


def _detach(warehouse: Warehouse) -> None:
    warehouse.execute("set search_path = 'warehouse.main'")
    warehouse.execute(f"detach {COPY}")
