"""All that Dagster loads."""

import dagster as dg

from assets import (
    alerts,
    copies,
    jobs,
    marts,
    mentions,
    parse,
    publish,
    quotes,
    raw,
    report,
    revisions,
    sensors,
    stories,
    tidy,
    topics,
)
from assets.checks import CHECKS
from assets.newsroom import Newsroom

defs = dg.Definitions(
    assets=[
        raw.archive,
        raw.ingest,
        parse.parse,
        revisions.revise,
        copies.trace,
        topics.classify,
        mentions.recognise,
        quotes.quote,
        mentions.resolve,
        stories.gather,
        marts.views,
        publish.publish,
        report.report,
    ],
    asset_checks=CHECKS,
    jobs=[jobs.refresh, jobs.reparse, jobs.find_names_again, tidy.tidy],
    schedules=[jobs.hourly, tidy.daily],
    sensors=[sensors.new_files, sensors.other_builds, alerts.alerts],
    resources={"newsroom": Newsroom()},
    executor=dg.in_process_executor,
)
