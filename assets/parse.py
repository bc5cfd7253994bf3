"""Stage parse: every document becomes an article or a rejection with its reason."""

import time
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets.keys import key_of
from assets.metadata import Metadata, base_table, counts_metadata, table_metadata
from assets.newsroom import Newsroom, log_left_pending, plain_errors, told_in_log
from etl import steps

SOURCES = {
    "parsed_articles": "page/parse.py",
    "rejected_documents": "page/parse.py",
    "outlets": "outlets/__init__.py",
}


class ParseConfig(dg.Config):
    """What to parse. As it stands: what no parser, or an older one than today's, has decided on."""

    outlets: list[str] = Field(
        default=[],
        description="Only documents of these outlets: ids as in marts.dim_outlets, such as bbc. Empty: all.",
    )
    months: list[str] = Field(
        default=[],
        description="Only documents of these months, as 2020-07: by the day of publication, or where none is"
        " known by the stamp of the file's header. Empty: all.",
    )
    again: bool = Field(
        default=False, description="Parse them although today's parser has decided on them already."
    )


@dg.multi_asset(
    name="parse",
    group_name="parse",
    specs=[
        base_table(table, [key_of("base.raw_documents")], source=source) for table, source in SOURCES.items()
    ],
)
def parse(
    context: dg.AssetExecutionContext, newsroom: Newsroom, config: ParseConfig
) -> Iterator[dg.MaterializeResult[None]]:
    """Parse what is pending, or what the run's config chooses. A document that fails is a row too."""
    started = time.monotonic()
    selection = steps.Selection(
        outlets=tuple(config.outlets), months=tuple(config.months), include_done=config.again
    )
    with plain_errors():
        counts = steps.parse(newsroom.settings, newsroom.run, told_in_log(context.log), selection)
        log_left_pending(context.log, counts)
        if not steps.has_work(newsroom.settings, newsroom.run):
            context.log.info("Nothing that readers would see has changed.")
            return
        shared: Metadata = {
            "left_pending": len(counts.left_pending),
            "seconds": round(time.monotonic() - started, 2),
        }
        rejections = steps.summarize(newsroom.run.warehouse).rejections
        figures: dict[str, Metadata] = {
            "parsed_articles": {"parsed_in_this_run": counts.parsed_count},
            "rejected_documents": {
                "rejected_in_this_run": counts.rejected_count,
                "rejected_in_this_run_by_reason": counts_metadata(counts.rejections, "reason"),
                "rejected_by_reason": counts_metadata(rejections, "reason"),
            },
            "outlets": {},
        }
        for table, metadata in figures.items():
            yield dg.MaterializeResult(
                asset_key=key_of(f"base.{table}"),
                metadata=table_metadata(newsroom.run, f"base.{table}", {**metadata, **shared}),
            )
