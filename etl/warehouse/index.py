"""The search index of the readers' copy: made of its articles, and brought in line with them when a copy is renewed.

Here: the tables of schema search in the copy, and which articles are indexed again. Not here: terms and postings
(etl/search/), the macro that reads them (sql/macros/search.sql).

Postings stand in segments that are never changed. New articles make a new one; an article that changed or went leaves
postings whose number no document has any more. Small segments and those with many dead numbers are made again with
the next new articles, so that there are few, and an article is indexed again a few times in a life.
"""

from collections.abc import Iterable, Iterator

import duckdb
import polars as pl

from etl.code_version import INDEXER
from etl.search.folding import characters, commons
from etl.search.postings import Segment
from etl.warehouse.views import quoted, read_macros, sql_root

SEGMENT_SIZE = 20_000  # articles: some 400 MB while a segment is made
BATCH_SIZE = 500  # articles that are read at once
MERGE_BELOW = (
    4  # a segment is made again with others that have more articles than its own divided by this (judged)
)
LEAST_LIVING = (
    0.5  # share of a segment's articles that are still there, below which it is made again (judged)
)

SCHEMA = """
    create schema if not exists {copy}.search;
    create or replace table {copy}.search.characters (
        character varchar not null, folded varchar not null, is_common boolean not null
    );
    create table if not exists {copy}.search.documents (
        segment integer not null,
        number integer not null,
        article_id varchar not null,
        document_id varchar not null,
        parser_version varchar not null,
        indexer_version varchar not null,
        length integer not null
    );
    create table if not exists {copy}.search.segments (segment integer not null, article_count integer not null);
    create table if not exists {copy}.search.postings (
        segment integer not null,
        term varchar not null,
        entries integer[] not null
    );
    comment on table {copy}.search.characters is 'What a search takes for one character: read marts.search instead.';
    comment on table {copy}.search.documents is 'Numbers of articles in the postings: read marts.search instead.';
    comment on table {copy}.search.segments is 'Parts of the index, as they were made: read marts.search instead.';
    comment on table {copy}.search.postings is 'Terms and the articles that hold them: read marts.search instead.';
"""
SEARCH = (
    "Articles that hold words, in either script:"
    " from marts.search('words \"a phrase\"') order by is_complete desc, score desc."
)

_OUTDATED = """
    delete from {copy}.search.documents as documents
    where indexer_version <> ? or not exists (
        from {copy}.marts.fct_articles as articles
        where
            articles.article_id = documents.article_id
            and articles.document_id = documents.document_id
            and articles.parser_version = documents.parser_version
    )
"""
_NEW = """
    select article_id
    from {copy}.marts.fct_articles
    anti join {copy}.search.documents using (article_id)
    order by md5(article_id)  -- at random, for then gaps are even
"""
_SEGMENTS = """
    select segments.segment, segments.article_count, count(documents.number) as living_count
    from {copy}.search.segments as segments
    left join {copy}.search.documents as documents on segments.segment = documents.segment
    group by segments.segment, segments.article_count
    order by living_count, segments.segment
"""
_READ = """
    select
        article_id,
        title,
        coalesce(body, '') as body,
        document_id,
        parser_version,
        length(title) + character_count as length
    from {copy}.marts.fct_articles
    where article_id in (select unnest(?))
    order by list_position(?, article_id)
"""


def index(connection: duckdb.DuckDBPyConnection, copy: str) -> None:
    """Bring the index of the copy attached by this name in line with its articles; the first time make it.

    The macros that read it are put into the copy too.
    """
    connection.execute(SCHEMA.format(copy=copy))
    _create_macros(connection, copy)
    _insert(connection, f"{copy}.search.characters", _characters())
    connection.execute(_OUTDATED.format(copy=copy), [INDEXER])
    new_count = len(_article_ids(connection, _NEW.format(copy=copy)))
    worn = list(_worn(connection.execute(_SEGMENTS.format(copy=copy)).fetchall(), new_count))
    for table in ("documents", "segments", "postings") if worn else ():
        connection.execute(f"delete from {copy}.search.{table} where segment in (select unnest(?))", [worn])
    for start in range(0, len(again := _article_ids(connection, _NEW.format(copy=copy))), SEGMENT_SIZE):
        _add_segment(connection, copy, again[start : start + SEGMENT_SIZE])


def _characters() -> pl.DataFrame:
    pairs = {**{one: one for one in commons()}, **characters()}
    return pl.DataFrame(sorted(pairs.items()), schema=["character", "folded"], orient="row").with_columns(
        is_common=pl.col("character").is_in(sorted(commons()))
    )


def _worn(segments: Iterable[tuple[int, int, int]], new_count: int) -> Iterator[int]:
    """Choose the segments that are made again: mostly dead, or small beside what is made anyway.

    segments: id, articles when it was made, and those that are still there; small ones first.
    """
    for segment, article_count, living_count in segments:
        if living_count < LEAST_LIVING * article_count or living_count < MERGE_BELOW * new_count:
            new_count += living_count
            yield segment


def _create_macros(connection: duckdb.DuckDBPyConnection, copy: str) -> None:
    """Create the readers' macros in the copy. Their names mean its tables: it is the one in use when they are made."""
    path = connection.execute("select current_setting('search_path')").fetchall()[0][0]
    connection.execute(f"use {copy}")
    try:
        for macro in read_macros(sql_root(), "marts"):
            connection.execute(macro)
        connection.execute(f"comment on macro table marts.search is {quoted(SEARCH)}")
    finally:
        connection.execute(f"set search_path = {quoted(path)}")


def _add_segment(connection: duckdb.DuckDBPyConnection, copy: str, article_ids: list[str]) -> None:
    query = f"select coalesce(max(segment), 0) + 1 from {copy}.search.segments"
    segment_id = connection.execute(query).fetchall()[0][0]
    segment = Segment()
    for batch in _batches(connection, copy, article_ids):
        numbers = pl.int_range(segment.article_count, segment.article_count + len(batch), eager=True)
        segment.add(zip(batch["title"], batch["body"], strict=True))
        documents = batch.drop("title", "body").with_columns(
            number=numbers, segment=pl.lit(segment_id), indexer_version=pl.lit(INDEXER)
        )
        _insert(connection, f"{copy}.search.documents", documents)
    _insert(connection, f"{copy}.search.postings", segment.frame().with_columns(segment=pl.lit(segment_id)))
    connection.execute(
        f"insert into {copy}.search.segments values (?, ?)", [segment_id, segment.article_count]
    )


def _batches(
    connection: duckdb.DuckDBPyConnection, copy: str, article_ids: list[str]
) -> Iterator[pl.DataFrame]:
    for start in range(0, len(article_ids), BATCH_SIZE):
        batch = article_ids[start : start + BATCH_SIZE]
        yield connection.execute(_READ.format(copy=copy), [batch, batch]).pl()


def _article_ids(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [article_id for article_id, *_ in connection.execute(query).fetchall()]


def _insert(connection: duckdb.DuckDBPyConnection, address: str, frame: pl.DataFrame) -> None:
    connection.register("rows", frame.to_arrow())
    try:
        connection.execute(f"insert into {address} by name from rows")
    finally:
        connection.unregister("rows")
