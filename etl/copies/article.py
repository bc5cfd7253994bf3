"""The vocabulary of copies: an article as it is compared, and a copy.

Here: values. Not here: how copies are found (the other modules of this room).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from etl.kinds import CopyEvidenceKind, CopyKind

# Texts are held against each other that were published at most so long apart. Measured: carried texts lag up to 65
# hours, the latest repost that was read 326; beyond it are texts written by formula and cases retold each month.
WINDOW = timedelta(days=14)


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article as it is compared. paragraphs: prose without headings. credited: names it credits."""

    article_id: str
    outlet_id: str
    title: str
    paragraphs: tuple[str, ...]
    published_at: datetime | None
    is_exact_time: bool  # the outlet itself states the hour of publication
    credited: tuple[str, ...] = ()
    is_agency: bool = False  # a news agency wrote it itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """An article, and one whose text it carries. Shares are of distinct shingles, from 0 to 1.

    lag_minutes is below 0 where the article credits a text of which a later version was saved. None without a clock.
    """

    article_id: str
    original_article_id: str
    copy_kind: CopyKind
    contained_share: float  # of the shorter text, what stands in the longer one
    copied_share: float  # of the copy, what stands in the original
    similarity_share: float  # of all that stands in either text, what stands in both
    lag_minutes: int | None
    evidence_kind: CopyEvidenceKind
    is_direction_sure: bool
    is_of_agency: bool  # the original is a news agency's own
