"""The rows of each panel, from the published copy.

Here: the day that the report is of, running the selects, and what a browser gets of a row. Not here: panels
(panel.py), the page (page.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

import duckdb

from etl.report.panel import Panel, PanelError

DAY = "getvariable('day')"  # in a panel's select
_NEWEST_FULL_DAY = Path(__file__).with_name("newest_full_day.sql")
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A panel with its rows; sql is the select as it was run; datasets are what its chart draws, by name."""

    panel: Panel
    sql: str
    rows: Sequence[Row]
    datasets: Mapping[str, Sequence[Row]]


def newest_full_day(copy: duckdb.DuckDBPyConnection) -> date | None:
    """Give the newest day with a whole week behind it that the archive covers; None without a dated article."""
    row = copy.execute(_NEWEST_FULL_DAY.read_text(encoding="utf-8")).fetchone()
    return row[0] if row else None


def figures_of(copy: duckdb.DuckDBPyConnection, panel: Panel, day: date) -> Figures:
    """Run a panel's select for the weeks up to day. Raises PanelError, naming the panel, for one that does not fit."""
    sql = panel.sql.replace(DAY, f"date '{day.isoformat()}'")
    try:
        result = copy.execute(sql)
        names = [each[0] for each in result.description or ()]
        rows = [dict(zip(names, map(plain, values), strict=True)) for values in result.fetchall()]
    except duckdb.Error as error:
        raise PanelError(f"panel {panel.panel_id}: its select fails: {error}") from error
    asked = {column.name for column in panel.columns} | {each.link for each in panel.columns if each.link}
    if lost := sorted(asked - set(names)):
        raise PanelError(f"panel {panel.panel_id}: columns: {lost[0]} is not in its select")
    datasets: dict[str, Sequence[Row]] = {"rows": rows} if panel.chart else {}
    if panel.network and rows:
        from etl.report.network import arrange  # which imports scipy: no build needs it

        datasets = arrange(rows, **panel.network)
    return Figures(panel=panel, sql=sql, rows=rows, datasets=datasets)


def plain(value: object) -> object:
    """Turn a value of DuckDB into one of JSON: days and moments as ISO text, no infinity."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return round(value, 6) if isfinite(value) else None
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S}Z"
    return value.isoformat() if isinstance(value, date) else value
