"""The result of a rule: how many rows break it, as a sentence and as a row of base.quality_results.

Here: the value. Not here: computing it (examine.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from etl.quality.rules import Rule
from etl.warehouse.tables import QUALITY_RESULTS

EXAMPLES = 20  # offending values that are kept
NAMED_EXAMPLES = 3  # of these, in the sentence
NAMED_CHARACTERS = 60  # of such an example
ROUNDING = 1e-9  # tolerance: 0.9 × 10 rows is 9 rows, whatever the float says


@dataclass(frozen=True, kw_only=True)
class RuleResult:
    """The result of one rule."""

    table_name: str
    rule: Rule
    row_count: int  # rows examined: those that are not null
    failed_count: int
    examples: tuple[str, ...]  # of values that break it, as text, at most EXAMPLES
    failing_keys: tuple[str, ...] = ()  # of the first rows that break it, where it does not hold

    @property
    def is_passed(self) -> bool:
        kept_count = self.row_count - self.failed_count
        return kept_count >= self.rule.least_share * self.row_count - ROUNDING

    @property
    def blocks(self) -> bool:
        """Whether the result blocks the publish."""
        return self.rule.is_critical and not self.is_passed

    @property
    def observed_value(self) -> str:
        """The counts in words, with examples of offending values unless they are just booleans."""
        telling = [_cut(each) for each in self.examples if each not in ("True", "False")][:NAMED_EXAMPLES]
        examples = f": {', '.join(telling)}" if telling else ""
        return f"{self.failed_count:,} of {self.row_count:,} rows break it{examples}"

    @property
    def sentence(self) -> str:
        """The rule and what was found, as a sentence."""
        return self.rule.finding(self.observed_value)


def _cut(text: str) -> str:
    return text if len(text) <= NAMED_CHARACTERS else f"{text[: NAMED_CHARACTERS - 1]}…"


def results_frame(results: Sequence[RuleResult], *, run_id: str, recorded_at: datetime) -> pl.DataFrame:
    """Make rows of base.quality_results: run_id, table_name, rule_name, severity_kind … in the table's schema."""
    rows = [
        (
            run_id,
            result.table_name,
            result.rule.rule_name,
            str(result.rule.severity_kind),
            result.is_passed,
            result.observed_value,
            result.failed_count,
            recorded_at,
            list(result.failing_keys) or None,
        )
        for result in results
    ]
    return pl.DataFrame(rows, schema=dict(QUALITY_RESULTS.schema), orient="row")
