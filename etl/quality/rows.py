"""The rows that a suite names, and what of them breaks a rule, in SQL.

Here: the temporary table `examined`, and the condition of each kind of rule that SQL can say. Not here: counting what
breaks a rule (count.py), listing it (failed_rows.py), Great Expectations (examine.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl

from etl.quality.rules import Rule, Suite
from etl.warehouse.warehouse import Warehouse


class QualityError(Exception):
    """A rule could not be examined; the message names the table, the rule and the reason."""


@contextmanager
def examined(warehouse: Warehouse, suite: Suite) -> Iterator[None]:
    """Hold the suite's rows as the temporary table `examined` until the end of the block.

    Raises QualityError for rows that cannot be selected, and for a rule that no row could keep.
    """
    try:
        warehouse.execute(f"create or replace temp table examined as {suite.select}")
    except duckdb.Error as error:
        raise QualityError(f"suite {suite.table_name} cannot be examined: {error}") from error
    try:
        refuse_other_kinds(warehouse.query("from examined limit 0").schema, suite)
        yield
    finally:
        warehouse.execute("drop table examined")


def breaking(rule: Rule) -> tuple[str, list[object]] | None:
    """The condition on rows that break the rule, and its parameters; None where it takes more than one row's values.

    What is null breaks no rule but of presence.
    """
    column = ", ".join(rule.columns)
    match rule.expectation, dict(rule.arguments):
        case "ExpectColumnValuesToNotBeNull", _:
            return f"{column} is null", []
        case "ExpectColumnValuesToBeNull", _:
            return f"{column} is not null", []
        case "ExpectColumnValuesToBeInSet", {"value_set": values}:
            return f"not list_contains(?, {column})", [values]
        case "ExpectColumnValuesToBeBetween", {"min_value": least}:
            return f"{column} < ?", [least]
        case "ExpectColumnValuesToBeBetween", {"max_value": most}:
            return f"{column} > ?", [most]
    return None


def refuse_other_kinds(schema: pl.Schema, suite: Suite) -> None:
    """Raise QualityError if a rule compares a column that is not text with a list of texts: no row could comply."""
    for rule in suite.rules:
        values = rule.arguments.get("value_set")
        kind = schema[rule.columns[0]]
        if isinstance(values, list) and any(isinstance(each, str) for each in values) and kind.is_numeric():
            raise QualityError(
                f"{suite.table_name}.{rule.rule_name}: {rule.columns[0]} holds numbers ({kind}), the list texts"
            )
