"""Parse times as pages print them, and choose the clock that dates an article's publication."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from etl.kinds import PublishedSourceKind

ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"(?:[T ]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)? ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
DAY_FIRST = re.compile(
    r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>(?:19|20)\d\d)(?:\s*-\s*(?P<hour>\d\d?):(?P<minute>\d\d))?"
)
CHINESE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d\d?)\s*月\s*(?P<day>\d\d?)\s*日"
    r"(?:\s*(?:星期.|周.)?\s*(?P<half>上午|下午|晚上|凌晨)?\s*(?P<hour>\d\d?)[:：時时点](?P<minute>\d\d)分?)?"
)
RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2},\s*)?\d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?(?: (?:GMT|UTC|[+-]\d{4}))?"
)
FORMS = (ISO, DAY_FIRST, CHINESE)
NEAR = timedelta(days=2)  # within it, a time of another clock refines a day printed on the page (judged)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A time on a page: the day as printed, and the moment in UTC if an hour is printed too."""

    day: date
    at: datetime | None


DAY_IN_TEXT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
)


def read_stamp(text: str, timezone_name: str) -> Stamp | None:
    """Parse text that is a time and nothing else; None if not. A time without a zone is in timezone_name."""
    text = text.strip()
    for form in FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return _stamp(match.groupdict(), timezone_name)
    if RFC_2822.fullmatch(text):
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone_name))
        return Stamp(day=moment.date(), at=moment.astimezone(UTC))
    return None


def find_day(text: str) -> Stamp | None:
    """Find the first date in a text; an hour next to it is ignored, because its zone is unknown."""
    match = DAY_IN_TEXT.search(text)
    stamp = _stamp(match.groupdict(), "UTC") if match else None
    return Stamp(day=stamp.day, at=None) if stamp else None


def _stamp(parts: dict[str, str | None], timezone_name: str) -> Stamp | None:
    try:
        day = date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))
        if not parts.get("hour"):
            return Stamp(day=day, at=None)
        hour = int(parts["hour"] or 0)
        if parts.get("half") in ("下午", "晚上") and hour < 12:
            hour += 12
        moment = datetime(
            day.year, day.month, day.day, hour, int(parts["minute"] or 0), int(parts.get("second") or 0),
            tzinfo=_zone(parts.get("zone"), timezone_name),
        )  # fmt: skip
        return Stamp(day=day, at=moment.astimezone(UTC))
    except (ValueError, OverflowError):  # a thirteenth month, a 25th hour: not a time
        return None


def _zone(zone: str | None, timezone_name: str) -> ZoneInfo | None:
    if zone is None:
        return ZoneInfo(timezone_name)
    if zone == "Z":
        return ZoneInfo("UTC")
    return datetime.strptime(zone.replace(":", ""), "%z").tzinfo  # type: ignore[return-value]


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The chosen clock. at: UTC; day: in the outlet's time zone."""

    at: datetime | None
    day: date | None
    source_kind: PublishedSourceKind | None


def choose_published(
    *,
    page: Stamp | None,
    header_at: datetime | None,
    front_matter: Stamp | None,
    url_day: date | None,
    path_day: date | None,
    timezone_name: str,
) -> Published:
    """Choose the best clock for the time of publication.

    A time on the page wins. A day on the page wins only over times more than NEAR from it.
    """
    zone = ZoneInfo(timezone_name)
    if page is not None and page.at is not None:
        return Published(
            at=page.at, day=page.at.astimezone(zone).date(), source_kind=PublishedSourceKind.PAGE
        )
    for at, source_kind in (
        (header_at, PublishedSourceKind.HEADER),
        (front_matter.at if front_matter else None, PublishedSourceKind.FRONT_MATTER),
    ):
        if at is not None:
            day = at.astimezone(zone).date()
            if page is None or abs(day - page.day) <= NEAR:
                return Published(at=at, day=page.day if page else day, source_kind=source_kind)
    if page is not None:
        return _from_day(page.day, zone, PublishedSourceKind.PAGE)
    if front_matter is not None:
        return _from_day(front_matter.day, zone, PublishedSourceKind.FRONT_MATTER)
    if url_day is not None:
        return _from_day(url_day, zone, PublishedSourceKind.URL)
    if path_day is not None:
        return _from_day(path_day, zone, PublishedSourceKind.PATH)
    return Published(at=None, day=None, source_kind=None)


def _from_day(day: date, zone: ZoneInfo, source_kind: PublishedSourceKind) -> Published:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return Published(at=midnight.astimezone(UTC), day=day, source_kind=source_kind)
