"""Parse a user's selection of outlets and months, and validate it against the warehouse.

Here: words to a Selection, or an error. Not here: applying a selection (etl/work/queue.py).
"""

import re
from collections.abc import Sequence

from etl.outlets import outlets
from etl.settings import SettingsError
from etl.warehouse.runs import Run
from etl.work.queue import Selection

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def selection_of(
    run: Run, *, outlet_ids: Sequence[str], months: Sequence[str], again: bool, everything: bool
) -> Selection:
    """Make the selection; with any filter, documents that are done are processed again.

    Raises SettingsError for an outlet that the warehouse does not know and for a month that is not YYYY-MM.
    """
    known = sorted({*outlets(), *_outlets_of_articles(run)})
    for outlet_id in outlet_ids:
        if outlet_id not in known:
            raise SettingsError(f"outlets: {outlet_id!r} is not an outlet here; choose of {', '.join(known)}")
    for month in months:
        if not MONTH.fullmatch(month):
            raise SettingsError(f"months: {month!r} is not a month; write it as 2020-07")
    is_chosen = bool(outlet_ids or months or everything)
    return Selection(outlets=tuple(outlet_ids), months=tuple(months), include_done=again and is_chosen)


def _outlets_of_articles(run: Run) -> list[str]:
    return run.warehouse.query("select distinct outlet_id from base.parsed_articles")["outlet_id"].to_list()
