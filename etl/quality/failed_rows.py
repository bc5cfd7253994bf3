"""Find rows that break a rule, for whoever must fix them: keys, offending values, article or file.

Here: looking the first of them up in the table again. Not here: deciding that they break it (examine.py).
"""

import polars as pl

from etl.quality.result import RuleResult
from etl.quality.rules import Rule, Suite
from etl.warehouse.warehouse import Warehouse

ROWS = 20  # failed rows that are listed
NAMED_BY = (  # a key, the mart that says what it is, and by which columns
    ("article_id", "marts.fct_articles", ("outlet_id", "title")),
    ("document_id", "marts.fct_documents", ("outlet_id", "document_path")),
)


def failed_rows(warehouse: Warehouse, suite: Suite, result: RuleResult) -> pl.DataFrame:
    """List up to ROWS rows that break the rule: key columns, the rule's columns, outlet_id, title or document_path.

    Repeated and missing values are looked for; others are found by the offending values of the result.
    """
    columns = tuple(dict.fromkeys((*suite.key, *result.rule.columns)))
    kinds = warehouse.query(f"describe {suite.select}")
    wrong, parameters = _wrong(result, dict(zip(kinds["column_name"], kinds["column_type"], strict=True)))
    failed = (
        f"examined as materialized ({suite.select}),"
        f" failed as (select {', '.join(columns)} from examined where {wrong} order by all limit {ROWS})"
    )
    return warehouse.query(f"with {failed} {_with_name(columns)}", parameters)


def _wrong(result: RuleResult, kinds: dict[str, str]) -> tuple[str, list[list[str]]]:
    """The condition on rows that break the rule, and its parameters."""
    columns = ", ".join(result.rule.columns)
    if _is_on_repeats(result.rule):
        repeated = f"select {columns} from examined group by all having count(*) > 1"
        return f"({columns}) in ({repeated})", []
    if not result.examples:
        return f"{columns} is null", []
    return f"{columns} in (select try_cast(unnest(?) as {kinds[columns]}))", [list(result.examples)]


def _is_on_repeats(rule: Rule) -> bool:
    return "Unique" in rule.expectation


def _with_name(columns: tuple[str, ...]) -> str:
    """Build the select that adds title or path to the rows; outlet_id where one of the two is known."""
    for key, mart, more in NAMED_BY:
        if key in columns:
            shown = "".join(f"named.{each}, " for each in more if each not in columns)
            return (
                f"select {shown}failed.* from failed left join"
                f" (select distinct on ({key}) * from {mart} where {key} in (select {key} from failed)) as named"
                f" on failed.{key} = named.{key} order by all"
            )
    return "from failed"
