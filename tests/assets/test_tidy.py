"""The daily job on a Dagster of its own: old runs go with all their files, and the graph shows what it showed."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from assets.checks import CHECKS
from assets.definitions import defs
from assets.tidy import forget_runs
from etl.sample import write_sample

RUNS = 2


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.DagsterInstance]:
    """A Dagster with two runs of `refresh`, which keeps its events in files as `dateline ui` does."""
    folder = tmp_path_factory.mktemp("tidy")
    write_sample(folder / "sample", articles=8, seed=5)
    (folder / "dagster").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_HOME", str(folder / "data"))
        patch.setenv("DATELINE_ARCHIVE", str(folder / "sample"))
        patch.setenv("DATELINE_WORKERS", "1")
        with dg.DagsterInstance.local_temp(str(folder / "dagster")) as instance:
            for _ in range(RUNS):
                assert defs.resolve_job_def("refresh").execute_in_process(instance=instance).success
            yield instance


def files(instance: dg.DagsterInstance) -> set[str]:
    """The runs of which Dagster's folder holds anything."""
    known = {path.name for path in Path(instance.root_directory).rglob("*")}
    return {run_id for run_id in known if len(run_id.removesuffix(".db")) == 36}


def shown(instance: dg.DagsterInstance) -> tuple[object, ...]:
    """What the graph shows of assets and checks."""
    keys = sorted(instance.get_asset_keys(), key=str)
    made = [instance.get_latest_materialization_event(key) for key in keys]
    checked = [
        instance.get_latest_asset_check_evaluation_record(key)
        for checks in CHECKS
        for key in sorted(checks.check_keys, key=str)
    ]
    return keys, made, [record and record.event for record in checked]


def test_runs_of_late_stay(instance: dg.DagsterInstance) -> None:
    assert forget_runs(instance, datetime.now(UTC) - timedelta(days=1)) == 0
    assert len(instance.get_run_ids()) == RUNS


def test_old_runs_go_and_what_the_graph_shows_stays(instance: dg.DagsterInstance) -> None:
    before, runs = shown(instance), instance.get_run_ids()
    assert forget_runs(instance, datetime.now(UTC) + timedelta(days=1)) == RUNS - 1
    assert instance.get_run_ids() == runs[:1]
    assert shown(instance) == before
    assert {name.removesuffix(".db") for name in files(instance)} == {runs[0]}


def test_results_of_forgotten_checks_go(instance: dg.DagsterInstance) -> None:
    forget_runs(instance, datetime.now(UTC) + timedelta(days=1))
    (index,) = Path(instance.root_directory).rglob("index.db")
    with sqlite3.connect(index) as connection:
        runs = connection.execute("select distinct run_id from asset_check_executions").fetchall()
        free = connection.execute("pragma freelist_count").fetchone()
    assert runs == [(run_id,) for run_id in instance.get_run_ids()]
    assert free == (0,)


def test_the_job_ends_well(instance: dg.DagsterInstance) -> None:
    assert defs.resolve_job_def("tidy").execute_in_process(instance=instance).success
