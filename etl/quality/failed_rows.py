"""The rows that break a rule, for whoever must mend them: their keys, whose article they are of, and what stands there.

Here: finding the first of them again in the table. Not here: that they break it (examine.py).
"""

import polars as pl

from etl.quality.result import RuleResult
from etl.quality.rules import Suite
from etl.warehouse.warehouse import Warehouse

ROWS = 20


def failed_rows(warehouse: Warehouse, suite: Suite, result: RuleResult) -> pl.DataFrame:
    """The first rows that break the rule: key columns, those of the rule, and outlet_id, title, document_path if known.

    Rows are told by the values that were found wrong, so a table with more than ROWS of them shows some.
    """
    columns = tuple(dict.fromkeys((*suite.key, *result.rule.columns)))
    value = " || ' | ' || ".join(f"coalesce(cast({column} as varchar), '')" for column in result.rule.columns)
    is_null = " or ".join(f"{column} is null" for column in result.rule.columns)
    wrong = f"list_contains(?, lower({value}))" if result.examples else f"({is_null})"
    rows = f"select {', '.join(columns)} from ({suite.select}) where {wrong} order by all limit {ROWS}"
    parameters = [[example.lower() for example in result.examples]] if result.examples else []
    return warehouse.query(_with_article(columns).format(rows=rows), parameters)


def _with_article(columns: tuple[str, ...]) -> str:
    """A select of the rows with what names their article or their file."""
    if "article_id" in columns:
        return (
            "select outlet_id, title, failed.* from ({rows}) as failed"
            " left join marts.fct_articles as articles on failed.article_id = articles.article_id"
        )
    if "document_id" in columns:
        return (
            "select documents.outlet_id, documents.document_path, failed.* from ({rows}) as failed"
            " left join marts.fct_documents as documents on failed.document_id = documents.document_id"
        )
    return "select failed.* from ({rows}) as failed"
