"""The Chinese and Korean surnames, of one or two characters.

Here: the list. Not here: titles around people (titles.py).
"""

from functools import cache

from etl.lexicon import column


@cache
def surnames() -> frozenset[str]:
    """Read the surnames, simplified."""
    return frozenset(column("surnames", "surname"))
