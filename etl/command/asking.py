"""Commands that ask the published copy: query, search.

Here: arguments and help. Not here: what is shown (console.py), the copy (etl/warehouse/publish.py), how a search finds
(sql/macros/search.sql).
"""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from etl.command import console
from etl.settings import read_settings


class Format(StrEnum):
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
) -> None:
    """Ask the published copy a question in SQL. It is opened read-only, without access to files or network.

    **Examples:** `dateline query "from marts.dim_outlets"`,
    `dateline query "select title from marts.fct_articles where is_wire" --format csv > wire.csv`
    """
    from etl.warehouse.publish import open_published

    settings = read_settings()
    with open_published(settings) as connection:
        console.print_rows(connection, sql, _shape(format), settings.published_path, spreadsheet)


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS…", help="Words in either script; '\"a phrase\"' in marks.")
    ],
    limit: Annotated[int, typer.Option(min=1, help="How many articles.")] = 10,
    format: Annotated[
        Format | None, typer.Option(help="Shape of the answer. A table on a terminal, else CSV.")
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
            _shape(format),
            settings.published_path,
            False,
        )


def _shape(format: Format | None) -> str:
    return str(format or (Format.TABLE if sys.stdout.isatty() else Format.CSV))
