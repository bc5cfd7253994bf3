"""The cells of a panel's table: how a value is written, and by what it is sorted.

Here: values to escaped markup. Not here: which columns there are (panel.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from etl.report.pages import NONE, count, share
from etl.report.panel import Column

CONTEXT = 40  # characters kept beside a change
CHANGE = re.compile(
    r"\[-(?P<old>.*?)-\]|\{\+(?P<new>.*?)\+\}", re.DOTALL
)  # as marts.fct_corrections marks it
ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: its markup, and what it is sorted by where that is not its text."""

    markup: Markup
    sorted_by: str | None = None


def cell(row: Mapping[str, Any], column: Column) -> Cell:
    """Write a row's value of a column; only an address of the web becomes a link."""
    value = row[column.name]
    if value is None:
        return Cell(markup=Markup(NONE), sorted_by="")
    if column.is_number:
        written = {"integer": count, "number": _number, "share": share}[column.kind](value)
        return Cell(markup=escape(written), sorted_by=str(value))
    if column.kind == "changes":
        return Cell(markup=changes(str(value)))
    if column.kind == "state":
        tone = "good" if value in ("holds", "fresh") else "bad"
        return Cell(markup=Markup('<span class="is {}">{}</span>').format(tone, value))
    text = str(value)[:16].replace("T", " ") if column.kind == "time" else str(value)
    address = row[column.link] if column.link else None
    if address and ADDRESS.match(address):
        return Cell(markup=Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, text))
    return Cell(markup=escape(text))


def changes(marked: str) -> Markup:
    """Write a changed paragraph: what was struck out and what was put in, with a little of what stands beside it."""
    parts: list[Markup] = []
    end = 0
    found = list(CHANGE.finditer(marked))
    for change in found:
        parts.append(_beside(marked[end : change.start()], is_first=end == 0))
        old, new = change["old"], change["new"]
        parts.append(
            Markup("<ins>{}</ins>").format(new) if old is None else Markup("<del>{}</del>").format(old)
        )
        end = change.end()
    parts.append(_beside(marked[end:], is_first=not found, is_last=True))
    return Markup("").join(parts)


def _beside(text: str, *, is_first: bool = False, is_last: bool = False) -> Markup:
    """Shorten what did not change to what stands next to a change."""
    kept = (0 if is_first else CONTEXT) + (0 if is_last else CONTEXT)
    if len(text) <= kept + 1 or (is_first and is_last):
        return escape(text)
    before = "" if is_first else text[:CONTEXT]
    after = "" if is_last else text[-CONTEXT:]
    return escape(f"{before}…{after}")


def _number(value: float) -> str:
    return f"{value:,.1f}"
