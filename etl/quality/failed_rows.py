"""Find rows that break a rule, for whoever must fix them: keys, offending values, article or file.

Here: the rows. Not here: what breaks each kind of rule (rows.py), and deciding whether a rule is broken (examine.py),
which takes Great Expectations, seconds of import and one more copy of the table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import polars as pl

from etl.quality.result import RuleResult
from etl.quality.rows import breaking
from etl.quality.rules import Rule, Suite
from etl.warehouse.warehouse import Warehouse

ROWS = 20  # failed rows that are listed
KEY_MARK = "|"  # between the parts of a key
NAMED_BY = (  # a key, the mart that says what it is, and by which columns
    ("article_id", "marts.fct_articles", ("outlet_id", "title")),
    ("document_id", "marts.fct_documents", ("outlet_id", "document_path")),
)


def failed_rows(warehouse: Warehouse, suite: Suite, rule: Rule) -> pl.DataFrame:
    """List up to ROWS rows that break the rule: key columns, the rule's columns, outlet_id, title or document_path."""
    columns = tuple(dict.fromkeys((*suite.key, *rule.columns)))
    suite = suite.only([rule.rule_name])
    wrong, parameters = _wrong(warehouse, suite, rule)
    failed = (
        f"examined as ({suite.select}),"
        f" failed as (select {', '.join(columns)} from examined where {wrong} order by all limit {ROWS})"
    )
    return warehouse.query(f"with {failed} {_with_name(columns)}", parameters)


def with_failing_keys(
    warehouse: Warehouse, suite: Suite, results: Iterable[RuleResult]
) -> Iterator[RuleResult]:
    """Add to the results that do not hold the keys of the first rows that break them, a key's parts joined by |."""
    for result in results:
        if result.is_passed:
            yield result
        else:
            keys = failed_rows(warehouse, suite, result.rule).select(suite.key).iter_rows()
            yield replace(result, failing_keys=tuple(KEY_MARK.join(map(str, key)) for key in keys))


def _wrong(warehouse: Warehouse, suite: Suite, rule: Rule) -> tuple[str, list[object]]:
    """The condition on rows that break the rule, and its parameters. What is null breaks no rule but of presence."""
    columns = ", ".join(rule.columns)
    if condition := breaking(rule):
        return condition
    if pattern := rule.arguments.get("regex"):
        return f"list_contains(?, {columns})", [_other_texts(warehouse, suite, columns, str(pattern))]
    return f"({columns}) in (select {columns} from examined group by all having count(*) > 1)", []


def _other_texts(warehouse: Warehouse, suite: Suite, column: str, pattern: str) -> list[str]:
    """The first texts that do not match in Python: DuckDB's expressions know neither look-ahead nor Chinese blanks."""
    expression = re.compile(pattern)
    frames = warehouse.batches(
        f"select distinct {column} from ({suite.select}) where {column} is not null order by 1"
    )
    texts = (text for frame in frames for text in frame[column])
    return list(islice((text for text in texts if not expression.search(text)), ROWS))


def _with_name(columns: tuple[str, ...]) -> str:
    """Build the select that adds title or path to the rows; outlet_id where one of the two is known."""
    for key, mart, more in NAMED_BY:
        if key in columns:
            shown = "".join(f"named.{each}, " for each in more if each not in columns)
            return (
                f"select {shown}failed.* from failed left join"
                f" (select distinct on ({key}) {', '.join((key, *more))} from {mart}"
                f" where {key} in (select {key} from failed)) as named"
                f" on failed.{key} = named.{key} order by all"
            )
    return "from failed"
