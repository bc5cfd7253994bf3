"""Combine the patterns of a reviewed list, or of an outlet, into one compiled pattern.

Not here: the patterns themselves (lexicon/, etl/outlets/).
"""

import re
from functools import cache

from etl import lexicon


@cache
def patterns_of(name: str) -> re.Pattern[str]:
    """Combine all patterns of lexicon/<name>.csv."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in lexicon.rows(name)))


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Combine patterns; None if there are none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
