"""Ingest files into base.raw_documents, incrementally: only those that are new or changed.

Here: one transaction per batch of them. Not here: which files those are (unread.py), listing and opening files
(the modules beside this one), and what a document says below its header (etl/page/parse.py).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from etl.archive.arrivals import Read, date_by_commits, indexed_at, note_returns
from etl.archive.history import HistoryRoot
from etl.archive.open import FoundFile, PackState, Root, refused_id
from etl.archive.unread import changed_files, is_known_pack, past_limit
from etl.code_version import reader_version
from etl.kinds import FormatKind, RejectionKind
from etl.model import Header, Limits, RawDocument, Refused
from etl.normalize.url import url_host
from etl.page.encoding import decode
from etl.page.header import read_header
from etl.page.title import read_path_day
from etl.warehouse.frames import rejected_frame
from etl.warehouse.runs import Run
from etl.warehouse.tables import ARCHIVE_FILES, CONTENTS, RAW_DOCUMENTS, REJECTED_DOCUMENTS
from etl.warehouse.warehouse import Warehouse

BATCH_FILES = 1000
BATCH_BYTES = 16 * 1024 * 1024
# DuckDB unpacks 2,048 rows of contents at once into one buffer: 32 MB of parts, but of whole pages any amount.
PART_BYTES = 16 * 1024


@dataclass(frozen=True, kw_only=True)
class BatchCounts:
    """found: files listed; read: files opened, being new or changed; new: documents not seen before."""

    found_count: int = 0
    read_count: int = 0
    new_count: int = 0
    refused: Counter[str]


def ingest_root(run: Run, root: Root, limits: Limits) -> Iterator[BatchCounts]:
    """Ingest one root; each batch is committed when its counts are yielded. Raises ArchiveError, WarehouseError."""
    if is_known_pack(run.warehouse, root, limits):
        return
    root = _resumed(run.warehouse, root)
    version, version_past_limit = reader_version(), past_limit(limits)
    for found_files in root.scan():
        changed = (
            list(found_files) if root.pack_state else changed_files(run.warehouse, root.name, found_files)
        )
        yield BatchCounts(found_count=len(found_files), refused=Counter())
        for batch in _batches(root.read(changed, limits)):
            counts = _write(run, batch, is_listed=root.pack_state is None)
            version = version_past_limit if counts.refused[RejectionKind.TOO_LARGE] else version
            yield counts
    if root.pack_state is not None:  # last, so that a killed run reads this root again
        run.warehouse.replace(ARCHIVE_FILES, _pack_frame(root.name, root.pack_state, version))


def _resumed(warehouse: Warehouse, root: Root) -> Root:
    """Leave out of a git history what was read before; the reader must be the one that read it."""
    if not isinstance(root, HistoryRoot):
        return root
    read = warehouse.query(
        "select commit_id from base.archive_files where root_name = ? and document_path = ''"
        " and reader_version = ? and commit_id is not null",
        [root.name, reader_version()],
    )
    return root if read.is_empty() else root.after(read.item())


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
        date_by_commits(run.warehouse, batch)
        returned_count = note_returns(run, batch)
        run.warehouse.append(REJECTED_DOCUMENTS, rejected_frame(refusals, run_id=run.run_id))
        if is_listed:
            run.warehouse.replace(ARCHIVE_FILES, _files_frame(batch))
        if new_count or forgotten_count or returned_count:
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
        (document.content_hash, document.content[start : start + PART_BYTES], number)
        for _, document in batch
        if document.content is not None
        for number, start in enumerate(range(0, max(1, len(document.content)), PART_BYTES), start=1)
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
            None,
        )
        for found, document in batch
        if document.refusal is None
    ]
    return pl.DataFrame(rows, schema=dict(ARCHIVE_FILES.schema), orient="row")


def _pack_frame(root_name: str, pack_state: PackState, version: str) -> pl.DataFrame:
    row = (root_name, "", pack_state.byte_count, pack_state.modified_ns, None, version, pack_state.commit_id)
    return pl.DataFrame([row], schema=dict(ARCHIVE_FILES.schema), orient="row")


def _raw_frame(batch: Sequence[Read], run: Run) -> pl.DataFrame:
    rows = [_raw_row(found, document, run) for found, document in batch]
    return pl.DataFrame(rows, schema=dict(RAW_DOCUMENTS.schema), orient="row")


def _raw_row(found: FoundFile, document: RawDocument, run: Run) -> tuple[object, ...]:
    encoding_name, header = _head(document)
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
        indexed_at(found, run.started_at),
        found.archived_at,
        None,
        document.content is not None,
        run.run_id,
    )


def _head(document: RawDocument) -> tuple[str | None, Header]:
    """Read encoding and header if possible; errors are left to the parser to report."""
    encoding_name = None
    if document.content is not None:
        try:
            text, encoding_name = decode(document.content)
            return encoding_name, read_header(text, read_path_day(document.document_path))[0]
        except Refused:
            pass
    return encoding_name, Header(format_kind=FormatKind.UNKNOWN)
