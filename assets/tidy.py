"""The daily `tidy` job: what has served its time goes, so that the home stops growing.

Here: Dagster's own runs, which it keeps for ever, and the call that gives the disk back. Not here: which file is
written anew (etl/warehouse/compact.py), and ops.runs, which counts every run of the warehouse and is never shortened.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from assets.checks import CHECKS
from assets.newsroom import ENDED, ERRORS, failure
from etl import steps
from etl.settings import read_settings

FREE_SHARE = 0.3  # of the pages of Dagster's index, above which it is written anew
INDEX = Path("history", "runs", "index.db")  # absent where Dagster keeps its events in a server


def forget_runs(instance: dg.DagsterInstance, before: datetime) -> int:
    """Delete ended runs that were made before a time, with their events and output; return how many.

    The run that made an asset last, or checked it last, stays: the graph goes on showing its state.
    """
    spared = _last_of_an_asset(instance) | _last_of_a_check(instance)
    old = instance.get_run_ids(dg.RunsFilter(statuses=ENDED, created_before=before))
    forgotten = [run_id for run_id in old if run_id not in spared]
    root = Path(instance.root_directory)
    for run_id in forgotten:
        instance.delete_run(run_id)
        _delete_files(root, run_id)
    if forgotten and (root / INDEX).exists():
        _shorten(root / INDEX, forgotten)
    return len(forgotten)


def _last_of_an_asset(instance: dg.DagsterInstance) -> set[str]:
    records = instance.get_asset_records(list(instance.get_asset_keys()))
    made = (record.asset_entry.last_materialization for record in records)
    return {last.run_id for last in made if last}


def _last_of_a_check(instance: dg.DagsterInstance) -> set[str]:
    keys = (key for checks in CHECKS for key in checks.check_keys)
    records = (instance.get_latest_asset_check_evaluation_record(key) for key in keys)
    return {record.run_id for record in records if record}


def _delete_files(root: Path, run_id: str) -> None:
    """Delete what Dagster leaves of a deleted run: its database, emptied but as large as before, and its output."""
    (root / "history" / "runs" / f"{run_id}.db").unlink(missing_ok=True)
    (root / "alive" / run_id).unlink(missing_ok=True)
    shutil.rmtree(root / "storage" / run_id, ignore_errors=True)


def _shorten(index: Path, forgotten: list[str]) -> None:
    """Delete the results of checks, which Dagster leaves, and write the index anew if much of it is free then."""
    with closing(sqlite3.connect(index, timeout=60)) as connection:
        with connection:
            connection.executemany(
                "delete from asset_check_executions where run_id = ?", [(run_id,) for run_id in forgotten]
            )
        free, total = (
            connection.execute(f"pragma {name}").fetchone()[0] for name in ("freelist_count", "page_count")
        )
        if free >= FREE_SHARE * total:
            connection.execute("vacuum")


@dg.op(
    description="Delete Dagster's ended runs that are older than DATELINE_KEEP_DAYS, with their events and output."
)
def forget(context: dg.OpExecutionContext) -> None:
    """Forget old runs; what the graph shows last stays."""
    before = datetime.now(UTC) - timedelta(days=read_settings().keep_days)
    count = forget_runs(context.instance, before)
    context.log.info(f"{count} runs from before {before:%Y-%m-%d %H:%M} UTC are forgotten.")


@dg.op(
    description="Write the warehouse's files anew where 30 % of them and more is free.",
    ins={"after": dg.In(dg.Nothing)},
)
def give_back(context: dg.OpExecutionContext) -> None:
    """Compact; a build that runs now is left alone, and the next day's run does it."""
    try:
        done = steps.compact(read_settings())
    except steps.WriterBusy as busy:
        context.log.info(f"Left to the next time: {busy}")
        return
    except ERRORS as error:
        raise failure(error) from error
    for each in done:
        context.log.info(f"{each.path.name}: {each.before:,} bytes, now {each.after:,}")


@dg.job(
    description="Forget Dagster's old runs and give back the disk that nothing uses. What ops.runs counts stays."
)
def tidy() -> None:
    """Forget, then give back."""
    give_back(after=forget())


@dg.schedule(
    job=tidy,
    cron_schedule="40 3 * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Runs `tidy` once a day.",
)
def daily() -> dg.RunRequest:
    """Request the run."""
    return dg.RunRequest()
