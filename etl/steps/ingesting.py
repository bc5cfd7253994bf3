"""The ingest step: files to raw documents.

Here: every root in turn, and the counts. Not here: how a root is read (etl/archive/).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.archive.ingest import ingest_root
from etl.archive.open import open_root
from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.work.forkserver import start_server
from etl.work.workers import FEW_DOCUMENTS


@dataclass(frozen=True, kw_only=True)
class IngestCounts(Counts):
    """found: files listed; read: files opened, being new or changed; new: documents not seen before."""

    found_count: int = 0
    read_count: int = 0
    new_count: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)  # by reason, of those read

    @property
    def sentence(self) -> str:
        return f"{self.found_count:,} files found, {self.read_count:,} read, {self.new_count:,} new documents"


def ingest(settings: Settings, run: Run, progress: Progress = silent) -> IngestCounts:
    """Bring every new or changed file of the archive into raw_documents. Raises ArchiveError for an unreadable root."""
    found_count = read_count = new_count = 0
    refused: Counter[str] = Counter()
    roots = [open_root(address, root_position=place) for place, address in enumerate(settings.archive)]
    for root in roots:
        for counts in ingest_root(run, root, settings.limits):
            found_count += counts.found_count
            read_count += counts.read_count
            new_count += counts.new_count
            refused += counts.refused
            if (
                new_count >= FEW_DOCUMENTS
            ):  # workers will be needed: the server imports while the rest is read
                start_server()
            progress("ingest", found_count, None)
    return IngestCounts(
        found_count=found_count, read_count=read_count, new_count=new_count, refused=dict(refused)
    )


INGEST = Step(
    name="ingest",
    doing="Reading the archive",
    is_pending=lambda settings, run: True,  # only listing the roots shows
    run=ingest,
)
