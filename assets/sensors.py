"""Sensors: new files in the archive, and builds run outside of Dagster.

Not here: jobs and the schedule (jobs.py).
"""

from collections.abc import Iterator

import dagster as dg

from assets.checks import SEVERITIES
from assets.graph import COPY, VIEWS
from assets.jobs import refresh
from assets.keys import checked_key, key_of
from assets.metadata import lineage_metadata
from assets.newsroom import ERRORS, failure
from etl import steps
from etl.quality.examine import SUITES
from etl.settings import read_settings

LISTING = "dateline/listing"  # tag of a run: the state of the archive that it was asked for
TRIES = 3  # runs for one state of the archive that may fail before somebody must look


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=120,
    description="Runs `refresh` when the archive lists other paths, sizes or times than at the last good run; no file"
    " is opened. Off until you turn it on.",
)
def new_files(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Request a run if the listing differs from the cursor: that of the last good run, so failures are retried."""
    settings = read_settings()
    if not settings.archive:
        return dg.SkipReason("DATELINE_ARCHIVE is not set: there is nothing to watch.")
    try:
        listing = steps.list_archive(settings)
    except ERRORS as error:
        raise failure(error) from error
    if listing.digest == context.cursor:
        return dg.SkipReason(f"No new file: {listing.file_count:,} files are as they were.")
    runs = context.instance.get_runs(dg.RunsFilter(tags={LISTING: listing.digest}))
    if any(run.status is dg.DagsterRunStatus.SUCCESS for run in runs):
        return dg.SensorResult(skip_reason="The last run has read them all.", cursor=listing.digest)
    if any(not run.is_finished for run in runs):
        return dg.SkipReason("A run reads them now.")
    if len(runs) >= TRIES:
        return dg.SkipReason(f"{len(runs)} runs for this state of the archive failed: look at the last one.")
    request = dg.RunRequest(run_key=f"{listing.digest}-{len(runs)}", tags={LISTING: listing.digest})
    return dg.SensorResult(run_requests=[request])


@dg.sensor(
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells Dagster of builds that it did not run, such as `dateline build`: today's rows and results, with"
    " the run that made them.",
)
def other_builds(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Report builds of the command line to Dagster, from the published copy. The cursor is the last run reported."""
    settings = read_settings()
    if not settings.published_path.exists():
        return dg.SkipReason("Nothing is published yet.")
    try:
        with steps.published_warehouse(settings) as copy:
            run_id = steps.last_published_run(copy)
            if run_id is None or run_id == context.cursor:
                return dg.SkipReason("No other build.")
            if context.instance.has_run(run_id):
                return dg.SensorResult(skip_reason="The last build was Dagster's own.", cursor=run_id)
            return dg.SensorResult(asset_events=list(_told(copy, run_id)), cursor=run_id)
    except ERRORS as error:
        raise failure(error) from error


def _told(copy: steps.Warehouse, run_id: str) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """Make the materializations and check evaluations that the copy states."""
    tags = {"dateline/run_id": run_id}
    for address, row_count in steps.known_row_counts(copy, VIEWS).items():
        figures = {} if row_count is None else {"dagster/row_count": row_count}
        yield dg.AssetMaterialization(
            key_of(address),
            metadata={**figures, **lineage_metadata(address), "made_by_run": run_id},
            tags=tags,
            description="Made by a build outside of Dagster.",
        )
    yield dg.AssetMaterialization(
        COPY,
        metadata={"made_by_run": run_id},
        tags=tags,
        description="Published by a build outside of Dagster.",
    )
    standing = steps.standing_results(copy, "ops")
    for suite in SUITES.values():
        for rule in suite.rules:
            found = standing.get((suite.table_name, rule.rule_name))
            if found is not None:
                yield dg.AssetCheckEvaluation(
                    checked_key(suite),
                    rule.rule_name,
                    found.is_passed,
                    metadata={
                        "found": found.observed_value,
                        "failed": found.failed_count,
                        "checked_at": f"{found.recorded_at:%Y-%m-%d %H:%M} UTC",
                        "made_by_run": run_id,
                    },
                    severity=SEVERITIES[rule.is_critical],
                    blocking=rule.is_critical,
                )
