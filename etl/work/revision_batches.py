"""Which articles have versions that were not held against each other yet, and their rows.

Here: the order of versions, what is pending, batches of them as frames. Not here: comparing (etl/revisions/), writing
(etl/steps/revising.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.code_version import REVISER
from etl.revisions.revise import revisions_of
from etl.revisions.revision import Revision, Version
from etl.warehouse.tables import ARTICLE_CHANGES, ARTICLE_REVISIONS
from etl.warehouse.warehouse import Warehouse

ARTICLES_AT_ONCE = 200  # with a dozen versions each some 20 MB

# Articles of which several contents were saved, and a hash of all that decides on their revisions.
_WANTED = f"""
    select
        article_id,
        md5(string_agg(concat_ws(' ', document_id, title, prose_hash), chr(10) order by version_number))
        || '.{REVISER}' as versions_hash
    from intermediate.int_versions
    group by article_id
    having count(*) > 1
"""
_PENDING = f"""
    with wanted as ({_WANTED}),
    made as (select distinct article_id, versions_hash from base.article_revisions)
    select coalesce(wanted.article_id, made.article_id) as article_id, wanted.versions_hash
    from wanted
    full join made on wanted.article_id = made.article_id and wanted.versions_hash = made.versions_hash
    where wanted.article_id is null or made.article_id is null
    order by all
"""
_READ = """
    select versions.article_id, versions.document_id, parsed.title, [each.text for each in parsed.paragraphs] as texts
    from intermediate.int_versions as versions
    inner join base.parsed_articles as parsed on versions.document_id = parsed.document_id
    where list_contains(?, versions.article_id)
    order by versions.article_id, versions.version_number
"""


@dataclass(frozen=True, kw_only=True)
class RevisedBatch:
    """Articles whose rows are replaced, and the rows that replace them: of both tables, without run_id."""

    article_ids: list[str]
    revisions: pl.DataFrame
    changes: pl.DataFrame


def has_unrevised(warehouse: Warehouse) -> bool:
    """Whether an article's versions are others than those its revisions were made from."""
    return not warehouse.query(f"from ({_PENDING}) limit 1").is_empty()


def revised_batches(warehouse: Warehouse, run_id: str) -> Iterator[RevisedBatch]:
    """Compare the versions of each article that is pending; articles with but one version left lose their rows."""
    pending = warehouse.query(_PENDING)
    hashes = {
        article_id: versions_hash
        for article_id, versions_hash in pending.iter_rows()
        if versions_hash is not None
    }
    article_ids = pending["article_id"].unique(maintain_order=True).to_list()
    for start in range(0, len(article_ids), ARTICLES_AT_ONCE):
        batch = article_ids[start : start + ARTICLES_AT_ONCE]
        rows = warehouse.query(_READ, [[each for each in batch if each in hashes]])
        revised = [
            (article_id, revision)
            for (article_id,), versions in rows.group_by("article_id", maintain_order=True)
            for revision in revisions_of(
                [
                    Version(document_id=document_id, title=title, paragraphs=tuple(texts or ()))
                    for _, document_id, title, texts in versions.iter_rows()
                ]
            )
        ]
        yield RevisedBatch(
            article_ids=batch,
            revisions=_revisions(revised, hashes, run_id),
            changes=_changes(revised, run_id),
        )


def _revisions(revised: list[tuple[object, Revision]], hashes: dict[str, str], run_id: str) -> pl.DataFrame:
    rows = [
        (
            article_id,
            each.revision_number,
            each.document_id,
            str(each.revision_kind),
            each.change_class_kind and str(each.change_class_kind),
            each.added_character_count,
            each.removed_character_count,
            each.changed_share,
            each.is_repetition,
            hashes[str(article_id)],
            run_id,
        )
        for article_id, each in revised
    ]
    return pl.DataFrame(rows, schema=dict(ARTICLE_REVISIONS.schema), orient="row")


def _changes(revised: list[tuple[object, Revision]], run_id: str) -> pl.DataFrame:
    rows = [
        (
            article_id,
            revision.revision_number,
            number,
            str(each.change_kind),
            each.position,
            each.old_text,
            each.new_text,
            each.marked_text,
            run_id,
        )
        for article_id, revision in revised
        for number, each in enumerate(revision.changes, start=1)
    ]
    return pl.DataFrame(rows, schema=dict(ARTICLE_CHANGES.schema), orient="row")
