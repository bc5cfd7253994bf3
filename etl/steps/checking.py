"""Steps from tables to readers: refresh, check and publish.

Here: load, process, save. Not here: how (etl/warehouse/, etl/quality/examine.py), and the rules (etl/quality/suites/).
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime

import polars as pl

from etl.kinds import OutcomeKind
from etl.outlets import outlets
from etl.quality.examine import RuleResult, examine, results_frame
from etl.quality.suites import SUITES
from etl.settings import Settings
from etl.warehouse.publish import discard
from etl.warehouse.publish import prepare as begin_copy
from etl.warehouse.publish import publish as write_published_copy
from etl.warehouse.runs import Run, open_run
from etl.warehouse.tables import OUTLETS, QUALITY_RESULTS
from etl.warehouse.views import apply_views
from etl.warehouse.warehouse import Warehouse, WarehouseError

EVERY_TABLE = tuple(SUITES)


class PublishBlocked(WarehouseError):
    """A critical rule is broken: the last good copy stays."""


def refresh(settings: Settings, run: Run) -> int:
    """Make views and the list of outlets those of today's code; return how many views there are."""
    with run.warehouse.transaction():
        run.record()
        run.warehouse.execute("delete from base.outlets")
        run.warehouse.append(OUTLETS, _outlets_frame())
    return len(apply_views(run.warehouse.connection))


def prepare(settings: Settings, run: Run) -> None:
    """Begin the copy that is then checked and published: for a run that does all three."""
    begin_copy(run.warehouse, settings)


def check(
    settings: Settings, run: Run, tables: Sequence[str] = EVERY_TABLE, process: Executor | None = None
) -> tuple[RuleResult, ...]:
    """Hold tables against their suites, keep the results; a broken critical rule ends the run as blocked."""
    results = tuple(result for table in tables for result in examine(run.warehouse, SUITES[table], process))
    frame = results_frame(results, run_id=run.run_id, recorded_at=datetime.now(UTC))
    with run.warehouse.transaction():
        run.record()
        run.warehouse.replace(QUALITY_RESULTS, frame)
    if any(result.blocks for result in results):
        discard(run.warehouse, settings)
        run.finish(OutcomeKind.BLOCKED)
    return results


def examine_all(settings: Settings) -> tuple[RuleResult, ...]:
    """Hold every table against its suite as a run would, without a run: no row is written."""
    if not settings.warehouse_path.exists():
        raise WarehouseError(
            f"{settings.warehouse_path} is not there: build a warehouse first (dateline build)"
        )
    with open_run(settings) as run:
        apply_views(run.warehouse.connection)
        return tuple(result for suite in SUITES.values() for result in examine(run.warehouse, suite))


def publish(settings: Settings, run: Run) -> None:
    """Give readers a new copy, if this run checked every table and no critical rule is broken."""
    _refuse_unchecked(run.warehouse, run.run_id)
    run.finish(OutcomeKind.PUBLISHED)  # before the copy is made, for the copy says it too
    try:
        write_published_copy(run.warehouse, settings)
    except BaseException:
        run.finish(OutcomeKind.INTERRUPTED)
        raise


def _outlets_frame() -> pl.DataFrame:
    rows = [
        (
            outlet.outlet_id,
            outlet.outlet_name,
            outlet.latin_name,
            outlet.domains[0],
            outlet.language_code,
            outlet.timezone_name,
        )
        for outlet in outlets().values()
    ]
    return pl.DataFrame(rows, schema=dict(OUTLETS.schema), orient="row")


def _refuse_unchecked(warehouse: Warehouse, run_id: str) -> None:
    results = warehouse.query(
        "select table_name, rule_name, severity_kind = 'critical' and not is_passed as blocks"
        " from base.quality_results where run_id = ?",
        [run_id],
    )
    if unchecked := sorted(set(SUITES) - set(results["table_name"])):
        raise PublishBlocked(f"not published: this run has not checked {', '.join(unchecked)}")
    broken = results.filter("blocks").select(pl.format("{}.{}", "table_name", "rule_name")).to_series()
    if not broken.is_empty():
        raise PublishBlocked(f"not published: critical rules are broken: {', '.join(broken.sort())}")
