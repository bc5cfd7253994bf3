"""The quality suites as asset checks: one check per rule, blocking if and only if it is critical.

The rules are in etl.quality.suites; what came of them is also kept in ops.quality_results.
"""

from collections.abc import Iterator

import dagster as dg

from assets.keys import checked_key
from assets.newsroom import Newsroom, plain_errors
from etl import steps
from etl.quality.examine import SUITES, RuleResult, Suite


def suite_checks(suite: Suite) -> dg.AssetChecksDefinition:
    """The checks of one table; any of them can be run alone."""
    specs = [
        dg.AssetCheckSpec(
            rule.rule_name,
            asset=checked_key(suite),
            blocking=rule.is_critical,
            description=rule.sentence,
        )
        for rule in suite.rules
    ]

    @dg.multi_asset_check(name=f"check_{suite.table_name}", specs=specs, can_subset=True)
    def check(context: dg.AssetCheckExecutionContext, newsroom: Newsroom) -> Iterator[dg.AssetCheckResult]:
        chosen = {key.name for key in context.op_execution_context.selected_asset_check_keys}
        with plain_errors():
            for result in steps.check(newsroom.settings, newsroom.run, [suite.only(chosen)]):
                yield check_result(suite, result)

    return check


def check_result(suite: Suite, result: RuleResult) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=checked_key(suite),
        check_name=result.rule.rule_name,
        passed=result.is_passed,
        severity=dg.AssetCheckSeverity.ERROR if result.rule.is_critical else dg.AssetCheckSeverity.WARN,
        metadata={"observed": result.observed_value, "failed": result.failed_count},
    )


CHECKS = [suite_checks(suite) for suite in SUITES.values()]
