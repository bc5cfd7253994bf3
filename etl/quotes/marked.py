"""Judge a stretch in marks: whether it holds somebody's words, whose, and whether they are all that the cue reports.

Here: one stretch, the reports of its sentence and of the next one. Not here: terms (terms.py), pairs (marks.py).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.kinds import QuoteKind
from etl.lexicon import words
from etl.quotes.comments import name_of_line
from etl.quotes.line import Line
from etl.quotes.marks import Stretch
from etl.quotes.quote import Quote, Said
from etl.quotes.report import Report, comma
from etl.quotes.speakers import speaker_of, speaker_of_report
from etl.quotes.subject import is_person, leading_subject, subject_before
from etl.quotes.terms import attributing, is_term
from etl.quotes.told import Told

CLOSES = "。！？!?；;，,、 \u3000"
OPENING = 12  # characters of a title in front of the name of who goes on (judged)
AWAY = 6  # characters between a stretch and the clause with its cue: a comma, dashes (judged)
REACH = 200  # characters in front of a stretch that are read for who speaks (judged)
_COLONS, _COMMAS = "：:﹕", "，,"


@dataclass(frozen=True)
class Scene:
    """What a stretch is judged by: its line, the start of its sentence, the reports there, who said each of them."""

    line: Line
    start: int
    own: Sequence[Report]
    behind: Mapping[int, Report]  # reports with a subject of their own, by where their clause begins
    said: dict[Report, Said]
    marked: Counter[str]
    told: Told

    def who(self, report: Report) -> Said:
        """Who said what a report tells; whoever it is has spoken from then on."""
        if report not in self.said:
            self.said[report] = self._who(report)
            self.told.spoke(self.said[report][0], report.cue_start)
        return self.said[report]

    def _who(self, report: Report) -> Said:
        if report.form == "nobody":
            return None, None
        return speaker_of_report(self.line, report, self.told)


def judge(scene: Scene, stretch: Stretch) -> Quote | None:
    """Give the quote that a stretch is, if it is one."""
    governing = _governing(stretch, scene.own)
    behind = _behind(scene, stretch, is_governed=governing is not None and not governing.is_empty)
    if behind is not None and (governing is None or governing.start != stretch.opened):
        return _quote(scene, stretch, scene.who(behind), behind.cue(scene.line), "behind")
    if governing is not None and governing.form != "behind" and stretch.opened >= governing.start:
        return _governed(scene, stretch, governing)
    if not scene.line.is_speech(stretch):
        return _attributed(scene, stretch)
    if not _has_stop(scene.line, stretch):
        return None
    before = scene.line.before(stretch.opened) if _is_inside(scene, stretch) else ""
    if not before:
        return _floating(scene, stretch)
    return _introduced(scene, stretch, before) if before in _COLONS + _COMMAS else None


def whole_line(line: Line, before: Line, told: Told) -> Quote | None:
    """Give the quote that a line is that stands in marks as a whole, behind one that ends in a colon."""
    end = len(before.masked.rstrip()) - 1
    if before.masked[end : end + 1] not in _COLONS or len(line.stretches) != 1:
        return None
    (stretch,) = line.stretches
    if line.masked[: stretch.opened].strip() or line.masked[stretch.closed :].strip(CLOSES):
        return None
    subject = leading_subject(before, _clause(before, 0, end), end)
    at = (line.position, line.offset)
    said: Said = (told.body("", at) or told.last_speaker, None)
    if subject is not None:
        said = speaker_of(before, subject, told)
    told.begin(line, 0, len(line.text))
    told.spoke(said[0])
    return quote_of(line, (stretch.start, stretch.end), QuoteKind.DIRECT, said, None, "colon")


def quote_of(
    line: Line, at: tuple[int, int], kind: QuoteKind, said: Said, cue: str | None, evidence: str
) -> Quote:
    """Make a quote of a part of a line."""
    return Quote(
        position=line.position,
        start_offset=line.offset + at[0],
        end_offset=line.offset + at[1],
        quote_text=line.text[at[0] : at[1]],
        quote_kind=kind,
        speaker=said[0],
        via=said[1],
        cue=cue,
        evidence=evidence,
    )


def _quote(
    scene: Scene,
    stretch: Stretch,
    said: Said,
    cue: str | None,
    evidence: str,
    kind: QuoteKind = QuoteKind.DIRECT,
) -> Quote:
    return quote_of(scene.line, (stretch.start, stretch.end), kind, said, cue, evidence)


def _governed(scene: Scene, stretch: Stretch, report: Report) -> Quote | None:
    """Judge a stretch within what a cue reports: all of it, a sentence at its end, or a part."""
    line, said, cue = scene.line, scene.who(report), report.cue(scene.line)
    closes = not line.masked[stretch.closed : max(report.end, stretch.closed)].strip(CLOSES)
    if stretch.opened == report.start and closes:
        return _quote(scene, stretch, said, cue, "whole")
    is_apart = line.before(stretch.opened) in _COMMAS + _COLONS + "。"
    if line.is_speech(stretch) and is_apart and _has_stop(line, stretch):
        return _quote(scene, stretch, said, cue, "trailing")
    if is_term(line, stretch, scene.marked):
        return None
    return _quote(scene, stretch, said, cue, "partial", QuoteKind.PARTIAL)


def _attributed(scene: Scene, stretch: Stretch) -> Quote | None:
    """Judge the words in 某某所称的“…”."""
    line = scene.line
    first = max(scene.start, stretch.opened - REACH)
    match = attributing().search(line.masked, first, stretch.opened)
    if match is None or is_term(line, stretch, scene.marked):
        return None
    found = subject_before(line, _clause(line, first, match.start()), match.start())
    if found is None or found[1] == 0 or found[0].head_use == "first_person":
        return None
    said = speaker_of(line, found[0], scene.told)
    return _quote(scene, stretch, said, match.group(), "attributed", QuoteKind.PARTIAL)


def _floating(scene: Scene, stretch: Stretch) -> Quote | None:
    """Judge a sentence in marks without a cue: whoever spoke just before goes on."""
    said = _before_its_speaker(scene, stretch) or (scene.told.near_speaker, None)
    if said[0] is None:
        return None
    scene.told.spoke(said[0])
    return _quote(scene, stretch, said, None, "floating")


def _before_its_speaker(scene: Scene, stretch: Stretch) -> Said | None:
    """Say who a line goes on with behind the words that it begins with: “…。”某某在信中仍很乐观。"""
    line = scene.line
    if line.masked[: stretch.opened].strip():
        return None
    end = next((match.start() for match in comma().finditer(line.masked, stretch.closed)), len(line.masked))
    subject = leading_subject(line, stretch.closed, min(end, stretch.closed + REACH))
    is_who = subject is not None and (is_person(subject) or subject.head_use in ("head_unnamed", "called"))
    if subject is None or not is_who or subject.start > stretch.closed + OPENING:
        return None
    return speaker_of(line, subject, scene.told)


def _introduced(scene: Scene, stretch: Stretch, before: str) -> Quote | None:
    """Judge a sentence in marks behind a comma or colon without a known verb: who the clause before is about."""
    line = scene.line
    first = max(scene.start, stretch.opened - REACH)
    at = line.masked.rindex(before, first, stretch.opened)
    subject = leading_subject(line, _clause(line, first, at), at)
    if subject is not None and subject.head_use == "first_person":
        return None
    if subject is not None and line.masked[subject.start : subject.end] in words("quote_words", "platform"):
        subject = None
    said: Said = (None, None)
    if before in _COLONS and not line.masked[stretch.closed :].strip(CLOSES):
        said = (name_of_line(line, at), None)
    if said[0] is None and subject is not None:
        said = speaker_of(line, subject, scene.told)
    if said[0] is None and before in _COLONS:
        said = (scene.told.near_speaker, None)
    if said[0] is None:
        return None
    scene.told.spoke(said[0])
    return _quote(scene, stretch, said, None, "odd")


def _is_inside(scene: Scene, stretch: Stretch) -> bool:
    """Whether text of the sentence stands in front of the stretch."""
    return bool(scene.line.masked[scene.start : stretch.opened].strip())


def _clause(line: Line, start: int, end: int) -> int:
    """Where the clause that ends at end begins."""
    return max(line.masked.rfind(mark, start, end) for mark in "，,；;：:") + 1 or start


def _has_colon(line: Line, report: Report) -> bool:
    """Whether a colon stands between a cue and the words that follow."""
    return line.before(report.start) in _COLONS


def _stops(line: Line, stretch: Stretch) -> bool:
    """Whether a stretch ends its sentence."""
    return line.text[stretch.start : stretch.end].rstrip()[-1:] in tuple("。！？!?…")


def _has_stop(line: Line, stretch: Stretch) -> bool:
    """Whether a stop or comma stands inside the closing mark, or a stop right behind it."""
    inside = line.text[stretch.start : stretch.end].rstrip()[-1:]
    return inside in tuple("。！？!?…，,") or line.text.startswith(("。", "！", "？"), stretch.closed)


def _governing(stretch: Stretch, own: Sequence[Report]) -> Report | None:
    """The last cue in front of a stretch whose report holds it."""
    for each in reversed(own):
        if each.cue_end <= stretch.opened and (each.is_empty or stretch.opened < each.end):
            return each
    return None


def _behind(scene: Scene, stretch: Stretch, *, is_governed: bool) -> Report | None:
    """The report that follows a stretch at once: “…，”某某说."""
    line = scene.line
    for left in range(stretch.closed, stretch.closed + AWAY):
        report = scene.behind.get(left)
        is_next = not line.masked[stretch.closed : left].strip("，, \u3000—–-")
        if report is None or not is_next:
            continue
        if (
            report.form == "before"
            and _stops(line, stretch)
            and (is_governed or (_is_inside(scene, stretch) and _has_colon(line, report)))
        ):
            return None  # a new sentence: 甲回应，“…。”乙批评说，…
        if line.is_speech(stretch) or report.form == "behind":
            return report
    return None
