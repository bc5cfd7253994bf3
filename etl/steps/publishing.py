"""The publish step: put the checked copy in place for readers.

Here: whether a copy may be put in place. Not here: how it is made and put there (etl/warehouse/publish.py).
"""

import polars as pl

from etl.kinds import OutcomeKind
from etl.quality.rules import Suite
from etl.quality.suites import SUITES
from etl.settings import Settings
from etl.steps.checking import check, is_due, prepare
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.publish import copy_stamp, is_copy_begun, put_in_place
from etl.warehouse.runs import Run
from etl.warehouse.warehouse import Warehouse, WarehouseError


class PublishBlocked(WarehouseError):
    """A critical rule is broken; the last good copy stays."""


def publish(settings: Settings, run: Run) -> None:
    """Publish a new copy, preparing it and running the checks that this run has not done yet.

    So even a partial run publishes only what was checked. Raises PublishBlocked.
    """
    if not is_copy_begun(run.warehouse):
        prepare(settings, run)
        check(settings, run)
    elif unchecked := _unchecked(run.warehouse, run.run_id):
        check(settings, run, unchecked)
    _refuse_broken(run.warehouse, run.run_id)
    run.finish(OutcomeKind.PUBLISHED)  # before the copy is put in place, because the copy contains it
    try:
        put_in_place(run.warehouse, settings)
    except BaseException:
        run.finish(OutcomeKind.FAILED)
        raise
    run.warehouse.execute(
        "update base.runs set copy_stamp = ? where run_id = ?", [copy_stamp(settings), run.run_id]
    )


def publish_if_due(settings: Settings, run: Run, progress: Progress = silent) -> Counts:
    """Publish if the published copy is stale and no critical rule is broken in this run."""
    if is_publishable(settings, run):
        progress("publish", 0, None)
        publish(settings, run)
    return Counts()


def is_publishable(settings: Settings, run: Run) -> bool:
    return run.outcome is not OutcomeKind.BLOCKED and is_due(settings, run)


PUBLISH = Step(name="publish", doing="Publishing", is_pending=is_publishable, run=publish_if_due)


def _unchecked(warehouse: Warehouse, run_id: str) -> list[Suite]:
    """List the suites reduced to the rules without a result in this run."""
    checked = set(
        warehouse.query(
            "select table_name, rule_name from base.quality_results where run_id = ?", [run_id]
        ).rows()
    )
    rest = (
        suite.only([rule.rule_name for rule in suite.rules if (table, rule.rule_name) not in checked])
        for table, suite in SUITES.items()
    )
    return [suite for suite in rest if suite.rules]


def _refuse_broken(warehouse: Warehouse, run_id: str) -> None:
    broken = (
        warehouse.query(
            "select table_name, rule_name from base.quality_results"
            " where run_id = ? and severity_kind = 'critical' and not is_passed order by all",
            [run_id],
        )
        .select(pl.format("{}.{}", "table_name", "rule_name"))
        .to_series()
    )
    if not broken.is_empty():
        raise PublishBlocked(
            f"Not published: critical rules are broken: {', '.join(broken)}. The last good copy stays."
        )
