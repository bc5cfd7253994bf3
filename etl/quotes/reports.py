"""Find the reports of a sentence: which cues report something, who is their subject, what they report.

Here: how cue, subject and clause decide together. Not here: whether what follows a cue is a clause (clauses.py), the
subject itself (subject.py), phrases (phrases.py), stretches in marks (marked.py).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from etl.kinds import EntityKind
from etl.lexicon import words
from etl.quotes.clauses import (
    Clause,
    clause_behind,
    is_at_head,
    is_followed_by_comma,
    is_joined,
    is_said,
    is_title_or_document,
)
from etl.quotes.find_words import Word
from etl.quotes.line import Line
from etl.quotes.phrases import reports_by_phrase
from etl.quotes.report import Report, clause_edges
from etl.quotes.subject import Subject, is_person, leading_subject, subject_before, unknown_subject

CLAUSES_BACK = 8  # clauses of the sentence within which the subject of a bare cue is looked for (judged)
LATER = 20  # cues behind one within which the next clause begins (judged)
_STOPS = "。！？!?；;，,、： \u3000"


@dataclass(frozen=True, slots=True)
class _Found:
    """A subject; nearness: as of subject_before; is_inherited: whether it is that of an earlier clause."""

    subject: Subject | None
    nearness: int
    is_inherited: bool


def reports(line: Line, start: int, end: int) -> list[Report]:
    """Give the reports of one sentence in order."""
    edges = clause_edges(line, start, end)
    found = list(reports_by_phrase(line, edges, end))
    taken = [(each.left, each.start) for each in found]
    for cue in line.cues_within(start, end):
        if not any(first <= cue.start < last for first, last in taken):
            number = bisect_right(edges, cue.start) - 1
            report = _by_cue(line, cue, edges, number, end, found)
            if report is not None:
                found.append(report)
    found.sort(key=lambda each: (each.cue_start, each.cue_end))
    found = [
        each for number, each in enumerate(found) if not _only_cites(line, each, found[number + 1 :][:1])
    ]
    return [
        _ended(line, each, islice(found, number + 1, number + 1 + LATER)) for number, each in enumerate(found)
    ]


def _only_cites(line: Line, report: Report, following: Sequence[Report]) -> bool:
    """Whether a cue only brings who speaks or hears what the next one reports: 某报引述 + 某人表示, 告诉某报 + 说."""
    cites = line.masked[report.cue_start : report.cue_end] in words("quote_phrases", "citing")
    for each in following:
        if each.left == report.left and report.use == "telling" and each.start == report.start:
            return True
        if each.left == report.left and cites and each.subject is not None:
            return each.subject.start >= report.cue_end
    return False


def _by_cue(
    line: Line, cue: Word, edges: Sequence[int], number: int, end: int, before: Sequence[Report]
) -> Report | None:
    left = edges[number]
    clause = clause_behind(line, cue, left, end)
    if clause is None:
        return None
    found = _subject(line, cue, edges, number, before)
    if found.subject is not None and found.subject.head_use == "first_person":
        return None
    first = left if found.subject is None or found.is_inherited else found.subject.end
    if not is_said(line, cue, first) or not _reports(line, cue, left, clause, found, before):
        return None
    return Report(
        left=left,
        cue_start=cue.start,
        cue_end=cue.end,
        use=cue.use,
        form="behind" if clause.is_empty else "before",
        subject=found.subject,
        is_inherited=found.is_inherited,
        has_mark=clause.has_mark,
        start=clause.start,
        end=clause.end,
    )


def _reports(
    line: Line, cue: Word, left: int, clause: Clause, found: _Found, before: Sequence[Report]
) -> bool:
    """Whether a cue of this use reports, with this subject and this clause behind it."""
    is_apart = clause.has_mark or clause.is_marked
    if not is_apart and before and before[-1].left == left and before[-1].form == "before":
        return False  # within the very clause that another cue reports: 要求它们披露…
    if clause.is_empty:
        is_verb = cue.use in ("saying", "telling", "weak")
        return is_verb and found.subject is not None and not found.is_inherited
    if found.subject is None:
        return cue.use == "saying" and is_apart
    within = bool(before) and before[-1].has_mark and not before[-1].is_empty and before[-1].start <= left
    match cue.use:
        case "telling":
            hearer = line.masked.startswith(words("quote_words", "audience"), cue.end)
            return not found.is_inherited and not hearer and (is_apart or found.nearness > 0)
        case "calling":
            return found.nearness > 0 and not clause.has_mark
        case "weak":
            own = found.is_inherited or not within or not is_title_or_document(found.subject)
            return is_apart and own and (found.nearness > 0 or clause.is_marked)
        case "fearing" | "acting":
            if cue.use == "acting" and is_title_or_document(found.subject):
                return False
            is_free = not within or clause.is_marked or is_joined(line, left, cue.start)
            return is_free and found.nearness >= (1 if clause.is_marked else 2)
    return is_apart or found.nearness > 0


def _subject(line: Line, cue: Word, edges: Sequence[int], number: int, before: Sequence[Report]) -> _Found:
    """Find the subject in the clause of the cue, else in the report or the clauses before it."""
    left = edges[number]
    if before and before[-1].left == left and before[-1].use == "telling":
        return _Found(before[-1].subject, 2, True)  # 告诉某报 + 说
    own = subject_before(line, left, cue.start)
    if own is not None:
        return _Found(own[0], own[1], False)
    if cue.use == "saying" and (left in line.speech_ends or is_followed_by_comma(line, cue)):
        unknown = unknown_subject(line, left, cue.start)
        if unknown is not None:
            return _Found(unknown, 2, False)
    nearness = 2 if is_at_head(line, left, cue.start) else 0
    last = before[-1] if before and before[-1].subject is not None and before[-1].cue_end <= left else None
    writer = _writer(line, edges, number)
    if writer is not None:
        return _Found(writer, nearness, True)
    if last is not None and last.has_mark:
        return _Found(last.subject, nearness, True)
    is_act = cue.use in ("acting", "fearing")
    text = _text_at_head(line, edges, number) if last is None and not is_act else None
    place: _Found | None = None
    for at in range(number - 1, max(-1, number - 1 - CLAUSES_BACK), -1):
        if last is not None and edges[at] <= last.left:
            return _Found(last.subject, nearness, True)
        subject = leading_subject(line, edges[at], edges[at + 1])
        if text is not None and (subject is None or not is_person(subject)):
            continue
        if subject is not None and (last is None or is_person(subject)):
            is_act = cue.use == "acting" and subject.mention is not None
            found = _Found(subject, nearness if is_act else min(nearness, 1), True)
            if not _is_place(subject):
                return found
            place = place or found
    return place or _Found(text, min(nearness, 1), True)


def _is_place(subject: Subject) -> bool:
    """Whether a subject is a place, which is seldom who speaks behind a comma."""
    return subject.mention is not None and subject.mention.entity_kind == EntityKind.PLACE


def _text_at_head(line: Line, edges: Sequence[int], number: int) -> Subject | None:
    """The text that a sentence of several clauses begins with: 报告 + 主要涉及…，认为."""
    lead = leading_subject(line, edges[0], edges[1]) if number else None
    return lead if lead is not None and is_title_or_document(lead) else None


def _writer(line: Line, edges: Sequence[int], number: int) -> Subject | None:
    """Who wrote what the clause before ends with: 某某发表声明，称…."""
    if not number:
        return None
    first, end = edges[number - 1], edges[number] - 1
    words_there = line.heads_within(first, end)
    if not words_there or words_there[-1].use != "document" or words_there[-1].end != end:
        return None
    writer = leading_subject(line, first, end)
    return None if writer is None or writer.head_use == "document" else writer


def _ended(line: Line, report: Report, later: Iterable[Report]) -> Report:
    """Cut what is reported where the next clause with a cue begins, and before the last stop."""
    end = report.end
    if not report.is_empty:
        end = min(end, next((each.left for each in later if each.left > report.start), end))
    while end > report.start and line.text[end - 1] in _STOPS:
        end -= 1
    return replace(report, end=end)
