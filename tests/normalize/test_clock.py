"""Which clock says when an article was published."""

from datetime import UTC, date, datetime, timedelta

import pytest

from etl.kinds import PageTimeKind, PublishedSourceKind
from etl.normalize.clock import (
    GRACE,
    Published,
    Stamp,
    choose_published,
    choose_stamp,
    on_the_half_day,
    settle_stamp,
)
from etl.normalize.stamp import read_printed
from etl.normalize.zone import zone_of


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


NOON = utc(2020, 7, 20, 12)
EVENING = utc(2020, 7, 20, 20)
DAY = date(2020, 7, 20)


def chosen(
    page: Stamp | None = None,
    header_at: datetime | None = None,
    front_matter: Stamp | None = None,
    url_day: date | None = None,
    path_day: date | None = None,
    timezone_name: str | None = "UTC",
) -> Published:
    return choose_published(
        page=page,
        header_at=header_at,
        front_matter=front_matter,
        url_day=url_day,
        path_day=path_day,
        zone=zone_of(timezone_name) if timezone_name else None,
    )


def test_a_time_on_the_page_wins_over_every_other_clock() -> None:
    page, post = Stamp(day=DAY, at=NOON), Stamp(day=date(2020, 7, 1), at=utc(2020, 7, 1))
    found = chosen(page, EVENING, post, date(2020, 7, 2), date(2020, 7, 3))
    assert (found.at, found.day, found.source_kind) == (NOON, DAY, PublishedSourceKind.PAGE)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_day_without_a_time_is_weaker_than_a_header_stamp_within_two_days_of_it(days: int) -> None:
    header_at = utc(2020, 7, 20 + days, 12)
    found = chosen(Stamp(day=DAY, at=None), header_at)
    assert (found.at, found.day, found.source_kind) == (header_at, DAY, PublishedSourceKind.HEADER)


def test_a_day_on_the_page_wins_over_a_header_stamp_three_days_from_it() -> None:
    found = chosen(Stamp(day=DAY, at=None), utc(2020, 7, 23, 12), timezone_name="Asia/Shanghai")
    assert (found.at, found.day, found.source_kind) == (utc(2020, 7, 19, 16), DAY, PublishedSourceKind.PAGE)


def test_the_header_stamp_goes_before_front_matter_url_and_path() -> None:
    found = chosen(None, EVENING, Stamp(day=DAY, at=EVENING), date(2020, 7, 2), date(2020, 7, 3))
    assert (found.at, found.day, found.source_kind) == (EVENING, DAY, PublishedSourceKind.HEADER)


@pytest.mark.parametrize(
    ("header_at", "at"),
    [
        (
            utc(2020, 7, 20, 20),
            NOON,
        ),  # the fetch was at noon: the stamp is the machine's clock, eight hours ahead
        (utc(2020, 7, 20, 18), utc(2020, 7, 20, 10)),
        (utc(2020, 7, 20, 12, 15), utc(2020, 7, 20, 12, 15)),  # stamped minutes after
        (utc(2020, 7, 20, 21), utc(2020, 7, 20, 21)),  # more than that clock explains
    ],
)
def test_a_header_stamp_after_the_fetch_is_read_by_the_archives_clock(
    header_at: datetime, at: datetime
) -> None:
    assert chosen(None, header_at, Stamp(day=DAY, at=NOON)).at == at


def test_the_front_matters_time_goes_before_url_and_path() -> None:
    found = chosen(None, None, Stamp(day=DAY, at=NOON), date(2020, 7, 2), date(2020, 7, 3))
    assert (found.at, found.day, found.source_kind) == (NOON, DAY, PublishedSourceKind.FRONT_MATTER)


def test_a_front_matter_that_states_only_a_day_gives_that_day_in_the_outlets_zone() -> None:
    found = chosen(None, None, Stamp(day=DAY, at=None), timezone_name="Asia/Shanghai")
    assert (found.at, found.day, found.source_kind) == (
        utc(2020, 7, 19, 16),
        DAY,
        PublishedSourceKind.FRONT_MATTER,
    )


def test_the_address_goes_before_the_path() -> None:
    found = chosen(url_day=date(2020, 7, 2), path_day=date(2020, 7, 3))
    assert (found.day, found.source_kind) == (date(2020, 7, 2), PublishedSourceKind.URL)


def test_the_path_is_the_last_resort() -> None:
    found = chosen(path_day=date(2020, 7, 3))
    assert (found.day, found.source_kind) == (date(2020, 7, 3), PublishedSourceKind.PATH)


def test_with_no_clock_nothing_is_guessed() -> None:
    assert chosen() == Published(at=None, day=None, source_kind=None)


def test_the_published_day_is_the_outlets_own() -> None:
    found = chosen(header_at=EVENING, timezone_name="Asia/Shanghai")
    assert found.day == date(2020, 7, 21)


def test_only_an_hour_that_the_outlet_states_is_exact() -> None:
    at_the_page, at_the_post = Stamp(day=DAY, at=NOON), Stamp(day=DAY, at=NOON)
    assert chosen(at_the_page, EVENING).is_exact
    assert chosen(None, None, at_the_post).is_exact
    assert not chosen(None, EVENING).is_exact
    assert not chosen(Stamp(day=DAY, at=None)).is_exact


def test_the_local_time_is_that_of_the_outlets_clock_and_has_no_zone() -> None:
    found = chosen(Stamp(day=DAY, at=EVENING), timezone_name="Asia/Shanghai")
    assert (found.local_at, found.day) == (utc(2020, 7, 21, 4).replace(tzinfo=None), date(2020, 7, 21))
    assert chosen(Stamp(day=DAY, at=EVENING), timezone_name=None).local_at is None


@pytest.mark.parametrize(
    ("late", "source_kind"),
    [
        (timedelta(0), PublishedSourceKind.PAGE),
        (GRACE, PublishedSourceKind.PAGE),
        (GRACE + timedelta(minutes=1), PublishedSourceKind.HEADER),
        (timedelta(hours=8), PublishedSourceKind.HEADER),
    ],
)
def test_nothing_is_published_after_it_was_archived(late: timedelta, source_kind: str) -> None:
    found = chosen(Stamp(day=DAY, at=NOON + late), NOON)
    assert found.source_kind == source_kind
    assert found.at is not None and found.at <= NOON + GRACE
    assert found.day == DAY


def test_a_day_after_the_header_stamp_is_an_issues_day_and_not_that_of_publication() -> None:
    found = chosen(Stamp(day=date(2020, 7, 22), at=None), NOON)
    assert (found.at, found.day, found.source_kind) == (NOON, DAY, PublishedSourceKind.HEADER)


def test_east_of_an_unknown_zone_the_day_may_be_the_next_one() -> None:
    page = Stamp(day=date(2020, 7, 21), at=None)
    assert chosen(page, NOON, timezone_name=None).day == date(2020, 7, 21)
    assert chosen(page, NOON, timezone_name="UTC").day == DAY


def settled(
    text: str, zone: str | None, *, near: date | None = None, latest: datetime | None = None
) -> Stamp:
    printed = read_printed(text)
    assert printed is not None
    stamp = settle_stamp(printed, zone_of(zone) if zone else None, near=near, latest=latest)
    assert stamp is not None
    return stamp


def test_without_any_zone_an_hour_is_unread_and_its_day_stays() -> None:
    assert settled("2020-07-20 15:05", None) == Stamp(day=DAY, at=None, kind=PageTimeKind.DAY_OF_UNREAD_HOUR)


def test_a_moment_past_the_latest_is_a_day() -> None:
    late = settled("2020-07-20 15:05", "UTC", latest=NOON)
    assert late == Stamp(day=DAY, at=None, kind=PageTimeKind.DAY_OF_UNREAD_HOUR)
    assert settled("2020-07-20 15:05", "Asia/Shanghai", latest=NOON).at == utc(2020, 7, 20, 7, 5)


@pytest.mark.parametrize(
    ("text", "near", "day"),
    [
        ("07月20日 18:10", date(2020, 7, 20), date(2020, 7, 20)),
        ("12月31日 23:50", date(2021, 1, 1), date(2020, 12, 31)),
        ("01-01 00:10", date(2020, 12, 31), date(2021, 1, 1)),
        ("2月29日 8:00", date(2023, 3, 1), date(2020, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_last_one_before_the_archive_saw_it(
    text: str, near: date, day: date
) -> None:
    assert settled(text, "Asia/Shanghai", near=near).day == day


@pytest.mark.parametrize(
    ("text", "fetched", "at"),
    [
        (
            "2020-07-20 01:37",
            utc(2020, 7, 20, 6, 7),
            utc(2020, 7, 20, 5, 37),
        ),  # 13:37, saved half an hour later
        ("2020-07-20 11:02", utc(2020, 7, 20, 3, 7), utc(2020, 7, 20, 3, 2)),  # the evening is still to come
        ("2020-07-20 12:44", utc(2020, 7, 20, 5, 7), utc(2020, 7, 20, 4, 44)),  # noon
        ("2020-07-20 12:05", utc(2020, 7, 19, 16, 9), utc(2020, 7, 19, 16, 5)),  # midnight
        ("2020-07-20 16:05", utc(2020, 7, 20, 9), utc(2020, 7, 20, 8, 5)),  # no clock of twelve hours
        ("2020-07-20 01:37", None, None),
        ("2020-07-20", utc(2020, 7, 20, 6), None),
    ],
)
def test_an_hour_of_twelve_is_in_the_later_half_of_the_day_that_is_not_after_the_fetch(
    text: str, fetched: datetime | None, at: datetime | None
) -> None:
    printed, beijing = read_printed(text), zone_of("Asia/Shanghai")
    assert printed is not None
    chosen_half = on_the_half_day(printed, beijing, near=None, fetched=fetched)
    stamp = settle_stamp(chosen_half, beijing, near=None)
    assert stamp is not None
    assert (stamp.day, stamp.at) == (DAY, at)
    is_unread = stamp.kind is PageTimeKind.DAY_OF_UNREAD_HOUR
    assert is_unread is (printed.clock is not None and fetched is None)


def test_a_day_without_a_year_and_nothing_near_is_none() -> None:
    printed = read_printed("07月20日 18:10")
    assert printed is not None
    assert settle_stamp(printed, None, near=None) is None


def test_the_first_moment_is_the_pages_time_else_its_first_day() -> None:
    day, unread = Stamp(day=DAY, at=None), Stamp(day=DAY, at=None, kind=PageTimeKind.DAY_OF_UNREAD_HOUR)
    moment = Stamp(day=DAY, at=NOON, kind=PageTimeKind.MINUTE)
    assert choose_stamp([day, moment]) == moment
    assert choose_stamp([day, unread]) == unread
    assert choose_stamp([day]) == day
    assert choose_stamp([]) is None
