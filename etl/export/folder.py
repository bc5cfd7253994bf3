"""A folder that is whole or not there: written beside its place, then put into it.

Here: what a folder may replace, the lock, the swap. Not here: what is written (tables.py, datapackage.py).
A kill leaves the former folder, the new one, or none; what it left beside is swept by the next export.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etl.export.catalogue import ExportError

PACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
MARK = "dateline"  # the property of the package that says whose it is


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to write into, and put it in place of target when the block ends without an error.

    Raises ExportError unless target is absent, empty, or an export to which nobody added a file; also where another
    export writes it, or where target cannot be replaced, as the root of a file system.
    """
    target = target.resolve()
    _refuse_foreign(target)
    unfinished, former = (target.with_name(f".{target.name}.{word}") for word in ("unfinished", "former"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(unfinished):
            if former.exists() and not target.exists():  # a kill came between the two steps of a swap
                former.rename(target)
            shutil.rmtree(former, ignore_errors=True)
            try:
                yield unfinished
                _refuse_foreign(target)  # somebody may have put a file there meanwhile
                _swap(unfinished, target, former)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written: {error}") from error


def _swap(unfinished: Path, target: Path, former: Path) -> None:
    """Two renames: between them neither folder is at its place, which is better than half of one."""
    is_there = target.exists()
    if is_there:
        target.rename(former)
    try:
        unfinished.rename(target)
    except OSError:
        if is_there:
            former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Make the folder anew and hold its lock, which a kill releases."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ExportError(f"{folder}: another export is writing it: wait for it, or stop it") from error
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    finally:
        os.close(descriptor)


def _refuse_foreign(target: Path) -> None:
    """Raise ExportError if target holds anything that no export of ours wrote."""
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is a file: name a folder, a new or an empty one")
    if not target.exists() or not any(target.iterdir()):
        return
    own = _own_files(target)
    if own is None:
        raise ExportError(f"{target} is not empty and no former export: name a new or an empty folder")
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    if foreign := sorted(found - own):
        raise ExportError(f"{target / foreign[0]} was not exported: move it away, or name another folder")


def _own_files(folder: Path) -> set[str] | None:
    """The files that the folder's package lists, and itself; None where it has no package of ours."""
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(package, dict) or MARK not in package:
        return None
    return {PACKAGE, CROISSANT, *(path for each in package.get("resources", ()) for path in _paths_of(each))}


def _paths_of(resource: Mapping[str, Any]) -> list[str]:
    """The files of a resource, which says one or several."""
    path = resource["path"]
    return [path] if isinstance(path, str) else list(path)
