"""Memory or disk ran out, or a process was killed: one sentence, exit 1, and the next run goes on."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.quality import examine
from etl.quality.examine import early_checker, validate
from etl.quality.suites import SUITES
from etl.sample import write_sample
from etl.settings import Settings
from etl.steps import build
from etl.warehouse import warehouse
from etl.work import shortage
from etl.work.shortage import Shortage, shortages_told

COMMAND = [sys.executable, "-c", "from etl.command.cli import main; main()", "build", "archive"]
FEW_BYTES = 800_000  # what a file may hold in these tests; a warehouse of 40 articles needs more


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FEW_BYTES, FEW_BYTES))


def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    write_sample(tmp_path / "archive", articles=40, seed=2)
    environment = {**os.environ, "DATELINE_HOME": str(tmp_path / "home"), "DATELINE_WORKERS": "1"}
    full = subprocess.run(
        COMMAND, cwd=tmp_path, env=environment, preexec_fn=limit_files, capture_output=True, text=True
    )
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert full.stderr.splitlines()[-1].startswith("Error: the disk that holds")
    again = subprocess.run(COMMAND, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "home" / "published" / "dateline.duckdb").exists()


def test_too_little_memory_is_one_sentence_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sample(tmp_path / "archive", articles=40, seed=2)
    settings = Settings(archive=(str(tmp_path / "archive"),), home=tmp_path / "home", workers=1)
    with monkeypatch.context() as little, pytest.raises(Shortage, match=r"^memory ran out: .* is kept"):
        little.setattr(warehouse, "MEMORY_LIMIT", "3MB")
        build(settings)
    assert build(settings).outcome == "published"


def test_a_killed_checking_process_is_one_sentence(tmp_path: Path) -> None:
    suite = SUITES["runs"]
    frame = pl.DataFrame(schema=dict.fromkeys(suite.columns, pl.String))
    settings = Settings(home=tmp_path)
    with early_checker():
        checker = examine._checker
        assert checker is not None
        os.kill(checker.submit(os.getpid).result(), signal.SIGKILL)
        with pytest.raises(Shortage, match=r"^a process was killed"), shortages_told(settings):
            validate(suite, [frame])


def test_the_first_error_of_a_chain_decides(tmp_path: Path) -> None:
    with pytest.raises(Shortage, match="is full"), shortages_told(Settings(home=tmp_path)):
        try:
            raise OSError(shortage.FULL[0], "No space left on device")
        except OSError as error:
            raise duckdb.FatalException("database has been invalidated") from error


def test_another_error_stays_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(KeyError), shortages_told(Settings(home=tmp_path)):
        raise KeyError("field")
