"""The revise step: saved versions of an article to what was changed from one to the next.

Here: load, process, save, count. Not here: what is pending (etl/work/), comparing (etl/revisions/).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import ARTICLE_CHANGES, ARTICLE_REVISIONS
from etl.work.revision_batches import has_unrevised, revised_batches


@dataclass(frozen=True, kw_only=True)
class ReviseCounts(Counts):
    """Articles whose versions were compared in this run, and the revisions that were found."""

    article_count: int = 0
    revision_count: int = 0

    @property
    def sentence(self) -> str:
        if not self.article_count:
            return ""
        return f"{self.revision_count:,} versions of {self.article_count:,} articles compared"


def revise(settings: Settings, run: Run, progress: Progress = silent) -> ReviseCounts:
    """Compare the versions of each article that has new ones; idempotent, one transaction a batch of articles."""
    article_count = revision_count = 0
    for batch in revised_batches(run.warehouse, run.run_id):
        with run.warehouse.transaction():
            for table, frame in ((ARTICLE_REVISIONS, batch.revisions), (ARTICLE_CHANGES, batch.changes)):
                run.warehouse.execute(
                    f"delete from base.{table.name} where list_contains(?, article_id)", [batch.article_ids]
                )
                run.warehouse.append(table, frame)
            run.record()
        article_count += len(batch.article_ids)
        revision_count += batch.revisions.height
        progress("revise", article_count, None)
    return ReviseCounts(article_count=article_count, revision_count=revision_count)


def is_unrevised(settings: Settings, run: Run) -> bool:
    """Whether an article has a version that was not compared yet."""
    return has_unrevised(run.warehouse)


REVISE = Step(name="revise", doing="Comparing versions", is_pending=is_unrevised, run=revise)
