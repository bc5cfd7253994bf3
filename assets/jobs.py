"""When things run: the jobs, the hourly schedule, and the sensor for new files."""

import dagster as dg

from assets.keys import key_of
from assets.mentions import RecogniseConfig
from assets.newsroom import plain_errors
from assets.parse import ParseConfig
from etl import steps
from etl.settings import read_settings

BEFORE_PARSING = dg.AssetSelection.assets(key_of("base.archive_files"), key_of("base.raw_documents"))
PARSED = dg.AssetSelection.assets(
    key_of("base.parsed_articles"), key_of("base.rejected_documents"), key_of("base.outlets")
)

refresh = dg.define_asset_job(
    "refresh",
    description="Bring in what is new, parse it, say whom it names, check, publish; nothing new, nothing done.",
)

reparse = dg.define_asset_job(
    "reparse",
    selection=(dg.AssetSelection.all() - BEFORE_PARSING) | dg.AssetSelection.all_asset_checks(),
    description="Parse again what is parsed already: by outlet and month, as the run's config says.",
    config=dg.RunConfig(ops={"parse": ParseConfig(again=True)}),
)

find_names_again = dg.define_asset_job(
    "find_names_again",
    selection=(dg.AssetSelection.all() - BEFORE_PARSING - PARSED) | dg.AssetSelection.all_asset_checks(),
    description="Look for names again where they were found already: by outlet and month, as the run's config says.",
    config=dg.RunConfig(ops={"recognise": RecogniseConfig(again=True)}),
)

hourly = dg.ScheduleDefinition(
    name="hourly",
    job=refresh,
    cron_schedule="15 * * * *",
    description="The archive's bot saves pages every hour.",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


@dg.sensor(job=refresh, minimum_interval_seconds=120)
def new_files(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Runs `refresh` when the archive lists other paths, sizes or times than before; no file is opened."""
    settings = read_settings()
    if not settings.archive:
        return dg.SkipReason("DATELINE_ARCHIVE is not set: there is nothing to watch.")
    with plain_errors():
        listing = steps.list_archive(settings)
    if listing.digest == context.cursor:
        return dg.SkipReason(f"No new file: {listing.file_count:,} files are as they were.")
    context.update_cursor(listing.digest)
    return dg.RunRequest(run_key=listing.digest)
