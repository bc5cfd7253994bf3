"""Summarise a warehouse in a few figures, for the end of a build and for Dagster's metadata.

Here: queries with small answers, and their sentences. Not here: display
(etl/command/console.py, assets/).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from etl.warehouse.warehouse import Warehouse


@dataclass(frozen=True, kw_only=True)
class Summary:
    """All documents ever ingested: documents = parsed + rejected + pending."""

    document_count: int
    parsed_count: int
    rejected_count: int
    article_count: int
    rejections: Mapping[str, int]  # by reason, the most frequent first
    entities: Mapping[str, int]  # by kind
    generic_share: float | None  # share of the known outlets' articles that fit none of their layouts

    @property
    def pending_count(self) -> int:
        return self.document_count - self.parsed_count - self.rejected_count

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say the figures, a sentence each."""
        said = [
            f"The warehouse holds {self.document_count:,} documents: {self.parsed_count:,} parsed into"
            f" {self.article_count:,} articles, {self.rejected_count:,} rejected, {self.pending_count:,} pending."
        ]
        if self.entities:
            counts = ", ".join(f"{kind} {count:,}" for kind, count in self.entities.items())
            said.append(f"They name {sum(self.entities.values()):,} entities: {counts}.")
        if self.rejections:
            counts = ", ".join(f"{kind} {count:,}" for kind, count in self.rejections.items())
            said.append(f"Rejected because: {counts}")
        if self.generic_share is not None:
            said.append(
                f"Of the known outlets' documents, {self.generic_share:.1%} were read by the generic layout."
            )
        return tuple(said)


def summarize(warehouse: Warehouse) -> Summary:
    documents, parsed, articles, generic_share = warehouse.query(
        "select (select count(*) from base.raw_documents), count(*), count(distinct article_id),"
        " avg(cast(is_generic_layout as integer))"
        " filter (where outlet_id in (select outlet_id from base.outlets)) from base.parsed_articles"
    ).row(0)
    rejections = warehouse.query(
        "select rejection_kind, count(*) as document_count from base.rejected_documents"
        " group by all order by document_count desc, rejection_kind"
    ).rows()
    entities = warehouse.query(
        "select entity_kind, count(*) from base.entities group by all order by entity_kind desc"
    ).rows()
    return Summary(
        document_count=documents,
        parsed_count=parsed,
        rejected_count=sum(count for _, count in rejections),
        article_count=articles,
        rejections=dict(rejections),
        entities=dict(entities),
        generic_share=generic_share,
    )


@dataclass(frozen=True, kw_only=True)
class ArchiveFigures:
    """file_count: files at their newest content; newest_by_host: columns host, files, newest."""

    file_count: int
    byte_count: int
    newest_by_host: pl.DataFrame


def archive_figures(warehouse: Warehouse) -> ArchiveFigures:
    """What the roots held when they were read last, as far as documents tell."""
    file_count, byte_count = warehouse.query(
        "select count(distinct document_path), coalesce(sum(byte_count), 0)::bigint from base.raw_documents"
    ).row(0)
    newest_by_host = warehouse.query(
        "select coalesce(url_host, 'none') as host, count(*) as files,"
        " strftime(max(header_at), '%Y-%m-%d %H:%M UTC') as newest"
        " from base.raw_documents group by all order by files desc, host limit 30"
    )
    return ArchiveFigures(file_count=file_count, byte_count=byte_count, newest_by_host=newest_by_host)


def row_count(warehouse: Warehouse, address: str) -> int:
    """Count the rows of a table or view, by its address (marts.fct_articles)."""
    return int(warehouse.query(f"select count(*) from {address}").item())


def sample_rows(warehouse: Warehouse, address: str, *, characters: int, rows: int = 5) -> pl.DataFrame:
    """Preview some rows of a table or view; lists and long texts are cut to so many characters."""
    columns = columns_of(warehouse, address).iter_rows(named=True)
    shown = [
        f"left(cast({column['column_name']} as varchar), {characters}) as {column['column_name']}"
        if column["column_type"].endswith("]") or column["column_type"] == "VARCHAR"
        else column["column_name"]
        for column in columns
    ]
    return warehouse.query(f"select {', '.join(shown)} from {address} limit ?", [rows])


def columns_of(warehouse: Warehouse, address: str) -> pl.DataFrame:
    """column_name, column_type and the sentence (column_comment; null for base tables) of each column."""
    schema, _, name = address.partition(".")
    return warehouse.query(
        "select column_name, data_type as column_type, comment as column_comment from duckdb_columns()"
        " where database_name = current_database() and schema_name = ? and table_name = ?"
        " order by column_index",
        [schema, name],
    )
