"""Pair quotation marks: the stretches of a line that stand in them, broken pairs too.

Here: where a stretch begins and ends. Not here: whether it holds somebody's words (marked.py).
"""

import re
from dataclasses import dataclass

CLOSING = {"“": "”", "「": "」", "『": "』", "‘": "’", "„": "“", "«": "»"}
STRAIGHT = '"＂'
STOPS = "。！？!?…，,.；;：:—～~"
MOST = 100  # marks within which a closing one is looked for: no paragraph has more in one pair (judged)
REACH = 2000  # characters, likewise
_ANY = re.compile('[“”「」『』‘’"＂]')


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text in marks: start and end of what is between them; opened, closed: the offsets of the marks around it.

    A mark that is missing at a line's end leaves closed == end.
    """

    opened: int
    start: int
    end: int
    closed: int


def stretches(line: str) -> list[Stretch]:
    """Give the outermost stretches of a line, in order; empty ones are left out."""
    found: list[Stretch] = []
    marks = [(match.start(), match.group()) for match in _ANY.finditer(line)]
    at = 0
    while at < len(marks):
        opened, mark = marks[at]
        if not _opens(line, opened, mark):
            at += 1
            continue
        closing = _closing(line, marks, at)
        if closing is not None:
            end = marks[closing][0]
            stretch = Stretch(opened=opened, start=opened + 1, end=end, closed=end + 1)
            at = closing + 1
        elif _runs_to_the_end(line, opened):
            stretch = Stretch(
                opened=opened, start=opened + 1, end=len(line.rstrip()), closed=len(line.rstrip())
            )
            at = len(marks)
        else:
            at += 1
            continue
        if line[stretch.start : stretch.end].strip():
            found.append(stretch)
    return found


def _opens(line: str, at: int, mark: str) -> bool:
    if mark == "‘":
        return not (at and line[at - 1].isascii() and line[at - 1].isalpha())
    return mark in "“「『" or mark in STRAIGHT


def _closing(line: str, marks: list[tuple[int, str]], opening: int) -> int | None:
    """Find the mark that closes the one at opening: of its kind, or one that stands for it where pairs are broken."""
    mark = marks[opening][1]
    depth = 0
    for number in range(opening + 1, min(len(marks), opening + MOST)):
        at, other = marks[number]
        if mark in STRAIGHT:
            if other in STRAIGHT or (other == "”" and not depth):
                return number
            depth += (other == "“") - (other == "”")
        elif other == CLOSING[mark]:
            if not depth:
                return number
            depth -= 1
        elif other == mark:
            if line[at - 1] in STOPS and not _continues(line, at):
                return number
            depth += 1
        elif mark == "“" and other in STRAIGHT and not depth and not _closes_later(marks, number, mark):
            return number
    return None


def _continues(line: str, at: int) -> bool:
    """Whether an opening mark behind a stop does open: its own closing one comes next, and one for the outer mark."""
    mark, near = line[at], line[at + 1 : at + REACH]
    closing, again = near.find(CLOSING[mark]), near.find(mark)
    is_closed = closing != -1 and (again == -1 or closing < again)
    return is_closed and near.count(CLOSING[mark]) > near.count(mark)


def _closes_later(marks: list[tuple[int, str]], number: int, mark: str) -> bool:
    """Whether a mark of the right kind comes before the next opening one."""
    for _, other in marks[number + 1 : number + MOST]:
        if other == CLOSING[mark]:
            return True
        if other == mark:
            return False
    return False


def _runs_to_the_end(line: str, opened: int) -> bool:
    """Whether a mark that is never closed opens a paragraph of speech: at the start, or behind a colon."""
    before = line[max(0, opened - 4) : opened].rstrip()
    return not before or before[-1] in "：:﹕"
