"""Parse lines of fields that sites put above or below a text: 来源：MEDIUM　作者：NAME　时间：DAY | 阅读 12.

Here: one line of labels and values, parted by wide spaces, bars or nothing. Not here: lines of names alone
(byline.py), reading the time (clock.py), the labels (lexicon/field_labels.csv).
"""

import re
from dataclasses import dataclass
from functools import cache

from etl import lexicon
from etl.kinds import AuthorKind, RoleKind
from etl.model import Credit
from etl.normalize.author import author_kind, is_pen_name, name_list, pieces_of
from etl.normalize.text import clean_line, fold_name

LONGEST_LINE = 200  # characters of a line of fields
LONGEST_VALUE = 30  # characters of a value
TIME, OTHER = "time", "other"
EDGES = " |｜丨/／,，;；·•-—()（）[]【】"
# what a day and an hour are written with, and the sizes and counts behind a label without a mark
DAY = re.compile(r"[\d\s:：./\-－年月日時时分秒]{6,30}(?:\s*(?:星期|周)[一二三四五六日天])?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """The fields of a line. times: texts that may be the page's time, as printed."""

    credits: tuple[Credit, ...] = ()
    times: tuple[str, ...] = ()


@cache
def _kinds() -> dict[str, str]:
    return {row["label"]: row["field"] for row in lexicon.rows("field_labels")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    labels = lexicon.any_word(_kinds())
    others = lexicon.any_word(label for label, kind in _kinds().items() if kind == OTHER)
    times = lexicon.any_word(label for label, kind in _kinds().items() if kind == TIME)
    count = rf"[{re.escape(EDGES)}]*{others}\s*[（(]?\s*(?:[\d.,]+\s*\S?|(?:\S\s){{1,3}}\S?)\s*[）)]?\s*$"
    return re.compile(rf"(?P<label>{labels})\s*[:：]\s*|(?P<bare>{times})\s*(?=\d)"), re.compile(count)


@cache
def _start() -> re.Pattern[str]:
    """Match how a line of fields begins, so that most lines cost no more than that."""
    return re.compile(rf"[\s{re.escape(EDGES)}]*(?:{lexicon.any_word(_kinds())}|\d)")


def read_fields(text: str) -> Fields | None:
    """Parse a line of at least two fields, one of which is a source, a time or a count; None for any other text."""
    if len(text) > LONGEST_LINE or _start().match(text) is None:
        return None
    field, count = _patterns()
    line = clean_line(text)
    while (shorter := count.sub("", line)) != line:
        line = shorter
    has_count = line != clean_line(text)
    marks = list(field.finditer(line))
    lead = line[: marks[0].start()] if marks else line
    told = _lead(lead.strip(EDGES))
    if told is None:
        return None
    credits, times = list(told.credits), list(told.times)
    kinds = {TIME} if times else set()
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    for mark, end in zip(marks, ends, strict=False):
        value = line[mark.end() : end].strip(EDGES)
        kind = _kinds()[mark["label"] or mark["bare"]]
        kinds.add(kind)
        if kind == TIME:
            if not DAY.fullmatch(value):
                return None
            times.append(value)
        elif kind != OTHER and value:
            if len(value) > LONGEST_VALUE or not all(is_pen_name(piece) for piece in pieces_of(value)):
                return None
            credits.extend(name_list(value, RoleKind(kind)))
    size = len(marks) + bool(lead.strip(EDGES)) + has_count
    if size < 2 or not (kinds & {TIME, OTHER, RoleKind.SOURCE} or has_count):
        return None
    once = {(fold_name(credit.author_name), credit.role_kind): credit for credit in credits}
    return Fields(credits=tuple(once.values()), times=tuple(times))


def _lead(text: str) -> Fields | None:
    """Parse what precedes the first label: nothing, a time, a time and a medium; None for anything else."""
    if not text:
        return Fields()
    day = DAY.match(text)
    if day is None:
        return None
    medium = text[day.end() :].strip(EDGES)
    if medium and author_kind(medium) is not AuthorKind.MEDIUM:
        return None
    credits = name_list(medium, RoleKind.SOURCE) if medium else ()
    return Fields(credits=credits, times=(day[0].strip(EDGES),))
