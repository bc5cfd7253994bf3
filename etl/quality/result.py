"""What came of a rule: rows that broke it, of how many, in words and as a row of base.quality_results.

Here: the value. Not here: finding it (examine.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from etl.quality.rules import Rule
from etl.warehouse.tables import QUALITY_RESULTS

EXAMPLES = 20  # values of broken rows that are kept
NAMED_EXAMPLES = 3  # of them in a sentence
ROUNDING = 1e-9  # nine tenths of ten rows are nine of them


@dataclass(frozen=True, kw_only=True)
class RuleResult:
    """What came of one rule."""

    table_name: str
    rule: Rule
    row_count: int  # rows that the rule is about: those that are not null
    failed_count: int
    examples: tuple[str, ...]  # of values that break it, as text, at most EXAMPLES

    @property
    def is_passed(self) -> bool:
        kept_count = self.row_count - self.failed_count
        return kept_count >= self.rule.least_share * self.row_count - ROUNDING

    @property
    def blocks(self) -> bool:
        """Whether the publish must not happen."""
        return self.rule.is_critical and not self.is_passed

    @property
    def observed_value(self) -> str:
        """Rows that break the rule, of how many, and what stands there where that says more than yes or no."""
        telling = [each for each in self.examples if each not in ("True", "False")][:NAMED_EXAMPLES]
        examples = f": {', '.join(telling)}" if telling else ""
        return f"{self.failed_count:,} of {self.row_count:,} rows break it{examples}"

    @property
    def sentence(self) -> str:
        """What must hold, and what was found."""
        allowance = self.rule.allowance and f" ({self.rule.allowance})"
        return f"{self.rule.words}: {self.observed_value}{allowance}."


def results_frame(results: Sequence[RuleResult], *, run_id: str, recorded_at: datetime) -> pl.DataFrame:
    """The results as rows of base.quality_results."""
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
        )
        for result in results
    ]
    return pl.DataFrame(rows, schema=dict(QUALITY_RESULTS.schema), orient="row")
