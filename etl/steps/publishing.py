"""The step from results to readers: publish.

Here: whether a copy may be put in place. Not here: how it is made and put there (etl/warehouse/publish.py).
"""

import polars as pl

from etl.kinds import OutcomeKind
from etl.quality.suites import SUITES
from etl.settings import Settings
from etl.steps.checking import is_due
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.publish import put_in_place
from etl.warehouse.runs import Run
from etl.warehouse.warehouse import Warehouse, WarehouseError


class PublishBlocked(WarehouseError):
    """A critical rule is broken, or a table unchecked: the last good copy stays."""


def publish(settings: Settings, run: Run) -> None:
    """Give readers a new copy. Raises PublishBlocked if this run has a rule unchecked or a critical one broken."""
    _refuse_unchecked(run.warehouse, run.run_id)
    run.finish(OutcomeKind.PUBLISHED)  # before the copy is put in place, for the copy says it too
    try:
        put_in_place(run.warehouse, settings)
    except BaseException:
        run.finish(OutcomeKind.FAILED)
        raise


def publish_if_due(settings: Settings, run: Run, progress: Progress = silent) -> Counts:
    """Publish, if readers would see something else and no critical rule is broken in this run."""
    if is_publishable(settings, run):
        progress("publish", 0, None)
        publish(settings, run)
    return Counts()


def is_publishable(settings: Settings, run: Run) -> bool:
    return run.outcome is not OutcomeKind.BLOCKED and is_due(settings, run)


PUBLISH = Step(name="publish", doing="Publishing", is_pending=is_publishable, run=publish_if_due)


def _refuse_unchecked(warehouse: Warehouse, run_id: str) -> None:
    results = warehouse.query(
        "select table_name, rule_name, severity_kind = 'critical' and not is_passed as blocks"
        " from base.quality_results where run_id = ?",
        [run_id],
    )
    every_rule = {(table, rule.rule_name) for table, suite in SUITES.items() for rule in suite.rules}
    unchecked = every_rule - set(results.select("table_name", "rule_name").rows())
    if tables := sorted({table for table, _ in unchecked}):
        raise PublishBlocked(f"not published: this run has not checked {', '.join(tables)}")
    broken = results.filter("blocks").select(pl.format("{}.{}", "table_name", "rule_name")).to_series()
    if not broken.is_empty():
        raise PublishBlocked(f"not published: critical rules are broken: {', '.join(broken.sort())}")
