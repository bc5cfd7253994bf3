"""When documents arrived: by their run, by their commit, and again where a path went back to a content.

Here: what base.raw_documents knows of time. Not here: ingesting itself (ingest.py), the order of versions (sql/).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from etl.archive.root import FoundFile
from etl.model import RawDocument
from etl.warehouse.runs import Run
from etl.warehouse.warehouse import Warehouse

Read = tuple[FoundFile, RawDocument]


def indexed_at(found: FoundFile, started_at: datetime) -> datetime:
    """Encode the order of arrival: run, then root in the given order, then occurrence of the path in the root."""
    return started_at + timedelta(microseconds=1000 * found.root_position + min(found.occurrence, 999))


def date_by_commits(warehouse: Warehouse, batch: Sequence[Read]) -> None:
    """Give documents the time of their first commit, also those that were read before from a folder."""
    dated = [(each.document_id, found.archived_at) for found, each in batch if found.archived_at]
    if dated:
        warehouse.execute(
            "update base.raw_documents as raw set archived_at = dated.archived_at from"
            " (select document_id, min(archived_at) as archived_at from"
            " (select unnest(?) as document_id, unnest(?) as archived_at) group by document_id) as dated"
            " where raw.document_id = dated.document_id"
            " and (raw.archived_at is null or raw.archived_at > dated.archived_at)",
            [[each for each, _ in dated], [archived_at for _, archived_at in dated]],
        )


def note_returns(run: Run, batch: Sequence[Read]) -> int:
    """Date documents that a path went back to, after it had held another content; return how many.

    Only a git history and a listed folder know what a path held before; a tar file that is read again does not.
    """
    came = [
        (each.document_id, found.archived_at or indexed_at(found, run.started_at))
        for found, each in batch
        if found.archived_at or (found.held_id and found.held_id != each.document_id)
    ]
    if not came:
        return 0
    returned = run.warehouse.query(
        "with seen as (select document_id, document_path, coalesce(returned_at, archived_at, indexed_at) as seen_at"
        " from base.raw_documents),"
        " came as (select document_id, max(came_at) as came_at"
        " from (select unnest(?) as document_id, unnest(?) as came_at) group by document_id)"
        " select distinct document_id, came_at from came inner join seen as own using (document_id)"
        " inner join seen as other on own.document_path = other.document_path"
        " and other.seen_at > own.seen_at and other.seen_at < came.came_at",
        [[each for each, _ in came], [came_at for _, came_at in came]],
    )
    if not returned.is_empty():
        run.warehouse.execute(
            "update base.raw_documents as raw set returned_at = returned.came_at"
            " from (select unnest(?) as document_id, unnest(?) as came_at) as returned"
            " where raw.document_id = returned.document_id",
            [returned["document_id"].to_list(), returned["came_at"].to_list()],
        )
    return len(returned)
