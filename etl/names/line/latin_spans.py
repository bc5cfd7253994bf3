"""Correct the tagger's spans in Latin letters: titles in front of people, several names in one span, the kind.

Here: one span. Not here: names in Latin letters that the tagger missed (latin_names.py), what the rest of the article
says of them (etl/names/article/latin_people.py).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.kinds import EntityKind
from etl.lexicon.scores import score_of
from etl.names.gloss.latin_words import LETTER, first_names, is_party_and_state, kind_word, latin_titles
from etl.names.line.candidate import Found

CONTEXT_SCORE = score_of("kind_by_context")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_COMMA = re.compile(r"[,，;；] ?(?!(?:Inc|Ltd|LLC|Co|Corp|LP|Jr|Sr)\b)")
_ADDRESS = re.compile(r"/.*/|[a-z]\.[a-z]{2,}/")
_TITLE = re.compile(rf"([{LETTER}]+)\.? (?=[A-Z][{LETTER}.'’\-]* [{LETTER}])")  # two words of the name remain


def is_in_latin_letters(text: str) -> bool:
    """Whether no character of a name is Chinese."""
    return _HAN.search(text) is None


def latin_corrected(text: str, name: Found) -> Iterator[Found]:
    """Yield the name in Latin letters that a span should have been, if it is one. text: what the span covers."""
    comma = _COMMA.search(text)
    end = comma.start() if comma else len(text)
    start = _behind_titles(text, end) if name.entity_kind is EntityKind.PERSON else 0
    rest = text[start:end].rstrip()
    if len(rest) < 2 or is_party_and_state(rest) or _ADDRESS.search(rest):
        return
    if start or len(rest) < len(text):
        name = replace(name, start=name.start + start, end=name.start + start + len(rest))
    words = rest.split(" ")
    kind = kind_word(rest) if name.entity_kind is EntityKind.PERSON else None
    if kind in (None, "place") or (len(words) == 2 and words[0] in first_names()):  # Sarah House
        yield name
    elif kind == "organisation":
        yield replace(name, entity_kind=EntityKind.ORGANISATION, score=min(name.score, CONTEXT_SCORE))


def _behind_titles(text: str, end: int) -> int:
    """Find the end of the titles in front of a person's name of two words or more: Rep., Sen."""
    start = 0
    while (match := _TITLE.match(text, start, end)) and match[1].casefold() in latin_titles():
        start = match.end()
    return start
