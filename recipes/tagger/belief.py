"""Features of what several taggers say of a name, here and in the whole archive; and probabilities to labels.

The features of a key (article, surface, kind): how often each tagger says so here and everywhere, how often two agree
at one place, what other kinds the surface has, how often it occurs untagged, whether it is a whole common word to LAC
or cuts through its words, and evidence from its letters. Not here:
the taggers (teachers.py), the weights of the features (weighing.py).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from etl.kinds import EntityKind
from etl.names.tagger.decode import KINDS
from recipes.tagger.evidence import Evidence, facts
from recipes.tagger.labels import Labelled
from recipes.tagger.scores import Key, Triple

BELIEVED, NEGLIGIBLE = 0.5, 0.05  # probability above which a span is taken for a name; below which for none
LONGER = 0.02  # what a character more is worth where two names overlap
Features = npt.NDArray[np.float32]


class Occurrences(NamedTuple):
    """How often a surface stands somewhere, as whole words, and as one common word."""

    total: int
    whole: int
    common: int


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """An article's sentences, with each tagger's names."""

    document_path: str
    sentences: tuple[str, ...]
    spans: tuple[tuple[frozenset[Triple], ...], ...]  # [tagger][sentence]
    marks: tuple[str, ...]  # of each sentence (teachers.word_marks)

    @cached_property
    def counts(self) -> tuple[Counter[Key], ...]:
        """Count for each key how often each tagger finds it, and how often two or three agree at one place."""
        sums: list[Counter[Key]] = [Counter() for _ in (*self.spans, 2, 3)]
        for number, sentence in enumerate(self.sentences):
            votes: Counter[Triple] = Counter()
            for tagger, spans in enumerate(self.spans):
                votes.update(spans[number])
                sums[tagger].update((sentence[start:end], kind) for start, end, kind in spans[number])
            for (start, end, kind), count in votes.items():
                for least in (2, 3):
                    if count >= least:
                        sums[least - 4][sentence[start:end], kind] += 1
        return tuple(sums)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        return tuple(sorted({key for counts in self.counts for key in counts}))

    @cached_property
    def occurrences(self) -> Mapping[str, Occurrences]:
        """How each surface stands in the text, tagged or not."""
        text, marks = "\n".join(self.sentences), "\n".join(self.marks)
        return {surface: _occurrences(surface, text, marks) for surface, _ in self.keys}


NOWHERE = Occurrences(0, 0, 0)


def _occurrences(surface: str, text: str, marks: str) -> Occurrences:
    count = whole = common = 0
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        count += 1
        if marks[start].isupper() and not marks[end : end + 1].islower():
            whole += 1
            common += marks[start] == "C" and not any(map(str.isupper, marks[start + 1 : end]))
        start = text.find(surface, end)
    return Occurrences(count, whole, common)


class Archive:
    """Statistics over all articles, and the features of an article's keys."""

    def __init__(self, articles: Sequence[Tagged], evidence: Evidence) -> None:
        self._evidence = evidence
        self._totals: list[Counter[Key]] = [Counter() for _ in articles[0].counts]
        self._articles: Counter[Key] = Counter()
        self._occurrences: dict[str, Occurrences] = {}
        for article in articles:
            for total, counts in zip(self._totals, article.counts, strict=True):
                total.update(counts)
            self._articles.update(article.keys)
            for surface, here in article.occurrences.items():
                before = self._occurrences.get(surface, NOWHERE)
                self._occurrences[surface] = Occurrences(*map(add, before, here))
        self._facts: dict[Key, list[float]] = {}

    def features(self, article: Tagged) -> Features:
        """A row for each of the article's keys."""
        return np.array([list(self._row(article, key)) for key in article.keys], np.float32)

    def _row(self, article: Tagged, key: Key) -> Iterator[float]:
        surface, kind = key
        here = [counts[key] for counts in article.counts]
        everywhere = [counts[key] for counts in self._totals]
        yield from (min(count, 3) for count in here)
        yield from (math.log1p(count) for count in everywhere)
        agreed = everywhere[-2]
        yield from (agreed / max(1, count) for count in everywhere[:-2])
        yield everywhere[-1] / max(1, agreed)
        places, all_places = article.occurrences[surface], self._occurrences[surface]
        yield max(here) / max(1, places.total)
        yield max(everywhere) / max(1, all_places.total)
        yield math.log1p(places.total)
        for some in (places, all_places):
            yield some.whole / max(1, some.total)
            yield some.common / max(1, some.total)
        yield math.log1p(self._articles[key])
        yield self._share(surface, kind)
        yield min(3.0, sum(surface in other and other != surface for other, _ in article.keys))
        yield math.log1p(self._evidence.gloss_counts.get(surface, 0))
        yield from (float(kind is other) for other in KINDS)
        if key not in self._facts:
            self._facts[key] = list(facts(surface, kind))
        yield from self._facts[key]

    def _share(self, surface: str, kind: EntityKind) -> float:
        """Compute the share of this kind among the surface's kinds."""
        sums = {other: sum(total[surface, other] for total in self._totals[:-2]) for other in KINDS}
        return sums[kind] / max(1, sum(sums.values()))


def labelled(article: Tagged, probable: Mapping[Key, float]) -> list[Labelled]:
    """Label the article's sentences with the probable names."""
    rows = []
    for number, sentence in enumerate(article.sentences):
        candidates = {span for spans in article.spans for span in spans[number]}
        weights = {(start, end, kind): probable[sentence[start:end], kind] for start, end, kind in candidates}
        rows.append(chosen(sentence, weights))
    return rows


def chosen(sentence: str, weights: Mapping[Triple, float]) -> Labelled:
    """Keep of overlapping names the most probable, of about equally probable ones the longest."""
    taken: dict[Triple, float] = {}
    for span in sorted(weights, key=lambda span: (-(weights[span] + LONGER * (span[1] - span[0])), span)):
        if weights[span] > NEGLIGIBLE and not _overlaps(span[:2], taken):
            taken[span] = round(weights[span], 3)
    spans = tuple(sorted(taken))
    return Labelled(sentence=sentence, spans=spans, probabilities=tuple(taken[span] for span in spans))


def _overlaps(span: tuple[int, int], others: Iterable[Triple]) -> bool:
    return any(span[0] < end and start < span[1] for start, end, _ in others)


def kinds_of(articles: Sequence[Tagged]) -> dict[str, EntityKind]:
    """Map each surface to its most frequent kind."""
    sums: defaultdict[str, Counter[EntityKind]] = defaultdict(Counter)
    for article in articles:
        for (surface, kind), count in article.counts[-2].items():
            sums[surface][kind] += count
    return {surface: max(sorted(counts), key=lambda kind: counts[kind]) for surface, counts in sums.items()}
