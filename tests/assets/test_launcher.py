"""A run's sign of life: there while its process lives, gone when it is killed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.launcher import WorkerStatus

from assets.launcher import STARTING_SECONDS, WatchedRunLauncher

LIVE = """
import sys, time
import dagster as dg
from assets.launcher import show_life
with dg.DagsterInstance.local_temp(sys.argv[1]) as instance:
    show_life(instance, sys.argv[2])
    print("alive", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        yield instance


@contextmanager
def living(folder: Path, run_id: str) -> Iterator[None]:
    """While another process shows this run's sign of life; at the end it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", LIVE, str(folder), run_id],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "alive\n"
        yield
    finally:
        process.kill()
        process.wait()


def launcher_of(instance: dg.DagsterInstance) -> WatchedRunLauncher:
    launcher = WatchedRunLauncher()
    launcher.register_instance(instance)
    return launcher


def started_run(instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch) -> dg.DagsterRun:
    """A run that Dagster believes to be under way since long ago."""

    @dg.job
    def nothing() -> None: ...

    run = instance.create_run_for_job(nothing)
    instance.report_dagster_event(
        dg.DagsterEvent(event_type_value="PIPELINE_START", job_name=run.job_name), run.run_id
    )
    later = time.time() + STARTING_SECONDS + 1
    monkeypatch.setattr("assets.launcher.time.time", lambda: later)
    return run


def test_a_run_whose_process_is_killed_is_seen_to_be_gone(
    instance: dg.DagsterInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started_run(instance, monkeypatch)
    launcher = launcher_of(instance)
    with living(tmp_path, run.run_id):
        assert launcher.check_run_worker_health(run).status is WorkerStatus.RUNNING
    assert launcher.check_run_worker_health(run).status is WorkerStatus.FAILED


def test_a_run_that_has_only_just_started_is_given_time(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = started_run(instance, monkeypatch)
    monkeypatch.undo()
    assert launcher_of(instance).check_run_worker_health(run).status is WorkerStatus.RUNNING


def test_locks_of_ended_runs_are_swept_by_the_next(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    alive = Path(instance.root_directory) / "alive"
    alive.mkdir()
    (alive / "long-ago").touch()
    with living(tmp_path, "now"):
        assert [path.name for path in alive.iterdir()] == ["now"]
