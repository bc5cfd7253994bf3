"""Choose the clock that dates an article's publication, and say how exact it is.

Here: making moments of printed times, and the order of clocks. Not here: reading a time (stamp.py), and which zone a
site keeps (zone.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from etl.kinds import PageTimeKind, PublishedSourceKind
from etl.normalize.stamp import Printed

NEAR = timedelta(days=2)  # within it, a time of another clock refines a day printed on the page (judged)
# Nothing is published after it was archived. An archive stamps what it fetches together with one time, and of 3,966
# pages that state a moment two are later than that by less than this: 10:53 and 11:42 minutes.
GRACE = timedelta(minutes=15)


# Some header stamps of July 2020 and January 2021 are the clock of the archive's machine written as UTC: 81 posts have
# one 5.8 to 8.0 hours later than the front matter's time, which is that of the fetch; none is later than it less this.
ARCHIVE_CLOCK = timedelta(hours=8)
NOON = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A time on a page: the day as printed; the moment in UTC if an hour was read; how much was read."""

    day: date
    at: datetime | None
    kind: PageTimeKind = PageTimeKind.DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The chosen clock.

    at: UTC; of a day without an hour its midnight. day, local_at: in the outlet's time zone; where that is not known,
    day is the printed one or that in UTC, and local_at is None. is_exact: the outlet itself states the hour.
    """

    at: datetime | None
    day: date | None
    source_kind: PublishedSourceKind | None
    local_at: datetime | None = None
    is_exact: bool = False


def on_the_half_day(
    printed: Printed, zone: tzinfo | None, *, near: date | None, fetched: datetime | None
) -> Printed:
    """Choose the half of the day that an hour of twelve, printed without its half, is in.

    It is the later one that is not after the fetch; of a page whose fetch is not known only the day is.
    """
    day = printed.date_near(near)
    if printed.clock is None or day is None or printed.clock >= NOON + timedelta(hours=1):
        return printed
    if fetched is None:
        return replace(printed, clock=None, kind=PageTimeKind.DAY_OF_UNREAD_HOUR)
    midnight = datetime.combine(day, time.min, tzinfo=printed.zone or zone or UTC)
    morning = printed.clock % NOON
    is_past = (midnight + morning + NOON).astimezone(UTC) <= fetched + GRACE
    return replace(printed, clock=morning + NOON if is_past else morning)


def settle_stamp(
    printed: Printed, zone: tzinfo | None, *, near: date | None, latest: datetime | None = None
) -> Stamp | None:
    """Make a moment of a printed time, in its own zone or in this one; None for a day without a year and nothing near.

    Without any zone, and where the moment would be after latest, its day is what is known.
    """
    day = printed.date_near(near)
    if day is None:
        return None
    if printed.clock is None:
        return Stamp(day=day, at=None, kind=printed.kind)
    stated = printed.zone or zone
    try:
        local = datetime.combine(day, time.min) + printed.clock
        at = local.replace(tzinfo=stated).astimezone(UTC) if stated else None
    except OverflowError:  # the last day of the year 9999
        at = None
    if at is None or (latest is not None and at > latest):
        return Stamp(day=day, at=None, kind=PageTimeKind.DAY_OF_UNREAD_HOUR)
    return Stamp(day=day, at=at, kind=PageTimeKind.MINUTE)


def choose_stamp(stamps: Sequence[Stamp]) -> Stamp | None:
    """Choose the page's time: the first with an hour, else the first day; unread digits beside it are not forgotten."""
    exact = next((stamp for stamp in stamps if stamp.at is not None), None)
    if exact is not None or not stamps:
        return exact
    kinds = [stamp.kind for stamp in stamps if stamp.day == stamps[0].day]
    unread = PageTimeKind.DAY_OF_UNREAD_HOUR
    return replace(stamps[0], kind=unread if unread in kinds else stamps[0].kind)


def choose_published(
    *,
    page: Stamp | None,
    header_at: datetime | None,
    front_matter: Stamp | None,
    url_day: date | None,
    path_day: date | None,
    zone: tzinfo | None,
) -> Published:
    """Choose the best clock for the time of publication.

    A time on the page wins, its day over times more than NEAR from it; of one after the header stamp the day counts.
    """
    header_at = _before_the_fetch(header_at, front_matter)
    if page is not None and page.at is not None:
        if header_at is None or page.at <= header_at + GRACE:
            day = page.at.astimezone(zone).date() if zone else page.day
            return _at(page.at, zone, PublishedSourceKind.PAGE, day=day, is_exact=True)
        page = replace(page, at=None)
    if header_at is not None:
        day = header_at.astimezone(zone or UTC).date()
        if page is None or page.day > day + timedelta(days=0 if zone else 1):
            return _at(header_at, zone, PublishedSourceKind.HEADER, day=day)
        if abs(day - page.day) <= NEAR:
            return _at(header_at, zone, PublishedSourceKind.HEADER, day=page.day)
        return _from_day(page.day, zone, PublishedSourceKind.PAGE)
    if front_matter is not None and front_matter.at is not None:
        day = front_matter.at.astimezone(zone or UTC).date()
        if page is None or abs(day - page.day) <= NEAR:
            day = page.day if page else day
            return _at(front_matter.at, zone, PublishedSourceKind.FRONT_MATTER, day=day, is_exact=True)
    for known, source_kind in (
        (page.day if page else None, PublishedSourceKind.PAGE),
        (front_matter.day if front_matter else None, PublishedSourceKind.FRONT_MATTER),
        (url_day, PublishedSourceKind.URL),
        (path_day, PublishedSourceKind.PATH),
    ):
        if known is not None:
            return _from_day(known, zone, source_kind)
    return Published(at=None, day=None, source_kind=None)


def _before_the_fetch(header_at: datetime | None, fetched: Stamp | None) -> datetime | None:
    """Read a header stamp that is after the fetch by the clock of the archive's machine."""
    if header_at is None or fetched is None or fetched.at is None or header_at <= fetched.at + GRACE:
        return header_at
    corrected = header_at - ARCHIVE_CLOCK
    return corrected if corrected <= fetched.at + GRACE else header_at


def _at(
    at: datetime,
    zone: tzinfo | None,
    source_kind: PublishedSourceKind,
    *,
    day: date,
    is_exact: bool = False,
) -> Published:
    local_at = at.astimezone(zone).replace(tzinfo=None) if zone else None
    return Published(at=at, day=day, source_kind=source_kind, local_at=local_at, is_exact=is_exact)


def _from_day(day: date, zone: tzinfo | None, source_kind: PublishedSourceKind) -> Published:
    midnight = datetime.combine(day, time.min)
    at = midnight.replace(tzinfo=zone or UTC).astimezone(UTC)
    return Published(at=at, day=day, source_kind=source_kind, local_at=midnight if zone else None)
