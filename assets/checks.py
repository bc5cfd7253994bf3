"""The quality suites as asset checks: one check per rule, blocking if and only if it is critical.

The rules are in etl.quality.suites; their results are also kept in ops.quality_results.
"""

from collections.abc import Iterator

import dagster as dg

from assets.keys import checked_key
from assets.metadata import table
from assets.newsroom import Newsroom
from etl import steps
from etl.quality.examine import SUITES, Rule, Suite

SEVERITIES = {
    True: dg.AssetCheckSeverity.ERROR,
    False: dg.AssetCheckSeverity.WARN,
}  # by whether it is critical


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
        with newsroom.stage():
            standing = newsroom.standing_results()
            rules = [rule for rule in suite.rules if rule.rule_name in chosen]
            known = [standing.get((suite.table_name, rule.rule_name)) for rule in rules]
            if _is_asked_for_alone(context) or None in known or newsroom.is_due():
                steps.check(newsroom.settings, newsroom.run, [suite.only(chosen)])
                standing = newsroom.standing_results()
            for rule in rules:
                found = standing[suite.table_name, rule.rule_name]
                if found.is_passed:
                    yield check_result(suite, rule, found)
                else:
                    say = context.log.error if rule.is_critical else context.log.warning
                    say(f"{suite.table_name}: {rule.finding(found.observed_value)}")
                    rows = table(steps.failed_rows(newsroom.run, suite, rule))
                    yield check_result(suite, rule, found, rows)

    return check


def check_result(
    suite: Suite, rule: Rule, found: steps.StandingResult, rows: dg.TableMetadataValue | None = None
) -> dg.AssetCheckResult:
    """Turn a rule's last result into a check result; rows: some that break it."""
    metadata: dict[str, str | int | dg.TableMetadataValue] = {
        "found": found.observed_value,
        "failed": found.failed_count,
        "checked_at": f"{found.recorded_at:%Y-%m-%d %H:%M} UTC",
    }
    if found.failing_since:
        metadata["broken_since"] = f"{found.failing_since:%Y-%m-%d %H:%M} UTC"
    if rows:
        metadata["rows"] = rows
    return dg.AssetCheckResult(
        asset_key=checked_key(suite),
        check_name=rule.rule_name,
        passed=found.is_passed,
        severity=SEVERITIES[rule.is_critical],
        metadata=metadata,
    )


def _is_asked_for_alone(context: dg.AssetCheckExecutionContext) -> bool:
    """Whether a run was launched for checks only: then they run even if nothing is new."""
    run = context.op_execution_context.run
    return bool(run.asset_check_selection) and not run.asset_selection


CHECKS = [suite_checks(suite) for suite in SUITES.values()]
