"""Ingest files into base.raw_documents, incrementally: only those that are new or changed.

Here: which files those are, and one transaction per batch of them. Not here: listing and opening files
(the modules beside this one), and what a document says below its header (etl/page/parse.py).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from etl.archive.open import NO_CLOCK, FoundFile, PackState, Root, refused_id
from etl.code_version import reader_version, rejecting_version
from etl.kinds import FormatKind, RejectionKind
from etl.model import Header, Limits, RawDocument, Refused
from etl.normalize.url import url_host
from etl.page.encoding import decode
from etl.page.header import read_header
from etl.warehouse.frames import rejected_frame
from etl.warehouse.runs import Run
from etl.warehouse.tables import ARCHIVE_FILES, CONTENTS, RAW_DOCUMENTS, REJECTED_DOCUMENTS
from etl.warehouse.warehouse import Warehouse

BATCH_FILES = 1000
BATCH_BYTES = 16 * 1024 * 1024

Read = tuple[FoundFile, RawDocument]


@dataclass(frozen=True, kw_only=True)
class BatchCounts:
    """found: files listed; read: files opened, being new or changed; new: documents not seen before."""

    found_count: int = 0
    read_count: int = 0
    new_count: int = 0
    refused: Counter[str]


def ingest_root(run: Run, root: Root, limits: Limits) -> Iterator[BatchCounts]:
    """Ingest one root; each batch is committed when its counts are yielded. Raises ArchiveError, WarehouseError."""
    if _is_known_pack(run.warehouse, root, limits):
        return
    version, past_limit = reader_version(), _past_limit(limits)
    for found_files in root.scan():
        changed = list(found_files) if root.pack_state else _changed(run.warehouse, root.name, found_files)
        yield BatchCounts(found_count=len(found_files), refused=Counter())
        for batch in _batches(root.read(changed, limits)):
            counts = _write(run, batch, is_listed=root.pack_state is None)
            version = past_limit if counts.refused[RejectionKind.TOO_LARGE] else version
            yield counts
    if root.pack_state is not None:  # last, so that a killed run reads this root again
        run.warehouse.replace(ARCHIVE_FILES, _pack_frame(root.name, root.pack_state, version))


def has_unread(warehouse: Warehouse, root: Root, limits: Limits) -> bool:
    """Whether the root lists a new or changed file; none is opened."""
    if root.pack_state is not None:
        return not _is_known_pack(warehouse, root, limits)
    return any(_changed(warehouse, root.name, found_files) for found_files in root.scan())


def _past_limit(limits: Limits) -> str:
    """Give the reader version of a rejection for size, which includes the limit."""
    return rejecting_version(reader_version(), RejectionKind.TOO_LARGE, limits)


def _is_known_pack(warehouse: Warehouse, root: Root, limits: Limits) -> bool:
    """Whether the root is a packed file that the current reader has read unchanged."""
    if root.pack_state is None or root.pack_state.modified_ns == NO_CLOCK:
        return False
    seen = warehouse.query(
        "from base.archive_files where root_name = ? and document_path = '' and byte_count = ?"
        " and modified_ns = ? and list_contains(?, reader_version)",
        [
            root.name,
            root.pack_state.byte_count,
            root.pack_state.modified_ns,
            [reader_version(), _past_limit(limits)],
        ],
    )
    return not seen.is_empty()


def _changed(warehouse: Warehouse, root_name: str, found_files: Sequence[FoundFile]) -> list[FoundFile]:
    """Filter the files whose size or time changed; the look-up is restricted to their range of paths."""
    if not found_files:
        return []
    paths = [found.document_path for found in found_files]
    found_frame = pl.DataFrame(
        {
            "place": range(len(found_files)),
            "document_path": paths,
            "byte_count": [found.byte_count for found in found_files],
            "modified_ns": [found.modified_ns for found in found_files],
        }
    )
    warehouse.connection.register("found", found_frame.to_arrow())
    try:
        places = warehouse.query(
            "select place from found anti join ("
            " select document_path, byte_count, modified_ns from base.archive_files"
            " where root_name = ? and document_path between ? and ? and modified_ns <> ?"
            ") as seen using (document_path, byte_count, modified_ns) order by place",
            [root_name, min(paths), max(paths), NO_CLOCK],
        )
    finally:
        warehouse.connection.unregister("found")
    return [found_files[place] for place in places["place"]]


def _batches(reads: Iterator[Read]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    byte_count = 0
    for found, document in reads:
        batch.append((found, document))
        byte_count += len(document.content or b"")
        if len(batch) == BATCH_FILES or byte_count >= BATCH_BYTES:
            yield batch
            batch, byte_count = [], 0
    if batch:
        yield batch


def _write(run: Run, batch: Sequence[Read], *, is_listed: bool) -> BatchCounts:
    """Write contents first, in their own file, where an orphan is harmless; then the rest in one transaction."""
    refusals = [document.refusal for _, document in batch if document.refusal]
    run.warehouse.append(CONTENTS, _contents_frame(batch))
    with run.warehouse.transaction():
        forgotten_count = _forget_refusals(run.warehouse, batch)
        new_count = run.warehouse.append(RAW_DOCUMENTS, _raw_frame(batch, run))
        run.warehouse.append(REJECTED_DOCUMENTS, rejected_frame(refusals, run_id=run.run_id))
        if is_listed:
            run.warehouse.replace(ARCHIVE_FILES, _files_frame(batch))
        if new_count or forgotten_count:
            run.record(documents=new_count)
    return BatchCounts(
        read_count=len(batch),
        new_count=new_count,
        refused=Counter(str(refusal.rejection_kind) for refusal in refusals),
    )


def _forget_refusals(warehouse: Warehouse, batch: Sequence[Read]) -> int:
    """Delete rejections of these files by another limit or reader; return how many there were.

    A file that is read now was the same file when it was too large: it is one document, not two.
    """
    versions = {each.refusal.document_id: each.refusal.parser_version for _, each in batch if each.refusal}
    read = [refused_id(found, RejectionKind.TOO_LARGE) for found, document in batch if not document.refusal]
    if warehouse.query(
        "from base.rejected_documents where parser_version like 'archive.%' limit 1"
    ).is_empty():
        return 0
    outdated = warehouse.query(
        "select document_id, parser_version from base.rejected_documents where document_id in (select unnest(?))",
        [[*versions, *read]],
    ).filter(pl.col("parser_version") != pl.col("document_id").replace_strict(versions, default=""))
    gone = outdated["document_id"].to_list()
    if gone:
        warehouse.execute(
            "delete from base.rejected_documents where document_id in (select unnest(?))", [gone]
        )
        warehouse.execute(
            "delete from base.raw_documents where document_id in (select unnest(?)) and not has_content",
            [[each for each in gone if each not in versions]],
        )
    return len(gone)


def _contents_frame(batch: Sequence[Read]) -> pl.DataFrame:
    rows = [
        (document.content_hash, document.content) for _, document in batch if document.content is not None
    ]
    return pl.DataFrame(rows, schema=dict(CONTENTS.schema), orient="row")


def _files_frame(batch: Sequence[Read]) -> pl.DataFrame:
    """List the files to remember as read; refused ones are left out, because a fix need not change their time."""
    rows = [
        (
            found.root_name,
            found.document_path,
            found.byte_count,
            found.modified_ns,
            document.document_id,
            None,
        )
        for found, document in batch
        if document.refusal is None
    ]
    return pl.DataFrame(rows, schema=dict(ARCHIVE_FILES.schema), orient="row")


def _pack_frame(root_name: str, pack_state: PackState, version: str) -> pl.DataFrame:
    row = (root_name, "", pack_state.byte_count, pack_state.modified_ns, None, version)
    return pl.DataFrame([row], schema=dict(ARCHIVE_FILES.schema), orient="row")


def _raw_frame(batch: Sequence[Read], run: Run) -> pl.DataFrame:
    rows = [_raw_row(found, document, run) for found, document in batch]
    return pl.DataFrame(rows, schema=dict(RAW_DOCUMENTS.schema), orient="row")


def _raw_row(found: FoundFile, document: RawDocument, run: Run) -> tuple[object, ...]:
    encoding_name, header = _head(document.content)
    folder_name, _, _ = document.document_path.rpartition("/")
    return (
        document.document_id,
        document.content_hash,
        document.document_path,
        found.root_name,
        folder_name or None,
        header.source_name,
        header.url,
        url_host(header.url) if header.url else None,
        str(header.format_kind),
        encoding_name,
        document.byte_count,
        header.header_at,
        _indexed_at(found, run.started_at),
        document.content is not None,
        run.run_id,
    )


def _head(content: bytes | None) -> tuple[str | None, Header]:
    """Read encoding and header if possible; errors are left to the parser to report."""
    encoding_name = None
    if content is not None:
        try:
            text, encoding_name = decode(content)
            return encoding_name, read_header(text)[0]
        except Refused:
            pass
    return encoding_name, Header(format_kind=FormatKind.UNKNOWN)


def _indexed_at(found: FoundFile, started_at: datetime) -> datetime:
    """Encode the order of arrival: run, then root in the given order, then occurrence of the path in the root."""
    return started_at + timedelta(microseconds=1000 * found.root_position + min(found.occurrence, 999))
