"""Hold articles with a new signature against those that share a band, and bring pairs and clusters in line.

Here: candidates, reading their texts, clusters that changed. Not here: judging a pair (etl/copies/), transactions
(etl/steps/tracing.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from etl.copies.article import WINDOW, Article, Copy
from etl.copies.clusters import cluster_ids
from etl.copies.judge import copy_of
from etl.copies.reading import Reading
from etl.warehouse.tables import ARTICLE_COPIES
from etl.warehouse.warehouse import Warehouse

MATCHED_AT_ONCE = 2000  # articles, of some 256,000 bands
PAIRS_AT_ONCE = 1000
READINGS_HELD = 2 * PAIRS_AT_ONCE  # articles, no fewer than a slice has; with texts and shingles some 60 MB
NOT_YET = ""  # cluster of a pair that was just found

_UNMATCHED = "select article_id from base.copy_signatures where not is_matched order by placed_at, article_id"
# Pairs of articles that share a band and lie within the window, one of them of those given. Each band of these meets
# only the signatures of their time.
_CANDIDATES = f"""
    with fresh as (
        select article_id, placed_at, bands
        from base.copy_signatures
        where article_id in (select unnest(?))
    ),
    times as (select min(placed_at) as first_at, max(placed_at) as last_at from fresh),
    near as (
        select signatures.article_id, signatures.placed_at, unnest(signatures.bands) as band
        from base.copy_signatures as signatures, times
        where
            signatures.placed_at between times.first_at - interval {WINDOW.days} days
            and times.last_at + interval {WINDOW.days} days
    ),
    bands as (select article_id, placed_at, unnest(bands) as band from fresh)
    select distinct
        least(bands.article_id, near.article_id) as one,
        greatest(bands.article_id, near.article_id) as other
    from bands
    inner join near on bands.band = near.band
    where
        bands.article_id <> near.article_id
        and near.placed_at between bands.placed_at - interval {WINDOW.days} days
        and bands.placed_at + interval {WINDOW.days} days
    order by all
"""
_READ = """
    select
        parsed.article_id,
        parsed.outlet_id,
        parsed.title,
        [each.text for each in parsed.paragraphs if each.paragraph_kind <> 'heading'] as paragraphs,
        parsed.published_at,
        parsed.is_exact_time,
        [each.author_name for each in parsed.credits if each.role_kind <> 'photographer'] as credited,
        coalesce(parsed.agency_use_kind = 'own', false) as is_agency
    from base.parsed_articles as parsed
    inner join base.copy_signatures as signatures on parsed.document_id = signatures.document_id
    where signatures.article_id in (select unnest(?))
"""
_CLUSTERS_OF = """
    select distinct copy_cluster_id
    from base.article_copies
    where article_id in (select unnest($1)) or original_article_id in (select unnest($1))
    order by all
"""
_PAIRS_OF = "select * from base.article_copies where copy_cluster_id in (select unnest(?)) order by all"


def unmatched(warehouse: Warehouse) -> Iterator[list[str]]:
    """List the articles to hold against others, in batches of one time."""
    for batch in warehouse.query(_UNMATCHED).iter_slices(MATCHED_AT_ONCE):
        yield batch["article_id"].to_list()


def copies_of(warehouse: Warehouse, article_ids: Sequence[str]) -> Iterator[Copy]:
    """Find all copies in which one of the articles takes part, as copy or as original."""
    candidates = warehouse.query(_CANDIDATES, [list(article_ids)])
    readings: dict[str, Reading] = {}  # texts of one mould meet in many pairs
    for pairs in candidates.iter_slices(PAIRS_AT_ONCE):
        needed = {*pairs["one"], *pairs["other"]}
        if len(readings.keys() | needed) > READINGS_HELD:
            readings = {each: readings[each] for each in needed & readings.keys()}
        readings |= _readings(warehouse, needed - readings.keys())
        for one, other in pairs.iter_rows():
            copy = copy_of(readings[one], readings[other])
            if copy is not None:
                yield copy


def forget_pairs(warehouse: Warehouse, article_ids: Sequence[str]) -> list[str]:
    """Delete all pairs in which one of the articles takes part; give the clusters that may fall apart."""
    touched: list[str] = warehouse.query(_CLUSTERS_OF, [list(article_ids)])["copy_cluster_id"].to_list()
    warehouse.execute(
        "delete from base.article_copies"
        " where article_id in (select unnest($1)) or original_article_id in (select unnest($1))",
        [list(article_ids)],
    )
    return touched


def add_pairs(warehouse: Warehouse, copies: Sequence[Copy], run_id: str) -> list[str]:
    """Add pairs, in no cluster yet; give the clusters that they may bridge, and that of the new ones."""
    rows = [{**asdict(copy), "copy_cluster_id": NOT_YET, "run_id": run_id} for copy in copies]
    warehouse.append(ARTICLE_COPIES, pl.DataFrame(rows, schema=dict(ARTICLE_COPIES.schema)))
    article_ids = {each for copy in copies for each in (copy.article_id, copy.original_article_id)}
    touched: list[str] = warehouse.query(_CLUSTERS_OF, [sorted(article_ids)])["copy_cluster_id"].to_list()
    return touched


def cluster_again(warehouse: Warehouse, touched: Sequence[str]) -> None:
    """Give the pairs of these clusters the clusters that they are of now."""
    pairs = warehouse.query(_PAIRS_OF, [list(touched)])
    linked = cluster_ids(pairs.select("article_id", "original_article_id").iter_rows())
    now = pairs.with_columns(
        copy_cluster_id=pl.Series([linked[article_id] for article_id in pairs["article_id"]], dtype=pl.String)
    )
    warehouse.replace(ARTICLE_COPIES, now.filter(now["copy_cluster_id"] != pairs["copy_cluster_id"]))


def _readings(warehouse: Warehouse, article_ids: set[str]) -> Mapping[str, Reading]:
    rows = warehouse.query(_READ, [sorted(article_ids)])
    return {row["article_id"]: Reading(_article(row)) for row in rows.iter_rows(named=True)}


def _article(row: Mapping[str, Any]) -> Article:
    lists = {name: tuple(row[name] or ()) for name in ("paragraphs", "credited")}
    return Article(**{**row, **lists})
