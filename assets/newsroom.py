"""The one resource: the settings, and the library's run that belongs to a Dagster run.

Here: opening the warehouse when the first asset needs it, and closing it when the Dagster run ends, so that
one process holds the writer's lock from the first step to the last. Not here: any step.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import dagster as dg
from pydantic import PrivateAttr

from assets.launcher import show_life
from etl import steps
from etl.kinds import OutcomeKind
from etl.quality.examine import QualityError
from etl.settings import Settings, SettingsError, read_settings

LOG_SECONDS = 10.0  # between two lines of progress
ERRORS = (
    SettingsError,
    QualityError,
    steps.ArchiveError,
    steps.RepeatedFailure,
    steps.WarehouseError,
    steps.WorkerError,
)  # whose message is a sentence for whoever runs it


class Newsroom(dg.ConfigurableResource[object]):
    """Reads DATELINE_ARCHIVE, DATELINE_HOME and their kin, and opens the warehouse once per Dagster run."""

    _stack: ExitStack = PrivateAttr(default_factory=ExitStack)
    _run: steps.Run | None = PrivateAttr(default=None)
    _run_id: str = PrivateAttr(default="")

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Newsroom"]:
        self._run_id = context.run.run_id if context.run else ""
        if context.instance is not None:
            show_life(context.instance, self._run_id)
        with self._stack:
            yield self

    @property
    def settings(self) -> Settings:
        return read_settings()

    @property
    def run(self) -> steps.Run:
        """The library's run, with the id of the Dagster run: ops.runs and Dagster speak of the same."""
        if self._run is None:
            self._run = self._stack.enter_context(steps.open_run(self.settings, self._run_id))
        return self._run

    @contextmanager
    def stage(self) -> Iterator[None]:
        """Around a stage's work: an error ends the run as failed, and is told in one sentence where it has one."""
        try:
            yield
        except ERRORS as error:
            self._fail()
            raise failure(error) from error
        except Exception:
            self._fail()
            raise

    def _fail(self) -> None:
        if self._run is not None and self._run.outcome is OutcomeKind.RUNNING:
            self._run.finish(OutcomeKind.FAILED)


def failure(error: Exception) -> dg.Failure:
    """The error as Dagster shows it: its sentence, and tried again only if that may be better in a minute."""
    may_be_better = isinstance(error, steps.WriterBusy) or isinstance(
        error.__cause__, ConnectionError | TimeoutError
    )
    return dg.Failure(str(error), allow_retries=may_be_better)


def told_in_log(log: dg.DagsterLogManager) -> steps.Progress:
    """Progress as a line every few seconds."""
    last = time.monotonic()

    def tell(step: str, done: int, total: int | None) -> None:
        nonlocal last
        if time.monotonic() - last >= LOG_SECONDS:
            last = time.monotonic()
            log.info(f"{step}: {done:,} documents" + (f" of {total:,}" if total else ""))

    return tell


def log_left_pending(log: dg.DagsterLogManager, counts: steps.Counts) -> None:
    """A warning for each document that no row was written for."""
    for left in counts.left_pending:
        log.warning(f"{left.document_path}: {left.reason}; it stays pending")
