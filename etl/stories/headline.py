"""What of a headline tells the news, and which articles tell no single news.

Here: the name of a column that stands before a headline, digests, series of the day. Not here: the list of digests
(lexicon/digests.csv).
"""

import re
from datetime import timedelta
from functools import cache

from rapidfuzz.distance import Indel

from etl import lexicon
from etl.normalize.shadow import shadow
from etl.stories.article import Article

# A column or the outlet that a text is taken from: in brackets anywhere, or before a bar.
FRAME = re.compile(r"【[^】]*】|^[^|｜]{1,16}[|｜]")
SHORT = 4  # characters, below which a headline is kept whole
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# A series of one outlet: other figures in headlines that are else the same, or so in their first characters (judged).
HEAD, SAME_FRAME = 12, 0.8
NEXT_ISSUE = timedelta(hours=10)  # measured for copies: the next of a series comes later than that


def news_of(title: str) -> str:
    """Fold a headline, without the name of a column."""
    bare = FRAME.sub(" ", title).strip()
    return shadow(bare if len(bare) >= SHORT else title).lower()


def is_digest(title: str, column_name: str | None) -> bool:
    """Whether an article tells of several events: a weekly round-up, a daily briefing, a press review."""
    return _digests().search(shadow(f"{title}\n{column_name or ''}").lower()) is not None


def is_series(one: Article, other: Article) -> bool:
    """Whether two articles are of one series, which tells each day of another: tolls, fixings, counts."""
    if one.outlet_id != other.outlet_id or abs(one.published_at - other.published_at) < NEXT_ISSUE:
        return False
    titles = [news_of(each.title) for each in (one, other)]
    return _is_one_frame(*titles) or _is_one_frame(*(title[:HEAD] for title in titles))


def _is_one_frame(one: str, other: str) -> bool:
    """Whether two headlines have figures, other ones, and little else that is not the same."""
    figures = [FIGURE.findall(title) for title in (one, other)]
    if not all(figures) or figures[0] == figures[1]:
        return False
    return Indel.normalized_similarity(*(FIGURE.sub("0", title) for title in (one, other))) >= SAME_FRAME


@cache
def _digests() -> re.Pattern[str]:
    rows = lexicon.rows("digests")
    starts = [re.escape(row["words"]) for row in rows if row["place"] == "start"]
    anywhere = [re.escape(row["words"]) for row in rows if row["place"] == "anywhere"]
    return re.compile("|".join((rf"^(?:{'|'.join(starts)})", *anywhere)), re.MULTILINE)
