"""Articles in a form that loaders exist for, one a line, as a folder that says what it holds.

Here: one export of articles from begin to end. Not here: the forms (news_article.py, gkg.py), marts (tables.py).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.export import gkg, news_article
from etl.export.articles import read_articles
from etl.export.catalogue import read_origin
from etl.export.croissant import write_croissant
from etl.export.datapackage import Resource, measure, write_package
from etl.export.folder import new_folder
from etl.export.forms import ArticleForm


@dataclass(frozen=True, kw_only=True)
class _Shape:
    file_name: str
    media_type: str
    description: str


SHAPES = {
    ArticleForm.NEWSARTICLE: _Shape(
        file_name="newsarticle.jsonl",
        media_type="application/x-ndjson",
        description="One line per article: schema.org's NewsArticle in JSON-LD, in the order of identifier.",
    ),
    ArticleForm.GKG: _Shape(
        file_name="gkg.csv",
        media_type="text/tab-separated-values",
        description="One line per article: the 27 columns of GDELT's GKG 2.1, parted by tabs, without a header.",
    ),
}


def export_articles(
    connection: duckdb.DuckDBPyConnection, target: Path, form: ArticleForm, *, has_texts: bool = True
) -> Resource:
    """Write every article into a file of the folder target, and say what was written.

    has_texts: with the articles' texts. Raises ExportError if the folder cannot be used.
    """
    origin, shape = read_origin(connection), SHAPES[form]
    with new_folder(target) as folder:
        path, row_count = folder / shape.file_name, 0
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for line in _lines(connection, form, has_texts):
                file.write(line + "\n")
                row_count += 1
        files, sha256 = measure(folder, [(path, row_count)])
        resource = Resource(
            name=str(form),
            description=shape.description,
            format=path.suffix[1:],
            media_type=shape.media_type,
            files=files,
            sha256=sha256,
        )
        write_package(folder, [resource], origin)
        write_croissant(folder, [resource], origin)
    return resource


def _lines(connection: duckdb.DuckDBPyConnection, form: ArticleForm, has_texts: bool) -> Iterator[str]:
    if form is ArticleForm.GKG:
        for number, article in enumerate(read_articles(connection, gkg.PARTS), start=1):
            yield "\t".join(gkg.gkg_record(article, number, has_texts))
    else:
        for article in read_articles(connection, news_article.PARTS):
            yield json.dumps(news_article.news_article(article, has_texts), ensure_ascii=False)
