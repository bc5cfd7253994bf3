"""Reviewed lists, one CSV each: what people can check and correct without reading code. README.md lists them.

A file is UTF-8, with or without a byte order mark: remarks, the header, rows. Remarks are the lines above the header
that begin with #; below it such a line is a row. Here: reading. Not here: what the lists are used for, and how the
README is written (recipes/lexicon/index.py).
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

REMARK = "#"


class LexiconError(ValueError):
    """A list that cannot be read. The message names file, line and, where it is one value, its column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A CSV file as it was read. lines holds the line number of each row, counted from 1."""

    origin: str
    remarks: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    lines: tuple[int, ...]


def parse(content: str, origin: str) -> Table:
    """The table that a CSV text holds. Raises LexiconError for a header or a row that does not fit; see Table."""
    lines = content.removeprefix("\ufeff").splitlines()
    above = next((at for at, line in enumerate(lines) if line and not line.startswith(REMARK)), len(lines))
    reader = csv.reader(lines[above:], strict=True)
    try:
        columns = tuple(next(reader, ()))
        _check_header(columns, f"{origin}, line {above + 1}")
        read = [(above + reader.line_num, values) for values in reader if values]
    except csv.Error as error:
        raise LexiconError(f"{origin}, line {above + reader.line_num}: {error}") from error
    for number, values in read:
        _check_row(columns, values, f"{origin}, line {number}")
    return Table(
        origin=origin,
        remarks=tuple(line.lstrip("# ") for line in lines[:above] if line),
        columns=columns,
        rows=tuple(dict(zip(columns, values, strict=True)) for _, values in read),
        lines=tuple(number for number, _ in read),
    )


def _check_header(columns: tuple[str, ...], where: str) -> None:
    if not columns:
        raise LexiconError(f"{where}: the header is missing, which names the columns")
    for column in columns:
        if not column or column != column.strip():
            raise LexiconError(
                f"{where}, column {column!r}: a column's name is not empty and has no space around it"
            )
        if columns.count(column) > 1:
            raise LexiconError(f"{where}, column {column}: is named twice")


def _check_row(columns: tuple[str, ...], values: list[str], where: str) -> None:
    if len(values) < len(columns):
        raise LexiconError(
            f"{where}, column {columns[len(values)]}: has no value; an empty one still needs its comma"
        )
    if len(values) > len(columns):
        said = values[len(columns)]
        raise LexiconError(
            f"{where}: {said!r} stands behind the last column, {columns[-1]}; quote a value with a comma"
        )


@cache
def table(name: str) -> Table:
    """lexicon/<name>.csv. Raises LexiconError where it cannot be read."""
    return parse(text(name), _origin(name))


def text(name: str) -> str:
    """The text of lexicon/<name>.csv as it lies there. Raises LexiconError where it is not UTF-8."""
    try:
        return files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{_origin(name)}: byte {error.start} is not UTF-8; save it as CSV UTF-8"
        ) from error


def _origin(name: str) -> str:
    return f"etl/lexicon/{name}.csv"


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of lexicon/<name>.csv, in file order, each by column. Raises LexiconError where it cannot be read."""
    return table(name).rows


def column(name: str, field: str, **wanted: str) -> tuple[str, ...]:
    """The values of one column of lexicon/<name>.csv, in the rows whose other columns hold what is wanted.

    Each once; the longest first, so that a pattern made of them prefers the longest. Raises LexiconError.
    """
    return _column(name, field, tuple(wanted.items()))


@cache
def _column(name: str, field: str, wanted: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    held = table(name)
    for asked in (field, *dict(wanted)):
        if asked not in held.columns:
            raise LexiconError(f"{held.origin}: there is no column {asked}, only {', '.join(held.columns)}")
    return longest_first(row[field] for row in held.rows if all(row[key] == value for key, value in wanted))


@cache
def words(name: str, use: str) -> tuple[str, ...]:
    """The words of lexicon/<name>.csv that have this use, the longest first. Raises LexiconError where none has."""
    found = column(name, "word", use=use)
    if not found:
        raise LexiconError(f"{_origin(name)}: no row has the use {use}")
    return found


def either(name: str, use: str) -> str:
    """A regular expression's group of the words of lexicon/<name>.csv that have this use. Raises LexiconError."""
    return any_word(words(name, use))


def longest_first(values: Iterable[str]) -> tuple[str, ...]:
    """Each word once, the longest first, words of one length in the order of their characters."""
    return tuple(sorted(set(values), key=lambda word: (-len(word), word)))


def any_word(values: Iterable[str]) -> str:
    """A regular expression's group that matches any of the words, the longest that fits."""
    return f"(?:{'|'.join(map(re.escape, longest_first(values)))})"
