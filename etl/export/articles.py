"""Articles one by one, each with all that the marts say of it, for the forms of one article a line.

Here: reading them, some thousands at a time, in the order of their ids. Not here: the forms (news_article.py, gkg.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

BATCH_ROWS = 2000  # articles whose marts are in memory at once

Row = Mapping[str, Any]

_ARTICLES = """
    select articles.*, outlets.domain
    from marts.fct_articles as articles
    left join marts.dim_outlets as outlets on articles.outlet_id = outlets.outlet_id
    where articles.article_id > ? order by articles.article_id limit ?
"""
# by name what belongs to an article: a select from its mart, and the order in an article
_PARTS = {
    "credits": (
        "select parts.*, authors.author_kind from marts.fct_article_credits as parts"
        " left join marts.dim_authors as authors on parts.author_id = authors.author_id",
        "position",
    ),
    "images": ("select parts.* from marts.fct_article_images as parts", "position"),
    "tags": ("select parts.* from marts.fct_article_tags as parts", "tag_name"),
    "topics": ("select parts.* from marts.fct_article_topics as parts", "is_primary desc, topic_id"),
    "entities": (
        "select parts.article_id, parts.entity_id, entities.* exclude (entity_id)"
        " from marts.fct_article_entities as parts"
        " inner join marts.dim_entities as entities on parts.entity_id = entities.entity_id",
        "parts.entity_id",
    ),
    "paragraphs": ("select parts.* from marts.fct_article_paragraphs as parts", "position"),
    "mentions": (
        "select parts.article_id, parts.position, parts.start_offset, parts.surface, entities.*"
        " from marts.fct_mentions as parts"
        " inner join marts.dim_entities as entities on parts.entity_id = entities.entity_id",
        "parts.position, parts.start_offset, parts.end_offset, parts.entity_id",
    ),
    "quotes": ("select parts.* from marts.fct_quotes as parts", "position, start_offset, quote_id"),
    "links": ("select parts.* from marts.fct_article_links as parts", "position"),
    "media": ("select parts.* from marts.fct_article_media as parts", "position"),
}


@dataclass(frozen=True, kw_only=True)
class Article:
    """A row of fct_articles with its outlet's domain, and by name (credits, images, …) the rows that belong to it."""

    row: Row
    parts: Mapping[str, list[Row]]


def read_articles(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> Iterator[Article]:
    """Yield every article of the copy, in the order of its id, with the parts of these names."""
    last = ""
    while rows := _rows(connection, _ARTICLES, [last, BATCH_ROWS]):
        first, last = rows[0]["article_id"], rows[-1]["article_id"]
        parts = {name: _parts_between(connection, name, first, last) for name in names}
        for row in rows:
            yield Article(row=row, parts={name: found[row["article_id"]] for name, found in parts.items()})


def _parts_between(
    connection: duckdb.DuckDBPyConnection, name: str, first: str, last: str
) -> defaultdict[str, list[Row]]:
    select, order = _PARTS[name]
    found: defaultdict[str, list[Row]] = defaultdict(list)
    sql = f"{select} where parts.article_id between ? and ? order by parts.article_id, {order}"
    for row in _rows(connection, sql, [first, last]):
        found[row["article_id"]].append(row)
    return found


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[object]) -> list[Row]:
    answer = connection.execute(sql, parameters)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
