"""Which pairs of articles tell of following days or issues, and not of one event: series of an outlet, market reports.

Here: series by their headlines and openings, reports on markets. Not here: digests (headline.py), the list of markets
(lexicon/markets.csv).
"""

import re
from datetime import timedelta
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from etl import lexicon
from etl.normalize.shadow import shadow
from etl.stories.article import Article
from etl.stories.headline import news_of
from etl.stories.reading import without_dateline

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# A series of one outlet: other figures in headlines that are else the same, or so in their first characters (judged).
HEAD, SAME_FRAME = 12, 0.8
# Or in openings: what an agency writes anew each day by one formula. Reports on one case repeat most figures (judged).
FORMULA, SAME_FIGURES = 80, 0.75
NEXT_ISSUE = timedelta(hours=10)  # measured for copies: the next of a series comes later than that


def is_series(one: Article, other: Article) -> bool:
    """Whether two articles tell each of another day or matter: tolls, fixings, counts, and reports on markets.

    A report on a market is held against those on the same market within NEXT_ISSUE alone.
    """
    is_next = abs(one.published_at - other.published_at) >= NEXT_ISSUE
    markets = [markets_of(each.title) for each in (one, other)]
    if any(markets):
        return is_next or not markets[0] & markets[1]
    if one.outlet_id != other.outlet_id or not is_next:
        return False
    first, second = news_of(one.title), news_of(other.title)
    return (
        _is_one_frame(first, second)
        or _is_one_frame(first[:HEAD], second[:HEAD])
        or _is_one_frame(_formula(one.opening), _formula(other.opening), SAME_FIGURES)
    )


@lru_cache(maxsize=50_000)
def markets_of(title: str) -> frozenset[str]:
    """Name the markets whose movement a headline reports."""
    news = news_of(title)
    if not _movements().search(news):
        return frozenset()
    return frozenset(market for market, words in _markets() if words.search(news))


def _is_one_frame(one: str, other: str, most_same: float = 1.0) -> bool:
    """Whether two texts have figures, other ones, and little else that is not the same.

    most_same: share of one's figures that the other may have too.
    """
    figures = [FIGURE.findall(text) for text in (one, other)]
    if not all(figures) or figures[0] == figures[1]:
        return False
    first, second = map(set, figures)
    if len(first & second) > most_same * min(len(first), len(second)):
        return False
    return Indel.normalized_similarity(*(FIGURE.sub("0", text) for text in (one, other))) >= SAME_FRAME


@lru_cache(maxsize=50_000)
def _formula(opening: str) -> str:
    return shadow(without_dateline(opening[: 2 * FORMULA])[:FORMULA])


@cache
def _markets() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [row for row in lexicon.rows("markets") if row["market"]]
    return tuple(
        (market, re.compile("|".join(row["words"] for row in rows if row["market"] == market)))
        for market in sorted({row["market"] for row in rows})
    )


@cache
def _movements() -> re.Pattern[str]:
    return re.compile("|".join(row["words"] for row in lexicon.rows("markets") if not row["market"]))
