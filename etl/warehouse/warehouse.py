"""The writer's DuckDB file: opening it, checking its tables, writing and reading frames.

Here: one connection, the schema check on opening, append, replace, query, transactions. Not here: what is true of any
DuckDB file (files.py), views (views.py), the readers' copy (publish.py), and which rows a step wants (etl/work/).
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

import duckdb
import polars as pl

from etl.settings import Settings
from etl.warehouse.files import STORAGE_VERSION as STORAGE_VERSION
from etl.warehouse.files import WarehouseError as WarehouseError
from etl.warehouse.files import attach_whole, refuse_foreign
from etl.warehouse.tables import BASE_TABLES, CONTENTS, Table

MEMORY_LIMIT = "256MB"  # past it DuckDB spills beside the file; its own default is most of the machine
# The smallest row group: a checkpoint merges small groups up to this size, and with DuckDB's 122,880 articles
# that takes gigabytes. At 100,000 articles 2,048 halved the time of appends and kept memory flat.
ROW_GROUP_SIZE = 2048
ZSTD_FROM = "64"  # characters on average, from which texts are kept by zstd; 4,096, its own default, packs none of ours
ROWS_AT_ONCE = 100_000  # of a streamed frame: some 20 MB


class Warehouse:
    """A writing connection. Frames go in and out over Arrow, with the schema of tables/."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __enter__(self) -> "Warehouse":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement for its effect."""
        self.connection.execute(sql, parameters)

    def query(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        """Fetch all rows of a query: for small results and single batches."""
        return self.connection.execute(sql, parameters).pl()

    def batches(self, sql: str) -> Iterator[pl.DataFrame]:
        """Stream the rows of a query in frames of up to ROWS_AT_ONCE rows, at least one frame."""
        reader = self.connection.execute(sql).to_arrow_reader(ROWS_AT_ONCE)
        yield pl.DataFrame(pl.from_arrow(reader.schema.empty_table()))
        for batch in reader:
            yield pl.DataFrame(pl.from_arrow(batch))

    @contextmanager
    def memory(self, limit: str) -> Iterator[None]:
        """Let DuckDB hold so much until the end of the block; what it holds beyond goes to disk at once."""
        before = self.query("select current_setting('memory_limit')").item()
        self.execute(f"set memory_limit = '{limit}'")
        try:
            yield
        finally:
            self.execute(f"set memory_limit = '{before}'")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Open a transaction. Contents are in another file, which cannot take part: append them before."""
        self.connection.begin()
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    def append(self, table: Table, frame: pl.DataFrame) -> int:
        """Insert rows that are not known, the first of each key; return how many were inserted. frame: table.schema."""
        return self._merge(table, frame, table.known_by or table.key, keep="first", when_matched="")

    def replace(self, table: Table, frame: pl.DataFrame) -> int:
        """Upsert rows, the last of each key; return how many were written. frame: table.schema."""
        update = "when matched then update by name"
        return self._merge(table, frame, table.key, keep="last", when_matched=update)

    def mirror(self, table: Table, frames: Iterable[pl.DataFrame], kept: pl.Series | None = None) -> int:
        """Make the table equal to these rows; a row that differs only in its run_id stays. Return how many changed.

        Rows are staged on disk first, so that frames may be streamed; their keys must be unique. frames: table.schema.
        kept: values of the column of its name, whose rows stay as they are.
        """
        if kept is not None and len(kept):
            self._with_batch(pl.DataFrame([kept]), "create or replace temp table kept as from batch")
            gone = f"and {kept.name} not in (from kept)"
        else:
            gone = ""
        names = [column.name for column in table.columns if column.name not in (*table.key, "run_id")]
        differs = " or ".join(f"{table.name}.{name} is distinct from mirrored.{name}" for name in names)
        self.execute(f"create or replace temp table mirrored as from {table_address(table)} limit 0")
        try:
            for frame in frames:
                self._with_batch(_checked(table, frame), "insert into mirrored by name from batch")
            if self.query(f"from {table_address(table)} limit 1").is_empty():
                return self._changed(f"insert into {table_address(table)} by name from mirrored")
            return self._changed(
                f"merge into {table_address(table)} as {table.name} using mirrored"
                f" using ({', '.join(table.key)}) when matched and ({differs}) then update by name"
                f" when not matched then insert by name when not matched by source {gone} then delete"
            )
        finally:
            self.execute("drop table if exists mirrored")
            self.execute("drop table if exists kept")

    def _merge(
        self,
        table: Table,
        frame: pl.DataFrame,
        matched_by: Sequence[str],
        *,
        keep: Literal["first", "last"],
        when_matched: str,
    ) -> int:
        batch = _checked(table, frame).unique(subset=table.key, keep=keep, maintain_order=True)
        if batch.is_empty():
            return 0
        return self._with_batch(
            batch,
            f"merge into {table_address(table)} as {table.name} using batch using ({', '.join(matched_by)})"
            f" {when_matched} when not matched then insert by name",
        )

    def _with_batch(self, batch: pl.DataFrame, sql: str) -> int:
        """Run a statement that reads the frame as `batch`; return how many rows changed."""
        self.connection.register("batch", batch.to_arrow())
        try:
            return self._changed(sql)
        finally:
            self.connection.unregister("batch")

    def _changed(self, sql: str) -> int:
        result = self.connection.execute(sql).fetchall()
        return int(result[0][0])


def table_address(table: Table) -> str:
    """Give a table's qualified name: contents is in a second, attached file, all others in schema base."""
    return "contents.main.contents" if table is CONTENTS else f"warehouse.base.{table.name}"


def open_warehouse(settings: Settings) -> Warehouse:
    """Open the writer's file and the contents file, creating files and tables as needed.

    Raises WarehouseError for a file that cannot be opened or is not ours, or a table that does not match tables/.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    spill = settings.warehouse_path.with_name(f"{settings.warehouse_path.name}.tmp")
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": MEMORY_LIMIT,
            "zstd_min_string_length": ZSTD_FROM,
            "preserve_insertion_order": "false",
            "temp_directory": str(spill),
        }
    )
    try:
        connection.execute("set global timezone = 'UTC'")
        attach_whole(connection, settings.warehouse_path, "warehouse", row_group_size=ROW_GROUP_SIZE)
        refuse_foreign(connection, settings)
        attach_whole(connection, settings.contents_path, "contents", row_group_size=ROW_GROUP_SIZE)
        shutil.rmtree(
            spill, ignore_errors=True
        )  # what a killed process left; the attached file locks others out
        connection.execute("use warehouse")
        connection.execute("create schema if not exists base")
        found = _columns(connection)
        for table in (*BASE_TABLES, CONTENTS):
            _ensure(connection, table, found.get(table_address(table), {}))
    except BaseException:
        connection.close()
        raise
    return Warehouse(connection)


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Map each table's address to the types of its columns; asked once, for DuckDB binds every view to answer."""
    rows = connection.execute(
        "select concat_ws('.', database_name, schema_name, table_name), column_name, data_type"
        " from duckdb_columns() where schema_name in ('base', 'main')"
    ).fetchall()
    return {table: {name: kind for owner, name, kind in rows if owner == table} for table, *_ in rows}


def _ensure(connection: duckdb.DuckDBPyConnection, table: Table, found: Mapping[str, str]) -> None:
    """Create the table, or check the columns found of it against tables/, adding new nullable ones."""
    if not found:
        ddl = table.ddl(table_address(table).rpartition(".")[0])
        connection.execute(ddl.replace(" blob not null", " blob not null using compression zstd"))
        return
    wanted = dict(zip(table.schema, _type_names(connection, table), strict=True))
    strange = [f"{name} is not known" for name in found if name not in wanted]
    strange += [
        f"{name} is {found[name]}, not {kind}"
        for name, kind in wanted.items()
        if found.get(name, kind) != kind
    ]
    missing = [column for column in table.columns if column.name not in found]
    strange += [f"{column.name} is missing" for column in missing if column.is_required]
    if strange:
        raise WarehouseError(
            f"{table_address(table)} has other columns than this version writes ({'; '.join(strange)}):"
            " move the warehouse away and build again from the archive"
        )
    for column in missing:
        connection.execute(f"alter table {table_address(table)} add column {column.name} {column.sql_type}")


def _type_names(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[str, ...]:
    """Give the columns' types in DuckDB's spelling."""
    spelled = ", ".join(f"typeof(cast(null as {column.sql_type}))" for column in table.columns)
    return tuple(connection.execute(f"select {spelled}").fetchone() or ())


def _checked(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Check the frame and put it in the table's column order. Raises WarehouseError naming table and column."""
    for name in frame.columns:
        if name not in table.schema:
            raise WarehouseError(f"{table.name}.{name}: the table has no such column")
    for column in table.columns:
        if column.name not in frame.columns:
            raise WarehouseError(f"{table.name}.{column.name}: the frame has no such column")
        found = frame.schema[column.name]
        if found != column.polars_type:
            raise WarehouseError(
                f"{table.name}.{column.name}: the frame has {found}, not {column.polars_type}"
            )
        if column.is_required and frame[column.name].null_count():
            raise WarehouseError(f"{table.name}.{column.name}: null, and must not be")
    return frame.select(list(table.schema))
