"""Bring stories in line with their pairs: what changed pairs link is gathered again, and retired ids are redirected.

Here: the part of the archive that a change reaches, writing its stories. Not here: gathering itself (etl/stories/),
transactions (etl/steps/gathering.py).
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from etl.stories.article import Pair
from etl.stories.gather import BOUNDS, gather
from etl.warehouse.runs import Run
from etl.warehouse.tables import STORY_ARTICLES, STORY_REDIRECTS
from etl.warehouse.warehouse import Warehouse

_LINKS = f"select article_id, other_article_id from base.story_pairs where likeness >= {BOUNDS.bond}"
_IN_ORDER = """
    select article_id
    from base.story_readings
    where takes_part and article_id in (select unnest(?))
    order by placed_at, article_id
"""
_PAIRS = """
    select article_id, other_article_id, likeness
    from base.story_pairs
    where article_id in (select unnest($1)) and other_article_id in (select unnest($1))
"""
_STORIES = (
    "select article_id, story_id, closeness from base.story_articles where article_id in (select unnest(?))"
)
_DELETE = "delete from base.story_articles where article_id in (select unnest(?))"


def gather_again(run: Run, touched: Iterable[str]) -> None:
    """Gather what the pairs of these articles link, and write what is another story than before."""
    warehouse = run.warehouse
    reached = reached_from(warehouse, {*touched})
    if not reached:
        return
    article_ids = warehouse.query(_IN_ORDER, [reached])["article_id"].to_list()
    pairs = (Pair(**row) for row in warehouse.query(_PAIRS, [article_ids]).iter_rows(named=True))
    rows = [asdict(each) for each in gather(article_ids, pairs)]
    schema = dict(STORY_ARTICLES.schema)
    kept = ["article_id", "story_id", "closeness"]
    after = pl.DataFrame(rows, schema={name: schema[name] for name in kept})
    before = warehouse.query(_STORIES, [reached])
    changed = after.join(before, on=kept, how="anti")
    gone = before.join(after, on="article_id", how="anti")["article_id"].to_list()
    warehouse.execute(_DELETE, [[*gone, *changed["article_id"]]])
    warehouse.append(STORY_ARTICLES, changed.with_columns(run_id=pl.lit(run.run_id)).select(*schema))
    _redirect(run, before, after)


def reached_from(warehouse: Warehouse, article_ids: set[str]) -> list[str]:
    """Collect all articles that are linked with these, directly or through others.

    In one pass over the links: in a dense archive they chain over its whole length, and step by step each of the
    steps, some days long, would read them all.
    """
    links = warehouse.query(_LINKS)
    linked = pl.concat([links["article_id"], links["other_article_id"]])
    if linked.is_empty():
        return sorted(article_ids)
    places = linked.rank("dense").to_numpy() - 1
    one, other = np.split(places, 2)
    size = int(places.max()) + 1
    graph = csr_matrix((np.ones(len(one), np.int8), (one, other)), shape=(size, size))
    part = connected_components(graph, directed=False)[1][places]
    is_reached = np.isin(part, part[linked.is_in(sorted(article_ids)).to_numpy()])
    return sorted(article_ids | {*linked.filter(pl.Series(is_reached))})


# A story that exists again needs no redirect, and one that dissolved can have none.
_DROP_REDIRECTS = """
    delete from base.story_redirects
    where
        old_story_id in (select story_id from base.story_articles)
        or story_id not in (select story_id from base.story_articles)
"""
_SHORTEN = """
    update base.story_redirects as old set story_id = next.story_id
    from base.story_redirects as next
    where old.story_id = next.old_story_id
"""


def _redirect(run: Run, before: pl.DataFrame, after: pl.DataFrame) -> None:
    """Redirect each retired id to the story that holds most of its articles."""
    retired = before.join(after.select("story_id").unique(), on="story_id", how="anti")
    if retired.is_empty():
        return
    successors = (
        retired.select("article_id", old_story_id="story_id")
        .join(after.select("article_id", "story_id"), on="article_id")
        .group_by("old_story_id", "story_id")
        .len()
        .sort("old_story_id", "len", "story_id", descending=[False, True, False])
        .unique("old_story_id", keep="first")
        .with_columns(merged_at=pl.lit(datetime.now(UTC)), run_id=pl.lit(run.run_id))
        .select(pl.col(name).cast(kind) for name, kind in STORY_REDIRECTS.schema.items())
    )
    run.warehouse.replace(STORY_REDIRECTS, successors)
    run.warehouse.execute(_SHORTEN)
    run.warehouse.execute(_DROP_REDIRECTS)
