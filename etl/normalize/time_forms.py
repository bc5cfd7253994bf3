"""The forms in which pages print a day and an hour, as patterns over a text of normal width.

Here: patterns and their groups. Not here: what the groups mean (stamp.py), and the words (etl/lexicon/clock_words.csv).
"""

import re
from functools import cache
from typing import NamedTuple

from etl.lexicon import any_word, either, words
from etl.normalize.zone import clock_names

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GAP = r"(?:\s*[,·•|丨/]\s*|\s*[—–-]+\s+|\s+(?:at\s+)?|)"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>\d\d?)"
MONTH = r"(?P<month>\d\d?)"
MONTH_NAME = rf"(?P<month_name>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
HALVES = {
    "before_noon": words("clock_words", "before_noon"),
    "noon": words("clock_words", "noon"),
    "after_noon": words("clock_words", "after_noon"),
    "night": words("clock_words", "night"),
}
PUBLISHED = rf"{either('clock_words', 'published_label')}\s*:?\s*"
UPDATED = rf"{either('clock_words', 'updated_label')}\s*:?\s*"
COLON_HOUR = (
    r"(?P<hour>\d{1,2})\s*:\s*(?P<minute>\d\d)"
    r"(?:\s*[:分]\s*(?P<second>\d\d)(?:[.,]\d+)?\s*秒?|\s*分)?(?!\d)"
)
HAN_HOUR = (
    r"(?P<han_hour>\d{1,2})\s*[時时点點]"
    r"(?:\s*(?P<han_minute>\d{1,2})(?:\s*分(?:\s*(?P<han_second>\d{1,2})\s*秒)?)?|(?P<half_hour>半)|整)?"
)


class Forms(NamedTuple):
    """whole: for fullmatch; within: for search; published, updated: for search in what stands before a time."""

    whole: tuple[re.Pattern[str], ...]
    within: tuple[re.Pattern[str], ...]
    published: re.Pattern[str]
    updated: re.Pattern[str]


@cache
def time_forms() -> Forms:
    """Compile the forms: a day, then weekday, a clock's name, hour and zone, as far as they are there."""
    tail = _tail()
    flags = re.IGNORECASE
    return Forms(
        whole=tuple(re.compile(rf"(?:{PUBLISHED})?{day}{tail}[\s|丨·]*", flags) for day in _days()),
        within=tuple(re.compile(rf"(?<![\d./-]){day}{tail}", flags) for day in _days()),
        published=re.compile(rf"{PUBLISHED}$", flags),
        updated=re.compile(rf"{UPDATED}$", flags),
    )


def _weekday() -> str:
    sign = rf"{either('clock_words', 'weekday')}[一二三四五六日天]"
    return rf"\(?(?:{sign}|{either('clock_words', 'weekday_name')}(?![a-z])\.?)\)?"


def _days() -> tuple[str, ...]:
    """The forms of a day. One without a year counts only beside an hour, and 07-20 only with a space between."""
    han_year = r"(?P<era>(?:中華|中华)?民[國国])?\s*(?P<year>(?:19|20)\d\d|\d{2,3})"
    return (
        rf"{han_year}\s*年\s*{MONTH}\s*月\s*{DAY}\s*[日号號]",
        rf"{YEAR}\s?(?P<mark>[-/.])\s?{MONTH}\s?(?P=mark)\s?{DAY}(?!\d)",
        rf"{DAY}(?P<mark>[/.]){MONTH}(?P=mark){YEAR}(?!\d)",
        rf"(?:{_weekday()},?\s*)?{DAY}(?:st|nd|rd|th)?\s+{MONTH_NAME},?\s+{YEAR}",
        rf"(?:{_weekday()},?\s*)?{MONTH_NAME}\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}",
        rf"{MONTH}\s*月\s*{DAY}\s*[日号號](?=[^年月]{{0,12}}?\d\s*[:時时点點])",
        r"(?P<month>\d\d)-(?P<day>\d\d)(?=\s+\d\d?:\d\d)",
    )


def _tail() -> str:
    half = any_word(word for halves in HALVES.values() for word in halves)
    offset = r"(?:(?:GMT|UTC)\s*)?[+-]\d{1,2}(?::?\d\d)?(?!\d)"
    zone = rf"(?:{offset}|{any_word(clock_names())}(?![A-Za-z]))"
    hour = rf"(?:(?P<half>{half})\s*)?(?:{COLON_HOUR}|{HAN_HOUR})(?:\s*(?P<half_behind>{half})(?![a-z]))?"
    return (
        rf"(?:{GAP}{_weekday()})?(?:{GAP}\(?(?P<zone_before>{zone})\)?)?"
        rf"(?:(?:T|{GAP}){hour}(?:{GAP}\(?(?P<zone>{zone})\)?)?(?:{GAP}{_weekday()})?)?"
    )
