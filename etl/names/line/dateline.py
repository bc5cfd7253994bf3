"""Who signs a paragraph's dateline: （法新社伦敦20日电）. The place counts as named, the agency does not.

Here: where the agency's name ends. Not here: which agencies there are (etl/lexicon/agencies.csv).
"""

import re
from functools import cache

from etl.lexicon import any_word, column, either


def agency_of_dateline(line: str) -> int:
    """Where the agency that signs the line's dateline ends: 0 where there is none."""
    match = _dateline().match(line)
    return match.end() if match else 0


@cache
def _dateline() -> re.Pattern[str]:
    """（法新社伦敦20日电）, 路透北京7月1日 -: the agency's own name, not the place."""
    agencies = any_word(column("agencies", "name"))
    return re.compile(
        rf"\s*[（(【\[]?\s*{either('byline_words', 'dateline_before')}?{agencies}"
        rf"{either('byline_words', 'dateline_behind')}?"
        r"(?=\s*/?[^\s，。、；：]{0,12}?(?:\d{1,2}日|\d{1,2}月\d{1,2}日|电\s*[）)】]"
        rf"|{either('byline_words', 'dateline_report')}\s*[）)】]|\s*[）)】]|{either('byline_words', 'dateline_end')}))"
    )
