"""An export is whole or not there, and replaces nothing but a former one."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.export.catalogue import ExportError
from etl.export.folder import new_folder

PACKAGE = {"dateline": {}, "resources": [{"path": "a.csv"}, {"path": ["b/1.csv", "b/2.csv"]}]}


def write_export(folder: Path, content: str) -> None:
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    (folder / "b").mkdir()
    for name in ("a.csv", "b/1.csv", "b/2.csv"):
        (folder / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize("is_there", [False, True])
def test_it_is_put_into_a_new_or_an_empty_folder(tmp_path: Path, is_there: bool) -> None:
    target = tmp_path / "above" / "export"
    if is_there:
        target.mkdir(parents=True)
    with new_folder(target) as folder:
        write_export(folder, "new")
        assert not target.exists() or not any(target.iterdir())
    assert (target / "b" / "2.csv").read_text(encoding="utf-8") == "new"
    assert [path.name for path in target.parent.iterdir()] == ["export"]


def test_it_replaces_a_former_one_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    target = tmp_path / "export"
    for content in ("old", "new"):
        with new_folder(target) as folder:
            write_export(folder, content)
    assert (target / "a.csv").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_an_error_leaves_the_former_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "export"
    with new_folder(target) as folder:
        write_export(folder, "old")
    with pytest.raises(ZeroDivisionError), new_folder(target) as folder:
        (folder / "a.csv").write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert (target / "a.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


@pytest.mark.parametrize(
    ("given", "name", "message"),
    [
        ({"notes.txt": "mine"}, "export", "is not empty and no former export"),
        ({"datapackage.json": "{}"}, "export", "is not empty and no former export"),
        ({"datapackage.json": json.dumps(PACKAGE), "b/mine.csv": ""}, "export", "mine.csv was not exported"),
        ({"file": ""}, "export/file", "is a file"),
    ],
    ids=["a note", "a package of others", "a file added to an export", "a file"],
)
def test_it_touches_nothing_of_others(tmp_path: Path, given: dict[str, str], name: str, message: str) -> None:
    for path, content in given.items():
        (tmp_path / "export" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "export" / path).write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match=message), new_folder(tmp_path / name):
        raise AssertionError("it was begun")
    for path, content in given.items():
        assert (tmp_path / "export" / path).read_text(encoding="utf-8") == content


def test_what_was_put_there_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "export"
    with pytest.raises(ExportError, match="is not empty"), new_folder(target) as folder:
        write_export(folder, "new")
        target.mkdir()
        (target / "notes.txt").write_text("mine", encoding="utf-8")
    assert [path.name for path in target.iterdir()] == ["notes.txt"]


def test_two_at_once_are_one(tmp_path: Path) -> None:
    with new_folder(tmp_path / "export") as folder:
        with pytest.raises(ExportError, match="another export"), new_folder(tmp_path / "export"):
            raise AssertionError("it was begun")
        write_export(folder, "new")
    assert (tmp_path / "export" / "a.csv").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from etl.export.folder import new_folder
with new_folder(Path(sys.argv[1])) as folder:
    (folder / "a.csv").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_leaves_the_former_one_and_the_next_sweeps_what_is_left(tmp_path: Path) -> None:
    target = tmp_path / "export"
    with new_folder(target) as folder:
        write_export(folder, "old")
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(target)]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(root)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (target / "a.csv").read_text(encoding="utf-8") == "old"
    with new_folder(target) as folder:
        assert not any(folder.iterdir())
        write_export(folder, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_a_kill_within_the_swap_loses_nothing(tmp_path: Path) -> None:
    target, former = tmp_path / "export", tmp_path / ".export.former"
    former.mkdir()
    write_export(former, "old")
    with pytest.raises(ZeroDivisionError), new_folder(target):
        raise ZeroDivisionError
    assert (target / "a.csv").read_text(encoding="utf-8") == "old"


def test_what_the_system_refuses_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="cannot be written"), new_folder(tmp_path / "file" / "export"):
        raise AssertionError("it was begun")
