"""Damaged pages by the thousand: each becomes an article or a rejection, none takes long, and memory stays bounded.

Here: writing them from the sample's pages, and a whole build of them or of those that were searched for. Not here: the
ways of damage (damage.py), the search (guided.py).
"""

import os
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bench.building import run_build
from bench.torture.damage import MUTATIONS
from bench.torture.guided import find_documents
from etl import steps
from etl.archive.open import raw_document
from etl.page.parse import parse_document
from etl.sample import write_sample
from etl.settings import Settings

GUIDED_FOLDER = "旧存档"  # no outlet's: their pages say by their headers whose they are
PAGES = 300  # of the sample, that the damaged ones are made of
MOST_DAMAGES = 3  # of one page


@dataclass(frozen=True, kw_only=True)
class Fuzzed:
    """Documents by what became of them; slowest_seconds: CPU, of parsing one; faults: what did not hold."""

    document_count: int
    parsed_count: int
    rejected_count: int
    pending_count: int
    slowest_seconds: float
    seconds: float
    peak_mebibytes: float
    faults: tuple[str, ...]


def fuzz(folder: Path, *, count: int, seed: int) -> Fuzzed:
    """Build so many damaged pages and account for each."""
    write_damaged(folder / "damaged", folder / "sample", count=count, seed=seed)
    return account_for(folder / "damaged", folder / "home", count=count)


def fuzz_guided(folder: Path, *, runs: int, seed: int) -> Fuzzed:
    """Search for documents in so many runs, build what was found, account for each. Raises NotInstalled."""
    write_sample(folder / "sample", articles=PAGES, seed=seed)
    found, failed = find_documents(folder / "search", pages_of(folder / "sample"), runs=runs, seed=seed)
    for number, document in enumerate(found):
        file = folder / "found" / GUIDED_FOLDER / f"{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(document.read_bytes())
    told = account_for(folder / "found", folder / "home", count=len(found))
    return replace(told, faults=(*failed, *told.faults))


def account_for(archive: Path, home: Path, *, count: int) -> Fuzzed:
    """Parse each file, build all of them, and count what became of them."""
    slowest, faults = parse_each(archive)
    cost = run_build([str(archive)], home)
    with steps.open_run(Settings(home=home)) as run:
        summary = steps.summarize(run.warehouse)
    if summary.document_count != count:
        faults.append(f"{count} files, but {summary.document_count} documents")
    if summary.pending_count:
        faults.append(f"{summary.pending_count} documents neither parsed nor rejected")
    return Fuzzed(
        document_count=summary.document_count,
        parsed_count=summary.parsed_count,
        rejected_count=summary.rejected_count,
        pending_count=summary.pending_count,
        slowest_seconds=slowest,
        seconds=cost.seconds,
        peak_mebibytes=cost.peak_mebibytes,
        faults=tuple(faults),
    )


def write_damaged(target: Path, sample: Path, *, count: int, seed: int) -> None:
    """Write damaged pages in the sample's folders, so that each outlet's own rules meet them."""
    write_sample(sample, articles=PAGES, seed=seed)
    pages = pages_of(sample)
    chance = random.Random(seed)
    for number in range(count):
        page = chance.choice(pages)
        file = target / page.relative_to(sample).parent / f"{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(damaged(page.read_bytes(), chance))


def pages_of(sample: Path) -> list[Path]:
    """List the sample's files that hold something and are not hidden."""
    shown = (path for path in sample.rglob("*.md") if "/." not in str(path.relative_to(sample.parent)))
    return sorted(path for path in shown if path.stat().st_size)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Damage a page once or a few times; a way that does not fit what the last one left is passed over."""
    for _ in range(chance.randint(1, MOST_DAMAGES)):
        try:
            content = chance.choice(MUTATIONS)(content, chance)
        except ValueError:  # no text any more, or nothing left of it
            continue
    return content


def parse_each(folder: Path) -> tuple[float, list[str]]:
    """Parse each page in this process; give the CPU-seconds of the slowest, and what an exception said."""
    slowest, faults = 0.0, []
    for file in sorted(folder.rglob("*.md")):
        document = raw_document(os.fsencode(file.relative_to(folder)), file.read_bytes())
        start = time.process_time()
        try:
            parse_document(document)
        except Exception as error:  # which one it is, is what this trial looks for
            faults.append(f"{file}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.process_time() - start)
    return slowest, faults
