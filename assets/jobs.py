"""Jobs and the hourly schedule.

Not here: sensors (sensors.py).
"""

import dagster as dg

from assets.keys import key_of
from assets.mentions import RecogniseConfig
from assets.newsroom import ERRORS, failure
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
    description="Parse again what is parsed already, by outlet and month: choose some in the launchpad."
    " As it stands it parses only what is pending.",
    config=dg.RunConfig(ops={"parse": ParseConfig(again=True)}),
)

find_names_again = dg.define_asset_job(
    "find_names_again",
    selection=(dg.AssetSelection.all() - BEFORE_PARSING - PARSED) | dg.AssetSelection.all_asset_checks(),
    description="Look for names again where they were found already, by outlet and month: choose some in the"
    " launchpad. As it stands it reads only what is pending.",
    config=dg.RunConfig(ops={"recognise": RecogniseConfig(again=True)}),
)


@dg.schedule(
    job=refresh,
    cron_schedule="15 * * * *",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Runs `refresh` each hour, for the archive's bot saves pages every hour. With nothing new there is no"
    " run, and what was found last stands.",
)
def hourly() -> dg.RunRequest | dg.SkipReason:
    """Request a run only if there is something to do; else skip the tick."""
    settings = read_settings()
    if not settings.archive:
        raise dg.Failure("DATELINE_ARCHIVE is not set: say where the saved pages are (dateline ui ARCHIVE)")
    try:
        has_news = steps.has_news(settings)
    except steps.WriterBusy as busy:
        return dg.SkipReason(str(busy))
    except ERRORS as error:
        raise failure(error) from error
    return (
        dg.RunRequest() if has_news else dg.SkipReason("Nothing new: the archive's files are as they were.")
    )
