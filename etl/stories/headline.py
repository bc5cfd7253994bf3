"""What of a headline tells the news, and which articles tell no single news.

Here: the name of a column that stands before a headline, digests. Not here: series (series.py), the list of digests
(lexicon/digests.csv).
"""

import re
from functools import cache

from etl import lexicon
from etl.normalize.shadow import shadow

# A column or the outlet that a text is taken from: in brackets anywhere, or before a bar.
FRAME = re.compile(r"【[^】]*】|^[^|｜]{1,16}[|｜]")
SHORT = 4  # characters, below which a headline is kept whole


def news_of(title: str) -> str:
    """Fold a headline, without the name of a column."""
    bare = FRAME.sub(" ", title).strip()
    return shadow(bare if len(bare) >= SHORT else title).lower()


def is_digest(title: str, column_name: str | None) -> bool:
    """Whether an article tells of several events: a weekly round-up, a daily briefing, a press review."""
    return _digests().search(shadow(f"{title}\n{column_name or ''}").lower()) is not None


@cache
def _digests() -> re.Pattern[str]:
    rows = lexicon.rows("digests")
    starts = [re.escape(row["words"]) for row in rows if row["place"] == "start"]
    anywhere = [re.escape(row["words"]) for row in rows if row["place"] == "anywhere"]
    return re.compile("|".join((rf"^(?:{'|'.join(starts)})", *anywhere)), re.MULTILINE)
