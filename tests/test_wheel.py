"""The wheel works where no checkout is: its views and Dagster's files are found, its commands run."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment that has the wheel, and the locked dependencies, and not this checkout.

    The dependencies are lent by a .pth file: Python does not follow the .pth files in the folder that it names,
    and so not the one that leads back here.
    """
    folder = tmp_path_factory.mktemp("outside")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "wheels")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "wheels").iterdir()
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python")]
    install = ["install", "--no-deps", "--no-index", "--no-input", "--quiet", str(wheel)]
    subprocess.run([*pip, *install], check=True, capture_output=True)
    return folder


def at(outside: Path, command: str, *arguments: str) -> str:
    """Run a command of the environment there; what it says on stdout."""
    ours = ("DATELINE_", "DAGSTER_", "PYTHON")
    ran = subprocess.run(
        [str(outside / "environment" / "bin" / command), *arguments],
        cwd=outside,
        env={name: value for name, value in os.environ.items() if not name.startswith(ours)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_nothing_is_imported_from_the_checkout(outside: Path) -> None:
    program = "import assets, etl; print(assets.__file__); print(etl.__file__)"
    for path in at(outside, "python", "-c", program).splitlines():
        assert Path(path).is_relative_to(outside)


def test_it_writes_a_sample_builds_it_and_answers(outside: Path) -> None:
    at(outside, "dateline", "sample", "sample", "--articles", "30")
    at(outside, "dateline", "build", "sample")
    answer = at(outside, "dateline", "query", "select count(*) as article_count from marts.fct_articles")
    assert answer.splitlines() == ["article_count", "30"]


def test_dagster_loads_its_definitions(outside: Path) -> None:
    at(outside, "python", "-m", "dagster", "definitions", "validate", "-m", "assets.definitions")


def test_dagsters_files_are_in_it(outside: Path) -> None:
    (packages,) = (outside / "environment").glob("lib/python*/site-packages/assets")
    for name in ("dagster.yaml", "workspace.yaml"):
        assert (packages / name).read_bytes() == (ROOT / name).read_bytes()
