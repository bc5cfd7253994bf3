"""The vocabulary of stories: an article as it is read for them, the names in it, and a pair of two.

Here: values. Not here: how they are made (the other modules of this room).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Two articles on one event are published at most so long apart: of the annotated stories the longest takes 5 days.
WINDOW = timedelta(days=6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """An entity that an article names. position: the first paragraph that does, 0 for the title."""

    entity_id: str
    entity_kind: str
    entity_name: str
    position: int
    mention_count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article as it is read for stories. opening: its lead and first paragraphs, headings left out."""

    article_id: str
    outlet_id: str
    title: str
    column_name: str | None
    opening: str
    published_at: datetime
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two articles, the lesser id first, and how alike they are, in ten-thousandths."""

    article_id: str
    other_article_id: str
    likeness: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """An article in a story. closeness: its likeness to the others of the story on average, in ten-thousandths."""

    story_id: str
    article_id: str
    closeness: int
