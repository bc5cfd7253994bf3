"""The recognise step: articles to mentions.

Here: load, process, save, count. Not here: what is pending (etl/work/mention_batches.py), recognition (etl/names/).
"""

from dataclasses import dataclass

from etl.kinds import NamingKind
from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import MENTIONS
from etl.work.attempt import LeftPending, stop_at_repeated_failure
from etl.work.mention_batches import NamedBatch, find_unnamed, name_batches, read_names
from etl.work.queue import EVERYTHING_PENDING, Selection


@dataclass(frozen=True, kw_only=True)
class RecogniseCounts(Counts):
    """pending = named + left pending. Articles that are not in Chinese count as named, without mentions."""

    pending_count: int = 0
    named_count: int = 0
    not_chinese_count: int = 0
    mention_count: int = 0

    @property
    def sentence(self) -> str:
        return f"{self.mention_count:,} names found in {self.named_count:,}"


def recognise(
    settings: Settings,
    run: Run,
    progress: Progress = silent,
    selection: Selection = EVERYTHING_PENDING,
) -> RecogniseCounts:
    """Recognise names in the articles that are pending, or in those selected.

    Raises RepeatedFailure if the recogniser has a bug, WorkerError if no process can be started.
    """
    named_count = not_chinese_count = mention_count = 0
    left_pending: list[LeftPending] = []
    with find_unnamed(run.warehouse, selection) as queue:
        progress("recognise", 0, queue.document_count)
        results = name_batches(
            read_names, queue.batches(), settings, run_id=run.run_id, isolated=run.follows_a_kill
        )
        for batch in stop_at_repeated_failure(results):
            _save(run, batch)
            named_count += len(batch.named)
            not_chinese_count += batch.named["naming_kind"].to_list().count(NamingKind.NOT_CHINESE)
            mention_count += sum(batch.named["mentions"].list.len())
            left_pending.extend(batch.left_pending)
            progress("recognise", named_count + len(left_pending), queue.document_count)
        return RecogniseCounts(
            pending_count=queue.document_count,
            named_count=named_count,
            not_chinese_count=not_chinese_count,
            mention_count=mention_count,
            left_pending=tuple(left_pending),
        )


def has_articles_to_read(_settings: Settings, run: Run) -> bool:
    """Whether an article is pending."""
    with find_unnamed(run.warehouse, EVERYTHING_PENDING) as queue:
        return queue.document_count > 0


RECOGNISE = Step(name="recognise", doing="Finding names", is_pending=has_articles_to_read, run=recognise)


def _save(run: Run, batch: NamedBatch) -> None:
    if batch.named.is_empty():
        return
    with run.warehouse.transaction():
        run.record()
        run.warehouse.replace(MENTIONS, batch.named)
