"""The Chinese and Korean surnames, of one or two characters, and the characters of transliterated names.

Here: the lists. Not here: titles around people (titles.py).
"""

from functools import cache

from etl.lexicon import column


@cache
def surnames() -> frozenset[str]:
    """Read the surnames, simplified."""
    return frozenset(column("surnames", "surname"))


@cache
def foreign_characters() -> frozenset[str]:
    """Read the characters that are frequent in transliterated names, simplified."""
    return frozenset("".join(column("name_characters", "characters", use="foreign")))
