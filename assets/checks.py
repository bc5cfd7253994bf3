"""The quality suites as asset checks: one check per rule, blocking if and only if it is critical.

The rules are in etl.quality.suites; what came of them is also kept in ops.quality_results.
"""

from collections.abc import Iterator

import dagster as dg

from assets.newsroom import Newsroom, plain_errors
from etl import steps
from etl.quality.examine import SUITES, RuleResult, Suite


def suite_checks(suite: Suite) -> dg.AssetChecksDefinition:
    """The checks of one table."""
    specs = [
        dg.AssetCheckSpec(
            rule.rule_name, asset=suite.table_name, blocking=rule.is_critical, description=rule.sentence
        )
        for rule in suite.rules
    ]

    @dg.multi_asset_check(name=f"check_{suite.table_name}", specs=specs)
    def check(newsroom: Newsroom) -> Iterator[dg.AssetCheckResult]:
        with plain_errors():
            for result in steps.check(newsroom.settings, newsroom.run, [suite.table_name]):
                yield check_result(result)

    return check


def check_result(result: RuleResult) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=result.table_name,
        check_name=result.rule.rule_name,
        passed=result.is_passed,
        severity=dg.AssetCheckSeverity.ERROR if result.rule.is_critical else dg.AssetCheckSeverity.WARN,
        metadata={"observed": result.observed_value, "failed": result.failed_count},
    )


CHECKS = [suite_checks(suite) for suite in SUITES.values()]
