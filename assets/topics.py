"""Stage topics: what each article is about."""

import time

import dagster as dg

from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, told_in_log
from etl import steps

TABLE = "article_topics"


@dg.multi_asset(
    name="classify",
    group_name="topics",
    specs=[base_table(TABLE, source="topics/classify.py")],
)
def classify(context: dg.AssetExecutionContext, newsroom: Newsroom) -> dg.MaterializeResult[None]:
    """Say what the articles with a new text are about, where a topic is probable enough."""
    started = time.monotonic()
    with newsroom.stage():
        counts = steps.classify(newsroom.settings, newsroom.run, told_in_log(context.log))
        figures: Metadata = {
            "articles_classified_in_this_run": counts.article_count,
            "with_a_topic": counts.told_count,
            "seconds": round(time.monotonic() - started, 2),
        }
        address = f"base.{TABLE}"
        return dg.MaterializeResult(
            asset_key=key_of(address), metadata=table_metadata(newsroom.run, address, figures)
        )
