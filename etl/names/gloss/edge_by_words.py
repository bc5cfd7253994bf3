"""Find the left edge of a translated (not transliterated) name of an organisation or place before a bracket.

Here: by the tagged name that ends there, by typical endings of organisations, by punctuation on both sides. Not here:
names that sound like the gloss (edge_by_sound.py).
"""

import re
from collections.abc import Sequence
from functools import cache

from etl import lexicon
from etl.kinds import EntityKind
from etl.lexicon import either, words
from etl.lexicon.scores import score_of
from etl.names.gloss import phonetics
from etl.names.gloss.edge_by_sound import HAN, NAME_CHARACTER, Edge, lowest
from etl.names.known.titles import title_before
from etl.names.tagger.span import Span

REACH = 26  # characters of the longest organisation's name (judged)
SHORTEST = 4  # characters that must remain when something in front of the name is cut off (judged)
LONGEST_BETWEEN_MARKS = 8  # characters of a name that only punctuation delimits (judged)

SURE_AS_TAGGED, SURE_BY_TAGGER = score_of("edge_as_tagged"), score_of("edge_by_taggers_score")
SURE_ON_A_START, SURE_BY_ENDING = score_of("edge_by_ending_on_a_start"), score_of("edge_by_ending")
SURE_BETWEEN_MARKS = score_of("edge_between_marks")

_SOUNDS_RIGHT = 0.6  # similarity, 0 to 1, from which a name is complete without the one in front (judged)
_COMPANY, _COMPANY_END = either("name_context", "company"), either("name_context", "company_end")
_NOT_PART = re.compile(
    rf".*(?:{either('name_context', 'not_part')}"
    rf"|{_COMPANY}(?=.{{2,}}{_COMPANY_END}$)(?!{either('name_context', 'company_form')}))(?=.{{4}})"
)
_PREPOSITIONS = re.compile(rf".*(?:{either('particles', 'preposition')}|(?<!自)由)(?=.{{4}})")
_NUMBER = re.compile(  # of 七国集团, 七大工业国集团
    rf"(?:{either('particles', 'numeral')}|[0-9]){{1,3}}{either('name_context', 'of_a_group')}?$"
)
_NOT_FIRST = frozenset(words("particles", "not_first"))
_CONJUNCTION = re.compile(either("particles", "conjunction"))


@cache
def _ending(is_enough: bool = False) -> re.Pattern[str]:
    """Build the pattern of organisations' endings; is_enough: only those that suffice without other evidence."""
    accepted = ("enough",) if is_enough else ("enough", "yes")
    ends = (row["end"] for row in lexicon.rows("organisation_ends") if row["before_latin"] in accepted)
    return re.compile(f"{lexicon.any_word(ends)}$")


@cache
def _joined_words() -> frozenset[str]:
    return frozenset(lexicon.column("joined_words", "word"))


def by_span(text: str, end: int, latin: str, spans: Sequence[Span], floor: int = 0) -> Edge | None:
    """Find the edges of the tagged name that ends at end, extended by adjacent names that are part of it."""
    found = next((span for span in spans if span.end == end and span.start >= floor), None)
    if found is None:
        return None
    start = found.start + len(text[found.start : end]) - len(text[found.start : end].lstrip())
    if is_only_an_ending(text, start, end) or text[start - 1 : start + 1] in _joined_words():
        return None
    for span in sorted(spans, key=lambda span: -span.end):
        is_adjacent = span.end == start and span.start >= max(floor, end - REACH)
        if (
            is_adjacent
            and span.entity_kind is not EntityKind.PERSON
            and _belongs(text, span.start, start, end, latin)
        ):
            start = span.start
    if found.entity_kind is EntityKind.ORGANISATION and (cut := _NOT_PART.match(text, start, end)):
        start = cut.end()
    if text.startswith("国", start) and (number := _NUMBER.search(text, floor, start)):
        start = number.start()
    alike = phonetics.similarity(text[start:end], latin)
    return Edge(
        start=start,
        end=end,
        score=SURE_AS_TAGGED + SURE_BY_TAGGER * found.score,
        likeness=alike,
        entity_kind=found.entity_kind,
    )


def is_only_an_ending(text: str, start: int, end: int) -> bool:
    """Whether the text is just the last word of a longer name: 中心 of 全球发展政策中心."""
    ending = _ending().search(text, start, end)
    is_whole = ending is not None and ending.start() == start
    return is_whole and start > 0 and bool(HAN.match(text[start - 1]))


def _belongs(text: str, before: int, start: int, end: int, latin: str) -> bool:
    """Whether an adjacent name in front is part of a name: 中国 is of CFETS, 美国 is not of Fox News."""
    if latin.isupper():  # an acronym or a ticker has no sound
        return True
    alone = phonetics.similarity(text[start:end], latin)
    return alone < _SOUNDS_RIGHT or phonetics.similarity(text[before:end], latin) > alone


def by_ending(
    text: str, end: int, spans: Sequence[Span], floor: int = 0, *, is_sure: bool = True
) -> Edge | None:
    """Find the edges of an organisation that only its ending reveals: back to the start of a tagged name or clause.

    is_sure: the gloss names an organisation.
    """
    low = lowest(text, end, max(floor, end - REACH))
    within = any(
        low <= span.start and span.end <= end and span.entity_kind is not EntityKind.PERSON for span in spans
    )
    if not _ending(is_enough=not (is_sure or within)).search(text, low, end):
        return None
    for cut in (_NOT_PART.match(text, low, end), _PREPOSITIONS.match(text, low, end)):
        low = max(low, cut.end()) if cut else low
    while text[low] in "-－–":
        low += 1
    low = max(low, _after_a_title(text, low, end))
    people = [
        span.end for span in spans if span.entity_kind is EntityKind.PERSON and span.end <= end - SHORTEST
    ]
    low = max([low, *people])
    starts = [span.start for span in spans if low <= span.start <= end - SHORTEST]
    joined = [start for start in starts if start > low and _CONJUNCTION.match(text[start - 1])]
    start = max(joined) if joined else min(starts) if starts else low
    while start < end - SHORTEST and _CONJUNCTION.match(text[start]) and text[start] != "对":
        start += 1
    if end - start < SHORTEST:
        return None
    kind = EntityKind.ORGANISATION
    return Edge(
        start=start,
        end=end,
        score=SURE_ON_A_START if starts else SURE_BY_ENDING,
        likeness=0.0,
        entity_kind=kind,
    )


def _after_a_title(text: str, low: int, end: int) -> int:
    """Find the end of the last title in front of the name; a title with an organisation's ending does not count."""
    for at in range(end - SHORTEST, low, -1):
        if (title := title_before(text, at)) and at - len(title) >= low and not _ending().search(title):
            return at
    return low


def by_marks(text: str, end: int, floor: int = 0) -> Edge | None:
    """Find the edges of a short organisation's name between punctuation and bracket: ——河流观察（Rivers Watch）."""
    low = lowest(text, end, max(floor, end - LONGEST_BETWEEN_MARKS - 1))
    is_between = low == floor or not NAME_CHARACTER.match(text[low - 1])
    low = max(low, _after_a_title(text, low, end))
    low += text[low] in _NOT_FIRST
    if (
        not is_between
        or not SHORTEST <= end - low <= LONGEST_BETWEEN_MARKS
        or _PREPOSITIONS.match(text, low, end)
    ):
        return None
    return Edge(
        start=low, end=end, score=SURE_BETWEEN_MARKS, likeness=0.0, entity_kind=EntityKind.ORGANISATION
    )
