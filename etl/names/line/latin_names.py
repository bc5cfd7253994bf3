"""Find names in Latin letters within Chinese text: 分析师Phil Flynn表示, Parrot Analytics分析.

Precision before recall: a person needs two to four capitalised words and a first name, title or verb of saying; an
organisation needs a word that reveals its kind. Here: these patterns. Not here: known names (etl.names.known.seeds),
glosses (etl/names/gloss/glosses.py), acronyms.
"""

import re
from collections.abc import Iterator, Sequence

from etl.kinds import EntityKind
from etl.lexicon import any_word, column, either, words
from etl.lexicon.scores import score_of
from etl.names.gloss.latin_words import LETTER, first_names, kind_word
from etl.names.known.titles import kind_after, title_before
from etl.names.tagger.span import Span
from etl.names.tagger.stretches import Taken

LONGEST_PERSON, LONGEST_ORGANISATION = 4, 6  # words (judged)
LEAST_SURNAME = 4  # letters of a surname that stands alone (judged)
BY_TITLE, BY_WORD = score_of("latin_behind_a_title"), score_of("latin_with_a_telling_word")
BY_VERB, BY_FIRST_NAME = score_of("latin_person_who_says"), score_of("latin_by_first_name")

_RUN = re.compile(
    rf"(?<![{LETTER}0-9@#/._\-&'’])[A-Z][{LETTER}0-9.'’&\-]*"
    rf"(?: (?:[A-Z&][{LETTER}0-9.'’&\-]*|{any_word(column('latin_particles', 'word', in_run='yes'))}(?= )))*"
    rf"(?![{LETTER}0-9@/_])"
)
_BRACKETS = re.compile(r"[（(《〈「“\"][^（()）《》〈〉「」“”\"\n]*[)）》〉」”\"]")
_BESIDE_LATIN = re.compile(rf"[{LETTER}0-9:/|]\s?$")
_BEFORE_LATIN = re.compile(rf"\s?[{LETTER}0-9:/|]")
_PERSON_WORD = re.compile(
    rf"(?:[A-Z][a-zà-öø-ÿ’'´]+(?:[A-Z][a-zà-öø-ÿ]+)?(?:-[{LETTER}][a-zà-öø-ÿ]+)*|[A-Z]\.)"
)
_PARTICLE = re.compile(any_word(column("latin_particles", "word", in_person="yes")))
_TITLE_AFTER = re.compile(f" ?{either('name_context', 'behind_latin_person')}")
_SAYING = re.compile(
    rf" ?(?:(?:{either('speech_words', 'before_saying')}|{either('speech_words', 'weekday')}"
    rf"|{either('speech_words', 'day')})[^，。、；：！？\n]{{0,10}}?)?{either('speech_words', 'saying')}"
)
_TICKER_BEHIND = re.compile(r" ?[（(](?:[A-Z0-9]{1,6}[a-z]?\.[A-Z]{1,3}|(?:NYSE|NASDAQ|Nasdaq)[:：])")
_NEEDS_A_COMPANY = re.compile(f" ?{either('name_context', 'behind_latin_organisation')}")
_BODY_BEFORE = words("name_context", "before_latin_organisation")


def latin_names(text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
    """Find the Latin names of a paragraph in shadow spelling, outside of taken ranges and brackets."""
    if not text or text.isascii():
        return []
    closed = [match.span() for match in _BRACKETS.finditer(text)]
    held = Taken(len(text), (*taken, *closed))
    return [
        span for start, end in _runs(text) if held.is_free(start, end) and (span := _named(text, start, end))
    ]


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of runs of capitalised words between Chinese text."""
    for match in _RUN.finditer(text):
        if _BESIDE_LATIN.search(text, max(0, match.start() - 2), match.start()) or _BEFORE_LATIN.match(
            text, match.end()
        ):
            continue
        yield match.start(), match.end() - (text[match.end() - 1] in "'’-&")


def _named(text: str, start: int, end: int) -> Span | None:
    """Classify a run as a name; None without evidence."""
    latin = text[start:end]
    kind = "organisation" if _TICKER_BEHIND.match(text, end) else kind_word(latin)
    if kind == "none":
        return None
    words = latin.split(" ")
    if kind == "organisation":
        is_organisation = 2 <= len(words) <= LONGEST_ORGANISATION or _TICKER_BEHIND.match(text, end)
        return (
            _span(start, end, EntityKind.ORGANISATION, BY_WORD)
            if is_organisation and len(latin) > 1
            else None
        )
    if 2 <= len(words) <= LONGEST_PERSON and kind is None and _is_like_a_person(words):
        score = _person_score(text, start, end, words[0])
        return _span(start, end, EntityKind.PERSON, score) if score else None
    if len(words) == 1 and kind is None and _is_one_behind_a_title(text, start, latin):
        return _span(start, end, EntityKind.PERSON, BY_FIRST_NAME)
    if _is_behind_a_body(text, start) or _NEEDS_A_COMPANY.match(text, end):
        return (
            _span(start, end, EntityKind.ORGANISATION, BY_TITLE)
            if len(words) <= 3 and len(latin) > 2
            else None
        )
    return None


def _person_score(text: str, start: int, end: int, first_word: str) -> float:
    """Score a run as a person's name, 0 to 1; 0 without evidence."""
    if _kind_after_title(text, start) is EntityKind.PERSON or _TITLE_AFTER.match(text, end):
        return BY_TITLE
    if _SAYING.match(text, end):
        return BY_VERB if first_word in first_names() else BY_FIRST_NAME
    return BY_FIRST_NAME if first_word in first_names() else 0.0


def _is_one_behind_a_title(text: str, start: int, word: str) -> bool:
    """Whether one word, written as a surname, stands behind a person's title: 议员Lorand."""
    is_like_a_surname = len(word) >= LEAST_SURNAME and _PERSON_WORD.fullmatch(word)
    return bool(is_like_a_surname) and _kind_after_title(text, start) is EntityKind.PERSON


def _is_behind_a_body(text: str, start: int) -> bool:
    """Whether the word in front of the run says that it names a body: 黑客组织Axiom."""
    is_said = text.endswith(_BODY_BEFORE, 0, start - (text[start - 1 : start] == " "))
    return is_said or _kind_after_title(text, start) is EntityKind.ORGANISATION


def _kind_after_title(text: str, start: int) -> EntityKind | None:
    """Give the entity kind that the title in front of the run indicates."""
    return kind_after(title_before(text, start - 1 if start and text[start - 1] == " " else start))


def _is_like_a_person(words: Sequence[str]) -> bool:
    """Whether each word is written as in a person's name, and the last is neither initial nor particle."""
    are_words = all(_PERSON_WORD.fullmatch(word) or _PARTICLE.fullmatch(word) for word in words)
    return are_words and len(words[-1]) > 2 and words[-1][0].isupper()


def _span(start: int, end: int, kind: EntityKind, score: float) -> Span:
    return Span(start=start, end=end, entity_kind=kind, score=score)
