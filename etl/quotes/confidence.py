"""The confidence of a quote: how often what its rule found was right on annotated articles, speaker included.

Here: looking it up. Not here: the figures (etl/lexicon/quote_confidence.csv, docs/QUOTES.md).
"""

from collections.abc import Mapping
from functools import cache

from etl.lexicon import rows
from etl.quotes.quote import Quote


def confidence_of(quote: Quote) -> float:
    """Give the share of right ones among the annotated quotes that the same rule found."""
    return _shares()[quote.evidence]


@cache
def _shares() -> Mapping[str, float]:
    return {row["evidence"]: float(row["share"]) for row in rows("quote_confidence")}
