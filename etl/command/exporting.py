"""The command that writes the published copy as files for others: export.

Here: arguments and help. Not here: what is written (etl/export/), answers of one query (asking.py).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.command import console
from etl.command.asking import write_file
from etl.export.forms import AnswerFormat, ArticleForm, TableFormat
from etl.settings import read_settings

if TYPE_CHECKING:
    import duckdb

    from etl.export.datapackage import Resource

STEP = "export"

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A new or empty folder, or a former export, to be replaced.")
]
Format = Annotated[TableFormat, typer.Option(help="Parquet for programs; CSV opens in Excel too.")]
Text = Annotated[
    bool,
    typer.Option("--text/--no-text", help="With the articles' texts, which belong to others, or without."),
]
Spreadsheet = Annotated[
    bool, typer.Option("--spreadsheet", help="In CSV: write texts that would run as formulas behind a '.")
]
Workbook = Annotated[
    str | None,
    typer.Option(
        "--xlsx", metavar="MART_OR_SQL", help="Write this one as an Excel workbook; DIR is then the file."
    ),
]
Form = Annotated[
    ArticleForm | None,
    typer.Option("--as", help="Write articles in this form, one a line, in place of marts."),
]


def export(
    directory: Folder,
    format: Format = TableFormat.PARQUET,
    text: Text = True,
    spreadsheet: Spreadsheet = False,
    xlsx: Workbook = None,
    form: Form = None,
) -> None:
    """Write every mart of the published copy as files, with a datapackage.json that says what they hold.

    The same copy gives the same bytes. The folder is whole or not there: a kill leaves the former one.

    **Examples:** `dateline export ~/dateline-tables`, `dateline export ~/for-colleagues --format csv --no-text`,
    `dateline export days.xlsx --xlsx agg_outlet_days`, `dateline export ~/articles --as newsarticle`
    """
    from etl.warehouse.publish import open_published

    settings = read_settings()
    with open_published(settings) as connection:
        if xlsx is not None:
            write_file(connection, xlsx, AnswerFormat.XLSX, directory, settings.published_path)
            return
        with console.progress({STEP: "Exporting"}) as tell:
            if form is None:
                resources = _export_marts(connection, directory, format, tell, text, spreadsheet)
            else:
                resources = _export_lines(connection, directory, form, tell, text)
    rows = sum(resource.row_count for resource in resources)
    size = sum(resource.byte_count for resource in resources) / 1e6
    what = f"{len(resources)} marts, {rows:,} rows" if form is None else f"{rows:,} articles"
    console.say(f"{directory}: {what}, {size:,.1f} MB; see datapackage.json in it")


def _export_marts(
    connection: "duckdb.DuckDBPyConnection",
    directory: Path,
    format: TableFormat,
    tell: console.Tell,
    has_texts: bool,
    for_spreadsheet: bool,
) -> "tuple[Resource, ...]":
    from etl.export.tables import export_tables

    def told(done: int, total: int) -> None:
        tell(STEP, done, total)

    return export_tables(
        connection, directory, format, told, has_texts=has_texts, for_spreadsheet=for_spreadsheet
    )


def _export_lines(
    connection: "duckdb.DuckDBPyConnection",
    directory: Path,
    form: ArticleForm,
    tell: console.Tell,
    has_texts: bool,
) -> "tuple[Resource, ...]":
    from etl.export.lines import export_articles

    tell(STEP, 0, None)
    return (export_articles(connection, directory, form, has_texts=has_texts),)
