"""Hold articles that were read anew against those of their days, and keep the pairs that are alike.

Here: which articles meet, reading their texts and names. Not here: likeness (etl/stories/), stories
(story_groups.py), transactions (etl/steps/gathering.py).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

import numpy as np
import polars as pl

from etl.stories.article import WINDOW, Article, Name, Pair
from etl.stories.likeness import pairs_of
from etl.stories.reading import LATIN_OPENING, read
from etl.warehouse.tables import STORY_PAIRS
from etl.warehouse.warehouse import Warehouse

MATCHED_AT_ONCE = 2000  # articles; with those of the days around them some 100 MB where a day has a hundred

_UNMATCHED = """
    select article_id, placed_at from base.story_readings where not is_matched order by placed_at, article_id
"""
_NEAR = """
    select readings.article_id, readings.document_id
    from base.story_readings as readings
    inner join (select unnest(?) as first_at, unnest(?) as last_at) as spans
        on readings.placed_at between spans.first_at and spans.last_at
    where readings.takes_part
    order by readings.article_id
"""
_READ = """
    select
        article_id,
        outlet_id,
        coalesce(title, '') as title,
        column_name,
        left(array_to_string(
            [each.text for each in paragraphs if each.paragraph_kind <> 'heading'], chr(10)
        ), ?) as opening,
        published_at
    from base.parsed_articles
    where document_id in (select unnest(?))
    order by article_id
"""
# Unnested before they are joined: the other way round DuckDB takes twenty times as long.
# Named first, with its article: joined by kind and referent alone, mentions and links are millions of rows.
_NAMES = """
    with named as materialized (
        select readings.article_id, unnest(mentions.mentions) as mention
        from base.mentions as mentions
        inner join base.story_readings as readings on mentions.document_id = readings.document_id
        where mentions.document_id in (select unnest(?))
    )
    select
        links.article_id,
        entities.entity_id,
        entities.entity_kind,
        entities.entity_name,
        cast(min(named.mention.position) as bigint) as position,
        count(*) as mention_count
    from named
    inner join base.entity_links as links
        on
            named.article_id = links.article_id
            and named.mention.entity_kind = links.entity_kind
            and named.mention.referent = links.referent
    inner join base.entities as entities on links.entity_id = entities.entity_id
    group by all
"""
_OF_ARTICLES = "article_id in (select unnest($1)) or other_article_id in (select unnest($1))"


def unmatched(warehouse: Warehouse) -> Iterator[pl.DataFrame]:
    """List the articles to hold against others, in batches: article_id, placed_at."""
    yield from warehouse.query(_UNMATCHED).iter_slices(MATCHED_AT_ONCE)


def all_articles(warehouse: Warehouse) -> list[Article]:
    """Read all articles that take part, as one frame of them is compared: for the recipe of rarity."""
    rows = warehouse.query(
        "select document_id from base.story_readings where takes_part order by document_id"
    )
    return _articles(warehouse, rows["document_id"].to_list())


def pairs_with(warehouse: Warehouse, batch: pl.DataFrame) -> list[Pair]:
    """Find the pairs in which one of the articles of a batch takes part."""
    fresh = set(batch["article_id"])
    near = warehouse.query(_NEAR, _spans(batch["placed_at"].to_list()))
    articles = _articles(warehouse, near["document_id"].to_list())
    return list(pairs_of(read(articles), np.array([each.article_id in fresh for each in articles])))


def forget_pairs(warehouse: Warehouse, article_ids: Sequence[str]) -> set[str]:
    """Delete all pairs in which one of the articles takes part; give the articles of these pairs."""
    touched = warehouse.query(f"from base.story_pairs where {_OF_ARTICLES}", [list(article_ids)])
    warehouse.execute(f"delete from base.story_pairs where {_OF_ARTICLES}", [list(article_ids)])
    return {*touched["article_id"], *touched["other_article_id"]}


def add_pairs(warehouse: Warehouse, pairs: Sequence[Pair], run_id: str) -> None:
    """Add pairs."""
    rows = [{**asdict(pair), "run_id": run_id} for pair in pairs]
    warehouse.append(STORY_PAIRS, pl.DataFrame(rows, schema=dict(STORY_PAIRS.schema)))


def _spans(times: Sequence[datetime]) -> list[list[datetime]]:
    """Give the beginnings and the ends of the time that lies within the window of one of these, none twice."""
    spans: list[list[datetime]] = []
    for time in sorted(times):
        if spans and time - WINDOW <= spans[-1][1]:
            spans[-1][1] = time + WINDOW
        else:
            spans.append([time - WINDOW, time + WINDOW])
    return [[first for first, _ in spans], [last for _, last in spans]]


def _articles(warehouse: Warehouse, document_ids: list[str]) -> list[Article]:
    names: dict[str, list[Name]] = defaultdict(list)
    for row in warehouse.query(_NAMES, [document_ids]).iter_rows(named=True):
        names[row.pop("article_id")].append(Name(**row))
    return [
        Article(**row, names=tuple(names[row["article_id"]]))
        for row in warehouse.query(_READ, [LATIN_OPENING, document_ids]).iter_rows(named=True)
    ]
