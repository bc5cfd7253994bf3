"""Measure parsing against trafilatura on the same bytes, and against building the tree alone.

The contestants are interleaved, set of pages by set of pages, so that a change in machine speed affects all.
"""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import trafilatura

from etl.model import RawDocument
from etl.page.encoding import decode
from etl.page.header import read_header
from etl.page.parse import parse_document
from etl.page.tree import build_tree

ROUNDS = 7
Contestant = Callable[[RawDocument], object]


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Pages per CPU-second on one core, each the median of all rounds."""

    page_count: int
    parse: float
    tree: float
    trafilatura: float
    trafilatura_fast: float

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [
            ("pages", f"{self.page_count:,}"),
            ("parse, bytes to ParsedArticle", f"{self.parse:,.0f} pages per CPU-second"),
            ("  of which building the tree", f"{self.parse / self.tree:.0%}"),
            ("  against trafilatura.extract", f"{self.parse / self.trafilatura:.2f}×"),
            ("  against trafilatura.extract(fast=True)", f"{self.parse / self.trafilatura_fast:.2f}×"),
        ]


def measure(documents: Sequence[RawDocument]) -> Rates:
    """Measure the contestants on the same documents, in turn."""
    contestants: dict[str, Contestant] = {
        "parse": parse_document,
        "tree": _tree,
        "trafilatura": lambda document: trafilatura.extract(document.content),
        "trafilatura_fast": lambda document: trafilatura.extract(document.content, fast=True),
    }
    for contestant in contestants.values():  # whatever is loaded on first use
        for document in documents[:20]:
            contestant(document)
    gc.collect()
    gc.freeze()  # as the workers do: what was imported is not looked through again and again
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, contestant in contestants.items():
            seconds[name].append(_seconds(contestant, documents))
    count = len(documents)
    return Rates(
        page_count=count, **{name: count / statistics.median(taken) for name, taken in seconds.items()}
    )


def _tree(document: RawDocument) -> object:
    if document.content is None:
        raise ValueError(f"{document.document_path}: its content was not read")
    return build_tree(read_header(decode(document.content)[0])[1])


def _seconds(contestant: Contestant, documents: Sequence[RawDocument]) -> float:
    start = time.process_time()
    for document in documents:
        contestant(document)
    return time.process_time() - start
