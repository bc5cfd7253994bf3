"""Times as pages write them and machines are told them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.kinds import PageTimeKind
from etl.normalize.clock import settle_stamp
from etl.normalize.stamp import Printed, find_printed, read_printed, read_stated
from etl.normalize.zone import zone_of

NEAR = date(2020, 7, 20)
DAY = PageTimeKind.DAY
UNREAD = PageTimeKind.DAY_OF_UNREAD_HOUR


def told(printed: Printed | None) -> str | None:
    """The time as an ISO text, with its offset where the text itself names a zone."""
    if printed is None:
        return None
    stamp = settle_stamp(printed, zone_of("UTC"), near=NEAR)
    assert stamp is not None
    if stamp.at is None:
        return stamp.day.isoformat()
    moment = stamp.at if printed.zone is None else stamp.at.astimezone(printed.zone)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + (moment.strftime("%z") if printed.zone else "")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2020-07-20T14:58:19.428Z", "2020-07-20T14:58:19+0000"),
        ("2020-07-20T10:10:24", "2020-07-20T10:10:24"),
        ("2014-02-07T10:07:20+01:00", "2014-02-07T10:07:20+0100"),
        ("2014-02-07 10:07 +0100", "2014-02-07T10:07:00+0100"),
        ("20/07/2020 - 13:05", "2020-07-20T13:05:00"),
        ("20.07.2020 13:05", "2020-07-20T13:05:00"),
        ("Mon, 20 Jul 2020 18:57:48 GMT", "2020-07-20T18:57:48+0000"),
        ("Mon, 20 Jul 2020 18:57:48 -0400", "2020-07-20T18:57:48-0400"),
        ("20 Jul 2020 18:57", "2020-07-20T18:57:00"),
        ("July 20th, 2020 3:05 pm", "2020-07-20T15:05:00"),
        ("Jul. 20, 2020, 12:05 a.m. ET", "2020-07-20T00:05:00-0400"),
        ("2020年7月20日 18:05", "2020-07-20T18:05:00"),
        ("2020年07月20日 15:05:30", "2020-07-20T15:05:30"),
        ("2020/7/20 下午 03:05:41", "2020-07-20T15:05:41"),
        ("2020.07.20 15:05", "2020-07-20T15:05:00"),
        ("2020-07-20 15:05 星期一", "2020-07-20T15:05:00"),
        ("2020年7月20日 星期一 下午3:05", "2020-07-20T15:05:00"),
        ("2020年7月20日（周一）15时05分", "2020-07-20T15:05:00"),
        ("2020年7月20日（星期一）香港時間15時05分", "2020-07-20T15:05:00+0800"),
        ("2020年7月20日 15:05（北京时间）", "2020-07-20T15:05:00+0800"),
        ("2020-07-20 15:05 GMT+8", "2020-07-20T15:05:00+0800"),
        ("2020年7月20日晚7：40", "2020-07-20T19:40:00"),
        ("2020年7月20日 早上8:05", "2020-07-20T08:05:00"),
        ("2020年7月20日 中午12:30", "2020-07-20T12:30:00"),
        ("2020年7月20日 中午1:30", "2020-07-20T13:30:00"),
        ("2020年7月20日 傍晚6点", "2020-07-20T18:00:00"),
        ("2020年7月20日 下午3點05分", "2020-07-20T15:05:00"),
        ("2020年7月20日 上午9时30分", "2020-07-20T09:30:00"),
        ("2020年7月20日 下午3点半", "2020-07-20T15:30:00"),
        ("2020年7月20日 凌晨12:30", "2020-07-20T00:30:00"),
        ("2020年7月20日 上午12:10", "2020-07-20T00:10:00"),
        ("2020年7月20日 下午12:10", "2020-07-20T12:10:00"),
        ("2020年7月20日 晚上12:00", "2020-07-21T00:00:00"),
        ("2020年7月20日 24:00", "2020-07-21T00:00:00"),
        ("民國109年7月20日 15:05", "2020-07-20T15:05:00"),
        ("中華民國一〇九年七月二十日", "2020-07-20"),
        ("109年7月20日 下午3:05", "2020-07-20T15:05:00"),
        ("二〇二〇年七月二十日", "2020-07-20"),
        ("二零二零年七月廿一日 下午三时十五分", "2020-07-21T15:15:00"),
        ("二○二○年十月三十日", "2020-10-30"),
        ("07月20日 18:10", "2020-07-20T18:10:00"),
        ("07-20 18:10", "2020-07-20T18:10:00"),
        ("发布时间：2020-07-20 15:05", "2020-07-20T15:05:00"),
        ("發佈於 2020年7月20日 15:05", "2020-07-20T15:05:00"),
        ("Posted on July 20, 2020", "2020-07-20"),
        ("２０２０年７月２０日　１５：０５", "2020-07-20T15:05:00"),
        ("2020年 7月 20日", "2020-07-20"),
        ("2020-7-5", "2020-07-05"),
        ("03/07/2020", "2020-07-03"),
    ],
)
def test_a_time_is_read_in_the_forms_that_pages_use(text: str, time: str) -> None:
    assert told(read_printed(text)) == time


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今天",
        "26 分钟前",
        "2020-13-01",
        "2020-02-30",
        "2020-07-20T25:00:00",
        "2020-07-20T10:00:00+99:99",
        "31/06/2020 - 10:00",
        "99 Jul 2020 18:57",
        "Mon, 20 Xyz 2020 18:57:48 GMT",
        "2020年7月20日，渡轮停航。",
        "2020年7月20日下午，渡轮停航",
        "7月20日",
        "更新于 2020-07-20",
        "1595136758000",
        "二十一",
        "020-7456-7890 15:05",
    ],
)
def test_what_is_more_or_less_than_a_time_is_none(text: str) -> None:
    assert read_printed(text) is None


@pytest.mark.parametrize(
    ("text", "time", "kind"),
    [
        ("发布时间：2020-07-20 15:05　来源：港口报", "2020-07-20T15:05:00", PageTimeKind.MINUTE),
        ("更新：2020-07-21 10:00 发布：2020-07-20 15:05", "2020-07-20T15:05:00", PageTimeKind.MINUTE),
        ("2020年7月20日 渡轮 2020年7月21日", "2020-07-20", DAY),
        ("2020-07-20 阅读 15:05", "2020-07-20", UNREAD),
        ("2020-07-20T25:00:00", "2020-07-20", UNREAD),
        ("2020年7月20日 深夜2:00", "2020-07-20", UNREAD),
        ("港口报 2020/07/20", "2020-07-20", DAY),
        ("没有日子", None, None),
        ("15:05", None, None),
    ],
)
def test_a_time_is_found_among_words_and_an_unread_hour_is_noted(
    text: str, time: str | None, kind: PageTimeKind | None
) -> None:
    found = find_printed(text)
    assert told(found) == time
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    "text", ["2020-07-20T00:00:00Z", "2020-07-20 00:00", "2020-07-20T00:00:00+08:00", "2020-07-20"]
)
def test_midnight_that_machines_are_told_is_a_day(text: str) -> None:
    printed = read_stated(text)
    assert told(printed) == "2020-07-20"
    assert printed is not None and printed.kind is DAY


def test_a_reader_may_be_told_midnight() -> None:
    assert told(read_printed("2020年7月20日 00:00")) == "2020-07-20T00:00:00"


@given(
    st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2099-12-31")),
    st.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S",
            "%Y年%m月%d日 %H:%M:%S",
            "%Y/%m/%d %H:%M:%S",
            "%d %b %Y %H:%M:%S",
            "%d/%m/%Y - %H:%M:%S",
            "%B %d, %Y, %I:%M:%S %p",
            "发布时间：%Y.%m.%d %H时%M分%S秒",
        ]
    ),
)
def test_what_was_written_is_read(moment: datetime, form: str) -> None:
    assert told(read_printed(moment.strftime(form))) == moment.strftime("%Y-%m-%dT%H:%M:%S")


@given(st.text(st.sampled_from("0123456789年月日時点:：-/. 上下午晚早一二十〇TZ+民國JulMon周"), max_size=60))
def test_any_text_is_a_time_or_none(text: str) -> None:
    for read in (read_printed, find_printed, read_stated):
        printed = read(text)
        if printed is not None:
            assert printed.date_near(NEAR) is not None
            assert printed.clock is None or timedelta(0) <= printed.clock <= timedelta(hours=25)
