"""Say who a subject is: by name, or whom a pronoun, 该公司 or 声明 stands for.

Here: one subject. Not here: finding subjects (subject.py), what the article told before (told.py).
"""

import re
from functools import cache

from etl.kinds import EntityKind, SpeakerKind
from etl.lexicon import either, words
from etl.quotes.bodies import noun_of
from etl.quotes.documents import owner_before
from etl.quotes.line import Line
from etl.quotes.quote import Said, described, named
from etl.quotes.report import Report
from etl.quotes.subject import Subject
from etl.quotes.told import Place, Told, Who

SHORT = 2  # characters of a word that is no name, in front of a document (judged)


def speaker_of(line: Line, subject: Subject, told: Told) -> Said:
    """Say who a subject is, and what stands with the cue in place of the name, if it is not the name."""
    if subject.mention is not None:
        return named(line, subject.mention), None
    text = line.text[subject.start : subject.end]
    at = (line.position, line.offset + subject.start)
    match subject.head_use:
        case "pronoun_person":
            return told.person(at), text
        case "pronoun_group":
            return told.group(at, _who(told)), text
        case "pronoun_organisation":
            return told.body(noun_of(subject.head), at), text
        case "document":
            return _of_document(line, subject, told)
        case "title":
            return _of_title(line, subject, told)
    return _of_description(line, subject, told, at)


def speaker_of_report(line: Line, report: Report, told: Told) -> Said:
    """Say who a report is of: its subject, else whose text the cue names (上述报道称), else who spoke last."""
    subject, cue = report.subject, line.masked[report.cue_start : report.cue_end]
    word = next((each for each in words("quote_words", "document") if cue.startswith(each)), None)
    if word is not None and (report.is_inherited or subject is None or _is_no_name(line, subject)):
        before = line.masked[report.left : report.cue_start]
        if before.endswith(words("quote_phrases", "according")):
            return None, None
        if before.endswith(words("quote_words", "existential")):
            text = line.text[report.cue_start : report.cue_start + len(word)]
            return described(line, report.cue_start, text, SpeakerKind.UNNAMED), None
        at = (line.position, line.offset + report.cue_start)
        owner = told.owner(word, at, _who(told))
        if owner is not None:
            return owner, word
    if subject is None:
        return told.last_speaker, None
    return speaker_of(line, subject, told)


def _is_no_name(line: Line, subject: Subject) -> bool:
    """Whether a subject without a name only says of what kind a text is: 上述 + 报道, 辞职 + 公告."""
    if subject.head_use != "unknown":
        return False
    return (
        subject.end - subject.start <= SHORT
        or _this().match(line.masked, subject.start, subject.end) is not None
    )


def _of_description(line: Line, subject: Subject, told: Told, at: Place) -> Said:
    """Say who is described: somebody told before (该官员, 公司), or nobody but who is described."""
    text, masked = line.text[subject.start : subject.end], line.masked[subject.start : subject.end]
    if masked in words("quote_words", "within_document"):
        return told.owner(None, at, _who(told)) or told.last_speaker, text
    if subject.head_use == "unknown" and _this().match(masked):
        return told.last_speaker, text
    start = subject.end - len(subject.head)
    if subject.head_use == "head_unnamed" and _repeats().fullmatch(line.masked, subject.start, start):
        alone = described(line, start, line.text[start : subject.end], SpeakerKind.UNNAMED)
        return told.like(subject.head, at) or alone, text
    if subject.head_use == "head_unnamed" and masked in words("quote_words", "writer"):
        writer = told.owner(words("quote_words", "written")[0], at, _who(told))
        if writer is not None and writer.speaker_kind is not SpeakerKind.DOCUMENT:
            return writer, text
    if masked in words("quote_words", "alone_means_last"):
        body = told.body(masked, at)
        if body is not None:
            return body, text
    kind = SpeakerKind.ORGANISATION if subject.head_use == "head_organisation" else SpeakerKind.UNNAMED
    if subject.head_use == "joined":
        is_person = subject.head == EntityKind.PERSON
        kind = SpeakerKind.PERSON if is_person else SpeakerKind.ORGANISATION
    elif subject.head_use in ("called", "unknown") or subject.head in words("quote_words", "office"):
        kind = SpeakerKind.PERSON
    return described(line, subject.start, text, kind, is_group=subject.head_use == "joined"), None


def _of_document(line: Line, subject: Subject, told: Told) -> Said:
    """Say whose text speaks: who stands in front of it (警方发表的声明), else who issued the last such text."""
    via = subject.head
    head = subject.end - len(via)
    heads = words("quote_words", "pronoun_head")
    is_told = _this().match(line.masked, subject.start, head) or line.masked.endswith(heads, 0, head)
    if subject.start < head and not is_told:
        owner = owner_before(line, 0, head)
        if owner is not None:
            return speaker_of(line, owner, told)[0], via
    if not line.masked.endswith(words("quote_words", "existential"), 0, head):
        at = (line.position, line.offset + head)
        last = told.owner(via, at, _who(told)) or told.last_writer(via)
        if last is not None:
            return last, via
    text = line.text[subject.start : subject.end]
    return described(line, subject.start, text, SpeakerKind.DOCUMENT), None


def _of_title(line: Line, subject: Subject, told: Told) -> Said:
    """Say whose text speaks that is called by its title; a title that nobody is said to own is a paper's."""
    title, masked = line.text[subject.start : subject.end], line.masked[subject.start : subject.end]
    if masked.endswith(_documents()):
        before = owner_before(line, 0, subject.start)
        if before is not None:
            return speaker_of(line, before, told)[0], title
        owner = told.owner(masked, (line.position, line.offset + subject.start), _who(told))
        if owner is not None:
            return owner, title
    return described(line, subject.start + 1, title.strip("《》"), SpeakerKind.ORGANISATION), None


def _who(told: Told) -> Who:
    return lambda line, subject: speaker_of(line, subject, told)[0]


@cache
def _documents() -> tuple[str, ...]:
    return tuple(f"{word}》" for word in words("quote_words", "document") if len(word) > 1)


@cache
def _this() -> re.Pattern[str]:
    return re.compile(either("quote_words", "pronoun_head"))


@cache
def _repeats() -> re.Pattern[str]:
    """What makes a description one of somebody told before: 该名 + 官员."""
    head, unit = either("quote_words", "pronoun_head"), either("quote_words", "person_unit")
    return re.compile(f"{head}(?:{unit})*")
