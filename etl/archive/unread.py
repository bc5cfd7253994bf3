"""Which files of an archive a warehouse has not read yet.

Here: comparing a listing with the files as they were last seen, and with the refusals that stand. Not here: reading
them into the warehouse (ingest.py), listing and opening them (the modules beside this one).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from etl.archive.open import NO_CLOCK, FoundFile, Root, refused_early, refused_id
from etl.code_version import reader_version, rejecting_version
from etl.kinds import RejectionKind
from etl.model import Limits
from etl.warehouse.warehouse import Warehouse


def has_unread(warehouse: Warehouse, root: Root, limits: Limits) -> bool:
    """Whether the root lists a new or changed file. A file that is refused as it was before is neither.

    None is opened but those that could not be read before: what mends them need not change their size or time.
    """
    if root.pack_state is not None:
        return not is_known_pack(warehouse, root, limits)
    refusals: Mapping[str, str] | None = None
    for found_files in root.scan():
        changed = changed_files(warehouse, root.name, found_files)
        if changed:
            refusals = _standing_refusals(warehouse) if refusals is None else refusals
            if any(_is_news(root, found, limits, refusals) for found in changed):
                return True
    return False


def past_limit(limits: Limits) -> str:
    """Give the reader version of a rejection for size, which includes the limit."""
    return rejecting_version(reader_version(), RejectionKind.TOO_LARGE, limits)


def is_known_pack(warehouse: Warehouse, root: Root, limits: Limits) -> bool:
    """Whether the root is a packed file that the current reader has read unchanged."""
    if root.pack_state is None or root.pack_state.modified_ns == NO_CLOCK:
        return False
    seen = warehouse.query(
        "from base.archive_files where root_name = ? and document_path = '' and byte_count = ?"
        " and modified_ns = ? and commit_id is not distinct from ? and list_contains(?, reader_version)",
        [
            root.name,
            root.pack_state.byte_count,
            root.pack_state.modified_ns,
            root.pack_state.commit_id,
            [reader_version(), past_limit(limits)],
        ],
    )
    return not seen.is_empty()


def changed_files(warehouse: Warehouse, root_name: str, found_files: Sequence[FoundFile]) -> list[FoundFile]:
    """Filter the files whose size or time changed, with the document that each held when it was last read.

    The look-up is restricted to their range of paths.
    """
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
        changed = warehouse.query(
            "select found.place, seen.document_id from found left join ("
            " select document_path, byte_count, modified_ns, document_id from base.archive_files"
            " where root_name = ? and document_path between ? and ?"
            ") as seen using (document_path)"
            " where seen.byte_count is distinct from found.byte_count"
            " or seen.modified_ns is distinct from found.modified_ns or seen.modified_ns = ?"
            " order by found.place",
            [root_name, min(paths), max(paths), NO_CLOCK],
        )
    finally:
        warehouse.connection.unregister("found")
    return [replace(found_files[place], held_id=document_id) for place, document_id in changed.iter_rows()]


def _standing_refusals(warehouse: Warehouse) -> Mapping[str, str]:
    """Map the documents that the reader refused to its version and limit."""
    refused = warehouse.query(
        "select document_id, parser_version from base.rejected_documents where parser_version like 'archive.%'"
    )
    return dict(refused.iter_rows())


def _is_news(root: Root, found: FoundFile, limits: Limits, refusals: Mapping[str, str]) -> bool:
    """Whether a changed file would give another document, or be refused for another reason."""
    is_opened = refused_early(found, limits) is None
    if is_opened and refused_id(found, RejectionKind.UNREADABLE) not in refusals:
        return True
    for _, document in root.read([found], limits):
        refusal = document.refusal
        if refusal is None or refusals.get(refusal.document_id) != refusal.parser_version:
            return True
    return False
