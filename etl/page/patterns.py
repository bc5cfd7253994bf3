"""Patterns: many as one, compiled once.

Here: those of a lexicon file and those of an outlet. Not here: the patterns themselves.
"""

import re
from functools import cache

from etl import lexicon


@cache
def patterns_of(name: str) -> re.Pattern[str]:
    """All patterns of lexicon/<name>.csv as one."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in lexicon.rows(name)))


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Patterns as one; None where there are none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
