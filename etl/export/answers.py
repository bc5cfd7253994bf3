"""One question's answer as a file: Parquet or an Excel workbook.

Here: asking, and a file that is whole or not there. Not here: how rows are written (parquet_file.py, workbook.py),
text on stdout (etl/command/console.py).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.export.catalogue import ExportError, Mart, read_marts
from etl.export.forms import AnswerFormat
from etl.export.parquet_file import write_groups
from etl.export.rows import GROUP_ROWS, cut_evenly
from etl.export.workbook import write_workbook
from etl.warehouse.files import WarehouseError, why_not_answered

FETCH_ROWS = 1000


def write_answer(
    connection: duckdb.DuckDBPyConnection, sql: str, format: AnswerFormat, target: Path, source: Path
) -> int:
    """Write the answer of a question, or a mart of that name, to a file; give the number of rows.

    source: the file that is asked. A file that was there is replaced once the new one is whole. Raises WarehouseError
    for a question that the copy refuses, ExportError for rows that the format cannot hold, or a file not to be written.
    """
    mart = _mart_named(connection, sql)
    question = sql if mart is None else f"from marts.{mart.name} order by {', '.join(mart.key)}"
    comments = {} if mart is None else {column.name: column.comment for column in mart.columns}
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        row_count = _write(connection.execute(question), format, unfinished, comments)
        unfinished.replace(target)
    except (duckdb.Error, pa.ArrowException) as error:
        reason = why_not_answered(source, error) if isinstance(error, duckdb.Error) else str(error)
        raise WarehouseError(reason) from error
    except OSError as error:
        raise ExportError(f"{target}: cannot be written: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return row_count


def _write(
    answer: duckdb.DuckDBPyConnection, format: AnswerFormat, path: Path, comments: Mapping[str, str]
) -> int:
    if format is AnswerFormat.PARQUET:
        return write_groups(cut_evenly(answer.to_arrow_reader(GROUP_ROWS), GROUP_ROWS), path, comments, {})
    names = [column[0] for column in answer.description or ()]
    return write_workbook(path, names, _fetched(answer), comments)


def _fetched(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while rows := answer.fetchmany(FETCH_ROWS):
        yield from rows


def _mart_named(connection: duckdb.DuckDBPyConnection, sql: str) -> Mart | None:
    bare = sql.strip().removeprefix("marts.")
    return (
        next((mart for mart in read_marts(connection) if mart.name == bare), None)
        if bare.isidentifier()
        else None
    )
