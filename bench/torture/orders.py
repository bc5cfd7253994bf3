"""Any order, batching, number of workers, one run or many: the same marts, row for row.

Here: drawing a course at random, and building it. Not here: what is built and compared (archives.py).
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from bench.torture.archives import difference, published_marts, write_waves
from etl import steps
from etl.settings import Settings

# Where a batch ends, by the module that says so, and the sizes that are tried.
BATCHES = {
    "etl.archive.ingest.BATCH_FILES": (1, 7, 1000),
    "etl.archive.ingest.PART_BYTES": (300, 4_000, 16_384),
    "etl.work.pending_documents.BATCH_BYTES": (1, 20_000, 1 << 24),
    "etl.work.mention_batches.BATCH_CHARACTERS": (1, 3_000, 60_000),
    "etl.names.tagger.tagger.BATCH": (1, 5, 64),
    "etl.work.workers.FEW_DOCUMENTS": (0, 64),
}


@dataclass(frozen=True, kw_only=True)
class Order:
    """One course: its runs, each with the roots that it was given, and the first difference, if any."""

    runs: tuple[tuple[str, ...], ...]
    workers: int
    batches: tuple[int, ...]
    fault: str


def try_orders(folder: Path, *, numbers: Iterable[int], articles: int, seed: int) -> Iterator[Order]:
    """Build one archive once per number, each time in another way; each result is held against one plain build."""
    *_, roots = write_waves(folder / "archive", articles=articles, seed=seed)
    plain = Settings(archive=roots, home=folder / "plain")
    steps.build(plain)
    expected = published_marts(plain)
    for number in numbers:
        chance = random.Random(f"{seed}.{number}")
        shuffled = chance.sample(roots, len(roots))
        ends = sorted({chance.randint(1, len(roots)) for _ in range(len(roots) - 1)} | {len(roots)})
        runs = tuple(tuple(chance.sample(shuffled[:end], end)) for end in ends)
        order = Order(
            runs=runs,
            workers=chance.randint(1, 3),
            batches=tuple(chance.choice(sizes) for sizes in BATCHES.values()),
            fault="",
        )
        home = folder / f"order{number}"
        yield replace(order, fault=difference(_built(order, home), expected))


def _built(order: Order, home: Path) -> dict[str, list[str]]:
    settings = Settings(home=home, workers=order.workers)
    patches = [mock.patch(name, size) for name, size in zip(BATCHES, order.batches, strict=True)]
    for patch in patches:
        patch.start()
    try:
        for roots in order.runs:
            steps.build(replace(settings, archive=roots))
    finally:
        for patch in patches:
            patch.stop()
    return dict(published_marts(settings))
