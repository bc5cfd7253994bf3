"""Scores of the methods of recognition and linking, by name: lexicon/scores.csv.

Here: reading the table. Not here: fitted weights (lexicon/calibration.csv, link_calibration.csv), and thresholds
(constants of the modules that use them).
"""

from functools import cache

from etl.lexicon import LexiconError, table

ORIGINS = ("judged", "fitted")


def score_of(name: str) -> float:
    """Look up a score, from 0 to 1. Raises LexiconError if the table lacks it or cannot be read."""
    try:
        return _scores()[name]
    except KeyError:
        raise LexiconError(f"etl/lexicon/scores.csv: there is no row {name}") from None


@cache
def _scores() -> dict[str, float]:
    held = table("scores")
    for row, line in zip(held.rows, held.lines, strict=True):
        where = f"{held.origin}, line {line}"
        if row["origin"] not in ORIGINS:
            raise LexiconError(f"{where}, column origin: {row['origin']!r} is none of {', '.join(ORIGINS)}")
        if not _is_share(row["score"]):
            raise LexiconError(f"{where}, column score: {row['score']!r} is no number from 0 to 1")
    return {row["name"]: float(row["score"]) for row in held.rows}


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False
