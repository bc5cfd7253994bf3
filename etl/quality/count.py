"""Count the rows that break each rule in SQL, a scan per suite: what Great Expectations would answer, in less time.

Here: the counts, over every row, for runs that change little. Not here: Great Expectations (examine.py), which examines
whole builds and what would stop a publish; conditions (rows.py). That both agree is a test of every rule.
"""

import re
from collections.abc import Iterator, Sequence

import duckdb
import polars as pl

from etl.quality.result import EXAMPLES, RuleResult
from etl.quality.rows import QualityError, breaking, refuse_other_kinds
from etl.quality.rules import Rule, Suite
from etl.warehouse.warehouse import Warehouse

EXPRESSION = "ExpectColumnValuesToMatchRegex"
OF_PRESENCE = ("ExpectColumnValuesToNotBeNull", "ExpectColumnValuesToBeNull")  # these look at every row
Counts = tuple[int, int]  # rows that are not null, rows of them that break the rule


def count(warehouse: Warehouse, suite: Suite) -> tuple[RuleResult, ...]:
    """Count what breaks each rule of the suite. Raises QualityError as examine does."""
    refuse_other_kinds(_found(warehouse, suite, "from examined limit 0").schema, suite)
    counts = zip(suite.rules, _counts(warehouse, suite), strict=True)
    return tuple(_result(warehouse, suite, rule, *figures) for rule, figures in counts)


def _found(warehouse: Warehouse, suite: Suite, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
    """Query the suite's rows, as `examined`. Raises QualityError for rows that cannot be selected."""
    try:
        return warehouse.query(f"with examined as ({suite.select}) {sql}", parameters)
    except duckdb.Error as error:
        raise QualityError(f"suite {suite.table_name} cannot be examined: {error}") from error


def _result(warehouse: Warehouse, suite: Suite, rule: Rule, row_count: int, failed_count: int) -> RuleResult:
    examples: list[str] = []
    if row_count and rule.expectation == EXPRESSION:
        examples = _other_texts(warehouse, suite, rule)
        failed_count = len(examples)
    elif failed_count and (condition := breaking(rule)):
        examples = _broken_values(warehouse, suite, rule, *condition)
    return RuleResult(
        table_name=suite.table_name,
        rule=rule,
        row_count=row_count,
        failed_count=failed_count,
        examples=tuple(dict.fromkeys(examples))[:EXAMPLES],
    )


def _counts(warehouse: Warehouse, suite: Suite) -> Iterator[Counts]:
    """Count for all rules in one query; what breaks an expression is left at 0."""
    figures: list[str] = []
    parameters: list[object] = []
    for rule in suite.rules:
        is_known = " or ".join(f"{column} is not null" for column in rule.columns)
        figures.append("count(*)" if rule.expectation in OF_PRESENCE else f"count(*) filter ({is_known})")
        if condition := breaking(rule):
            figures.append(f"count(*) filter ({condition[0]})")
            parameters += condition[1]
        else:
            figures.append("0" if rule.expectation == EXPRESSION else _alike(rule, is_known))
    named = (f"{sql} as figure_{number}" for number, sql in enumerate(figures))
    row = _found(warehouse, suite, f"select {', '.join(named)} from examined", parameters).row(0)
    return zip(map(int, row[::2]), map(int, row[1::2]), strict=True)


def _alike(rule: Rule, is_known: str) -> str:
    """Count the rows that share their columns with another row."""
    columns = ", ".join(rule.columns)
    return (
        "(select coalesce(sum(row_count), 0) from (select count(*) as row_count from examined"
        f" where {is_known} group by {columns} having count(*) > 1))"
    )


def _broken_values(
    warehouse: Warehouse, suite: Suite, rule: Rule, condition: str, parameters: list[object]
) -> list[str]:
    """List the first values that break the rule; null is none."""
    [column] = rule.columns
    found = _found(
        warehouse,
        suite.only([rule.rule_name]),
        f"select distinct {column} from examined where ({condition}) and {column} is not null"
        f" order by 1 limit {EXAMPLES}",
        parameters,
    )
    return [str(value) for (value,) in found.rows()]


def _other_texts(warehouse: Warehouse, suite: Suite, rule: Rule) -> list[str]:
    """List the texts that do not match in Python: DuckDB's expressions know neither look-ahead nor Chinese blanks."""
    [column] = rule.columns
    matches = re.compile(str(rule.arguments["regex"])).search
    rows = suite.only([rule.rule_name]).select
    frames = warehouse.batches(f"select {column} from ({rows}) where {column} is not null")
    return sorted(text for frame in frames for text in frame[column] if not matches(text))
