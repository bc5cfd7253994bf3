"""Which articles are not yet read for stories, or were read with another text or other names.

Here: what is pending, batches as frames. Not here: matching (story_pairs.py), gathering (story_groups.py), writing
(etl/steps/gathering.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.code_version import storier_version
from etl.stories.headline import is_digest
from etl.warehouse.tables import STORY_READINGS
from etl.warehouse.warehouse import Warehouse

ARTICLES_AT_ONCE = 10_000  # rows without texts

# The names of an article count by the entities that they mean, and by what these are called.
_WANTED = """
    with named as (
        select
            links.article_id,
            bit_xor(hash(links.entity_kind, links.referent, entities.entity_id, entities.entity_name)) as names
        from base.entity_links as links
        inner join base.entities as entities on links.entity_id = entities.entity_id
        group by links.article_id
    ),
    wanted as (
        select
            parsed.article_id,
            parsed.document_id,
            parsed.parser_version,
            parsed.published_at,
            parsed.title,
            parsed.column_name,
            concat_ws('.', mentions.recogniser_version, mentions.prose_hash, named.names) as names_version
        from base.parsed_articles as parsed
        inner join intermediate.int_newest_revisions as newest on parsed.document_id = newest.document_id
        left join base.mentions as mentions on parsed.document_id = mentions.document_id
        left join named on parsed.article_id = named.article_id
    )
"""
_PENDING = f"""
    {_WANTED}
    select
        coalesce(wanted.article_id, made.article_id) as article_id,
        wanted.* exclude (article_id)
    from wanted
    full join base.story_readings as made on wanted.article_id = made.article_id
    where
        made.article_id is null
        or wanted.article_id is null
        or made.storier_version <> ?
        or made.document_id <> wanted.document_id
        or made.parser_version <> wanted.parser_version
        or made.names_version <> wanted.names_version
        or made.placed_at is distinct from wanted.published_at
"""


@dataclass(frozen=True, kw_only=True)
class ReadBatch:
    """Articles whose pairs are no longer true, and the rows of those that are still there, without a match."""

    article_ids: list[str]
    readings: pl.DataFrame


def has_unread(warehouse: Warehouse) -> bool:
    """Whether an article is not read in its newest text and names, or is gone."""
    return not warehouse.query(f"from ({_PENDING}) limit 1", [storier_version()]).is_empty()


def read_batches(warehouse: Warehouse, run_id: str) -> Iterator[ReadBatch]:
    """Read what is pending."""
    pending = warehouse.query(f"{_PENDING} order by article_id", [storier_version()])
    for rows in pending.iter_slices(ARTICLES_AT_ONCE):
        there = rows.filter(pl.col("document_id").is_not_null())
        takes_part = pl.Series(
            [
                row["published_at"] is not None and not is_digest(row["title"] or "", row["column_name"])
                for row in there.iter_rows(named=True)
            ],
            dtype=pl.Boolean,
        )
        yield ReadBatch(
            article_ids=rows["article_id"].to_list(),
            readings=there.with_columns(
                storier_version=pl.lit(storier_version()),
                placed_at=pl.col("published_at"),
                takes_part=takes_part,
                is_matched=~takes_part,
                run_id=pl.lit(run_id),
            ).select(pl.col(name).cast(kind) for name, kind in STORY_READINGS.schema.items()),
        )
