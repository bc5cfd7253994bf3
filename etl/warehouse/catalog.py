"""Describe the columns of every public view without a warehouse.

Here: the views, applied to empty tables. Not here: the views (views.py), their dependencies (lineage.py).
"""

from dataclasses import dataclass
from functools import cache

import duckdb

from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.views import apply_views


@dataclass(frozen=True, kw_only=True)
class ViewColumn:
    """A column of a view: its DuckDB type and its comment from the glossary."""

    name: str
    sql_type: str
    sentence: str


@cache
def view_columns() -> dict[str, tuple[ViewColumn, ...]]:
    """Map each public view's address, such as `marts.fct_articles`, to its columns."""
    with duckdb.connect() as connection:
        connection.execute("create schema base")
        for table in BASE_TABLES:
            connection.execute(table.ddl())
        public = [view.address for view in apply_views(connection) if view.is_public]
        rows = connection.execute(
            "select schema_name || '.' || table_name, column_name, data_type, comment from duckdb_columns()"
            " where database_name = current_database() order by schema_name, table_name, column_index"
        ).fetchall()
    return {
        address: tuple(
            ViewColumn(name=name, sql_type=kind, sentence=comment)
            for owner, name, kind, comment in rows
            if owner == address
        )
        for address in public
    }
