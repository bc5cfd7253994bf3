"""Live blogs: pages of entries, the newest first, each with its time.

Here: telling them by their times. Not here: reading a time (normalize/clock.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from etl.page.blocks import Page, Text

LONGEST = timedelta(hours=36)  # from the first entry to the last (judged)
ENTRY_SIZE = 15  # characters outside of links that an entry has (judged)


def start_first(page: Page) -> Sequence[str]:
    """The times that a page states, those of a live blog from its start on.

    A live blog's times fall, and under each stands text that is no link, as it would in a list of other articles.
    """
    times = [_moment(text) for text in page.times]
    moments = [moment for moment in times if moment is not None]
    if (
        len(moments) < 2
        or len(moments) < len(times)
        or len({moment.tzinfo is None for moment in moments}) > 1
    ):
        return page.times
    is_falling = all(earlier > later for earlier, later in pairwise(moments))
    if not is_falling or moments[0] - moments[-1] > LONGEST:
        return page.times
    ends = [*page.time_blocks[1:], len(page.blocks)]
    if all(_is_entry(page, start, end) for start, end in zip(page.time_blocks, ends, strict=True)):
        return page.times[::-1]
    return page.times


def _is_entry(page: Page, start: int, end: int) -> bool:
    texts = (block for block in page.blocks[start:end] if isinstance(block, Text))
    return sum(line.size - line.linked for block in texts for line in block.lines) >= ENTRY_SIZE


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:  # a day in words, or nothing: not the time of an entry
        return None
