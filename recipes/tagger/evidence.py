"""Context-free evidence of names: seeds, the gazetteer, glosses, endings of organisations.

Here: a tagger of known names, features of a surface, and what people judged to be a name or none. Not here: their
weights, which are fitted (weighing.py).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import ahocorasick

from etl import lexicon
from etl.kinds import EntityKind
from etl.names.gloss.glosses import glosses
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import seeds
from etl.names.tagger.span import Span
from etl.normalize.shadow import shadow
from recipes.tagger.scores import Key, Triple

JUDGED = Path(__file__).parent / "judged.csv"
LEAST_GLOSSES, LEAST_LENGTH = 2, 3  # a name glossed so often, and so long, is looked for everywhere


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Known names, and how often each surface was glossed."""

    kinds: Mapping[str, EntityKind]
    gloss_counts: Mapping[str, int]

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name, kind in self.kinds.items():
            automaton.add_word(name, (len(name), kind))
        automaton.make_automaton()
        return automaton

    def tag(self, sentence: str, others: Collection[Triple] = ()) -> list[Triple]:
        """Tag leftmost longest known names, except within a longer name of another tagger."""
        hits = self._automaton.iter_long(sentence)
        found = ((last + 1 - length, last + 1, kind) for last, (length, kind) in hits)
        return [hit for hit in found if not any(_is_within(hit, other) for other in others)]


def evidence_of(
    rows: Sequence[tuple[str, Collection[Triple]]], *, gloss_kinds: Mapping[str, EntityKind]
) -> Evidence:
    """Evidence out of sentences and their most certain names; gloss_kinds says what each surface mostly is."""
    counts: Counter[str] = Counter()
    for sentence, spans in rows:
        if "(" in sentence or "（" in sentence:
            given = [
                Span(start=start, end=end, entity_kind=kind, score=1.0) for start, end, kind in sorted(spans)
            ]
            counts.update(gloss.chinese_name for gloss in glosses(sentence, given))
    glossed = {
        name: gloss_kinds[name]
        for name, count in counts.items()
        if count >= LEAST_GLOSSES and len(name) >= LEAST_LENGTH and name in gloss_kinds
    }
    return Evidence(kinds={**glossed, **known_names()}, gloss_counts=counts)


@cache
def known_names() -> Mapping[str, EntityKind]:
    """Collect names of seeds and places that are unambiguous in any context."""
    places = dict.fromkeys(gazetteer().names_for_matching(), EntityKind.PLACE)
    return {**places, **{name: seed.entity_kind for name, seed in seeds().names_for_matching().items()}}


@cache
def judged() -> Mapping[Key, bool]:
    """Whether a surface that taggers found is a name of that kind, as people judged in its context (judged.csv)."""
    table = lexicon.parse(JUDGED.read_text(encoding="utf-8"), JUDGED.name)
    return {
        (shadow(row["surface"]), EntityKind(row["entity_kind"])): {"yes": True, "no": False}[row["is_name"]]
        for row in table.rows
    }


@cache
def no_names() -> frozenset[Key]:
    """Surfaces that are no name of that kind: judged so, or listed in etl/lexicon/not_entity_names.csv."""
    listed = (
        (shadow(row["word"]), kind)
        for row in lexicon.rows("not_entity_names")
        for kind in EntityKind
        if row["kind"] in (kind, "any")
    )
    return frozenset([*listed, *(key for key, is_name in judged().items() if not is_name)])


@cache
def organisation_ends() -> tuple[str, ...]:
    return lexicon.column("organisation_ends", "end", tells="yes")


def facts(surface: str, kind: EntityKind) -> Iterator[float]:
    """Compute the context-free features of a surface as a name of this kind."""
    seed = seeds().of_full(surface) or seeds().of_short(surface)
    places = gazetteer().by_name.get(surface, ())
    yield 0.0 if seed is None else 1.0 if seed.entity_kind is kind else -1.0
    yield float(surface in gazetteer().countries)
    yield float(bool(places)) * (1.0 if kind is EntityKind.PLACE else -1.0)
    yield float(surface.endswith(organisation_ends()))
    yield float(surface[-1] in "会局部院社报党军团署司行所校学盟网台")
    yield float(surface[-1] in "省市州县区国岛湾洋海江河山洲")
    yield float("·" in surface)
    yield float(surface.isascii())
    yield float(min(len(surface), 8))


def _is_within(hit: Triple, other: Triple) -> bool:
    return other[0] <= hit[0] and hit[1] <= other[1] and other[1] - other[0] > hit[1] - hit[0]
