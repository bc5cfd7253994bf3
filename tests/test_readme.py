"""The README says what is true: every command, target and setting, and no file that is not there."""

import re
from pathlib import Path

import pytest

from etl.command.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INVENTED = ("harbour_post", "fct_something", "published/", "dagster/")


@pytest.mark.parametrize(
    "command", [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`dateline {command}" in README


@pytest.mark.parametrize(
    "target", re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)
def test_every_target_is_in_the_readme_or_the_help(target: str) -> None:
    assert f"make {target}" in README or target in ("help", "lint", "clean")


@pytest.mark.parametrize(
    "variable",
    sorted(set(re.findall(r"DATELINE_[A-Z_]+", (ROOT / "etl" / "settings.py").read_text(encoding="utf-8")))),
)
def test_every_setting_is_in_the_readme(variable: str) -> None:
    assert f"`{variable}`" in README or variable == "DATELINE_"


def test_every_path_in_the_readme_and_in_how_to_add_is_there() -> None:
    adding = (ROOT / "docs" / "ADDING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:etl|assets|sql|tests|requirements)/[\w./-]*)`?", README + adding)
    assert len(paths) > 10
    missing = [path for path in paths if not (ROOT / path).exists() and not any(map(path.count, INVENTED))]
    assert missing == []


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150
