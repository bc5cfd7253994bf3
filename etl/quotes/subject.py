"""Find who the subject of a cue is: the noun in front of it, as a place in the line.

Here: reading a clause from the left. A candidate is the end of a name, a pronoun or a word for people or bodies
(发言人, 当局); the subject is the first candidate behind which an adverb, a preposition or the cue follows. Not here:
whom a pronoun means (speakers.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.kinds import EntityKind
from etl.lexicon import words
from etl.model import Mention
from etl.quotes import gaps
from etl.quotes.find_words import ALONE, surnames
from etl.quotes.line import BRACKET, TITLE_IN_MARKS, Line

_LATIN = re.compile(r"[（(][A-Z][^（()）]{1,40}[)）]")
LONGEST = 30  # characters of a subject without a name (judged)
TITLE = 6  # characters of a title behind a person's name (judged)
SHORTEST_NAME, LONGEST_NAME = 2, 14  # characters (judged)
CHINESE_NAME = 4  # characters, likewise, of one that begins with a surname
LONGEST_CLAUSE = 300  # characters between the start of a clause and its cue that are read (judged)
REACH = 40  # characters that a name or a word of a list may have (judged)
GAP = 8  # characters between subject and cue that no list explains (judged)


@dataclass(frozen=True, slots=True)
class Subject:
    """start and end in the line. mention: the name that it is; head: the last word of a description, or the pronoun."""

    start: int
    end: int
    mention: Mention | None = None
    head: str = ""
    head_use: str = ""  # the use of head in etl/lexicon/quote_words.csv; empty for a name


def subject_before(line: Line, start: int, end: int) -> tuple[Subject, int] | None:
    """Find the subject between the start of a clause and its cue, and how near it is.

    2: only adverbs and days lie between the two; 1: a phrase with a preposition too; 0: anything.
    """
    start = clause_head(line, max(start, end - LONGEST_CLAUSE), end)
    every = [each for each in candidates(line, start, end) if not _is_within_phrase(line, start, each)]
    cited = _cited(line, start, end, every)
    if cited is not None:
        return cited
    first: tuple[Subject, int] | None = None
    for number, each in enumerate(every):
        rest = line.masked[each.end : end]
        if not rest.strip(BRACKET + " ") or (is_free(every, number) and _gap(each).match(rest)):
            found = grown(line, start, every[: number + 1]), _nearness(rest)
            if found[1]:
                return (
                    found
                    if first is None or each.mention is not None
                    else _document(line, start, end, every) or first
                )
            first = first or found
    if first is not None:
        return _document(line, start, end, every) or _behind_title(line, every, end) or first
    for each in reversed(every):
        rest = line.masked[each.end : end]
        if len(rest.strip(BRACKET + " ")) <= GAP:
            near = grown(line, start, [one for one in every if one.end <= each.end]), 0
            return _behind_title(line, every, end) or near
    return None


def _is_within_phrase(line: Line, start: int, subject: Subject) -> bool:
    """Whether a preposition stands right in front of a candidate: 在 + 香港."""
    if line.masked.endswith(words("quote_words", "no_preposition"), start, subject.start):
        return False
    if gaps.prepositions().search(line.masked, start, subject.start) is not None:
        return True
    if subject.head_use not in ("head_unnamed", "head_organisation"):
        return False
    first = grown(line, start, [subject]).start
    return line.masked.startswith(words("quote_words", "hearer_before"), first, subject.start)


def _cited(line: Line, start: int, end: int, every: Sequence[Subject]) -> tuple[Subject, int] | None:
    """Take whom somebody else cites: 某社引述 + 某人 + 的话."""
    verb = gaps.citing().search(line.masked, every[0].end, end) if every else None
    if verb is None or line.masked.startswith(words("quote_cues", "telling"), end):
        return None
    behind = [each for each in every if each.start >= verb.end()]
    free = (each for each in range(len(behind)) if is_free(behind, each))
    number = next((each for each in free if behind[each].head_use != "document"), None)
    return None if number is None else (grown(line, verb.end(), behind[: number + 1]), 2)


def _behind_title(line: Line, every: Sequence[Subject], end: int) -> tuple[Subject, int] | None:
    """Take what stands between a title and the cue for a name that nobody recognised: 参议员 + 某某."""
    last = every[-1]
    text = line.masked[last.end : end].rstrip(BRACKET + " ")
    if last.head_use != "head_unnamed" or not SHORTEST_NAME <= len(text) <= LONGEST_NAME:
        return None
    is_chinese = text[0] in surnames() and len(text) <= CHINESE_NAME
    end = last.end + len(text)
    is_glossed = line.masked.startswith(BRACKET, end) and _LATIN.match(line.shadow, end) is not None
    is_name = is_chinese or is_glossed or any(sign in text for sign in "·•・") or text.isascii()
    if not is_name or gaps.gap().search(text) or BRACKET in text or gaps.verbal().search(text):
        return None
    return Subject(start=last.end, end=last.end + len(text), head=text, head_use="unknown"), 2


def _document(line: Line, start: int, end: int, every: Sequence[Subject]) -> tuple[Subject, int] | None:
    """The document right in front of the cue: 某社星期五的报道."""
    for number, each in enumerate(every):
        if each.head_use == "document" and gaps.adverbs().fullmatch(line.masked, each.end, end):
            return grown(line, start, every[: number + 1]), 2
    return None


def _nearness(rest: str) -> int:
    if gaps.adverbs().fullmatch(rest) or gaps.occasion().fullmatch(rest):
        return 2
    return int(gaps.whole_gap().fullmatch(rest) is not None)


def leading_subject(line: Line, start: int, end: int) -> Subject | None:
    """Find the subject of a clause without a cue: what an adverb follows, else its first name."""
    end = min(end, start + LONGEST_CLAUSE)
    start = clause_head(line, start, end)
    every = [each for each in candidates(line, start, end) if not _is_within_phrase(line, start, each)]
    for number, each in enumerate(every):
        if number == 0 and _acts(line, start, each.start):
            return None
        if is_free(every, number) and _gap(each).match(line.masked, each.end, end):
            return grown(line, start, every[: number + 1])
        if each.head_use == "document" and any(cue.start == each.end for cue in line.cues_within(start, end)):
            return grown(line, start, every[: number + 1])
    if not every:
        return None
    persons = [each for each in every if is_person(each)]
    titles = [each for each in every[:1] if each.head_use == "title" and each.start == start]
    free = [each for number, each in enumerate(every) if is_free(every, number)]
    first = persons or titles or [each for each in free if each.mention is not None] or free
    return grown(line, start, [each for each in every if each.end <= first[0].end])


def _acts(line: Line, start: int, end: int) -> bool:
    """Whether a verb stands before the first candidate, so that it is no subject: 强烈抗议中共…."""
    verb = gaps.attitude().search(line.masked, start, end)
    return verb is not None or bool(line.cues_within(start, end))


def unknown_subject(line: Line, start: int, end: int) -> Subject | None:
    """Take a short text between the start of a clause and its cue for a name that nobody recognised."""
    start = clause_head(line, start, end)
    text = line.masked[start:end]
    cut = gaps.gap().search(text, SHORTEST_NAME)
    text = (text[: cut.start()] if cut else text).rstrip(BRACKET + " ")
    is_manner = text.endswith(words("quote_words", "manner")) or text.startswith(
        words("quote_words", "hearer_before")
    )
    if not SHORTEST_NAME <= len(text) <= LONGEST_NAME or is_manner or gaps.verbal().search(text):
        return None
    return Subject(start=start, end=start + len(text), head=text, head_use="unknown")


def is_free(every: Sequence[Subject], number: int) -> bool:
    """Whether no further candidate begins where this one ends: 院长 + 曾锐生."""
    return number + 1 == len(every) or every[number + 1].start > every[number].end


def subject_in(line: Line, start: int, end: int) -> Subject | None:
    """Find who is named in 据…报道 and 在…看来: the last candidate."""
    every = [each for each in candidates(line, start, end) if each.head_use != "document"]
    return grown(line, start, every) if every else None


def clause_head(line: Line, start: int, end: int) -> int:
    """Skip connectives, days and white space at the start of a clause."""
    skipped = gaps.skipped().match(line.masked, start, end)
    head = skipped.end() if skipped else start
    firsts = [each.start for each in line.heads_within(start, head + REACH) if each.start < head]
    firsts += [first for first, _, _ in line.names_within(start, head + REACH) if first < head]
    return min(firsts, default=head)


def candidates(line: Line, start: int, end: int) -> list[Subject]:
    """Give what may be a subject in a part of a line, by its end."""
    found: dict[int, Subject] = {
        each.end: Subject(start=each.start, end=each.end, head=each.text, head_use=each.use)
        for each in line.heads_within(start, end)
    }
    names = line.names_within(start, end)
    for first, last, mention in names:
        for inside in range(first + 1, last):
            found.pop(inside, None)
        found[last] = Subject(start=first, end=last, mention=mention)
    for match in TITLE_IN_MARKS.finditer(line.masked, start, end):
        for inside in range(match.start() + 1, match.end()):
            found.pop(inside, None)
        paper = next(
            (one for first, last, one in names if first > match.start() and last == match.end() - 1), None
        )
        use = "" if paper else "title"
        found[match.end()] = Subject(start=match.start(), end=match.end(), mention=paper, head_use=use)
    return [found[place] for place in sorted(found)]


def grown(line: Line, start: int, every: Sequence[Subject]) -> Subject:
    """Let the last candidate reach back over what describes it: 美国一家医疗经销商的 + 负责人."""
    last = every[-1]
    named = [each for each in every if each.mention is not None]
    if last.mention is not None:
        joined = [each for each in named[:-1] if gaps.joining().fullmatch(line.masked[each.end : last.start])]
        if not joined:
            return last
        return replace(
            last,
            start=clause_head(line, start, joined[0].start),
            mention=None,
            head_use="joined",
            head=str(last.mention.entity_kind),
        )
    if last.head_use in ALONE or last.head_use in ("called", "title"):
        return last
    person = named[-1] if named and is_person(named[-1]) else None
    if person is not None:
        between = line.masked[person.end : last.end].replace(BRACKET, "")
        if len(between) <= TITLE and not gaps.speaks_for().search(between):
            return person
    longest = LONGEST if last.head_use != "document" else last.end - start
    first = clause_head(line, max(start, last.end - longest), last.start)
    verbs = [match.end() for match in gaps.verbal().finditer(line.masked, first, last.start)]
    verbs += [each.end for each in line.cues_within(first, last.start)]
    start = clause_head(line, max(verbs), last.start) if verbs else first
    there = gaps.existential(line.masked, start, last.start) or gaps.placed(line.masked, start, last.start)
    return replace(last, start=start + len(there))


def _gap(subject: Subject) -> re.Pattern[str]:
    return gaps.gap_of_document() if subject.head_use == "document" else gaps.gap()


def is_person(subject: Subject) -> bool:
    """Whether a subject is a person's name."""
    return subject.mention is not None and subject.mention.entity_kind == EntityKind.PERSON


def is_owning(line: Line, end: int) -> bool:
    """Whether what ends at a place only owns what follows: 甲 + 的对手."""
    return line.masked.startswith(words("quote_words", "owning"), end)
