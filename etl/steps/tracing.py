"""The trace step: articles to copies, which carries the text of which.

Here: load, process, save, count. Not here: what is pending, candidates and clusters (etl/work/), judging (etl/copies/).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import COPY_SIGNATURES
from etl.work.copy_signatures import SignedBatch, has_unmatched, has_unsigned, signed_batches


@dataclass(frozen=True, kw_only=True)
class TraceCounts(Counts):
    """Articles that were held against others in this run, and the copies that were found."""

    article_count: int = 0
    copy_count: int = 0

    @property
    def sentence(self) -> str:
        if not self.article_count:
            return ""
        return f"{self.article_count:,} articles held against others, {self.copy_count:,} copies"


def trace(settings: Settings, run: Run, progress: Progress = silent) -> TraceCounts:
    """Sign the articles with a new text, and find whose text they carry; idempotent, a transaction a batch."""
    if not is_untraced(settings, run):
        return TraceCounts()
    from etl.work import copy_matches as matches  # its libraries are loaded where there is work

    for signed in signed_batches(run.warehouse, run.run_id):
        _save(run, signed)
    article_count = 0
    for article_ids in matches.unmatched(run.warehouse):
        with run.warehouse.transaction():
            copies = list(matches.copies_of(run.warehouse, article_ids))
            touched = matches.forget_pairs(run.warehouse, article_ids)
            touched += matches.add_pairs(run.warehouse, copies, run.run_id)
            matches.cluster_again(run.warehouse, touched)
            run.warehouse.execute(
                "update base.copy_signatures set is_matched = true where article_id in (select unnest(?))",
                [article_ids],
            )
            run.record()
        article_count += len(article_ids)
        progress("trace", article_count, None)
    count = "select count(*) from base.article_copies where run_id = ?"
    return TraceCounts(
        article_count=article_count, copy_count=run.warehouse.query(count, [run.run_id]).item()
    )


def _save(run: Run, signed: SignedBatch) -> None:
    from etl.work import copy_matches as matches

    with run.warehouse.transaction():
        gone = sorted({*signed.article_ids} - {*signed.signatures["article_id"]})
        matches.cluster_again(run.warehouse, matches.forget_pairs(run.warehouse, gone))
        run.warehouse.execute(
            "delete from base.copy_signatures where article_id in (select unnest(?))", [signed.article_ids]
        )
        run.warehouse.append(COPY_SIGNATURES, signed.signatures)
        run.record()


def is_untraced(settings: Settings, run: Run) -> bool:
    """Whether an article was not held against the others in its newest text, or is gone."""
    return has_unsigned(run.warehouse) or has_unmatched(run.warehouse)


TRACE = Step(name="trace", doing="Tracing copies", is_pending=is_untraced, run=trace)
