"""What is still to be parsed: documents that today's parser of their outlet has not decided on.

Here: finding them, and reading their contents in batches of bounded size. Not here: parsing them
(workers.py) and writing what came of it (etl/steps/documents.py).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from etl.model import RawDocument
from etl.outlets import outlet_of, parser_version
from etl.warehouse.warehouse import Warehouse, WarehouseError

BATCH_BYTES = 1024 * 1024  # some 100 pages: a fraction of a second of work, and little memory
NO_OUTLET = "unknown"
BYTES_OF_A_DOCUMENT = 2048  # counted for each besides its content, so that a batch of tiny ones ends too


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which documents to parse although they are parsed already: by outlet, by month (YYYY-MM), or all."""

    outlets: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Documents to parse, numbered in batches in the order in which their contents lie."""

    warehouse: Warehouse
    document_count: int
    batch_count: int

    def batches(self) -> Iterator[Sequence[RawDocument]]:
        for number in range(self.batch_count):
            yield self._batch(number)

    def _batch(self, number: int) -> list[RawDocument]:
        first, last = self.warehouse.query(
            "select min(content_position), max(content_position) from pending where batch_number = ?",
            [number],
        ).row(0)
        rows = self.warehouse.query(
            "select pending.document_id, pending.content_hash, pending.document_path, pending.byte_count,"
            " contents.content from pending"
            " inner join contents.main.contents as contents on pending.content_position = contents.rowid"
            " where pending.batch_number = ? and contents.rowid between ? and ?"
            " order by pending.content_position, pending.document_id",
            [number, first, last],
        )
        return [RawDocument(**row) for row in rows.iter_rows(named=True)]


@contextmanager
def find_pending(warehouse: Warehouse, choice: Choice) -> Iterator[Pending]:
    """Find what is pending, once; it is held in a temporary table until the end of the block."""
    parsers = _parsers(warehouse, choice)
    warehouse.connection.register("parsers", parsers.to_arrow())
    try:
        warehouse.execute(_select(choice), [list(choice.months)] if choice.months else [])
        document_count, batch_count, lost_count = warehouse.query(
            "select count(*), coalesce(max(batch_number) + 1, 0), count(*) - count(content_position)"
            " from pending"
        ).row(0)
        if lost_count:
            raise WarehouseError(
                f"contents.duckdb lacks the content of {lost_count} documents that warehouse.duckdb lists:"
                " put back the file that belongs to it, or move both away and build again"
            )
        yield Pending(warehouse=warehouse, document_count=document_count, batch_count=batch_count)
    finally:
        warehouse.connection.unregister("parsers")
        warehouse.execute("drop table if exists pending")


def _parsers(warehouse: Warehouse, choice: Choice) -> pl.DataFrame:
    """Outlet and parser of each combination of what an outlet is told by: few, where documents are many."""
    signs = warehouse.query(
        "select distinct url_host, source_name, folder_name from base.raw_documents where has_content"
    )
    outlets = [outlet_of(*row).outlet_id for row in signs.iter_rows()]
    versions = {outlet_id: parser_version(outlet_id) for outlet_id in set(outlets)}
    parsers = signs.with_columns(
        pl.Series("outlet_id", outlets, dtype=pl.String),
        pl.Series("parser_version", [versions[outlet_id] for outlet_id in outlets], dtype=pl.String),
        pl.lit(parser_version(NO_OUTLET)).alias("parser_version_without_outlet"),
    )
    return parsers.filter(pl.col("outlet_id").is_in(choice.outlets)) if choice.outlets else parsers


def _select(choice: Choice) -> str:
    conditions = ["raw.has_content"]
    same_parsed = same_rejected = ""
    if not choice.again:
        same_parsed = "and parsed.parser_version = parsers.parser_version"
        # what was refused before its outlet could be told is the shared parser's decision
        same_rejected = (
            "and rejected.parser_version = if(rejected.outlet_id is null,"
            " parsers.parser_version_without_outlet, parsers.parser_version)"
        )
        conditions.append("parsed.document_id is null and rejected.document_id is null")
    if choice.months:
        conditions.append(
            "list_contains("
            "?, strftime(coalesce(parsed.published_date, cast(raw.header_at as date)), '%Y-%m'))"
        )
    return f"""
        create or replace temp table pending as
        with chosen as (
            select
                raw.document_id,
                raw.content_hash,
                raw.document_path,
                raw.byte_count,
                contents.rowid as content_position
            from base.raw_documents as raw
            inner join parsers
                on raw.url_host is not distinct from parsers.url_host
                and raw.source_name is not distinct from parsers.source_name
                and raw.folder_name is not distinct from parsers.folder_name
            left join base.parsed_articles as parsed
                on raw.document_id = parsed.document_id {same_parsed}
            left join base.rejected_documents as rejected
                on raw.document_id = rejected.document_id {same_rejected}
            left join contents.main.contents as contents on raw.content_hash = contents.content_hash
            where {" and ".join(conditions)}
        ),
        measured as (
            select
                *,
                sum(byte_count + {BYTES_OF_A_DOCUMENT}) over (
                    order by content_position, document_id rows unbounded preceding
                ) // {BATCH_BYTES} as bytes_before
            from chosen
        )
        select
            * exclude (bytes_before),
            dense_rank() over (order by bytes_before) - 1 as batch_number
        from measured
        order by batch_number, content_position, document_id
    """
