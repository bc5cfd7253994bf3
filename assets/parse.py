"""Stage parse: every document becomes an article or a rejection with its reason."""

import time
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets.metadata import Metadata, base_table, counts_metadata, table_metadata
from assets.newsroom import Newsroom, plain_errors, told_in_log
from etl import steps


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
        base_table(name, ["raw_documents"]) for name in ("parsed_articles", "rejected_documents", "outlets")
    ],
)
def parse(
    context: dg.AssetExecutionContext, newsroom: Newsroom, config: ParseConfig
) -> Iterator[dg.MaterializeResult[None]]:
    """Parse what is pending, or what the run's config chooses. A document that fails is a row too."""
    started = time.monotonic()
    choice = steps.Choice(outlets=tuple(config.outlets), months=tuple(config.months), again=config.again)
    with plain_errors():
        counts = steps.parse(newsroom.settings, newsroom.run, told_in_log(context.log), choice)
        for left in counts.left_pending:
            context.log.warning(f"{left.document_path}: {left.reason}; it stays pending")
        if not (
            steps.is_due(newsroom.settings, newsroom.run)
            or steps.has_names_to_settle(newsroom.settings, newsroom.run)
        ):
            context.log.info("Nothing that readers would see has changed.")
            return
        steps.refresh(newsroom.settings, newsroom.run)  # the rules ask which outlets are known
        shared: Metadata = {
            "left_pending": len(counts.left_pending),
            "seconds": round(time.monotonic() - started, 2),
        }
        figures: dict[str, Metadata] = {
            "parsed_articles": {"parsed_in_this_run": counts.parsed_count},
            "rejected_documents": {
                "rejected_in_this_run": counts.rejected_count,
                "rejected_in_this_run_by_reason": counts_metadata(counts.rejections, "reason"),
                "rejected_by_reason": counts_metadata(
                    steps.summarize(newsroom.run.warehouse).rejections, "reason"
                ),
            },
            "outlets": {},
        }
        for table, metadata in figures.items():
            yield dg.MaterializeResult(
                asset_key=table,
                metadata=table_metadata(newsroom.run, f"base.{table}", {**metadata, **shared}),
            )
