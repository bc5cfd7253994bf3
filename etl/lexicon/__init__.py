"""Reviewed word lists, one CSV each: what people can check and correct without reading code.

Each file has a header line; a line that starts with # is a remark. Here: reading them. Not here: what they are
used for.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of lexicon/<name>.csv, in file order. Raises ValueError for a row that does not fit its header."""
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    found = tuple(csv.DictReader(lines))
    for row in found:
        if None in row or None in row.values():
            raise ValueError(
                f"etl/lexicon/{name}.csv: {row} has not one value per column; quote a value with a comma"
            )
    return found


@cache
def column(name: str, field: str) -> tuple[str, ...]:
    """One column of lexicon/<name>.csv, longest value first, so that a pattern made of it prefers the longest."""
    return tuple(sorted({row[field] for row in rows(name)}, key=lambda value: (-len(value), value)))
