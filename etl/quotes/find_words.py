"""Find the words of lists in a masked line in one pass each: cues, and what may be or end a subject.

Here: leftmost longest matches. Not here: what they mean at their place (reports.py, subject.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick

from etl.lexicon import column, rows, words

ALONE = ("first_person", "pronoun_person", "pronoun_group", "pronoun_organisation")  # what nothing describes
HIDDEN = "hidden"  # the use of a word that is no cue though it holds one


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list at its place in the line; use: as in the list."""

    start: int
    end: int
    text: str
    use: str


def cues_in(masked: str) -> tuple[Word, ...]:
    """Give the cues, none within another word; cues side by side (批评说) are one, of the last one's use,
    without a word for who speaks (分析认为)."""
    found: list[Word] = []
    for word in _words(_cues(), masked):
        if word.use == HIDDEN:
            continue
        start = word.start
        if found and found[-1].end == word.start:
            last = found.pop()
            start = start if last.text in words("quote_words", "head_unnamed") else last.start
        found.append(Word(start=start, end=word.end, text=masked[start : word.end], use=word.use))
    return tuple(found)


def heads_in(masked: str) -> tuple[Word, ...]:
    """Give the pronouns, words for people, bodies and documents, surnames with a form of address (刘先生)."""
    return tuple(_called(word, masked) for word in _words(_heads(), masked) if _stands_alone(word, masked))


def _stands_alone(word: Word, masked: str) -> bool:
    """Whether a document of one character is a word of its own: 信中, not 信用."""
    behind = words("quote_words", "behind_letter")
    return word.use != "document" or len(word.text) > 1 or masked.startswith(behind, word.end)


def _called(word: Word, masked: str) -> Word:
    """Join a form of address with the surname before it; without one it is a word for people."""
    if word.use != "called" and word.text not in words("quote_words", "called"):
        return word
    for length in (2, 1):
        first = word.start - length
        if first >= 0 and masked[first : word.start] in surnames() and _begins(masked, first):
            return Word(start=first, end=word.end, text=masked[first : word.end], use="called")
    return Word(start=word.start, end=word.end, text=word.text, use="head_unnamed")


def _begins(masked: str, at: int) -> bool:
    """Whether a surname can begin here: not within other words, as in 美联储主席."""
    before = masked[at - 1 : at]
    return not before.isalpha() or before in words("quote_words", "before_name")


def _words(automaton: ahocorasick.Automaton, masked: str) -> list[Word]:
    return [
        Word(start=last - len(text) + 1, end=last + 1, text=text, use=use)
        for last, (text, use) in automaton.iter_long(masked)
    ]


@cache
def surnames() -> frozenset[str]:
    """Give the surnames, of one character or two."""
    return frozenset(column("surnames", "surname"))


@cache
def _cues() -> ahocorasick.Automaton:
    uses = {
        "calling": words("quote_cues", "calling"),
        "weak": words("quote_cues", "weak"),
        "acting": words("quote_cues", "acting"),
        "fearing": words("quote_cues", "fearing"),
        "telling": words("quote_cues", "telling"),
        "saying": words("quote_cues", "saying"),
        HIDDEN: words("quote_words", "no_cue"),
    }
    return _automaton(uses)


@cache
def _heads() -> ahocorasick.Automaton:
    titles = (
        row["title"] for row in rows("titles") if row["before"] in ("person", "any") or row["behind"] == "yes"
    )
    uses = {
        "head_unnamed": (
            *(title for title in titles if len(title) > 1),
            *words("quote_words", "head_unnamed"),
        ),
        "called": words("quote_words", "called"),
        "document": words("quote_words", "document"),
        "head_organisation": words("quote_words", "head_organisation"),
        "pronoun_organisation": words("quote_words", "pronoun_organisation"),
        "pronoun_group": words("quote_words", "pronoun_group"),
        "pronoun_person": words("quote_words", "pronoun_person"),
        "first_person": words("quote_words", "first_person"),
    }
    return _automaton(uses)


def _automaton(uses: Mapping[str, Sequence[str]]) -> ahocorasick.Automaton:
    """Find the words of these uses; a word of several is of the last one."""
    automaton = ahocorasick.Automaton()
    for use, texts in uses.items():
        for text in texts:
            automaton.add_word(text, (text, use))
    automaton.make_automaton()
    return automaton
