"""Read times as pages print them and as machines are told them: from a text to a Printed, without guessing a zone.

Here: what the parts of a time mean. Not here: the forms (time_forms.py), which zone a time without one is in (zone.py),
and which of several clocks dates an article (clock.py).
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from functools import cache

from etl.kinds import PageTimeKind
from etl.normalize.time_forms import HALVES, MONTHS, time_forms
from etl.normalize.zone import clock_names, zone_of

MINGUO = 1911  # the year before the first of the Republic of China's calendar
LEAP_YEAR = 2000  # a day without a year is a day of some year
LONGEST_LINE = 120  # characters that a line of nothing but a time may have (judged)
LONGEST = 600  # characters in which a time is looked for (judged)
NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
TENS = {"十": 10, "廿": 20, "卅": 30}
HAN_NUMBER = re.compile(r"[〇零○一二三四五六七八九十廿卅]+(?=\s*[年月日号號時时点點分秒])")
HOUR_DIGITS = re.compile(r"(?<![\d:])\d{1,2}\s*(?::\s*\d\d|[時时点點])")
A_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A time as it was printed. year: None where none stands there.

    clock: time since midnight, None if no hour was read. zone: where the text names one. kind: how much was read.
    """

    year: int | None
    month: int
    day: int
    clock: timedelta | None = None
    zone: tzinfo | None = None
    kind: PageTimeKind = PageTimeKind.DAY

    def date_near(self, near: date | None) -> date | None:
        """The day. One without a year is the last such day up to a day after near; None without near."""
        if self.year is not None:
            return date(self.year, self.month, self.day)
        if near is None:
            return None
        latest = near + timedelta(days=1)
        years = range(latest.year, max(1, latest.year - 8), -1)  # a 29th of February is at most 8 years back
        days = (_date(year, self.month, self.day) for year in years)
        return next((day for day in days if day is not None and day <= latest), None)


def read_printed(text: str) -> Printed | None:
    """Read a text that is a time and nothing else but its label; None if it is not."""
    if len(text) > LONGEST_LINE:
        return None
    text = _plain(text)
    if not A_DIGIT.search(text):
        return None
    matches = (form.fullmatch(text) for form in time_forms().whole)
    return next((printed for match in matches if match and (printed := _printed(match))), None)


def find_printed(text: str) -> Printed | None:
    """Find the time of publication in a text about times: one behind its label, else the first that has no other label.

    Where only its day is read and digits of an hour stand in the text, its kind says so.
    """
    text = _plain(text[:LONGEST])
    if not A_DIGIT.search(text):
        return None
    matches = [match for form in time_forms().within for match in form.finditer(text)]
    for match in sorted(matches, key=lambda match: _rank(text[: match.start()], match)):
        printed = _printed(match)
        if printed is not None:
            return printed if printed.clock is not None else _noting_hours(printed, text, match)
        day = _printed(match, is_day=True)
        if day is not None:
            return replace(day, kind=PageTimeKind.DAY_OF_UNREAD_HOUR)
    return None


def read_stated(text: str) -> Printed | None:
    """Read a time that is stated to machines, to which a day is told as its midnight."""
    printed = read_printed(text) or find_printed(text)
    if printed is not None and printed.clock == timedelta(0):
        return replace(printed, clock=None, kind=PageTimeKind.DAY)
    return printed


def _rank(before: str, match: re.Match[str]) -> tuple[int, int, int]:
    forms = time_forms()
    label = 0 if forms.published.search(before) and not forms.updated.search(before) else 1
    return (2 if forms.updated.search(before) else label, match.start(), -match.end())


def _noting_hours(printed: Printed, text: str, match: re.Match[str]) -> Printed:
    rest = f"{text[: match.start()]}\n{text[match.end() :]}"
    return replace(printed, kind=PageTimeKind.DAY_OF_UNREAD_HOUR) if HOUR_DIGITS.search(rest) else printed


def _plain(text: str) -> str:
    """Normal width, and Arabic digits for Chinese numerals before the sign of a year, month, day or hour."""
    text = unicodedata.normalize("NFKC", text).strip()
    return HAN_NUMBER.sub(lambda number: str(_number(number[0])), text)


def _number(numerals: str) -> int:
    """The value of 二〇二〇, 十五, 廿一."""
    value = 0
    for numeral in numerals:
        if numeral in TENS:
            value = (value or 1) * 10 if numeral == "十" else value + TENS[numeral]
        elif value % 10 == 0 and any(ten in numerals for ten in TENS):
            value += NUMERALS[numeral]
        else:
            value = value * 10 + NUMERALS[numeral]
    return value


def _printed(match: re.Match[str], *, is_day: bool = False) -> Printed | None:
    """What the parts say; None for a thirteenth month or a 25th hour. is_day: leave the hour out."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and (parts.get("era") or year < 1000):
        year += MINGUO
    name = parts.get("month_name")
    month = MONTHS.index(name.lower()) + 1 if name else int(parts["month"])
    if _date(year or LEAP_YEAR, month, int(parts["day"])) is None:
        return None
    day = Printed(year=year, month=month, day=int(parts["day"]))
    if is_day or not (parts["hour"] or parts["han_hour"]):
        return day
    try:
        zone = _zone(parts["zone"] or parts["zone_before"])
    except ValueError:  # an offset of 99 hours
        return None
    clock = _clock(parts)
    return None if clock is None else replace(day, clock=clock, zone=zone, kind=PageTimeKind.MINUTE)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(parts: dict[str, str | None]) -> timedelta | None:
    hour = _hour(int(parts["hour"] or parts["han_hour"] or 0), parts["half"] or parts["half_behind"])
    minute = 30 if parts["half_hour"] else int(parts["minute"] or parts["han_minute"] or 0)
    second = int(parts["second"] or parts["han_second"] or 0)
    if hour is None or minute > 59 or second > 60 or (hour == 24 and minute and not parts["half"]):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day from 0 to 24; None where the half of the day does not tell which is meant (深夜2点)."""
    if hour > 24:
        return None
    match _halves().get(half.lower()) if half else None:
        case "before_noon":
            return 0 if hour == 12 else hour
        case "noon":
            return hour + 12 if 1 <= hour <= 3 else hour
        case "after_noon":
            return hour + 12 if hour < 12 else hour
        case "night" if 1 <= hour <= 4:
            return None
        case "night":
            return hour + 12 if 5 <= hour <= 12 else hour
    return hour


@cache
def _halves() -> dict[str, str]:
    return {word: half for half, words in HALVES.items() for word in words}


def _zone(name: str | None) -> tzinfo | None:
    """The zone of a clock's name or an offset. Raises ValueError."""
    if not name:
        return None
    told = "".join(name.upper().split())
    if told in clock_names():
        return zone_of(clock_names()[told])
    return zone_of(told.removeprefix("GMT").removeprefix("UTC"))
