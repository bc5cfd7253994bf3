"""Score recognition alone: the names found in an article against its annotation, before any rule or link.

A name counts once per article, and several names of one thing count once. A found name is correct if it is the name or
an alias of a thing of its kind; optional things of the gold are ignored. `make scores` prints the table (compare.py).
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.kinds import EntityKind
from etl.names.tagger.decode import KINDS
from etl.normalize.shadow import shadow
from recipes.tagger.texts import Text

GOLD_KINDS = {"PER": EntityKind.PERSON, "LOC": EntityKind.PLACE, "ORG": EntityKind.ORGANISATION}
Key = tuple[str, EntityKind]  # a surface and its kind
Triple = tuple[int, int, EntityKind]  # start, end, kind
_IGNORED = re.compile(r"[\s·•・‧.．\-－—《》「」“”\"']")


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A thing that the gold annotates in an article."""

    kind: EntityKind
    names: frozenset[str]  # folded
    is_optional: bool


Gold = Mapping[str, Sequence[Thing]]  # by document_path


@dataclass(frozen=True, kw_only=True)
class Figures:
    hit: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            hit=self.hit + other.hit, wrong=self.wrong + other.wrong, missed=self.missed + other.missed
        )

    @property
    def precision(self) -> float:
        return self.hit / max(1, self.hit + self.wrong)

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.hit + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hit / max(1, 2 * self.hit + self.wrong + self.missed)


def fold(name: str) -> str:
    """Fold a name for comparison: one script, without spaces, dots and case."""
    return _IGNORED.sub("", shadow(name)).casefold()


def read_gold(paths: Iterable[Path]) -> dict[str, tuple[Thing, ...]]:
    """The annotated articles of all files; of one that is in several, the last counts. A folder is all its files."""
    files = [
        file
        for path in paths
        for file in (sorted(path.glob("*.json"), reverse=True) if path.is_dir() else [path])
    ]
    articles = [article for file in files for article in json.loads(file.read_text(encoding="utf-8"))]
    return {
        article["file"]: tuple(map(_thing, article["entities"]))
        for article in articles
        if article["entities"]
    }


def _thing(entity: Mapping[str, Any]) -> Thing:
    return Thing(
        kind=GOLD_KINDS[entity["type"]],
        names=frozenset(map(fold, [entity["name"], *entity.get("aliases", [])])),
        is_optional=bool(entity.get("optional")),
    )


def score(found: Mapping[str, Collection[Key]], gold: Gold) -> dict[EntityKind, Figures]:
    """Score by kind over all articles of the gold; a missing article counts as missing all its things."""
    sums = {kind: Figures() for kind in KINDS}
    for path, things in gold.items():
        for kind in KINDS:
            names = {fold(surface) for surface, other in found.get(path, ()) if other is kind}
            sums[kind] += _article(names, [thing for thing in things if thing.kind is kind])
    return sums


def _article(names: Collection[str], things: Sequence[Thing]) -> Figures:
    owed = [thing for thing in things if not thing.is_optional]
    hit = sum(not thing.names.isdisjoint(names) for thing in owed)
    known = frozenset().union(*(thing.names for thing in things))
    return Figures(hit=hit, wrong=sum(name not in known for name in names), missed=len(owed) - hit)


def total(figures: Mapping[EntityKind, Figures]) -> Figures:
    return sum(figures.values(), Figures())


def row(name: str, figures: Mapping[EntityKind, Figures]) -> str:
    """F1 by kind and over all, with precision and recall, as a row of a table in Markdown."""
    every = total(figures)
    kinds = " | ".join(f"{figures[kind].f1:.3f}" for kind in KINDS)
    return f"| {name} | {kinds} | **{every.f1:.3f}** | {every.precision:.3f} | {every.recall:.3f} |"


def heading() -> str:
    """Give the header of such rows."""
    columns = ("names found by", *KINDS, "all", "precision", "recall")
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"


def surfaces(rows: Iterable[tuple[str, Iterable[Triple]]]) -> set[Key]:
    """The names of an article: its sentences and the spans in them."""
    return {(sentence[start:end], kind) for sentence, spans in rows for start, end, kind in spans}


def figures(
    texts: Iterable[Text], names: Mapping[str, Iterable[Triple]], gold: Gold
) -> dict[EntityKind, Figures]:
    """The figures of a tagger that says of every sentence what is named in it."""
    found = {
        text.document_path: surfaces((sentence, names[sentence]) for sentence in text.sentences)
        for text in texts
        if text.document_path in gold
    }
    return score(found, gold)


def by_script(
    texts: Sequence[Text], names: Mapping[str, Iterable[Triple]], gold: Gold
) -> dict[str, dict[EntityKind, Figures]]:
    """The figures of the articles in each script."""
    scripts = {text.document_path: str(text.script_kind) for text in texts}
    return {
        script: figures(texts, names, {path: gold[path] for path in gold if scripts.get(path) == script})
        for script in sorted({scripts[path] for path in gold if path in scripts})
    }


def of_latin_names(
    texts: Iterable[Text], names: Mapping[str, Iterable[Triple]], gold: Gold
) -> dict[EntityKind, Figures]:
    """The figures of names in Latin letters alone: what the text names so, and what is found so."""
    found, latin = {}, {}
    for text in texts:
        if text.document_path in gold:
            every = surfaces((sentence, names[sentence]) for sentence in text.sentences)
            found[text.document_path] = {key for key in every if key[0].isascii()}
            prose = fold(" ".join(text.sentences))
            latin[text.document_path] = [
                thing
                for thing in gold[text.document_path]
                if any(name.isascii() and name in prose for name in thing.names)
            ]
    return score(found, latin)


def by_outlet(
    texts: Sequence[Text], names: Mapping[str, Iterable[Triple]], gold: Gold
) -> dict[str, dict[EntityKind, Figures]]:
    """The figures of each outlet's articles."""
    outlets = {text.document_path: text.outlet_id for text in texts}
    groups = sorted({outlets[path] for path in gold if path in outlets})
    return {
        outlet: figures(texts, names, {path: gold[path] for path in gold if outlets.get(path) == outlet})
        for outlet in groups
    }
