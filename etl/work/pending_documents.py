"""Queue documents whose parsing is pending: those that the current parser of their outlet has not decided on.

Here: finding them, and the columns read of each. Not here: batching (queue.py), parsing (parse_batches.py), writing
(etl/steps/parsing.py).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import polars as pl

from etl.code_version import limit_suffixes, parser_version
from etl.model import Limits, RawDocument
from etl.outlets import outlet_of
from etl.warehouse.warehouse import Warehouse, WarehouseError
from etl.work.queue import Queue, Selection, open_queue

BATCH_BYTES = 1024 * 1024  # some 100 pages: a fraction of a second of work (judged)
NO_OUTLET = "unknown"
BYTES_OF_A_DOCUMENT = (
    2048  # added to each document's weight, to bound the number of tiny documents in a batch
)

_READ = """
    select
        pending.document_id,
        pending.content_hash,
        pending.document_path,
        pending.byte_count,
        list(contents.content order by contents.part_number) as parts
    from pending
    inner join contents.main.contents as contents on pending.content_hash = contents.content_hash
    where pending.batch_number = ? and contents.rowid between ? and ?
    group by all
    order by any_value(pending.position), pending.document_id
"""


@contextmanager
def find_pending(warehouse: Warehouse, selection: Selection, limits: Limits) -> Iterator[Queue[RawDocument]]:
    """Queue the documents to parse. Raises WarehouseError if the content of one is missing."""
    warehouse.connection.register("parsers", _parsers(warehouse, selection).to_arrow())
    try:
        with open_queue(
            warehouse,
            "pending",
            chosen=_chosen(selection, limits),
            parameters=[list(selection.months)] if selection.months else [],
            batch_weight=BATCH_BYTES,
            read=_READ,
            item=_document,
        ) as queue:
            _refuse_lost(warehouse)
            yield queue
    finally:
        warehouse.connection.unregister("parsers")


def _document(row: Mapping[str, Any]) -> RawDocument:
    columns = dict(row)
    return RawDocument(content=b"".join(columns.pop("parts")), **columns)


def _refuse_lost(warehouse: Warehouse) -> None:
    lost_count = warehouse.query("select count(*) - count(position) from pending").item()
    if lost_count:
        raise WarehouseError(
            f"contents.duckdb lacks the content of {lost_count} documents that warehouse.duckdb lists:"
            " put back the file that belongs to it, or move both away and build again"
        )


def _parsers(warehouse: Warehouse, selection: Selection) -> pl.DataFrame:
    """Determine outlet and parser version of each distinct (url_host, source_name, folder_name).

    Columns: url_host, source_name, folder_name, outlet_id, parser_version, parser_version_without_outlet.
    """
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
    return parsers.filter(pl.col("outlet_id").is_in(selection.outlets)) if selection.outlets else parsers


def _chosen(selection: Selection, limits: Limits) -> str:
    conditions = ["raw.has_content"]
    same_parsed = same_rejected = ""
    if not selection.include_done:
        same_parsed = "and parsed.parser_version = parsers.parser_version"
        same_rejected = f"and rejected.parser_version = {_rejecting_version(limits)}"
        conditions.append("parsed.document_id is null and rejected.document_id is null")
    if selection.months:
        conditions.append(
            "list_contains("
            "?, strftime(coalesce(parsed.published_date, cast(raw.header_at as date)), '%Y-%m'))"
        )
    return f"""
        select
            raw.document_id,
            raw.content_hash,
            raw.document_path,
            raw.byte_count,
            min(contents.rowid) as position,
            max(contents.rowid) as last_position,
            raw.byte_count + {BYTES_OF_A_DOCUMENT} as weight
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
        group by all
    """


def _rejecting_version(limits: Limits) -> str:
    """What would decide a rejection now; before the outlet of a document was known it was the shared parser."""
    past_a_limit = " ".join(f"when '{kind}' then '{text}'" for kind, text in limit_suffixes(limits).items())
    return (
        "if(rejected.outlet_id is null, parsers.parser_version_without_outlet, parsers.parser_version)"
        f" || case rejected.rejection_kind {past_a_limit} else '' end"
    )
