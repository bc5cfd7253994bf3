"""Whether of two articles one carries the text of the other, which one, and how.

Here: the bounds, fitted to annotated pairs, and the direction. Not here: what the texts have in common (reading.py),
series (series.py), whom they name as their source (credit.py).
"""

from dataclasses import dataclass
from datetime import timedelta

from etl.copies.article import WINDOW, Copy
from etl.copies.credit import common_agencies, evidence
from etl.copies.reading import Common, Reading, common, shared_count
from etl.copies.series import is_series
from etl.kinds import CopyEvidenceKind, CopyKind

# Shares of the shorter text that the other must hold. Fitted to 318 annotated pairs, and to what else lies near them in
# the archive, by reading. Below them are recycled background, statements that two outlets quote, and digests.
LEAST = 0.5
OF_A_NAMED_SOURCE = 0.5  # one text names the other's outlet
OF_NO_NAMED_SOURCE = 0.6  # and no part of a longer text: official statements that both quote reach .68
OF_ONE_OUTLET = 0.58  # outlets recycle the background of what they reported before
OF_A_PART = 0.7  # the longer text holds much besides
OF_LATER = 0.75  # for another outlet, later than LATE
OF_NEXT_DAY = 0.8  # within an outlet, later than a day
OF_OLD = 0.9  # within an outlet, later than LATE: the same news, opening included
OPENING_OF_OLD = 0.8
# Shares of the longer text, below which the shorter one is a part of it, or of a digest.
PART, PART_WITHOUT_NAME, DIGEST = 0.16, 0.3, 0.05
DAY, LATE = timedelta(hours=24), timedelta(hours=72)
SAME_TEXT = 0.9  # share of all that stands in either text, from which it is the same text

# How far two clocks must be apart to tell an order: outlets' own, and the archive's, which looks every hour or so.
EXACT, FETCHED = timedelta(minutes=2), timedelta(hours=3)
CREDIT_AGAINST_CLOCK = timedelta(hours=72)  # an original that was updated bears a later time than its copy


def copy_of(one: Reading, other: Reading) -> Copy | None:
    """Judge two articles; None where neither carries the other's text. Their order does not matter."""
    one, other = sorted((one, other), key=lambda each: each.article.article_id)
    lag = _lag(one, other)
    shorter_count = min(len(one.distinct), len(other.distinct))
    if shorter_count == 0 or abs(lag) > WINDOW:
        return None
    count = shared_count(one, other)
    if count < LEAST * shorter_count:
        return None
    shared = common(one, other, count)
    is_one_outlet = one.article.outlet_id == other.article.outlet_id
    if is_one_outlet and is_series(one, other, shared, lag):
        return None
    direction = _direction(one, other, lag)
    if not _is_enough(shared, abs(lag), is_one_outlet, direction.evidence_kind):
        return None
    return _copy(direction, shared, count)


def _is_enough(shared: Common, lag: timedelta, is_one_outlet: bool, evidence_kind: CopyEvidenceKind) -> bool:
    """Whether so much in common is a copy, so long after, on such evidence."""
    is_named = evidence_kind is not CopyEvidenceKind.TEXT
    if is_one_outlet:
        is_new_text = shared.opening < OPENING_OF_OLD or shared.covered < PART
        if lag > LATE and is_new_text:
            return False
        least = OF_OLD if lag > LATE else OF_NEXT_DAY if lag > DAY else OF_ONE_OUTLET
    else:
        least = OF_LATER if lag > LATE else OF_A_NAMED_SOURCE if is_named else OF_NO_NAMED_SOURCE
    whole = PART if is_one_outlet or is_named else PART_WITHOUT_NAME
    if shared.covered < whole:
        least = max(least, OF_A_PART)
    return shared.covered >= DIGEST and shared.contained >= least


@dataclass(frozen=True, kw_only=True, slots=True)
class Direction:
    """Which of two is the original, on what evidence, and whether that is sure."""

    copy: Reading
    original: Reading
    evidence_kind: CopyEvidenceKind
    is_sure: bool


def _direction(one: Reading, other: Reading, lag: timedelta) -> Direction:
    """Find the original: whom the other names as its source, else the earlier one. lag: of other behind one."""
    first, second = (one, other) if lag >= timedelta() else (other, one)
    forth, back = evidence(second, first), evidence(first, second)
    if back is not None and forth is None and abs(lag) <= CREDIT_AGAINST_CLOCK:
        return Direction(copy=first, original=second, evidence_kind=back, is_sure=True)
    is_named = forth is not None and back is None
    return Direction(
        copy=second,
        original=first,
        evidence_kind=forth or CopyEvidenceKind.TEXT,
        is_sure=is_named or _is_order_sure(one, other, abs(lag)),
    )


def _is_order_sure(one: Reading, other: Reading, lag: timedelta) -> bool:
    is_exact = one.article.is_exact_time and other.article.is_exact_time
    return lag >= (EXACT if is_exact else FETCHED)


def _lag(one: Reading, other: Reading) -> timedelta:
    """How long after one the other was published; nothing where a clock is missing."""
    if one.article.published_at is None or other.article.published_at is None:
        return timedelta()
    return other.article.published_at - one.article.published_at


def _copy(direction: Direction, shared: Common, count: int) -> Copy:
    copy, original = direction.copy.article, direction.original.article
    has_clocks = copy.published_at is not None and original.published_at is not None
    lag = _lag(direction.original, direction.copy)
    return Copy(
        article_id=copy.article_id,
        original_article_id=original.article_id,
        copy_kind=_kind(direction, shared),
        contained_share=round(shared.contained, 4),
        copied_share=round(count / len(direction.copy.distinct), 4),
        similarity_share=round(shared.similarity, 4),
        lag_minutes=round(lag.total_seconds() / 60) if has_clocks else None,
        evidence_kind=direction.evidence_kind,
        is_direction_sure=direction.is_sure,
        is_of_agency=original.is_agency,
    )


def _kind(direction: Direction, shared: Common) -> CopyKind:
    if direction.copy.article.outlet_id == direction.original.article.outlet_id:
        return CopyKind.RESAVE if shared.similarity >= SAME_TEXT else CopyKind.UPDATE
    is_named = direction.evidence_kind is not CopyEvidenceKind.TEXT
    if not is_named and common_agencies(direction.copy, direction.original):
        return CopyKind.SHARED_WIRE
    return CopyKind.SYNDICATED
