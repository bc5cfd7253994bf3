"""Settle the names of one line among the candidates of the tagger, the glosses, the known names and the patterns.

Here: the order of precedence. Not here: the finders, and evidence from other lines (etl/names/article/).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from etl.kinds import EntityKind, GlossKind, MethodKind
from etl.lexicon import rows, words
from etl.lexicon.scores import score_of
from etl.names.gloss.glosses import FoundGloss
from etl.names.known.automaton import Known, known_names
from etl.names.known.gazetteer import country_before, gazetteer
from etl.names.known.seeds import seeds
from etl.names.line.admission import (
    handle_spans,
    is_admitted,
    is_part_of_a_unit,
    is_sometimes_a_name,
    look_alike_spans,
)
from etl.names.line.bracketed import bracketed_companies
from etl.names.line.candidate import Found, chosen
from etl.names.line.correct_tagger import corrected
from etl.names.line.dateline import agency_of_dateline
from etl.names.line.doubtful_places import accepted_places
from etl.names.line.kind_in_context import hyphenated, retyped_by_context
from etl.names.line.latin_names import latin_names
from etl.names.line.named_by_kind import quoted_bodies
from etl.names.line.names_by_form import bodies, capitals, joined, media
from etl.names.line.not_names import is_not_a_name
from etl.names.line.one_character_countries import compounds
from etl.names.line.place_spans import with_its_start
from etl.names.line.short_media import short_media
from etl.names.tagger.span import Span
from etl.names.tagger.stretches import Spans, between

KNOWN_SCORE, GLOSS_SCORE = score_of("known_name"), score_of("glossed_name")
NESTED_SCORE = score_of("nested_country")
_NOT_ITS_COUNTRY = words("place_context", "not_its_country")
_ENDS_OF_MEDIA = (*words("media_words", "title_end"), *words("media_words", "broadcaster_end"))
LEAST_GLOSS = 0.45  # score of a gloss's left edge, 0 to 1, from which it gives a name (judged)
SURE_GLOSS = 0.6  # the same, from which the name gets the score of glossed names (judged)
LONGEST_GLOSS = 24  # characters of a glossed name (judged)
LEAST_SCORE = 0.4  # score, 0 to 1, below which a name is dropped (judged)


def names_of_line(
    line: str, spans: Sequence[Span], glosses: Sequence[FoundGloss]
) -> tuple[list[Found], Spans]:
    """Find the names of a line, in reading order, and where no name stands, so that none is repeated there.

    No name overlaps another, except for the country that an organisation's name begins with, which is nested in it.
    """
    signed = agency_of_dateline(line)
    known = [name for name in known_names(line) if name.start >= signed]
    barred = (*look_alike_spans(known), *handle_spans(line, known))
    sure = [_known(name) for name in known if name.entry.entity_kind and name.entry.is_sure]
    tagged = hyphenated(line, [_found(span) for span in spans if span.start >= signed])
    is_let_in = _door(line, Spans(barred))
    settled = list(_corrected(line, tagged, known, is_let_in))
    places = [name for name in (*sure, *settled) if name.entity_kind is EntityKind.PLACE]
    places += (doubtful := list(accepted_places(line, known, places)))
    starts = {place.end: place.start for place in places}
    settled = [joined(line, name, starts) for name in settled]
    explicit = [retyped_by_context(line, name) for name in _glossed(glosses, tagged)]
    explicit += [*media(line), *capitals(line), *quoted_bodies(line), *short_media(line, known)]
    explicit += bracketed_companies(line, [*tagged, *sure])
    candidates = [*explicit, *settled, *sure, *doubtful, *bodies(line, places, sure)]
    found = chosen(filter(is_let_in, candidates))
    names: list[Found] = []
    units: list[Found] = []
    for name in found:
        (units if is_part_of_a_unit(line, name) else names).append(name)
    latin = latin_names(line, [(name.start, name.end) for name in names])
    names += [
        replace(_found(span), method_kind=MethodKind.PATTERN)
        for span in latin
        if not is_not_a_name(line[span.start : span.end], span.entity_kind)
    ]
    names += compounds(line, _countries(), _is_taken([*found, *names], known))
    names += [nested for name in (*names, *units) for nested in _country_inside(line, name)]
    sure_enough = (name for name in names if name.score >= LEAST_SCORE)
    never = [(start, end) for start, end in barred if not is_sometimes_a_name(line[start:end])]
    never += [(unit.start, unit.end) for unit in units]
    return sorted(sure_enough, key=lambda name: (name.start, -name.end)), Spans(never)


def _corrected(
    line: str, tagged: Sequence[Found], known: Sequence[Known], is_let_in: Callable[[Found], bool]
) -> Iterator[Found]:
    """Yield the names that the tagged ones should have been, where one may stand."""
    by_edges = {(one.start, one.end): one for one in known}
    for one in tagged:
        for corrected_one in corrected(line, _retyped(one, by_edges.get((one.start, one.end)))):
            name = with_its_start(line, corrected_one, known, tagged)
            if is_let_in(name):
                yield retyped_by_context(line, name)


def _door(line: str, barred: Spans) -> Callable[[Found], bool]:
    """Give is_admitted for one line. It answers once for a text of one kind: tagged names come twice, others often."""
    answers: dict[tuple[int, int, EntityKind, MethodKind], bool] = {}

    def is_let_in(name: Found) -> bool:
        asked = (name.start, name.end, name.entity_kind, name.method_kind)
        if asked not in answers:
            answers[asked] = is_admitted(line, name, barred)
        return answers[asked]

    return is_let_in


def _found(span: Span) -> Found:
    return Found(
        start=span.start,
        end=span.end,
        entity_kind=span.entity_kind,
        method_kind=MethodKind.TAGGER,
        score=span.score,
    )


def _known(name: Known, score: float = KNOWN_SCORE) -> Found:
    assert name.entry.entity_kind is not None
    return Found(
        start=name.start,
        end=name.end,
        entity_kind=name.entry.entity_kind,
        method_kind=name.entry.method_kind,
        score=score,
    )


def _retyped(name: Found, known: Known | None) -> Found:
    """Give a tagged name the kind of the known name with the same edges, if there is one."""
    kind = known.entry.entity_kind if known else None
    if known and kind and (known.entry.is_sure or kind is name.entity_kind):
        return _known(known, max(name.score, KNOWN_SCORE))
    is_nowhere = name.entity_kind is EntityKind.PLACE and known and known.entry.method_kind is MethodKind.SEED
    if known and kind is EntityKind.ORGANISATION and is_nowhere:  # 安邦, which no place is called
        return replace(_known(known), method_kind=MethodKind.TAGGER, score=name.score)
    return name


def _glossed(glosses: Iterable[FoundGloss], tagged: Sequence[Found]) -> Iterator[Found]:
    """Yield the glossed names whose kind is known and whose edge is sure enough."""
    for gloss in glosses:
        seed = seeds().of_latin(gloss.latin_name)
        kind = seed.entity_kind if seed else gloss.entity_kind or _kind_of_gloss(gloss, tagged)
        if kind is not None and gloss.score >= LEAST_GLOSS and gloss.end - gloss.start <= LONGEST_GLOSS:
            yield Found(
                start=gloss.start,
                end=gloss.end,
                entity_kind=kind,
                method_kind=MethodKind.GLOSS,
                score=max(gloss.score, GLOSS_SCORE) if gloss.score >= SURE_GLOSS else gloss.score,
            )


def _kind_of_gloss(gloss: FoundGloss, tagged: Sequence[Found]) -> EntityKind | None:
    """Take the kind of the tagged name with the largest overlap; without one, an acronym is an organisation's."""
    over = between(tagged, gloss.start, gloss.end)
    if over:
        return max(over, key=lambda name: min(name.end, gloss.end) - max(name.start, gloss.start)).entity_kind
    return None if gloss.gloss_kind is GlossKind.NAME else EntityKind.ORGANISATION


def _is_taken(names: Iterable[Found], known: Iterable[Known]) -> Callable[[int, int], bool]:
    held = {at for name in names for at in range(name.start, name.end)}
    held.update(
        at
        for name in known
        if name.entry.is_sure or name.end - name.start > 2
        for at in range(name.start, name.end)
    )
    return lambda start, end: any(at in held for at in range(start, end))


def _country_inside(line: str, name: Found) -> Iterator[Found]:
    """Yield the country that an organisation's name begins with: 日本理化学研究所, 中国银行."""
    text = line[name.start : name.end]
    if name.entity_kind is not EntityKind.ORGANISATION:
        return
    country = country_before(text)
    if country and len(text) - len(country) > 1 and not _names_no_country(text):
        yield Found(
            start=name.start,
            end=name.start + len(country),
            entity_kind=EntityKind.PLACE,
            method_kind=MethodKind.GAZETTEER,
            score=NESTED_SCORE,
            referent=country,
        )


def _names_no_country(organisation: str) -> bool:
    """Whether it is a medium's own name (德国之声), or begins with a word that only looks like a country's."""
    return organisation.startswith(_NOT_ITS_COUNTRY) or organisation.endswith(_ENDS_OF_MEDIA)


@cache
def _countries() -> dict[str, str]:
    """Map one-character abbreviations to the usual name of the country or region."""
    places = gazetteer()
    found = {letter: places.country(code) for letter, code in places.one_character.items()}
    regions = {row["letter"]: row["region_name"] for row in rows("country_letters") if row["region_name"]}
    return {letter: country.name_hans for letter, country in found.items() if country} | regions
