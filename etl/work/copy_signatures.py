"""Which articles have no signature yet, or one of another text, and the signatures of batches of them.

Here: batches as frames. Not here: which texts are new (newest_texts.py), signatures themselves (etl/copies/), matching
(copy_matches.py), writing (etl/steps/tracing.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from etl.code_version import COPIER
from etl.warehouse.tables import COPY_SIGNATURES
from etl.warehouse.warehouse import Warehouse
from etl.work.newest_texts import has_pending_article, pending_articles

ARTICLES_AT_ONCE = 1000  # with their texts and shingles some 30 MB

_READ = """
    select
        article_id,
        document_id,
        parser_version,
        coalesce(published_at, to_timestamp(0)) as placed_at,
        [each.text for each in paragraphs if each.paragraph_kind <> 'heading'] as texts
    from base.parsed_articles
    where document_id in (select unnest(?))
    order by article_id
"""


@dataclass(frozen=True, kw_only=True)
class SignedBatch:
    """Articles whose copies are no longer true, and the signatures of those that are still there, without run_id."""

    article_ids: list[str]
    signatures: pl.DataFrame


def has_unsigned(warehouse: Warehouse) -> bool:
    """Whether an article has no signature of its newest text, or a signature has no article any more."""
    return has_pending_article(warehouse, COPY_SIGNATURES, "copier_version", COPIER)


def has_unmatched(warehouse: Warehouse) -> bool:
    """Whether an article was not held against the others since it was signed."""
    return not warehouse.query("from base.copy_signatures where not is_matched limit 1").is_empty()


def signed_batches(warehouse: Warehouse, run_id: str) -> Iterator[SignedBatch]:
    """Sign the newest text of each article that is pending."""
    pending = pending_articles(warehouse, COPY_SIGNATURES, "copier_version", COPIER)
    for rows in pending.iter_slices(ARTICLES_AT_ONCE):
        texts = warehouse.query(_READ, [rows["document_id"].drop_nulls().to_list()])
        yield SignedBatch(
            article_ids=rows["article_id"].to_list(),
            signatures=texts.drop("texts")
            .with_columns(
                copier_version=pl.lit(COPIER),
                bands=pl.Series(_bands(texts["texts"].to_list()), dtype=pl.List(pl.Int32)),
                is_matched=pl.lit(False),
                run_id=pl.lit(run_id),
            )
            .select(pl.col(name).cast(kind) for name, kind in COPY_SIGNATURES.schema.items()),
        )


def _bands(texts: Sequence[Sequence[str] | None]) -> list[list[int]]:
    from etl.copies.shingles import folded, shingles
    from etl.copies.signature import signatures

    return [bands.tolist() for bands in signatures([shingles(folded("".join(each or ()))) for each in texts])]
