"""Which articles have a new text since a table with a row for each was made of their newest ones.

Here: the question. Not here: what is made of a text (copy_signatures.py, topic_batches.py).
"""

import polars as pl

from etl.warehouse.tables import Table
from etl.warehouse.warehouse import Warehouse

_PENDING = """
    with wanted as (
        select parsed.article_id, parsed.document_id, parsed.parser_version, parsed.rowid as position
        from base.parsed_articles as parsed
        inner join intermediate.int_newest_revisions as newest on parsed.document_id = newest.document_id
    )
    select coalesce(wanted.article_id, made.article_id) as article_id, wanted.document_id
    from wanted
    full join base.{table} as made on wanted.article_id = made.article_id
    where
        made.article_id is null
        or wanted.article_id is null
        or made.{version_column} <> ?
        or made.document_id <> wanted.document_id
        or made.parser_version <> wanted.parser_version
    order by wanted.position nulls first, article_id
"""


def pending_articles(warehouse: Warehouse, table: Table, version_column: str, version: str) -> pl.DataFrame:
    """Articles whose row is of another document, parser or version than version_column should hold; or has no article.

    In the physical order of their texts. article_id; document_id: of the newest text, null where the article is gone.
    """
    return warehouse.query(_PENDING.format(table=table.name, version_column=version_column), [version])


def has_pending_article(warehouse: Warehouse, table: Table, version_column: str, version: str) -> bool:
    """Whether there is one."""
    pending = _PENDING.format(table=table.name, version_column=version_column)
    return not warehouse.query(f"from ({pending}) limit 1", [version]).is_empty()
