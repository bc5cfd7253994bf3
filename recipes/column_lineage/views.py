"""Trace the columns of every public view.

Here: which tables and views a column is traced to: base tables and public views; the private layers between them are
seen through. Not here: the rules of tracing (plan.py).
"""

import csv
import io
import json
from collections.abc import Iterator

import duckdb

from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.views import read_macros, read_views, sql_root
from recipes.column_lineage.plan import trace

HEADER = ("view", "column", "from_table", "from_column")


def written() -> str:
    """The text of sql/column_lineage.csv: a row per column of a public view and column that it is computed from."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(sorted(rows()))
    return text.getvalue()


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield view, column, table, column. A traced public view becomes a table, so that views on it end there."""
    root = sql_root()
    with duckdb.connect() as connection:
        for schema in ("base", "macros", "staging", "intermediate", "marts", "ops"):
            connection.execute(f"create schema {schema}")
        for statement in (*(table.ddl() for table in BASE_TABLES), *read_macros(root)):
            connection.execute(statement)
        for view in read_views(root):
            kind = "table" if view.is_public else "view"
            if view.is_public:
                names = connection.execute(f"describe {view.select}").fetchall()
                for (name, *_), origins in zip(names, trace(_plan(connection, view.select)), strict=True):
                    yield from ((view.address, name, *origin) for origin in origins)
            connection.execute(f"create {kind} {view.address} as {view.select}")


def _plan(connection: duckdb.DuckDBPyConnection, select: str) -> dict[str, object]:
    row = connection.execute(
        "select cast(json_serialize_plan(?, optimize := false) as varchar)", [select]
    ).fetchone()
    answer = json.loads(row[0]) if row else {}
    if answer.get("error", True):
        raise ValueError(f"DuckDB does not write this plan: {answer.get('error_message')}")
    (plan,) = answer["plans"]
    return dict(plan)
