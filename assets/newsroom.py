"""The only resource: the settings, and the library's run that belongs to a Dagster run.

Here: opening the warehouse for the first asset and closing it when the Dagster run ends, so that one process holds the
writer's lock throughout. Not here: the steps (etl/steps/).
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

import dagster as dg
from pydantic import PrivateAttr

from assets.launcher import show_life
from etl import steps
from etl.kinds import OutcomeKind
from etl.quality.examine import QualityError
from etl.settings import Settings, SettingsError, read_settings

StandingResults = Mapping[tuple[str, str], steps.StandingResult]  # by table and rule

LOG_SECONDS = 10.0  # between two lines of progress
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
ERRORS = (
    SettingsError,
    QualityError,
    steps.ArchiveError,
    steps.RepeatedFailure,
    steps.WarehouseError,
    steps.WorkerError,
)  # errors whose message is a sentence for the user


class Newsroom(dg.ConfigurableResource[object]):
    """Read the settings (DATELINE_…) and open the warehouse once per Dagster run."""

    _stack: ExitStack = PrivateAttr(default_factory=ExitStack)
    _run: steps.Run | None = PrivateAttr(default=None)
    _run_id: str = PrivateAttr(default="")
    _is_due: bool | None = PrivateAttr(default=None)
    _standing: StandingResults | None = PrivateAttr(default=None)

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
        """Give the library's run, under the id of the Dagster run, so that ops.runs and Dagster agree."""
        if self._run is None:
            self._run = self._stack.enter_context(steps.open_run(self.settings, self._run_id))
        return self._run

    def is_due(self) -> bool:
        """Whether a publish would change what readers see; asked once as long as this run has written nothing."""
        if self._is_due is not False or self.run.outcome is not None:
            self._is_due = steps.is_due(self.settings, self.run)
        return self._is_due

    def standing_results(self) -> StandingResults:
        """Give the last result of each rule; read once as long as this run has written nothing."""
        if self._standing is None or self.run.outcome is not None:
            self._standing = steps.standing_results(self.run.warehouse)
        return self._standing

    @contextmanager
    def stage(self) -> Iterator[None]:
        """Run a stage's work; an error ends the run as failed, with its sentence if it has one."""
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
    """Turn an error into a Dagster failure with its sentence; retries are allowed only if waiting may help."""
    may_be_better = isinstance(error, steps.WriterBusy) or isinstance(
        error.__cause__, ConnectionError | TimeoutError
    )
    return dg.Failure(str(error), allow_retries=may_be_better)


def told_in_log(log: dg.DagsterLogManager) -> steps.Progress:
    """Log progress, a line every few seconds."""
    last = time.monotonic()

    def tell(step: str, done: int, total: int | None) -> None:
        nonlocal last
        if time.monotonic() - last >= LOG_SECONDS:
            last = time.monotonic()
            log.info(f"{step}: {done:,} documents" + (f" of {total:,}" if total else ""))

    return tell


def log_left_pending(log: dg.DagsterLogManager, counts: steps.Counts) -> None:
    """Log a warning for each document left pending."""
    for left in counts.left_pending:
        log.warning(f"{left.document_path}: {left.reason}; it stays pending")
