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
# A series of one outlet: figures among the first characters of both headlines, other ones, and else the same.
HEAD, SAME_HEAD = 12, 0.8
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
    heads = [news_of(each.title)[:HEAD] for each in (one, other)]
    figures = [FIGURE.findall(head) for head in heads]
    if not all(figures) or figures[0] == figures[1]:
        return False
    frames = [FIGURE.sub("0", head) for head in heads]
    return Indel.normalized_similarity(*frames) >= SAME_HEAD


@cache
def _digests() -> re.Pattern[str]:
    rows = lexicon.rows("digests")
    starts = [re.escape(row["words"]) for row in rows if row["place"] == "start"]
    anywhere = [re.escape(row["words"]) for row in rows if row["place"] == "anywhere"]
    return re.compile("|".join((rf"^(?:{'|'.join(starts)})", *anywhere)), re.MULTILINE)
