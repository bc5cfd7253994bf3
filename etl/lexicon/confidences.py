"""How sure each way of finding a name or of deciding whose it is: lexicon/confidences.csv, by name.

Here: reading the table. Not here: weights that were fitted (lexicon/calibration.csv), thresholds that decide (beside
the code that asks them).
"""

from functools import cache

from etl.lexicon import LexiconError, table

ORIGINS = ("judged", "fitted")


def confidence(name: str) -> float:
    """The confidence of that name, from 0 to 1. Raises LexiconError where the table has none or cannot be read."""
    try:
        return _confidences()[name]
    except KeyError:
        raise LexiconError(f"etl/lexicon/confidences.csv: there is no row {name}") from None


@cache
def _confidences() -> dict[str, float]:
    held = table("confidences")
    for row, line in zip(held.rows, held.lines, strict=True):
        where = f"{held.origin}, line {line}"
        if row["origin"] not in ORIGINS:
            raise LexiconError(f"{where}, column origin: {row['origin']!r} is none of {', '.join(ORIGINS)}")
        if not _is_share(row["confidence"]):
            raise LexiconError(f"{where}, column confidence: {row['confidence']!r} is no number from 0 to 1")
    return {row["name"]: float(row["confidence"]) for row in held.rows}


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False
