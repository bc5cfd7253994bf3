"""Places whose names could be other words too: believed where what stands beside them needs a place.

Here: another place right before (山东 + 临沂), a list of places, words around that only places have. Not here: places
that need no context (etl.names.known.automaton), what a tagger finds.
"""

from collections.abc import Iterable, Iterator

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import words
from etl.lexicon.confidences import confidence
from etl.names.known.automaton import Known
from etl.names.known.gazetteer import gazetteer
from etl.names.line.candidate import Found

BESIDE_SCORE, NEAR_SCORE = confidence("place_beside_a_place"), confidence("place_between_words")
KNOWN_TOWN = 100_000  # people
_BEFORE, _BEHIND = words("place_context", "before"), words("place_context", "behind")
_LIST_MARKS = words("place_context", "listing")


def places_by_vicinity(line: str, known: Iterable[Known], sure: Iterable[Found]) -> Iterator[Found]:
    """The doubtful places of a line that what stands beside them makes credible."""
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
        # 中国合作 is no town of China, while 山东临沂 is one of Shandong
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
