"""Date an article: settle the times that its page, header, address and path state.

Here: gathering the clocks and the zone they are read in. Not here: reading a time (normalize/stamp.py), the order
of clocks (normalize/clock.py), and what a page's blocks say (draft.py).
"""

from collections.abc import Iterable
from datetime import UTC, date, timedelta, tzinfo

from etl.kinds import ScriptKind
from etl.model import Header
from etl.normalize.clock import (
    GRACE,
    NEAR,
    Published,
    Stamp,
    choose_published,
    choose_stamp,
    on_the_half_day,
    settle_stamp,
)
from etl.normalize.stamp import Printed, read_stated
from etl.normalize.url import url_host
from etl.normalize.zone import site_zone, zone_of
from etl.outlet import Outlet


def date_article(
    times: tuple[Printed | None, Iterable[str]],
    header: Header,
    outlet: Outlet,
    script_kind: ScriptKind,
    *,
    url_day: date | None,
    path_day: date | None,
    is_half_day: bool = False,
) -> tuple[Stamp | None, Published]:
    """Settle the page's own time, and choose the clock of publication.

    times: what the page shows its readers, and what it states to machines, in order. is_half_day: its hours run to
    twelve.
    """
    shown, stated = times
    told = [printed for text in stated if (printed := read_stated(text))]
    printed_times = [shown, *told] if shown else told
    zone, page_zone, is_sure = _zones(outlet, header, script_kind, told)
    if not is_sure:  # a moment with its own zone is known, one in the zone of the site supposed
        printed_times = sorted(printed_times, key=lambda each: each.zone is None)
    front_matter = _front_matter_stamp(header)
    header_day = header.header_at.date() if header.header_at else None
    near = next(
        (day for day in (header_day, front_matter and front_matter.day, url_day, path_day) if day), None
    )
    if is_half_day:
        printed_times = _on_the_half_day(printed_times, page_zone, near, header)
    latest = header.header_at + GRACE if header.header_at and not is_sure else None
    stamps = (settle_stamp(each, page_zone, near=near, latest=latest) for each in printed_times)
    page = choose_stamp(_of_the_day([stamp for stamp in stamps if stamp is not None], url_day))
    published = choose_published(
        page=page,
        header_at=header.header_at,
        front_matter=front_matter,
        url_day=url_day,
        path_day=path_day,
        zone=zone,
    )
    return page, published


def _on_the_half_day(
    times: list[Printed], zone: tzinfo | None, near: date | None, header: Header
) -> list[Printed]:
    fetched = header.header_at or header.front_matter_at
    return [on_the_half_day(each, zone, near=near, fetched=fetched) for each in times]


def _of_the_day(stamps: list[Stamp], url_day: date | None) -> list[Stamp]:
    """Drop times of a later change: far from a day that both the page prints and its address states."""
    if url_day is None or not any(stamp.at is None and stamp.day == url_day for stamp in stamps):
        return stamps
    return [stamp for stamp in stamps if abs(stamp.day - url_day) <= NEAR]


def _zones(
    outlet: Outlet, header: Header, script_kind: ScriptKind, told: list[Printed]
) -> tuple[tzinfo | None, tzinfo | None, bool]:
    """The zone of the outlet's day, that of hours on its pages, and whether its file says so."""
    if outlet.timezone_name is not None:
        own = zone_of(outlet.timezone_name)
        return own, zone_of(outlet.page_timezone_name) if outlet.page_timezone_name else own, True
    host = url_host(header.url) if header.url else None
    supposed = site_zone(host, script_kind, _offsets(told))
    return supposed, supposed, False


def _offsets(told: list[Printed]) -> list[timedelta]:
    """The offsets from UTC that a page states beside times, UTC itself left out."""
    offsets = [each.zone.utcoffset(None) for each in told if each.zone is not None]
    return [offset for offset in offsets if offset]


def _front_matter_stamp(header: Header) -> Stamp | None:
    at = header.front_matter_at
    if at is None:
        return None
    return Stamp(day=at.astimezone(UTC).date(), at=None if header.is_front_matter_day else at)
