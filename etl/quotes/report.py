"""A report: a cue, its subject and the clause that it reports, as places in a line; where clauses begin.

Here: what the ways to find one share. Not here: finding them (phrases.py, reports.py).
"""

import re
from dataclasses import dataclass
from functools import cache

from etl.quotes.line import BRACKET, Line
from etl.quotes.subject import Subject


@dataclass(frozen=True, slots=True)
class Report:
    """Offsets in the line. left: where the clause with the cue begins; start and end: what is reported."""

    left: int
    cue_start: int
    cue_end: int
    use: str
    form: str  # before, according, citing, sight, nobody; behind: what is reported stands in front of it
    subject: Subject | None
    is_inherited: bool  # the subject is that of the clause or sentence before
    has_mark: bool  # a comma or colon stands between cue and clause
    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing follows the cue."""
        return self.start >= self.end

    def cue(self, line: Line) -> str:
        """The cue as printed."""
        return line.text[self.cue_start : self.cue_end]


def clause_edges(line: Line, start: int, end: int) -> list[int]:
    """Say where clauses begin: at the start, behind commas, colons, dashes and marks around speech."""
    found = {start, *(match.end() for match in comma().finditer(line.masked, start, end))}
    found.update(each.closed for each in line.stretches_within(start, end) if each.closed in line.speech_ends)
    return sorted(each for each in found if each < end)


def content_at(line: Line, at: int) -> int:
    """Skip white space and brackets in front of what is reported."""
    while at < len(line.masked) and line.masked[at] in " \u3000" + BRACKET:
        at += 1
    return at


@cache
def comma() -> re.Pattern[str]:
    """What ends a clause."""
    return re.compile(r"[，；;：:﹕…—？！]|-{2,}|,(?!\d)|(?<=\s)[-–](?=\s)")
