"""Values as text: for a terminal, for programs, for spreadsheets.

Here: one value at a time. Not here: tables, CSV and JSON (console.py).
"""

import json
import re
from datetime import date, datetime
from decimal import Decimal

from etl.export.forms import FORMULA

# What steers a terminal, or turns the direction of text: file names may hold it. Line breaks and tabs stay.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Show characters that would steer a terminal by their codes."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_text(value: object) -> str:
    """A value as text: nothing for null, ISO 8601 for times, JSON for lists."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=as_text)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def as_cell(value: object) -> str:
    """A value as a spreadsheet should take it: a text that would be run as a formula is written behind a '."""
    text = as_text(value)
    return f"'{text}" if not isinstance(value, int | float | Decimal) and text.startswith(FORMULA) else text
