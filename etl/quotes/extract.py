"""Extract the quotations and reported statements of an article from its paragraphs and names.

Here: the order of work: lines → stretches in marks → sentences → reports → speakers → quotes. Not here: any of these.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from etl.kinds import QuoteKind
from etl.model import Mention
from etl.quotes.comments import comment_of, is_before_comments
from etl.quotes.line import Line, lines_of
from etl.quotes.marked import CLOSES, Scene, judge, quote_of, whole_line
from etl.quotes.marks import Stretch
from etl.quotes.quote import Quote, Said
from etl.quotes.report import Report
from etl.quotes.reports import reports
from etl.quotes.told import Told


def quotes_of(paragraphs: Sequence[tuple[int, str]], mentions: Sequence[Mention]) -> list[Quote]:
    """Give the quotes of an article in reading order. paragraphs: position and text, headings left out."""
    by_position: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_position.setdefault(mention.position, []).append(mention)
    lines = [
        line
        for position, text in paragraphs
        for line in lines_of(position, text, by_position.get(position, []))
    ]
    reader = Reader(
        marked=Counter(line.text[one.start : one.end] for line in lines for one in line.stretches)
    )
    found = {
        (quote.position, quote.start_offset, -quote.end_offset, quote.quote_kind): quote
        for line in lines
        for quote in reader.read(line)
    }  # of two reports of one clause the later one is the inner one
    return [found[place] for place in sorted(found)]


@dataclass
class Reader:
    """Reads an article line by line. marked: how often each text stands in marks."""

    marked: Counter[str]
    told: Told = field(default_factory=Told)
    before: Line | None = None

    def read(self, line: Line) -> list[Quote]:
        """Give the quotes of the next line."""
        before = self.before
        comment = comment_of(line, is_expected=before is not None and is_before_comments(before))
        if comment is not None:
            self.told.begin(line, 0, len(line.text))
            self.told.spoke(comment.speaker)
            return [comment]  # before stays what it was: comments follow until a line is none
        self.before = line
        self.told.silence += 1
        whole = whole_line(line, before, self.told) if before is not None else None
        return [whole] if whole is not None else self._sentences(line)

    def _sentences(self, line: Line) -> list[Quote]:
        every = [(start, end, reports(line, start, end)) for start, end in line.sentences]
        said: dict[Report, Said] = {}
        found: list[Quote] = []
        for number, (start, end, own) in enumerate(every):
            following = every[number + 1][2] if number + 1 < len(every) else []
            self.told.begin(line, start, end)
            scene = Scene(
                line=line,
                start=start,
                own=own,
                behind=_behind((*own, *following)),
                said=said,
                marked=self.marked,
                told=self.told,
            )
            found += _sentence(scene, end)
        return found


def _behind(every: Sequence[Report]) -> dict[int, Report]:
    """Give the reports that may tell who said what stands in front of them, by where their clause begins."""
    forms = ("behind", "before")
    return {
        each.left: each
        for each in reversed(every)
        if each.form in forms and each.subject is not None and not each.is_inherited
    }


def _sentence(scene: Scene, end: int) -> list[Quote]:
    stretches = scene.line.stretches_within(scene.start, end)
    for report in scene.own:
        if report.form != "behind" or report.use != "weak":
            scene.who(report)
    found = [quote for stretch in stretches if (quote := judge(scene, stretch)) is not None]
    starts = {each.start_offset - scene.line.offset for each in found if each.quote_kind is QuoteKind.DIRECT}
    direct = [stretch for stretch in stretches if stretch.start in starts]
    heads = {each.start: each for each in scene.own}
    retold = (_indirect(scene, report, direct, heads) for report in scene.own)
    return [*found, *(quote for quote in retold if quote is not None)]


def _indirect(
    scene: Scene, report: Report, direct: Sequence[Stretch], heads: Mapping[int, Report]
) -> Quote | None:
    """The reported clause, without direct quotes at its beginning or end; None where nothing is left.

    heads: the last report that begins at a place; a direct quote that is another one's stays within this clause.
    """
    line, start, end = scene.line, report.start, report.end
    if report.use == "calling" or report.is_empty:
        return None
    first = bisect_left(direct, start, key=lambda each: each.opened)
    for stretch in islice(direct, first, None):
        if stretch.opened >= end:
            break
        if heads.get(stretch.opened, report) is report:
            if not line.masked[start : stretch.opened].strip(CLOSES):
                return None
            end = stretch.opened
    text = line.text[start:end].rstrip(CLOSES + "：:﹕")
    if not text:
        return None
    evidence = f"{report.form}_{report.use}"
    at = (start, start + len(text))
    return quote_of(line, at, QuoteKind.INDIRECT, scene.who(report), report.cue(line), evidence)
