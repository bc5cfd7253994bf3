"""A mart as CSV (RFC 4180) for programs and spreadsheets: UTF-8 with a byte order mark, times in ISO 8601.

Here: values as CSV holds them, one file per mart. Not here: which marts, and the folder (tables.py).
A null is empty, an empty text is `""`. Excel takes a file without the mark for the local code page.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
from pyarrow import csv

from etl.export.catalogue import Column, Mart
from etl.export.forms import FORMULA
from etl.export.rows import parts_of, read_groups

MEDIA_TYPE = "text/csv"
BYTE_ORDER_MARK = "\ufeff".encode()


def write_mart(
    connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path, *, for_spreadsheet: bool
) -> Iterator[tuple[Path, int]]:
    """Write a mart as one file below folder; yield it and its number of rows. A large mart goes by outlet and month.

    for_spreadsheet: texts that a spreadsheet would run are written behind a '.
    """
    path, row_count = folder / f"{mart.name}.csv", 0
    values = [csv_value(column, for_spreadsheet) for column in mart.columns]
    with path.open("wb") as file:
        file.write(BYTE_ORDER_MARK)
        is_first = True
        for part in parts_of(connection, mart):
            for group in read_groups(connection, mart, part, values):
                csv.write_csv(group, file, csv.WriteOptions(include_header=is_first))
                row_count, is_first = row_count + group.num_rows, False
    yield path, row_count


def csv_value(column: Column, for_spreadsheet: bool) -> str:
    """Give the SQL of a column's value in CSV, named as the column."""
    value = f'"{column.name}"'
    if column.sql_type == "TIMESTAMP WITH TIME ZONE":
        value = f"strftime({value}::timestamp, '%Y-%m-%dT%H:%M:%S.%fZ')"  # the connection's time zone is UTC
    elif column.sql_type == "TIMESTAMP":
        value = f"strftime({value}, '%Y-%m-%dT%H:%M:%S')"
    elif column.sql_type.endswith("]") or column.sql_type.startswith(("STRUCT", "MAP")):
        value = f"to_json({value})::varchar"
    elif for_spreadsheet and column.sql_type == "VARCHAR":
        begins = " or ".join(f"starts_with({value}, chr({ord(sign)}))" for sign in FORMULA)
        value = f"case when {begins} then '''' || {value} else {value} end"
    return f'{value} as "{column.name}"'
