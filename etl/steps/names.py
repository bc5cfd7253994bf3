"""Steps from articles to entities: name and resolve.

Here: load, process, save, and say how many. Not here: how (etl/work/, etl/names/, etl/entities/).
"""

from dataclasses import dataclass

from etl.kinds import NamingKind
from etl.settings import Settings
from etl.steps.checking import refresh
from etl.steps.progress import Progress, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import MENTIONS
from etl.work.mention_batches import NamedBatch, find_unnamed, name_batches, read_names
from etl.work.pending_documents import Choice
from etl.work.whole_archive import (
    Written,
    basis,
    glosses_frame,
    is_resolved,
    names_frame,
    overrides_text,
    resolve_names,
    write,
)
from etl.work.workers import LeftPending


@dataclass(frozen=True, kw_only=True)
class NameCounts:
    """pending = named + left pending; those that are not in Chinese are named too, with no mention."""

    pending_count: int = 0
    named_count: int = 0
    not_chinese_count: int = 0
    mention_count: int = 0
    left_pending: tuple[LeftPending, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResolveCounts:
    """What the entities are now, and what changed. is_new: something had changed since they were made."""

    is_new: bool = False
    changed_count: int = 0
    redirected_count: int = 0


def name(
    settings: Settings, run: Run, progress: Progress = silent, choice: Choice | None = None
) -> NameCounts:
    """Look for names in articles that today's recogniser has not read as they are, or in those chosen."""
    named_count = not_chinese_count = mention_count = 0
    left_pending: list[LeftPending] = []
    with find_unnamed(run.warehouse, choice or Choice()) as unnamed:
        progress("name", 0, unnamed.document_count)
        for batch in name_batches(
            read_names, unnamed.batches(), settings, run_id=run.run_id, isolated=run.follows_a_kill
        ):
            _save(run, batch)
            named_count += len(batch.named)
            not_chinese_count += batch.named["naming_kind"].to_list().count(NamingKind.NOT_CHINESE)
            mention_count += sum(batch.named["mentions"].list.len())
            left_pending.extend(batch.left_pending)
            progress("name", named_count + len(left_pending), unnamed.document_count)
        return NameCounts(
            pending_count=unnamed.document_count,
            named_count=named_count,
            not_chinese_count=not_chinese_count,
            mention_count=mention_count,
            left_pending=tuple(left_pending),
        )


def resolve(settings: Settings, run: Run, progress: Progress = silent) -> ResolveCounts:
    """Say who is meant, over all names at once; nothing if neither they nor the rules have changed."""
    now = basis(settings, run.warehouse)
    if is_resolved(run.warehouse, now):
        return ResolveCounts()
    progress("resolve", 0, None)
    refresh(settings, run)
    frames = resolve_names(names_frame(run.warehouse), glosses_frame(run.warehouse), overrides_text(settings))
    written: Written = write(run, now, frames)
    return ResolveCounts(
        is_new=True, changed_count=written.changed_count, redirected_count=written.redirected_count
    )


def is_unresolved(settings: Settings, run: Run) -> bool:
    """Whether names, or the rules on whom they mean, have changed since the entities were made."""
    return not is_resolved(run.warehouse, basis(settings, run.warehouse))


def has_names_to_settle(settings: Settings, run: Run) -> bool:
    """Whether one of the two steps has something to do."""
    if is_unresolved(settings, run):
        return True
    with find_unnamed(run.warehouse, Choice()) as unnamed:
        return unnamed.document_count > 0


def _save(run: Run, batch: NamedBatch) -> None:
    if batch.named.is_empty():
        return
    with run.warehouse.transaction():
        run.record()
        run.warehouse.replace(MENTIONS, batch.named)
