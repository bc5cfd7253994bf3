"""The gather step: articles to stories, which tell of one event.

Here: load, process, save, count. Not here: what is pending, pairs and groups (etl/work/), likeness (etl/stories/).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import STORY_READINGS
from etl.work.story_readings import has_unread, read_batches

_HAS_UNMATCHED = "from base.story_readings where not is_matched limit 1"
_FORGET = "delete from base.story_readings where article_id in (select unnest(?))"
_MATCHED = "update base.story_readings set is_matched = true where article_id in (select unnest(?))"
_COUNT = "select count(distinct story_id) from base.story_articles where run_id = ?"


@dataclass(frozen=True, kw_only=True)
class GatherCounts(Counts):
    """Articles that were held against others in this run, and the stories that are new or have changed."""

    article_count: int = 0
    story_count: int = 0

    @property
    def sentence(self) -> str:
        if not self.article_count:
            return ""
        return f"{self.article_count:,} articles gathered, {self.story_count:,} stories new or changed"


def gather(settings: Settings, run: Run, progress: Progress = silent) -> GatherCounts:
    """Read the articles with a new text or new names, and bring stories in line; idempotent, a transaction a batch."""
    if not is_ungathered(settings, run):
        return GatherCounts()
    from etl.work import story_groups as groups  # its libraries are loaded where there is work
    from etl.work import story_pairs as matches

    for batch in read_batches(run.warehouse, run.run_id):
        with run.warehouse.transaction():
            gone = sorted({*batch.article_ids} - {*batch.readings.filter("takes_part")["article_id"]})
            touched = matches.forget_pairs(run.warehouse, gone)
            run.warehouse.execute(_FORGET, [batch.article_ids])
            run.warehouse.append(STORY_READINGS, batch.readings)
            groups.gather_again(run, {*touched, *gone})
            run.record()
    article_count = 0
    for rows in matches.unmatched(run.warehouse):
        article_ids = rows["article_id"].to_list()
        with run.warehouse.transaction():
            pairs = matches.pairs_with(run.warehouse, rows)
            touched = matches.forget_pairs(run.warehouse, article_ids)
            matches.add_pairs(run.warehouse, pairs, run.run_id)
            groups.gather_again(run, {*touched, *article_ids})
            run.warehouse.execute(_MATCHED, [article_ids])
            run.record()
        article_count += len(article_ids)
        progress("gather", article_count, None)
    return GatherCounts(
        article_count=article_count, story_count=run.warehouse.query(_COUNT, [run.run_id]).item()
    )


def is_ungathered(settings: Settings, run: Run) -> bool:
    """Whether an article is not read in its newest text and names, is gone, or was not held against others."""
    return has_unread(run.warehouse) or not run.warehouse.query(_HAS_UNMATCHED).is_empty()


GATHER = Step(name="gather", doing="Gathering stories", is_pending=is_ungathered, run=gather)
