"""`python -m bench [ARCHIVE]`: all measurements on sample archives, or on an archive of the user's own."""

import sys
import tempfile
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import building, naming, parsing
from etl.archive.open import open_root
from etl.model import Limits, ParsedArticle, RawDocument
from etl.page.parse import parse_document
from etl.sample import write_sample

PAGES = 300


def main() -> None:
    """Measure, and print one table; ratios are of this run."""
    archive = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if archive is not None:
        _show(f"{archive}", [*_rates(_pages(archive)), *building.build_archive(archive)])
        return
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), articles=PAGES, seed=1)
        rows = _rates(_pages(Path(folder)))
    _show("sample archives", [*rows, *building.grow()])


def _rates(documents: list[RawDocument]) -> list[tuple[str, str]]:
    """Measure parsing and recognition of these pages."""
    articles = [article for article in map(parse_document, documents) if isinstance(article, ParsedArticle)]
    return [*naming.measure(articles).rows, *parsing.measure(documents).rows]


def _pages(archive: Path) -> list[RawDocument]:
    """Sample articles of an archive evenly; rejected pages are left out, because they cost little."""
    root = open_root(str(archive))
    found = [file for files in root.scan() for file in files]
    chosen = found[:: max(1, len(found) // PAGES)]
    documents = (document for _, document in root.read(chosen, Limits()))
    return [document for document in islice(documents, PAGES) if _is_article(document)]


def _is_article(document: RawDocument) -> bool:
    return document.content is not None and isinstance(parse_document(document), ParsedArticle)


def _show(title: str, rows: list[tuple[str, str]]) -> None:
    table = Table("measured", "figure", title=title)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
