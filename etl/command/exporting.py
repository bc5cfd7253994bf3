"""The command that writes the published copy as files for others: export.

Here: arguments and help. Not here: what is written (etl/export/), answers of one query (asking.py).
"""

from pathlib import Path
from typing import Annotated

import typer

from etl.command import console
from etl.export.forms import TableFormat
from etl.settings import read_settings

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


def export(
    directory: Folder,
    format: Format = TableFormat.PARQUET,
    text: Text = True,
    spreadsheet: Spreadsheet = False,
) -> None:
    """Write every mart of the published copy as files, with a datapackage.json that says what they hold.

    The same copy gives the same bytes. The folder is whole or not there: a kill leaves the former one.

    **Examples:** `dateline export ~/dateline-tables`, `dateline export ~/for-colleagues --format csv --no-text`
    """
    from etl.export.tables import STEP, export_tables
    from etl.warehouse.publish import open_published

    with open_published(read_settings()) as connection, console.progress({STEP: "Writing the marts"}) as tell:
        resources = export_tables(
            connection, directory, format, tell, has_texts=text, for_spreadsheet=spreadsheet
        )
    rows = sum(resource.row_count for resource in resources)
    size = sum(resource.byte_count for resource in resources) / 1e6
    console.say(
        f"{directory}: {len(resources)} marts, {rows:,} rows, {size:,.1f} MB; see datapackage.json in it"
    )
