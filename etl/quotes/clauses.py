"""Judge what stands around a cue: whether a clause follows it, and whether anything takes the saying back.

Here: one cue and the words beside it. Not here: its subject (subject.py), how both decide together (reports.py).
"""

import re
from dataclasses import dataclass
from functools import cache

from etl.lexicon import any_word, either, words
from etl.quotes.find_words import Word
from etl.quotes.line import BRACKET, QUOTED, Line
from etl.quotes.report import comma, content_at
from etl.quotes.subject import Subject

SHORTEST = 4  # characters of a reported clause (judged)
READ = 400  # characters behind a cue that decide whether it is one (judged)
ATTITUDE = 14  # characters of a clause that says only how somebody stands to something: 表示欢迎 (judged)
HEARER = 40  # characters between a verb of telling and the comma (judged)
ADVERB = 4  # characters in front of a cue among which a word takes it back (judged)
_MARKS = '“「『"＂‘'
_STOPS = '。！？!?；; ”」』’"'


@dataclass(frozen=True, slots=True)
class Clause:
    """What follows a cue. has_mark: it stands behind a comma or colon; is_marked: it begins in quotation marks."""

    start: int
    end: int
    has_mark: bool
    is_marked: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing follows."""
        return self.start >= self.end


def clause_behind(line: Line, cue: Word, left: int, end: int) -> Clause | None:
    """Give what a cue reports, up to the end of the sentence; None where it is no clause: 表示欢迎."""
    has_mark, start = _start(line, cue, end)
    is_marked = start < end and line.text[start] in _MARKS
    rest = line.masked[start : min(end, start + READ)].rstrip(_STOPS)
    if cue.use == "telling" and left in line.speech_ends and len(rest) <= HEARER and not has_mark:
        rest = ""  # “…，”某某告诉本报。
    if not rest:
        return Clause(start=start, end=start, has_mark=has_mark, is_marked=False)
    if not _is_clause(line, cue, rest, has_mark=has_mark):
        return None
    if is_marked and not has_mark:
        (stretch, *_) = line.stretches_within(start, start + 1) or (None,)
        if stretch is not None and comma().match(line.masked, stretch.closed):
            end = stretch.closed
    return Clause(start=start, end=end, has_mark=has_mark, is_marked=is_marked)


def is_followed_by_comma(line: Line, cue: Word) -> bool:
    """Whether a comma or colon stands right behind a cue."""
    return _punctuation().match(line.masked, cue.end) is not None


def is_said(line: Line, cue: Word, first: int) -> bool:
    """Whether nothing between the subject, which ends at first, and the cue takes the saying back: 没有, 被, 将."""
    gap = _kept().sub("", line.masked[max(first, cue.start - ADVERB) : cue.start])
    nouns = (*words("quote_words", "of"), *words("quote_words", "existential"))
    if cue.use != "saying" and gap.endswith(nouns):
        return False
    return _unsaid().search(gap) is None and not any(word in gap for word in words("quote_words", "passive"))


def is_joined(line: Line, left: int, cue_start: int) -> bool:
    """Whether a word like 并 joins the cue to the one before."""
    return _and().fullmatch(line.masked, left, cue_start) is not None


def is_at_head(line: Line, left: int, cue_start: int) -> bool:
    """Whether no more than connectives and adverbs stand before the cue."""
    return _head().fullmatch(line.masked, left, cue_start) is not None


def is_title_or_document(subject: Subject) -> bool:
    """Whether a text is the subject."""
    return subject.head_use in ("title", "document")


def _is_clause(line: Line, cue: Word, rest: str, *, has_mark: bool) -> bool:
    is_marked = QUOTED in rest[:2]
    if len(rest) < SHORTEST and not is_marked:
        return False
    if has_mark:
        return True
    first = comma().split(rest, maxsplit=1)[0]
    if rest.startswith(words("quote_words", "no_clause")):
        return False
    if not is_marked and first != rest and first.endswith(words("quote_words", "inside")):
        return False  # 当某某说…时，
    stands = line.masked[cue.start : cue.end] in words("quote_words", "stands")
    return not (stands and _attitude().match(rest) and len(first) <= ATTITUDE)


def _start(line: Line, cue: Word, end: int) -> tuple[bool, int]:
    """Give whether a comma or colon follows the cue, or the hearer behind it, and where what is reported begins."""
    match = _punctuation().match(line.masked, cue.end, end)
    if match is None and cue.use == "telling":
        match = _hearer().match(line.masked, cue.end, end)
    if match is not None:
        return True, content_at(line, match.end())
    start = cue.end
    if cue.use == "telling":
        short = _short_hearer().match(line.masked, cue.end, end)
        named = [last for first, last, _ in line.names_within(cue.end, end) if first == cue.end]
        start = max([*named, short.end() if short else cue.end])
    return False, content_at(line, start)


@cache
def _punctuation() -> re.Pattern[str]:
    return re.compile(f"{either('quote_words', 'suffix')}?[{BRACKET} ]*[，,：:﹕]+")


@cache
def _hearer() -> re.Pattern[str]:
    return re.compile(f"[^，,。：:；！？]{{1,{HEARER}}}[，,：:﹕]")


@cache
def _short_hearer() -> re.Pattern[str]:
    return re.compile(f"(?:.{{0,8}}?){either('quote_words', 'hearer_end')}")


@cache
def _and() -> re.Pattern[str]:
    return re.compile(f"{either('quote_words', 'and')}(?:{either('quote_words', 'adverb')})*")


@cache
def _kept() -> re.Pattern[str]:
    """Adverbs that begin like a word that takes a saying back: 不断."""
    taken, adverbs = words("quote_words", "not_said"), words("quote_words", "adverb")
    return re.compile(any_word(each for each in adverbs if each not in taken and each.startswith(taken)))


@cache
def _unsaid() -> re.Pattern[str]:
    """A word that takes a saying back, with no more than adverbs behind it."""
    return re.compile(f"{either('quote_words', 'not_said')}{either('quote_words', 'adverb')}*$")


@cache
def _attitude() -> re.Pattern[str]:
    attitude = either("quote_words", "attitude")
    return re.compile(f"(?:{either('quote_words', 'adverb')}|{attitude})*{attitude}")


@cache
def _head() -> re.Pattern[str]:
    connective, adverb = either("quote_words", "connective"), either("quote_words", "adverb")
    return re.compile(f"(?:[ {BRACKET}]|{connective}|{adverb})*")
