"""The classify step: articles to topics, what each is about.

Here: load, process, save, count. Not here: what is pending (etl/work/), weighing (etl/topics/).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import ARTICLE_TOPICS
from etl.work.topic_batches import classified_batches, has_unclassified


@dataclass(frozen=True, kw_only=True)
class ClassifyCounts(Counts):
    """Articles that were classified in this run, and those of them of which a topic is said."""

    article_count: int = 0
    told_count: int = 0

    @property
    def sentence(self) -> str:
        if not self.article_count:
            return ""
        return f"topics of {self.told_count:,} of {self.article_count:,} articles told"


def classify(settings: Settings, run: Run, progress: Progress = silent) -> ClassifyCounts:
    """Say what the articles with a new text are about; idempotent, one transaction a batch."""
    article_count = told_count = 0
    for batch in classified_batches(run.warehouse, run.run_id):
        with run.warehouse.transaction():
            run.warehouse.execute(
                "delete from base.article_topics where article_id in (select unnest(?))", [batch.article_ids]
            )
            run.warehouse.append(ARTICLE_TOPICS, batch.topics)
            run.record()
        article_count += batch.topics.height
        told_count += int((batch.topics["topics"].list.len() > 0).sum())
        progress("classify", article_count, None)
    return ClassifyCounts(article_count=article_count, told_count=told_count)


def is_unclassified(settings: Settings, run: Run) -> bool:
    """Whether an article was not classified in its newest text, or is gone."""
    return has_unclassified(run.warehouse)


CLASSIFY = Step(name="classify", doing="Telling topics", is_pending=is_unclassified, run=classify)
