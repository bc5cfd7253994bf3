"""Documents come out of the warehouse as they were in the archive, however large, in memory that is bounded."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from etl import steps
from etl.archive import ingest
from etl.settings import Settings
from etl.warehouse import warehouse
from etl.work import pending_documents
from etl.work.pending_documents import find_pending

FEW_BYTES = 1000


def write_pages(folder: Path, pages: Sequence[bytes]) -> Settings:
    folder.mkdir()
    for number, page in enumerate(pages):
        (folder / f"{number:03}.md").write_bytes(page)
    return Settings(archive=(str(folder),), home=folder.with_name("home"))


def batches(settings: Settings) -> list[dict[str, bytes | None]]:
    """What the parse step would read, as path to bytes."""
    with steps.open_run(settings) as run:
        steps.ingest(settings, run)
        with find_pending(run.warehouse, steps.Selection(include_done=True), settings.limits) as queue:
            return [{each.document_path: each.content for each in batch} for batch in queue.batches()]


def stored_count(settings: Settings) -> int:
    with steps.open_run(settings) as run:
        return int(run.warehouse.query("select count(*) from contents.main.contents").item())


@pytest.mark.parametrize("batch_bytes", [1, 5_000, 1 << 24])
def test_pages_of_any_size_come_out_whole_in_any_batching(
    batch_bytes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(batch_bytes)
    sizes = [0, 1, FEW_BYTES - 1, FEW_BYTES, FEW_BYTES + 1, 2 * FEW_BYTES, 7 * FEW_BYTES + 3]
    pages = [chance.randbytes(size) for size in sizes] + [b"\0" * 3 * FEW_BYTES] * 2
    monkeypatch.setattr(ingest, "PART_BYTES", FEW_BYTES)
    monkeypatch.setattr(pending_documents, "BATCH_BYTES", batch_bytes)
    read = batches(write_pages(tmp_path / "archive", pages))
    assert sorted(each for batch in read for each in batch.items()) == [
        (f"{number:03}.md", page) for number, page in enumerate(pages)
    ]


def test_few_pages_of_many_bytes_fit_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [
        str(number).encode() * 100_000 for number in range(100, 200)
    ]  # as whole pages unpacked at once: 30 MB
    settings = write_pages(tmp_path / "archive", pages)
    monkeypatch.setattr(ingest, "PART_BYTES", FEW_BYTES)
    monkeypatch.setattr(ingest, "BATCH_BYTES", 1 << 20)
    monkeypatch.setattr(warehouse, "MEMORY_LIMIT", "24MB")
    assert sum(len(page or b"") for batch in batches(settings) for page in batch.values()) == 30_000_000


def test_a_content_that_an_older_version_stored_whole_is_read_and_not_stored_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [b"a" * 40_000, b"b" * 40_000]
    settings = write_pages(tmp_path / "archive", pages)
    with steps.open_run(settings) as run, monkeypatch.context() as older:
        older.setattr(ingest, "PART_BYTES", 1 << 30)
        steps.ingest(settings, run)
        run.warehouse.execute("alter table contents.main.contents drop part_number")
    (Path(settings.archive[0]) / "again.md").write_bytes(pages[0])
    assert sorted(batches(settings)[0].items()) == [
        ("000.md", pages[0]),
        ("001.md", pages[1]),
        ("again.md", pages[0]),
    ]
    assert stored_count(settings) == len(pages)
