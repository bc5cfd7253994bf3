"""Liveness of runs: a lock per run, and a launcher that checks it, so that a killed run does not block the next one.

Here: the lock that a run's process holds as long as it lives, and the health check for Dagster's run monitoring. Not
here: the writer's lock, which the library and the command line use too (etl/warehouse/runs.py).

Private import: dagster._core.launcher. Run monitoring asks a launcher for CheckRunHealthResult and WorkerStatus, and
`dagster` exports neither them nor DefaultRunLauncher; when it does, they come from there.
"""

import fcntl
import time
from pathlib import Path
from typing import TextIO

import dagster as dg
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, WorkerStatus

STARTING_SECONDS = 60  # between Dagster's "started" and the first act of the run itself

_held: dict[Path, TextIO] = {}  # never closed: the kernel frees a lock when its process ends, however it ends


def show_life(instance: dg.DagsterInstance, run_id: str) -> None:
    """Take the run's lock and keep it until this process ends; sweep the locks of ended processes."""
    own = _lock_path(instance, run_id)
    if own in _held:  # `dagster job execute` makes its resources once more in one process
        return
    own.parent.mkdir(parents=True, exist_ok=True)
    for path in own.parent.iterdir():
        if not _is_held(path):
            path.unlink(missing_ok=True)
    lock = own.open("w", encoding="utf-8")
    fcntl.flock(lock, fcntl.LOCK_EX)
    _held[own] = lock


class WatchedRunLauncher(DefaultRunLauncher):
    """Dagster's default launcher, with a health check of the run's process."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        return True

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        if _is_held(_lock_path(self._instance, run.run_id)) or _has_just_started(self._instance, run.run_id):
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.FAILED, msg="the process of this run is gone")


def _is_held(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


def _has_just_started(instance: dg.DagsterInstance, run_id: str) -> bool:
    record = instance.get_run_record_by_id(run_id)
    started = record.start_time if record else None
    return started is None or time.time() - started < STARTING_SECONDS


def _lock_path(instance: dg.DagsterInstance, run_id: str) -> Path:
    return Path(instance.root_directory) / "alive" / run_id
