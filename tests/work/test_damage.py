"""A home that is damaged or may not be written: one sentence that names the file, exit 2, and the copy stays."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.sample import write_sample
from etl.settings import Settings
from etl.steps import build
from etl.warehouse.publish import published_run_id

COMMAND = [sys.executable, "-c", "from etl.command.cli import main; main()"]
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


def obey_permissions() -> None:
    """Let root be refused like any other user, from the next program on; without effect for other users."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample and its home."""
    folder = tmp_path_factory.mktemp("built")
    write_sample(folder / "archive", articles=30, seed=2)
    build(Settings(archive=(str(folder / "archive"),), home=folder / "home", workers=1))
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "built", symlinks=True))


def dateline(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DATELINE_HOME": str(folder / "home"), "DATELINE_WORKERS": "1"}
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment,
        preexec_fn=obey_permissions,
        capture_output=True,
        text=True,
        check=False,
    )


def cut_contents(folder: Path) -> None:
    path = folder / "home" / "contents.duckdb"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    (folder / "archive" / "new.md").write_text("<!--1594000000000-->\n", encoding="utf-8")


def close_home(folder: Path) -> None:
    for path in (folder / "home" / "writer.lock", folder / "home"):
        path.chmod(0o555 if path.is_dir() else 0o444)


def close_copys_folder(folder: Path) -> None:
    (folder / "archive" / "new.md").write_text("<!--1594000000000-->\n", encoding="utf-8")
    (folder / "home" / "published").chmod(0o555)


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (cut_contents, "warehouse.duckdb or contents.duckdb beside it is damaged"),
        (close_home, "writer.lock cannot be written: Permission denied: set DATELINE_HOME"),
        (close_copys_folder, "Permission denied"),
    ],
)
def test_it_is_said_in_a_sentence_and_the_copy_answers(
    damage: Callable[[Path], None], complaint: str, folder: Path
) -> None:
    settings = Settings(home=folder / "home")
    before = published_run_id(settings)
    damage(folder)
    said = dateline(folder, "build", "archive")
    assert said.returncode == 2, said.stderr
    assert said.stderr.splitlines()[-1].startswith("Error: ")
    assert complaint in said.stderr.splitlines()[-1]
    assert "Traceback" not in said.stderr
    asked = dateline(folder, "query", "select count(*) from marts.fct_articles")
    assert (asked.returncode, asked.stdout.splitlines()[-1]) == (0, "30")
    assert published_run_id(settings) == before


def test_a_home_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    (tmp_path / "archive").mkdir()
    said = dateline(tmp_path, "build", "archive")
    assert (said.returncode, "Traceback" in said.stderr) == (2, False)
    assert "home cannot be written: File exists" in said.stderr


def test_a_damaged_copy_is_named_to_who_asks_it(folder: Path) -> None:
    path = folder / "home" / "published" / "dateline.duckdb"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:20_000])  # the headers, and the beginning of the first block
    said = dateline(folder, "query", "from marts.fct_articles")
    assert said.returncode == 2
    assert (
        "published/dateline.duckdb is damaged: put back a copy of it, or move it away and build again"
        in said.stderr
    )
    assert dateline(folder, "build", "archive").returncode == 0
    assert dateline(folder, "query", "from marts.fct_articles").returncode == 0
