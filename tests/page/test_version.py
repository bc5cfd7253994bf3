"""parser_version: it follows what the code means, and one outlet's change makes only that outlet's pages pending."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "etl"
ASK = "from etl.outlets import parser_version as v; print(v('ft'), v('dw'), v('nobody.example'))"
Versions = tuple[str, ...]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the library that a test may change."""
    return Path(shutil.copytree(SOURCE, tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__")))


def versions(package: Path) -> Versions:
    """The versions of two outlets and of the generic parser, as a fresh process of that copy tells them."""
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=package.parent, capture_output=True, text=True, check=True
    )
    return tuple(told.stdout.split())


def change(file: Path, edit: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    file.write_text(after, encoding="utf-8")


def test_comments_docstrings_and_layout_do_not_count(package: Path) -> None:
    before = versions(package)
    change(
        package / "outlets/ft.py",
        lambda text: "# a remark\n" + text.replace("LONGEST_NOTE = ", "LONGEST_NOTE  =  "),
    )
    change(package / "outlets/dw.py", lambda text: text.replace('"""', '"""Once more: ', 1))
    change(package / "page/parse.py", lambda text: text + "\n\n# the end\n")
    assert versions(package) == before


def test_a_change_of_meaning_in_one_outlet_is_that_outlets_alone(package: Path) -> None:
    ft, dw, generic = versions(package)
    change(
        package / "outlets/ft.py", lambda text: text.replace('".o-ads": Role.DROP', '".o-ads": Role.BODY', 1)
    )
    changed, same, also_same = versions(package)
    assert changed != ft
    assert (same, also_same) == (dw, generic)


@pytest.mark.parametrize("name", ["page/parse.py", "normalize/byline.py", "lexicon/agencies.csv"])
def test_a_change_of_the_shared_parser_is_everybodys(package: Path, name: str) -> None:
    before = versions(package)
    added = "白沙通讯社,agency,\n" if name.endswith(".csv") else "\nADDED = 1\n"
    change(package / name, lambda text: text + added)
    assert all(new != old for new, old in zip(versions(package), before, strict=True))


def test_what_parsing_does_not_import_or_name_does_not_count(package: Path) -> None:
    before = versions(package)
    change(package / "names/tagger/sentence.py", lambda text: text + "\nADDED = 1\n")
    (package / "lexicon/ships.csv").write_text("ship\n白沙号\n", encoding="utf-8")
    assert versions(package) == before


def test_an_outlets_version_differs_from_the_generic_one(package: Path) -> None:
    assert len(set(versions(package))) == 3
