"""The sensor that tells somebody: failed runs, broken rules of either severity, drift, silence, and what is mended.

Not here: alerts (etl.steps: tell_alerts), the other sensors (sensors.py).
"""

from datetime import UTC, datetime

import dagster as dg

from assets.newsroom import ENDED, ERRORS, failure
from etl import steps
from etl.settings import Settings, read_settings


@dg.sensor(
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells the receivers in DATELINE_ALERTS what fails since the last run, and what is mended; once each."
    " A warning fails no run, so it reads the results of the rules. A receiver that was away is told later.",
)
def alerts(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Tell after each run that has ended, again while a receiver is away, and once an hour: an archive into which
    nothing comes makes no run. The cursor is what was told of last."""
    settings = read_settings()
    if not settings.alerts:
        return dg.SkipReason("DATELINE_ALERTS is not set: nobody is told.")
    last = next(iter(context.instance.get_run_records(dg.RunsFilter(statuses=ENDED), limit=1)), None)
    run_id = last.dagster_run.run_id if last else ""
    if context.cursor == _cursor(settings, run_id):
        return dg.SkipReason("Nothing has happened since the last look.")
    try:
        unreached = steps.tell_alerts(settings, _end(last))
    except steps.WriterBusy as busy:
        return dg.SkipReason(str(busy))
    except ERRORS as error:
        raise failure(error) from error
    if unreached:
        return dg.SkipReason("; ".join(unreached))
    context.update_cursor(_cursor(settings, run_id))
    return dg.SkipReason("Everybody knows.")


def _cursor(settings: Settings, run_id: str) -> str:
    return f"{run_id} {steps.ledger_state(settings)} {datetime.now(UTC):%Y-%m-%dT%H}"


def _end(last: dg.RunRecord | None) -> steps.RunEnd | None:
    """How Dagster says that the last run ended; a blocked publish fails it too, and is told as such."""
    if last is None:
        return None
    run = last.dagster_run
    has_failed = run.status is dg.DagsterRunStatus.FAILURE
    return steps.RunEnd(
        run_id=run.run_id,
        error=f"Run {run.run_id} of {run.job_name} failed." if has_failed else None,
        started_at=datetime.fromtimestamp(last.start_time, UTC) if last.start_time else last.create_timestamp,
    )
