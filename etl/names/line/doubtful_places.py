"""Accept ambiguous place names only next to words that call for a place.

Here: a containing place directly in front (山东 + 临沂), a list of places, words that occur only around places. Not
here: places that need no context (etl.names.known.automaton), what a tagger finds.
"""

from collections.abc import Iterable, Iterator

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import words
from etl.lexicon.scores import score_of
from etl.names.known.automaton import Known
from etl.names.known.gazetteer import gazetteer
from etl.names.line.candidate import Found

BESIDE_SCORE, NEAR_SCORE = score_of("place_beside_a_place"), score_of("place_between_words")
KNOWN_TOWN = 100_000  # people a town needs to be accepted in a list or between such words (judged)
_BEFORE, _BEHIND = words("place_context", "before"), words("place_context", "behind")
_LIST_MARKS = words("place_context", "listing")


def accepted_places(line: str, known: Iterable[Known], sure: Iterable[Found]) -> Iterator[Found]:
    """Yield the ambiguous places of a line that their neighbours support. sure: places already found."""
    ends = {place.end: place for place in sure}
    starts = {place.start: place for place in sure}
    for name in known:
        if name.entry.entity_kind is not EntityKind.PLACE or name.entry.is_sure:
            continue
        if line[name.start : name.end] in gazetteer().in_context:
            continue
        score = _score(line, name, ends, starts)
        if score:
            found = Found(
                start=name.start,
                end=name.end,
                entity_kind=EntityKind.PLACE,
                method_kind=MethodKind.GAZETTEER,
                score=score,
            )
            ends[found.end] = starts[found.start] = found
            yield found


def _score(line: str, name: Known, ends: dict[int, Found], starts: dict[int, Found]) -> float:
    text = line[name.start : name.end]
    places = gazetteer().of(text)
    if (before := ends.get(name.start)) is not None:
        around = gazetteer().of(line[before.start : before.end])
        is_within = {place.country_code for place in around} & {place.country_code for place in places}
        # two characters behind a country are usually a word (中国合作), behind a province a town (山东临沂)
        is_close = len(text) > 2 or any(place.place_kind != "country" for place in around)
        return BESIDE_SCORE if is_within and is_close else 0.0
    if max((place.population for place in places), default=0) < KNOWN_TOWN:
        return 0.0
    is_listed = (line[name.start - 1 : name.start] in _LIST_MARKS and name.start - 1 in ends) or (
        line[name.end : name.end + 1] in _LIST_MARKS and name.end + 1 in starts
    )
    if is_listed:
        return BESIDE_SCORE
    is_near = line.endswith(_BEFORE, 0, name.start) and line.startswith(_BEHIND, name.end)
    return NEAR_SCORE if is_near else 0.0
