"""Launchpad config: which documents to process again.

Here: the fields that parse and recognise share. Not here: their effect (etl/steps/selecting.py).
"""

import dagster as dg
from pydantic import Field

from assets.newsroom import Newsroom
from etl import steps


class SelectionConfig(dg.Config):
    """Which documents to process. Default: those that are pending."""

    outlets: list[str] = Field(
        default=[],
        description="Only those of these outlets: ids as in marts.dim_outlets, such as bbc. Empty: all.",
    )
    months: list[str] = Field(
        default=[],
        description="Only those of these months, as 2020-07: by the day of publication, or where none is known by the"
        " stamp of the file's header. Empty: all.",
    )
    again: bool = Field(
        default=False,
        description="Those too that are done already, where outlets, months or everything chooses some.",
    )
    everything: bool = Field(
        default=False,
        description="Choose all documents of the archive: with again, all of them are done again.",
    )


def selected(
    context: dg.AssetExecutionContext, newsroom: Newsroom, config: SelectionConfig
) -> steps.Selection:
    """Turn the config into a Selection; log if it selects nothing to process again."""
    selection = steps.selection_of(
        newsroom.run,
        outlet_ids=config.outlets,
        months=config.months,
        again=config.again,
        everything=config.everything,
    )
    if config.again and not selection.include_done:
        context.log.info(
            "No outlets or months are chosen, so only what is pending is done."
            " Choose some in the launchpad, or say everything: true."
        )
    return selection
