"""Rows as an Excel workbook (.xlsx): plain times, no formula, and an error where Excel's limits end.

Here: one sheet of rows, and one that explains its columns. Not here: the question, and the file's place (answers.py).
Excel knows no time zones: an instant is written as its time in UTC, and its cell says so; a column that is a plain time
already, as published_local_at, stays as it is.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from etl.export.catalogue import ExportError

# "Excel specifications and limits", and the first year that its calendar has
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_048_576, 16_384, 32_767
FIRST_YEAR = 1900
EXACT_INTEGER = 2**53  # a cell's number is a double
MADE = datetime(1980, 1, 1, tzinfo=UTC)
FORMATS = {
    "instant": 'yyyy-mm-dd hh:mm:ss" UTC"',
    "time": "yyyy-mm-dd hh:mm:ss",
    "day": "yyyy-mm-dd",
}


def write_workbook(
    path: Path, names: Sequence[str], rows: Iterable[Sequence[object]], comments: Mapping[str, str]
) -> int:
    """Write rows below a line of names; give their number.

    comments: by column, for a second sheet; none where there are no comments.
    Raises ExportError for more rows, columns or characters in a cell than Excel takes.
    """
    if len(names) > MOST_COLUMNS:
        raise ExportError(
            f"{len(names):,} columns: an Excel sheet holds {MOST_COLUMNS:,}; write Parquet or CSV"
        )
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE})  # else the clock: the same rows give the same bytes
        styles = {name: book.add_format({"num_format": form}) for name, form in FORMATS.items()}
        sheet, head = book.add_worksheet("rows"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, head)
        number = 0
        for number, row in enumerate(rows, start=1):
            if number >= MOST_ROWS:
                raise ExportError(
                    f"more than {MOST_ROWS - 1:,} rows: an Excel sheet ends there; write Parquet or CSV"
                )
            for column, value in enumerate(row):
                _write_cell(sheet, (number, column), value, styles, names[column])
        if comments:
            _explain(book.add_worksheet("columns"), names, comments, head)
    return number


def _explain(sheet: Any, names: Sequence[str], comments: Mapping[str, str], head: object) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 120)
    for line, (name, comment) in enumerate(
        [("column", "meaning"), *((name, comments.get(name, "")) for name in names)]
    ):
        sheet.write_string(line, 0, name, head)
        sheet.write_string(line, 1, comment, head if line == 0 else None)


def _write_cell(
    sheet: Any, at: tuple[int, int], value: object, styles: Mapping[str, object], name: str
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(*at, value)
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        plain, kind = _plain(value)
        sheet.write_datetime(*at, plain, styles[kind])
    else:
        text = _as_text(value)
        if len(text) > LONGEST_CELL:
            raise ExportError(
                f"row {at[0]:,}, column {name}: {len(text):,} characters, and an Excel cell holds {LONGEST_CELL:,}:"
                " leave the column out, shorten it (left(…, 32767)), or write Parquet or CSV"
            )
        sheet.write_string(*at, text)  # never a formula or a link, whatever it begins with


def _plain(value: date) -> tuple[date, str]:
    """A day or time without a zone, and its format."""
    if not isinstance(value, datetime):
        return value, "day"
    if value.tzinfo is None:
        return value, "time"
    return value.astimezone(UTC).replace(tzinfo=None), "instant"


def _is_exact(number: int | float | Decimal) -> bool:
    return math.isfinite(number) and (not isinstance(number, int) or abs(number) <= EXACT_INTEGER)


def _as_text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_as_text)
    return value.isoformat() if isinstance(value, date | time) else str(value)
