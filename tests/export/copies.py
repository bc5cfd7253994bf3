"""A copy in memory that holds the rows of a case: a mart's rows in given/, as JSON; all other marts are empty."""

from pathlib import Path

import duckdb

from etl.warehouse.catalog import view_columns

RUN = """
    insert into ops.runs (run_id, code_version, started_at, finished_at, outcome_kind)
    values ('r1', 'v1', '2026-11-01', '2026-11-02', 'published')
"""


def fill(connection: duckdb.DuckDBPyConnection, given: Path) -> None:
    connection.execute("set timezone = 'UTC'")
    for schema in ("marts", "ops"):
        connection.execute(f"create schema {schema}")
    for address, columns in view_columns().items():
        types = {column.name: column.sql_type for column in columns}
        listed = ", ".join(f'"{name}" {sql_type}' for name, sql_type in types.items())
        connection.execute(f"create table {address} ({listed})")
        rows = given / f"{address.partition('.')[2]}.json"
        if rows.exists():
            connection.execute(f"insert into {address} from read_json(?, columns = {types})", [str(rows)])
    connection.execute(RUN)
