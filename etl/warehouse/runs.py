"""Runs: the writer's lock, run ids, and the row of each run in base.runs.

Here: the writer's lock, opening a run anew or by its id, its counts and its outcome. Not here: what a run
does (etl/steps/). A run with nothing to do has no row: the row is made with the first batch that writes.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from etl.kinds import OutcomeKind
from etl.settings import Settings
from etl.warehouse.copy_files import sweep_copies
from etl.warehouse.publish import published_run_id
from etl.warehouse.tables import RUNS
from etl.warehouse.views import ensure_views
from etl.warehouse.warehouse import Warehouse, WarehouseError, open_warehouse


class WriterBusy(WarehouseError):
    """Another process is building into the same home."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run in progress, which holds the lock and the open warehouse. Its counts are kept in its row only."""

    run_id: str
    started_at: datetime
    code_version: str
    warehouse: Warehouse
    follows_a_kill: bool  # the process of an earlier run was killed: a document may have done it

    def record(self, *, documents: int = 0, parsed: int = 0, rejected: int = 0) -> None:
        """Add to the run's counts, making its row if needed; call it in the transaction of what is counted.

        Where a run that had ended writes again, finished_at moves: the rows that a copy knows of it are no longer all.
        """
        self.warehouse.append(RUNS, self._row())
        self.warehouse.execute(
            "update base.runs set document_count = document_count + ?, parsed_count = parsed_count + ?,"
            " rejected_count = rejected_count + ?,"
            " finished_at = if(outcome_kind = ?, finished_at, ?) where run_id = ?",
            [documents, parsed, rejected, str(OutcomeKind.RUNNING), datetime.now(UTC), self.run_id],
        )

    def finish(self, outcome: OutcomeKind) -> None:
        """Record how the run ended, in one transaction."""
        with self.warehouse.transaction():
            self.record()
            self.warehouse.execute(
                "update base.runs set outcome_kind = ?, finished_at = ? where run_id = ?",
                [str(outcome), datetime.now(UTC), self.run_id],
            )

    @property
    def outcome(self) -> OutcomeKind | None:
        """Give the outcome so far; None if the run wrote nothing and so has no row."""
        rows = self.warehouse.query(
            "select outcome_kind from base.runs where run_id = ?", [self.run_id]
        ).rows()
        return OutcomeKind(rows[0][0]) if rows else None

    def _row(self) -> pl.DataFrame:
        outcome = str(OutcomeKind.RUNNING)
        row = (self.run_id, self.started_at, None, 0, 0, 0, self.code_version, outcome, None)
        return pl.DataFrame([row], schema=dict(RUNS.schema), orient="row")


@contextmanager
def open_run(settings: Settings, run_id: str | None, *, code_version: str) -> Iterator[Run]:
    """Hold the lock and the warehouse for a new run (None), or a further step of the run with this id.

    Raises WriterBusy if another process holds the lock, WarehouseError if the warehouse cannot be opened.
    """
    with writer_lock(settings), open_warehouse(settings) as warehouse:
        run_id = run_id or uuid.uuid4().hex
        sweep_copies(settings)
        interrupted = _mark_interrupted(warehouse, run_id) + _mark_unplaced(warehouse, settings, run_id)
        known = warehouse.query("select started_at from base.runs where run_id = ?", [run_id])
        run = Run(
            run_id=run_id,
            started_at=datetime.now(UTC) if known.is_empty() else known.item(),
            code_version=code_version,
            warehouse=warehouse,
            follows_a_kill=interrupted > 0,
        )
        ensure_views(warehouse.connection)
        with _ended(run):
            yield run


@contextmanager
def _ended(run: Run) -> Iterator[None]:
    """Record the outcome when the block ends or raises, so that only a killed process leaves a run running."""
    try:
        yield
    except BaseException as error:
        _end(run, OutcomeKind.FAILED if isinstance(error, Exception) else OutcomeKind.INTERRUPTED)
        raise
    _end(run, OutcomeKind.UNPUBLISHED)


def _end(run: Run, outcome: OutcomeKind) -> None:
    if run.outcome is OutcomeKind.RUNNING:
        run.finish(outcome)


def _mark_interrupted(warehouse: Warehouse, run_id: str) -> int:
    """Mark other runs that still say running as interrupted: the lock proves they were killed. Return their count."""
    result = warehouse.query(
        "update base.runs set outcome_kind = ? where outcome_kind = ? and run_id <> ?",
        [str(OutcomeKind.INTERRUPTED), str(OutcomeKind.RUNNING), run_id],
    )
    return int(result.item())


def _mark_unplaced(warehouse: Warehouse, settings: Settings, run_id: str) -> int:
    """Mark the last run as interrupted if it says published, and was killed, or found no room, before its copy was."""
    unconfirmed = warehouse.query(
        "select run_id from base.runs where outcome_kind = ? and copy_stamp is null and run_id <> ?"
        " and started_at = (select max(started_at) from base.runs)",
        [str(OutcomeKind.PUBLISHED), run_id],
    )["run_id"].to_list()
    if not unconfirmed or published_run_id(settings) in unconfirmed:
        return 0
    result = warehouse.query(
        "update base.runs set outcome_kind = ? where list_contains(?, run_id)",
        [str(OutcomeKind.INTERRUPTED), unconfirmed],
    )
    return int(result.item())


@contextmanager
def writer_lock(settings: Settings) -> Iterator[None]:
    """Lock against other writers (flock); the kernel releases it when the process ends, however it was killed."""
    settings.home.mkdir(parents=True, exist_ok=True)
    path = settings.home / "writer.lock"
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise WriterBusy(
                f"{settings.home} is being built by {lock.read().strip() or 'another process'}: wait for it"
            ) from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
        lock.flush()
        yield
