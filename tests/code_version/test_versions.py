"""Versions: what does not change what is made changes none, and one outlet's version is that outlet's alone."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import steps
from etl.outlet import Outlet
from etl.warehouse.tables import BASE_TABLES

ROOT = Path(__file__).parents[2]
ASK = """
import json
from etl import code_version, steps
from etl.steps.versions import code_version as of_run
parser = {outlet_id: code_version.parser_version(outlet_id) for outlet_id in ("ft", "dw", "nobody.example")}
parts = {"recogniser": code_version.recogniser_version(), "resolver": code_version.resolver_version()}
print(json.dumps({"run": of_run(), **parser, **parts, **steps.table_versions()}))
"""
Versions = dict[str, str]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the library and its views that a test may change."""
    for name in ("etl", "sql"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def versions(tree: Path) -> Versions:
    """All versions, as a fresh process of that copy tells them."""
    told = subprocess.run([sys.executable, "-c", ASK], cwd=tree, capture_output=True, text=True, check=True)
    return dict(json.loads(told.stdout))


def change(file: Path, edit: Callable[[str], str]) -> None:
    before = file.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    file.write_text(after, encoding="utf-8")


def changed(tree: Path, file: str, edit: Callable[[str], str]) -> set[str]:
    """The versions that an edit of one file changes."""
    before = versions(tree)
    change(tree / file, edit)
    after = versions(tree)
    assert after.keys() == before.keys()
    return {name for name in before if before[name] != after[name]}


def test_names_of_modules_and_locals_comments_and_layout_do_not_count(tree: Path) -> None:
    before = versions(tree)
    (tree / "etl/page/title.py").rename(tree / "etl/page/headline.py")
    for file in (tree / "etl").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("etl.page.title", "etl.page.headline"), encoding="utf-8")
    change(tree / "etl/names/recognise.py", lambda text: text.replace("glossed", "in_brackets"))
    change(tree / "etl/outlets/dw.py", lambda text: text.replace('"""', '"""Once more: ', 1))
    assert versions(tree) == before


def test_an_outlets_version_is_that_outlets_alone(tree: Path) -> None:
    raised = changed(
        tree, "etl/outlets/ft.py", lambda text: text.replace("Outlet(\n", 'Outlet(\n    code_version="2",\n')
    )
    assert raised == {"run", "ft", "base.parsed_articles", "base.rejected_documents"}


@pytest.mark.parametrize(
    ("constant", "raised"),
    [
        ("PARSER", {"ft", "dw", "nobody.example", "base.parsed_articles", "base.rejected_documents"}),
        ("RECOGNISER", {"recogniser", "base.mentions", "base.quotes"}),
        ("QUOTER", {"base.quotes"}),
        ("CLASSIFIER", {"base.article_topics"}),
        ("PUBLISHER", {"ops.quality_results"}),
    ],
)
def test_a_constant_is_the_version_of_what_its_part_makes(
    tree: Path, constant: str, raised: set[str]
) -> None:
    told = changed(
        tree,
        "etl/code_version.py",
        lambda text: re.sub(rf'^{constant} = ".+"', f'{constant} = "0"', text, flags=re.M),
    )
    assert told == raised | {"run"}


@pytest.mark.parametrize(
    ("file", "old", "new", "raised"),
    [
        ("sql/marts/dim_dates.sql", "select", "select distinct", {"run", "marts.dim_dates"}),
        ("sql/glossary.csv", "article_count,", "article_count, ", {"run"}),
        ("etl/quality/suites/documents.py", "share=0.99", "share=0.98", {"run", "ops.quality_results"}),
        ("etl/outlets/voa.py", '"美国之音"', '"美国之声"', {"run", "base.outlets"}),
    ],
)
def test_what_readers_would_see_otherwise_is_published_again(
    tree: Path, file: str, old: str, new: str, raised: set[str]
) -> None:
    assert changed(tree, file, lambda text: text.replace(old, new, 1)) == raised


def test_another_model_is_another_recogniser(tree: Path) -> None:
    before = versions(tree)
    with (tree / "etl/names/tagger/tagger.onnx").open("ab") as model:
        model.write(b"\0")
    after = versions(tree)
    assert {name for name in before if before[name] != after[name]} == {
        "run",
        "recogniser",
        "base.mentions",
        "base.quotes",
    }


def test_another_shipped_override_is_another_resolver(tree: Path) -> None:
    told = changed(tree, "etl/lexicon/entity_overrides.csv", lambda text: text + "\n")
    assert {"run", "resolver", "base.entities"} <= told
    assert not told & {"recogniser", "base.mentions", "ft"}


def test_every_table_and_public_view_has_a_version() -> None:
    addresses = {f"{view.schema}.{view.name}" for view in steps.public_views()}
    assert steps.table_versions().keys() == {f"base.{table.name}" for table in BASE_TABLES} | addresses
    assert all(steps.table_versions().values())


def test_an_outlet_of_one_version_has_another_parser_than_any_other() -> None:
    from etl.code_version import parser_version
    from etl.outlets import outlets

    told = {parser_version(outlet_id) for outlet_id in (*outlets(), "nobody.example")}
    assert len(told) == len(outlets()) + 1


@pytest.mark.parametrize("version", ["", "0", "1.2", "two"])
def test_an_outlets_version_is_a_whole_number(version: str) -> None:
    with pytest.raises(ValueError, match="outlet harbour_post: code_version is"):
        Outlet(
            outlet_id="harbour_post",
            outlet_name="海港邮报",
            latin_name="Harbour Post",
            domains=("harbourpost.example",),
            code_version=version,
        )
