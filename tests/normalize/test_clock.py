"""Times as pages write them, and which clock says when an article was published."""

from datetime import UTC, date, datetime

import pytest

from etl.kinds import PublishedSourceKind
from etl.normalize.clock import Published, Stamp, choose_published, read_stamp


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2020-07-20T14:58:19.428Z", "Asia/Shanghai", utc(2020, 7, 20, 14, 58, 19)),
        ("2020-07-20T10:10:24", "UTC", utc(2020, 7, 20, 10, 10, 24)),
        ("2020-07-20 19:22:17", "Asia/Shanghai", utc(2020, 7, 20, 11, 22, 17)),
        ("2014-02-07T10:07:20+01:00", "UTC", utc(2014, 2, 7, 9, 7, 20)),
        ("2014-02-07 10:07 +0100", "UTC", utc(2014, 2, 7, 9, 7)),
        ("20/07/2020 - 13:05", "Europe/Paris", utc(2020, 7, 20, 11, 5)),
        ("20/01/2020 - 13:05", "Europe/Paris", utc(2020, 1, 20, 12, 5)),
        ("Mon, 20 Jul 2020 18:57:48 GMT", "Europe/Paris", utc(2020, 7, 20, 18, 57, 48)),
        ("Mon, 20 Jul 2020 18:57:48 -0400", "UTC", utc(2020, 7, 20, 22, 57, 48)),
        ("20 Jul 2020 18:57", "Asia/Shanghai", utc(2020, 7, 20, 10, 57)),
        ("2020年7月20日 18:05", "Asia/Shanghai", utc(2020, 7, 20, 10, 5)),
        ("2020年7月20日 星期一 下午3:05", "Asia/Shanghai", utc(2020, 7, 20, 7, 5)),
        ("2020年7月20日 上午9时30分", "UTC", utc(2020, 7, 20, 9, 30)),
        ("2020年7月20日 晚上9:30", "UTC", utc(2020, 7, 20, 21, 30)),
    ],
)
def test_a_time_is_read_in_its_own_zone_or_the_pages(text: str, zone: str, moment: datetime) -> None:
    stamp = read_stamp(text, zone)
    assert stamp is not None
    assert stamp.at == moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020年 7月 20日", date(2020, 7, 20)),
        ("2020年12月1日", date(2020, 12, 1)),
        ("2023-09-12", date(2023, 9, 12)),
        ("03/07/2020", date(2020, 7, 3)),
    ],
)
def test_a_day_has_no_hour(text: str, day: date) -> None:
    assert read_stamp(text, "Asia/Shanghai") == Stamp(day=day, at=None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-07-20T23:30:00-04:00", date(2020, 7, 20)),
        ("Mon, 20 Jul 2020 23:30:00 -0400", date(2020, 7, 20)),
    ],
)
def test_the_day_is_the_one_that_the_page_prints(text: str, day: date) -> None:
    stamp = read_stamp(text, "UTC")
    assert stamp is not None and stamp.day == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今天",
        "26 分钟前",
        "2020-13-01",
        "2020-02-30",
        "2020-07-20T25:00:00",
        "31/06/2020 - 10:00",
        "99 Jul 2020 18:57",
        "Mon, 20 Xyz 2020 18:57:48 GMT",
        "2020年7月20日，渡轮停航。",
        "更新于 2020-07-20",
        "1595136758000",
        "2020-07-20T10:00:00+99:99",
    ],
)
def test_invalid_times_are_none(text: str) -> None:
    assert read_stamp(text, "UTC") is None


NOON = utc(2020, 7, 20, 12)
EVENING = utc(2020, 7, 20, 20)
DAY = date(2020, 7, 20)


def chosen(
    page: Stamp | None = None,
    header_at: datetime | None = None,
    front_matter: Stamp | None = None,
    url_day: date | None = None,
    path_day: date | None = None,
    timezone_name: str = "UTC",
) -> Published:
    return choose_published(
        page=page,
        header_at=header_at,
        front_matter=front_matter,
        url_day=url_day,
        path_day=path_day,
        timezone_name=timezone_name,
    )


def test_a_time_on_the_page_wins_over_every_other_clock() -> None:
    page, post = Stamp(day=DAY, at=NOON), Stamp(day=date(2020, 7, 1), at=utc(2020, 7, 1))
    found = chosen(page, EVENING, post, date(2020, 7, 2), date(2020, 7, 3))
    assert found == Published(at=NOON, day=DAY, source_kind=PublishedSourceKind.PAGE)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_day_without_a_time_is_weaker_than_a_header_stamp_within_two_days_of_it(days: int) -> None:
    header_at = utc(2020, 7, 20 + days, 12)
    found = chosen(Stamp(day=DAY, at=None), header_at)
    assert found == Published(at=header_at, day=DAY, source_kind=PublishedSourceKind.HEADER)


def test_a_day_on_the_page_wins_over_a_header_stamp_three_days_from_it() -> None:
    found = chosen(Stamp(day=DAY, at=None), utc(2020, 7, 23, 12), timezone_name="Asia/Shanghai")
    assert found == Published(at=utc(2020, 7, 19, 16), day=DAY, source_kind=PublishedSourceKind.PAGE)


def test_the_header_stamp_goes_before_front_matter_url_and_path() -> None:
    found = chosen(None, EVENING, Stamp(day=DAY, at=NOON), date(2020, 7, 2), date(2020, 7, 3))
    assert found == Published(at=EVENING, day=DAY, source_kind=PublishedSourceKind.HEADER)


def test_the_front_matters_time_goes_before_url_and_path() -> None:
    found = chosen(None, None, Stamp(day=DAY, at=NOON), date(2020, 7, 2), date(2020, 7, 3))
    assert found == Published(at=NOON, day=DAY, source_kind=PublishedSourceKind.FRONT_MATTER)


def test_a_front_matter_that_states_only_a_day_gives_that_day_in_the_outlets_zone() -> None:
    found = chosen(None, None, Stamp(day=DAY, at=None), timezone_name="Asia/Shanghai")
    assert found == Published(at=utc(2020, 7, 19, 16), day=DAY, source_kind=PublishedSourceKind.FRONT_MATTER)


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
