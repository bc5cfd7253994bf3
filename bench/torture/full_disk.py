"""A file system that is really full, in batches and in a publish: one sentence, the old copy, and a next run that ends.

`python -m bench.torture.full_disk HOME STEP ROOT…` builds, and fills the file system of HOME when STEP begins.
Here: the file system, filling it, what must hold. Not here: a limit on files (tests/work/test_shortage.py), what is
built and looked at (kills.py).
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.torture.archives import PATIENCE
from bench.torture.kills import BUILD_SECONDS, Course, copy_fault, finish_fault, told
from etl import steps
from etl.settings import Settings
from etl.work.shortage import FULL, Shortage

WAVE = 1  # of the course: a home with a copy grows
SIZE = "96m"  # of the file system; a home of thirty articles takes less than a third
FULL_AT = ("ingest", "parse", "recognise", "resolve", "check", "publish")
BALLAST = "ballast"
LARGE, SMALL = 1 << 20, 1


@dataclass(frozen=True, kw_only=True)
class FullDisk:
    """The step at whose beginning the file system was filled, and what did not hold."""

    step: str
    faults: tuple[str, ...]


class NoMount(Exception):
    """No file system may be mounted here; the message says why."""


def fill_disks(folder: Path, course: Course) -> list[FullDisk]:
    """Let a build run out of room at each of several steps. Raises NoMount where that cannot be tried."""
    tried = []
    for step in FULL_AT:
        with small_file_system(folder / step) as disk:
            tried.append(FullDisk(step=step, faults=tuple(_faults(course, disk, step))))
    return tried


@contextmanager
def small_file_system(folder: Path) -> Iterator[Path]:
    """Mount a file system of SIZE in memory for the block."""
    folder.mkdir(parents=True)
    ran = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise NoMount(ran.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _faults(course: Course, disk: Path, step: str) -> list[str]:
    home, roots = disk / "home", course.waves[WAVE]
    shutil.copytree(course.homes[WAVE], home, symlinks=True)
    ran = subprocess.run(
        [sys.executable, "-m", "bench.torture.full_disk", str(home), step, *roots],
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )
    faults = [] if ran.stdout.startswith("the disk that holds") else [f"ended with {ran.stdout}{ran.stderr}"]
    (disk / BALLAST).unlink(missing_ok=True)
    settings = Settings(home=home, archive=roots, workers=2, document_seconds=PATIENCE)
    before, after = course.marts[WAVE - 1], course.marts[WAVE]
    faults += told("the copy", lambda: copy_fault(settings, before, after))
    return faults + told("the next run", lambda: finish_fault(settings, after))


def fill(disk: Path) -> None:
    """Write until nothing more fits."""
    with (disk / BALLAST).open("ab", buffering=0) as ballast:
        for size in (LARGE, SMALL):
            try:
                while True:
                    ballast.write(b"\0" * size)
            except OSError as error:
                if error.errno not in FULL:
                    raise


def main() -> None:
    """Build; when the step begins, fill the disk. Prints the sentence that the user gets."""
    home, wanted = Path(sys.argv[1]), sys.argv[2]
    is_full = False

    def progress(step: str, _done: int, _total: int | None) -> None:
        nonlocal is_full
        if step == wanted and not is_full:
            is_full = True
            fill(home.parent)

    settings = Settings(archive=tuple(sys.argv[3:]), home=home, workers=2, document_seconds=PATIENCE)
    try:
        steps.build(settings, progress)
    except Shortage as error:
        print(error)


if __name__ == "__main__":
    main()
