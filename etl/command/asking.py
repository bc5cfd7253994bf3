"""Commands that ask the published copy: query, search.

Here: arguments and help. Not here: what is shown (console.py), the copy (etl/warehouse/publish.py), how a search finds
(sql/macros/search.sql).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from etl.command import console
from etl.export.forms import AnswerFormat
from etl.settings import read_settings

if TYPE_CHECKING:
    import duckdb


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"


class TextFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    sql: Annotated[
        str, typer.Argument(metavar="SQL", help="One statement. Its views: from marts.… and ops.…")
    ],
    format: Annotated[
        Format | None, typer.Option(help="Shape of the answer. A table on a terminal, else CSV.")
    ] = None,
    spreadsheet: Annotated[
        bool,
        typer.Option("--spreadsheet", help="Write texts that a spreadsheet takes for formulas behind a '."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write there; .parquet, .xlsx, .csv and .json tell the shape."),
    ] = None,
) -> None:
    """Ask the published copy a question in SQL. It is opened read-only, without access to files or network.

    **Examples:** `dateline query "from marts.dim_outlets"`,
    `dateline query "select title from marts.fct_articles where is_wire" --output wire.xlsx`
    """
    from etl.warehouse.publish import open_published

    settings, shape = read_settings(), _shape(format, output)
    with open_published(settings) as connection:
        if shape in tuple(AnswerFormat):
            write_file(connection, sql, AnswerFormat(shape), output, settings.published_path)
        else:
            with nullcontext() if output is None else _into(output):
                console.print_rows(connection, sql, shape, settings.published_path, spreadsheet)


def write_file(
    connection: "duckdb.DuckDBPyConnection", sql: str, format: AnswerFormat, output: Path | None, source: Path
) -> None:
    """Write an answer to a file; to stdout without one, unless that is a terminal. source: the file that is asked."""
    from etl.export.answers import write_answer
    from etl.export.catalogue import ExportError

    if output is not None:
        row_count = write_answer(connection, sql, format, output, source)
        console.say(f"{output}: {row_count:,} rows")
        return
    if sys.stdout.isatty():
        raise ExportError(f"{format} is no text for a terminal: name a file (--output answer.{format})")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"answer.{format}"
        write_answer(connection, sql, format, path, source)
        sys.stdout.buffer.write(path.read_bytes())


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS…", help="Words in either script; '\"a phrase\"' in marks.")
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many articles.")] = 10,
    format: Annotated[
        TextFormat | None, typer.Option(help="Shape of the answer. A table on a terminal, else CSV.")
    ] = None,
) -> None:
    """Find the articles that hold words, the best first: `marts.search`, which SQL reaches with every filter.

    **Examples:** `dateline search 朝鲜 军火`, `dateline search '"联合国人权理事会"' --limit 30 --format csv`
    """
    from etl.warehouse.publish import open_published
    from etl.warehouse.views import quoted

    settings = read_settings()
    best = f"order by is_complete desc, score desc, article_id limit {limit}"
    columns = "score, published_date, outlet_name, title, snippet, url"
    with open_published(settings) as connection:
        console.print_rows(
            connection,
            f"select {columns} from marts.search({quoted(' '.join(words))}) {best}",
            _shape(Format(format) if format else None, None),
            settings.published_path,
            False,
        )


def _shape(format: Format | None, output: Path | None) -> str:
    if format is None and output is not None and output.suffix[1:] in tuple(Format):
        return output.suffix[1:]
    return str(format or (Format.TABLE if output is None and sys.stdout.isatty() else Format.CSV))


@contextmanager
def _into(output: Path) -> Iterator[None]:
    """Send what is printed to a file."""
    from etl.export.catalogue import ExportError

    try:
        with output.open("w", encoding="utf-8", newline="") as file, redirect_stdout(file):
            yield
    except OSError as error:
        raise ExportError(f"{output}: cannot be written: {error}") from error
