"""The failures of outlets and of the archive: drift, an outlet that is silent, an archive into which nothing comes.

Here: reading the ledger of the published copy, where it is tables. Not here: what has fallen or is silent (sql/ops/).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from etl.quality.alerts.failure import EXAMPLES, Failure, FailureKind, query_of
from etl.warehouse.warehouse import Warehouse

ARCHIVE = "archive"
DRIFT = "drift:"
STALE = "stale:"

_FALLEN = """
    select outlet_id, any_value(outlet_name) as outlet_name, field_name,
        min(filled_share) as filled_share, max(coalesce(past_filled_share, 1)) as past_filled_share,
        max(page_count) as page_count
    from {copy}.ops.field_drift where drift_kind = 'fallen'
    group by outlet_id, field_name order by outlet_id, field_name
"""
_LACKING = """
    select coalesce(article_id, document_id) from {copy}.ops.page_fields
    where outlet_id = ? and list_contains(fields, {{'field_name': ?, 'is_filled': false}})
    order by saved_at desc, document_id limit {most}
"""
_STALE = """
    select outlet_id, outlet_name, newest_saved_at, silent_hour_count, longest_hour_count
    from {copy}.ops.freshness where is_stale order by outlet_id
"""
_NEWEST = """
    select document_path from {copy}.marts.fct_documents
    where outlet_id = ? order by header_at desc nulls last, document_path limit {most}
"""
_ARCHIVE = "from {copy}.ops.archive_freshness where stale_from_at <= ?"
_NEWEST_OF_ALL = """
    select document_path from {copy}.marts.fct_documents
    where header_at is not null order by header_at desc, document_path limit {most}
"""


def drifting_outlets(warehouse: Warehouse, copy: str) -> Iterator[Failure]:
    """Yield a failure per outlet whose new pages lack what its pages had."""
    rows = warehouse.query(_FALLEN.format(copy=copy)).rows(named=True)
    for outlet_id in dict.fromkeys(row["outlet_id"] for row in rows):
        fields = [row for row in rows if row["outlet_id"] == outlet_id]
        first = fields[0]
        lacking = warehouse.query(_LACKING.format(copy=copy, most=EXAMPLES), [outlet_id, first["field_name"]])
        yield Failure(
            key=f"{DRIFT}{outlet_id}",
            kind=FailureKind.DRIFT,
            subject=f"{first['outlet_name']}: {', '.join(row['field_name'] for row in fields)}",
            sentence=f"New pages lack what the outlet's pages had: {'; '.join(map(_fall, fields))}.",
            since=datetime.now(UTC),
            outlets=(outlet_id,),
            parts=tuple(row["field_name"] for row in fields),
            examples=tuple(lacking.to_series()),
            command=query_of(f"ops.field_drift where outlet_id = '{outlet_id}' and drift_kind = 'fallen'"),
        )


def _fall(row: dict[str, object]) -> str:
    return (
        f"{row['field_name']} {row['filled_share']:.0%} of {row['page_count']},"
        f" before {row['past_filled_share']:.0%}"
    )


def stale_outlets(warehouse: Warehouse, copy: str) -> Iterator[Failure]:
    """Yield a failure per outlet that is silent as it never was while the archive goes on."""
    for row in warehouse.query(_STALE.format(copy=copy)).iter_rows(named=True):
        outlet_id = row["outlet_id"]
        newest: Sequence[str] = (
            warehouse.query(_NEWEST.format(copy=copy, most=EXAMPLES), [outlet_id]).to_series().to_list()
        )
        yield Failure(
            key=f"{STALE}{outlet_id}",
            kind=FailureKind.STALE_OUTLET,
            subject=str(row["outlet_name"]),
            sentence=f"Nothing new for {row['silent_hour_count']} hours in which the archive saved other outlets;"
            f" the longest silence before was {row['longest_hour_count']} hours.",
            since=row["newest_saved_at"],
            outlets=(outlet_id,),
            examples=tuple(newest),
            command=query_of(f"ops.missing_hours where outlet_id = '{outlet_id}'"),
        )


def stale_archive(warehouse: Warehouse, copy: str, now: datetime) -> Iterator[Failure]:
    """Yield one failure if nothing of any outlet has come for longer than ever: whoever saves pages has stopped."""
    for row in warehouse.query(_ARCHIVE.format(copy=copy), [now]).iter_rows(named=True):
        hours = int((now - row["newest_saved_at"]).total_seconds() // 3600)
        newest = warehouse.query(_NEWEST_OF_ALL.format(copy=copy, most=EXAMPLES)).to_series()
        yield Failure(
            key=ARCHIVE,
            kind=FailureKind.STALE_ARCHIVE,
            subject="the whole archive",
            sentence=f"Nothing new of any outlet for {hours} hours; the longest silence before was"
            f" {row['longest_hour_count']} hours.",
            since=row["newest_saved_at"],
            examples=tuple(newest),
            command=query_of("ops.archive_freshness"),
        )
