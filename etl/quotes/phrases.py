"""Find the reports that a phrase makes: 据…报道, …援引…的消息, 在…看来, 据称.

Here: the phrases. Not here: verbs of saying (reports.py).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from etl.lexicon import any_word, either, words
from etl.quotes.line import BRACKET, Line
from etl.quotes.report import Report, content_at
from etl.quotes.subject import Subject, subject_in


def reports_by_phrase(line: Line, edges: Sequence[int], end: int) -> Iterator[Report]:
    """Yield the reports of the clauses that begin at the edges of a sentence."""
    if _any_phrase().search(line.masked, edges[0], end) is None:
        return
    for edge in edges:
        for form, pattern in _phrases():
            match = pattern.match(line.masked, edge, end)
            subject = _subject(line, match) if match and form != "nobody" else None
            if match is None or (form != "nobody" and subject is None):
                continue
            yield Report(
                left=edge,
                cue_start=match.start("cue"),
                cue_end=match.end("cue"),
                use="saying",
                form=form,
                subject=subject,
                is_inherited=False,
                has_mark=True,
                start=content_at(line, match.end()),
                end=end,
            )
            break


def _subject(line: Line, match: re.Match[str]) -> Subject | None:
    end = match.end("who")
    subject = subject_in(line, match.start("who"), end + line.masked.startswith("》", end))
    return None if subject is None or subject.head_use == "first_person" else subject


@cache
def _any_phrase() -> re.Pattern[str]:
    """A word without which a sentence holds none of the phrases."""
    uses = ("nobody", "sight", "according", "citing")
    return re.compile(any_word(word for use in uses for word in words("quote_phrases", use)))


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    citing = (("citing", _quoting()), ("citing", _citing()))
    return (("nobody", _nobody()), ("sight", _sight()), ("according", _according()), *citing)


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(f"[{BRACKET} ]*(?P<cue>{either('quote_phrases', 'nobody')})[，,：:]?")


@cache
def _sight() -> re.Pattern[str]:
    at, sight = either("quote_phrases", "at"), either("quote_phrases", "sight")
    return re.compile(f".{{0,3}}?{at}(?P<who>[^，,。；]{{1,24}}?)(?P<cue>{sight})[，,：:]?")


@cache
def _according() -> re.Pattern[str]:
    according, noun = either("quote_phrases", "according"), either("quote_phrases", "report_noun")
    who = f"(?P<who>[^，,。；：]{{1,40}}?(?=》|{noun}))"
    return re.compile(f".{{0,2}}?(?P<cue>{according}){who}》?(?:{noun}){{0,3}}[{BRACKET} ]*[，,：:]")


@cache
def _citing() -> re.Pattern[str]:
    citing, cited = either("quote_phrases", "citing"), either("quote_phrases", "cited")
    return re.compile(f"(?P<who>[^，,。；：]{{2,20}}?)(?P<cue>{citing}[^，,。；：]{{2,30}}?{cited})[，,：:]")


@cache
def _quoting() -> re.Pattern[str]:
    """A medium brings somebody's words, who is the speaker: 某报援引某人的话说."""
    citing, quoted = either("quote_phrases", "citing"), either("quote_phrases", "quoted")
    return re.compile(f"[^，,。；：]{{2,20}}?{citing}(?P<who>[^，,。；：]{{2,30}}?)(?P<cue>{quoted})[，,：:]")
