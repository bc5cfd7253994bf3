"""A line of prose made ready: its shadow, what is masked in it, its names, stretches in marks and sentences.

Here: what every later module looks at. Not here: cues and speakers (find_words.py, subject.py).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from etl.model import Mention
from etl.normalize.shadow import shadow
from etl.quotes.find_words import Word, cues_in, heads_in
from etl.quotes.marks import Stretch, stretches

Item = TypeVar("Item")

BRACKET, QUOTED = (
    "\ue000",
    "\ue001",
)  # of the private use area: what stands for text that no word is looked for in
TITLE_IN_MARKS = re.compile("《[^《》]{1,40}》")
_HIDDEN = re.compile(f"[{BRACKET}{QUOTED}]")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]|\[[^\[\]]*\]|【[^【】]*】")
_SENTENCE_END = re.compile(r"[。！？!?]+[”」』’\"＂）)]*|\n")
_STOP_INSIDE = "。！？!?…，,"


@dataclass(frozen=True)
class Line:
    """A paragraph, or a piece of one between line breaks. offset is its first code point's place in the paragraph."""

    position: int
    offset: int
    text: str
    mentions: tuple[Mention, ...]  # outermost ones, by their start; their offsets are the paragraph's

    @cached_property
    def shadow(self) -> str:
        return shadow(self.text)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        return tuple(stretches(self.text))

    @cached_property
    def masked(self) -> str:
        """The shadow without what stands in brackets or marks, of the same length; “某某” stays if it is a name."""
        names = {(each.start_offset - self.offset, each.end_offset - self.offset) for each in self.mentions}
        pieces, done = [], 0
        for stretch in self.stretches:
            if (stretch.start, stretch.end) not in names:
                pieces += [self.shadow[done : stretch.start], QUOTED * (stretch.end - stretch.start)]
                done = stretch.end
        text = "".join((*pieces, self.shadow[done:]))
        return _IN_BRACKETS.sub(lambda match: BRACKET * len(match.group()), text)

    @cached_property
    def cues(self) -> tuple[Word, ...]:
        """The cues that stand in no title."""
        titles = [match.span() for match in TITLE_IN_MARKS.finditer(self.masked)]
        return tuple(
            each
            for each in cues_in(self.masked)
            if not any(start < each.start < end for start, end in titles)
        )

    @cached_property
    def heads(self) -> tuple[Word, ...]:
        return heads_in(self.masked)

    @cached_property
    def names(self) -> tuple[tuple[int, int, Mention], ...]:
        """The names that stand in neither marks nor brackets: start and end in the line."""
        placed = (
            (one.start_offset - self.offset, one.end_offset - self.offset, one) for one in self.mentions
        )
        return tuple(each for each in placed if not _HIDDEN.search(self.masked, each[0], each[1]))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence, with its stop; a stop in marks ends one where the marks close behind it."""
        cuts = [match.end() for match in _SENTENCE_END.finditer(self.masked)]
        cuts += [
            each.closed
            for each in self.stretches
            if each.end > each.start and self.text[each.end - 1] in "。！？!?…"
        ]
        found = []
        start = 0
        for cut in (*sorted(set(cuts)), len(self.text)):
            if self.masked[start:cut].strip():
                found.append((start, cut))
                start = cut
        return tuple(found)

    @cached_property
    def speech_ends(self) -> frozenset[int]:
        """Where marks around a sentence close."""
        return frozenset(each.closed for each in self.stretches if self.is_speech(each))

    def is_speech(self, stretch: Stretch) -> bool:
        """Whether a stretch reads like a sentence: a stop or comma before the closing mark, or its length."""
        inside = self.text[stretch.start : stretch.end].rstrip()
        return inside[-1:] in _STOP_INSIDE or len(inside) >= LONG

    def cues_within(self, start: int, end: int) -> Sequence[Word]:
        """Give the cues from start to end."""
        return _within(self.cues, start, end, lambda each: each.start, lambda each: each.end)

    def heads_within(self, start: int, end: int) -> Sequence[Word]:
        """Give the words that may be or end a subject, from start to end."""
        return _within(self.heads, start, end, lambda each: each.start, lambda each: each.end)

    def names_within(self, start: int, end: int) -> Sequence[tuple[int, int, Mention]]:
        """Give the names from start to end."""
        return _within(self.names, start, end, lambda each: each[0], lambda each: each[1])

    def is_within_name(self, word: Word) -> bool:
        """Whether a word is a part of a name: 信 of 微信."""
        number = bisect_right(self.names, word.start, key=lambda each: each[0])
        return number > 0 and self.names[number - 1][1] >= word.end

    def stretches_within(self, start: int, end: int) -> Sequence[Stretch]:
        """Give the stretches whose opening mark stands from start to end."""
        return _within(self.stretches, start, end, lambda each: each.opened, lambda each: each.opened + 1)

    def before(self, at: int) -> str:
        """Give the last character before a place that is no space; empty where there is none."""
        while at and self.masked[at - 1] in " \u3000":
            at -= 1
        return self.masked[at - 1 : at] if at else ""


def _within(
    items: Sequence[Item], start: int, end: int, first: Callable[[Item], int], last: Callable[[Item], int]
) -> Sequence[Item]:
    """Give those of ordered items that begin at start or later and end at end or earlier."""
    if not items:
        return items
    found = items[bisect_left(items, start, key=first) : bisect_left(items, end, key=first)]
    return found if not found or last(found[-1]) <= end else found[:-1]


LONG = 16  # characters from which a stretch is a sentence (study: 133 of 154 direct quotes, 3 of 199 terms)


def lines_of(position: int, text: str, mentions: Sequence[Mention]) -> Iterator[Line]:
    """Cut a paragraph at its line breaks."""
    offset = 0
    for piece in text.split("\n"):
        end = offset + len(piece)
        if piece.strip():
            own = [each for each in mentions if offset <= each.start_offset and each.end_offset <= end]
            yield Line(position=position, offset=offset, text=piece, mentions=_outermost(own))
        offset = end + 1


def _outermost(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for each in sorted(mentions, key=lambda one: (one.start_offset, -one.end_offset)):
        if not found or each.end_offset > found[-1].end_offset:
            found.append(each)
    return tuple(found)
