"""Find the agency in a dateline, （法新社伦敦20日电）: its place is a mention, the agency is not.

Here: the end of the agency's name. Not here: the agencies (etl/lexicon/agencies.csv).
"""

import re
from functools import cache

from etl.lexicon import any_word, column, either


def agency_of_dateline(line: str) -> int:
    """Find the end of the agency's name in the line's dateline; 0 if there is none."""
    match = _dateline().match(line)
    return match.end() if match else 0


@cache
def _dateline() -> re.Pattern[str]:
    """Build the pattern of a dateline up to the agency's name: （法新社伦敦20日电）, 路透北京7月1日 -."""
    agencies = any_word(column("agencies", "name"))
    return re.compile(
        rf"\s*[（(【\[]?\s*{either('byline_words', 'dateline_before')}?{agencies}"
        rf"{either('byline_words', 'dateline_behind')}?"
        r"(?=\s*/?[^\s，。、；：]{0,12}?(?:\d{1,2}日|\d{1,2}月\d{1,2}日|电\s*[）)】]"
        rf"|{either('byline_words', 'dateline_report')}\s*[）)】]|\s*[）)】]|{either('byline_words', 'dateline_end')}))"
    )
