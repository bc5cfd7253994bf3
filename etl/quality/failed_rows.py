"""Find rows that break a rule, for whoever must fix them: keys, offending values, article or file.

Here: looking the first of them up in the table again. Not here: deciding that they break it (examine.py).
"""

import polars as pl

from etl.quality.result import RuleResult
from etl.quality.rules import Suite
from etl.warehouse.warehouse import Warehouse

ROWS = 20  # failed rows that are listed


def failed_rows(warehouse: Warehouse, suite: Suite, result: RuleResult) -> pl.DataFrame:
    """List up to ROWS rows that break the rule: key columns, the rule's columns, outlet_id, title or document_path.

    Rows are identified by the offending values of the result.
    """
    columns = tuple(dict.fromkeys((*suite.key, *result.rule.columns)))
    value = " || ' | ' || ".join(f"coalesce(cast({column} as varchar), '')" for column in result.rule.columns)
    is_null = " or ".join(f"{column} is null" for column in result.rule.columns)
    wrong = f"list_contains(?, lower({value}))" if result.examples else f"({is_null})"
    rows = f"select {', '.join(columns)} from ({suite.select}) where {wrong} order by all limit {ROWS}"
    parameters = [[example.lower() for example in result.examples]] if result.examples else []
    return warehouse.query(_with_article(columns).format(rows=rows), parameters)


def _with_article(columns: tuple[str, ...]) -> str:
    """Build the select that adds title or path to the rows; outlet_id where one of the two is known."""
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
