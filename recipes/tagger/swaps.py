"""Data augmentation: swap names for others of their kind and form, so that the network learns contexts, not 2020.

Here: choosing a replacement, and rebuilding the sentence. Not here: labels (belief.py).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from etl.kinds import EntityKind
from recipes.tagger.belief import BELIEVED
from recipes.tagger.labels import Labelled
from recipes.tagger.scores import Key, Triple

SHARE = 0.3  # of the sentences with names, anew in every epoch
NEW_NAME = 0.4  # how often a Chinese person's name is put together anew out of two
SHORT = 3
_WELL_FORMED = re.compile(
    r"[\u4e00-\u9fff·A-Za-z0-9.&'’\- ]*[\u4e00-\u9fffA-Za-z][\u4e00-\u9fff·A-Za-z.&'’\- ]*"
)

Inventory = Mapping[tuple[EntityKind, str], Sequence[str]]


def form(surface: str) -> str:
    """Classify a name's form, within which names are swapped: Latin letters, with a middle dot, short, long."""
    if surface.isascii():
        return "latin"
    if "·" in surface:
        return "dotted"
    return "short" if len(surface) <= SHORT else "long"


def inventory(keys: Iterable[Key]) -> Inventory:
    """Group distinct names by kind and form, so that rare and frequent names are drawn equally often."""
    groups: defaultdict[tuple[EntityKind, str], set[str]] = defaultdict(set)
    for surface, kind in keys:
        if _WELL_FORMED.fullmatch(surface):
            groups[kind, form(surface)].add(surface)
    return {group: sorted(names) for group, names in groups.items()}


def edition(rows: Sequence[Labelled], names: Inventory, *, seed: int, share: float = SHARE) -> list[Labelled]:
    """The rows of one epoch: a share of those with names hold other names."""
    random = np.random.default_rng(seed)
    chosen = random.random(len(rows)) < share
    return [
        swapped(row, lambda surface, kind: _other(surface, kind, names, random))
        if is_chosen and row.spans
        else row
        for row, is_chosen in zip(rows, chosen.tolist(), strict=True)
    ]


def swapped(row: Labelled, other: Callable[[str, EntityKind], str]) -> Labelled:
    """Replace the names of a row, equal names by equal ones; what is more likely none moves with the text."""
    known: dict[Key, str] = {}
    parts: list[str] = []
    spans: list[Triple] = []
    length = copied = 0
    for (start, end, kind), probability in zip(row.spans, row.probabilities, strict=True):
        surface = row.sentence[start:end]
        if probability > BELIEVED:
            key = (surface, kind)
            surface = known[key] if key in known else known.setdefault(key, other(*key))
        parts += [row.sentence[copied:start], surface]
        length += start - copied + len(surface)
        spans.append((length - len(surface), length, kind))
        copied = end
    sentence = "".join([*parts, row.sentence[copied:]])
    return Labelled(sentence=sentence, spans=tuple(spans), probabilities=row.probabilities)


def _other(surface: str, kind: EntityKind, names: Inventory, random: np.random.Generator) -> str:
    known = names.get((kind, form(surface)), ())
    if not known:
        return surface
    drawn = known[int(random.integers(len(known)))]
    if kind is EntityKind.PERSON and form(surface) == "short" and random.random() < NEW_NAME:
        again = known[int(random.integers(len(known)))]
        return drawn[0] + again[1:] if len(again) > 1 else drawn
    return drawn
