"""Measure reading: every view of a published copy, whole, as a client gets it over Arrow.

CPU time of two threads, for a busy machine's wall time says nothing. Not here: builds (building.py).
"""

import time
from pathlib import Path

import duckdb

THREADS = 2
SHOWN = 5  # the slowest


def slowest_views(home: Path) -> list[tuple[str, str]]:
    """Fetch each public view of the copy below home once; rows of the slowest ones."""
    copy = home / "published" / "dateline.duckdb"
    with duckdb.connect(str(copy), read_only=True, config={"threads": THREADS}) as connection:
        views = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where schema_name in ('marts', 'ops') order by all"
        ).fetchall()
        costs = sorted((_cost(connection, address) for (address,) in views), reverse=True)
    return [
        (f"all of {address}, {row_count:,} rows", f"{seconds:.2f} CPU s")
        for seconds, row_count, address in costs[:SHOWN]
    ]


def _cost(connection: duckdb.DuckDBPyConnection, address: str) -> tuple[float, int, str]:
    start = time.process_time()
    row_count = connection.sql(f"from {address}").to_arrow_table().num_rows
    return time.process_time() - start, row_count, address
