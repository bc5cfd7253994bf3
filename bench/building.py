"""Measure whole builds: cost per article as the archive grows, and a build with nothing new.

Each build is a separate process; time is wall time, memory is the peak of all its processes together.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.reading import slowest_views
from etl.sample import write_sample

TREE = Path(__file__).parents[1]
SMALL, LARGE = 2_000, 20_000
LOOK = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, kw_only=True)
class Cost:
    seconds: float
    peak_mebibytes: float


def grow() -> list[tuple[str, str]]:
    """Build a small and a large sample archive, each twice."""
    with tempfile.TemporaryDirectory() as folder:
        small, small_again = _build_twice(Path(folder) / "small", SMALL)
        large, large_again = _build_twice(Path(folder) / "large", LARGE)
        views = slowest_views(Path(folder) / "large" / "home")
    per_article = (large.seconds / LARGE) / (small.seconds / SMALL)
    return [
        *_rows(f"build of {SMALL:,} sample articles", small, small_again),
        *_rows(f"build of {LARGE:,} sample articles", large, large_again),
        (f"time per article, {LARGE:,} against {SMALL:,}", f"{per_article:.2f}×"),
        (f"memory, {LARGE:,} against {SMALL:,}", f"{large.peak_mebibytes / small.peak_mebibytes:.2f}×"),
        *views,
    ]


def build_archive(archive: Path) -> list[tuple[str, str]]:
    """Build an archive of the user's own, twice."""
    with tempfile.TemporaryDirectory() as folder:
        first = run_build([str(archive)], Path(folder) / "home")
        again = run_build([str(archive)], Path(folder) / "home")
        views = slowest_views(Path(folder) / "home")
    return [*_rows(f"build of {archive}", first, again), *views]


def run_build(archives: Sequence[str], home: Path, *, tree: Path = TREE) -> Cost:
    """Run `dateline build` of a tree's code in a separate process. Raises CalledProcessError if it fails."""
    command = [
        sys.executable,
        "-c",
        entry_point(tree),
        "build",
        *(str(Path(each).resolve()) for each in archives),
    ]
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=tree,  # python -c looks there first
        env={**os.environ, "DATELINE_HOME": str(home), "PYTHONPATH": str(tree)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    watch = _Watch(process.pid)
    watch.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    watch.stop()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Cost(seconds=seconds, peak_mebibytes=watch.peak / 2**20)


def entry_point(tree: Path) -> str:
    """Give the Python code that starts the command line of a tree."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, function = project["project"]["scripts"]["dateline"].partition(":")
    return f"from {module} import {function}; {function}()"


def _build_twice(folder: Path, articles: int) -> tuple[Cost, Cost]:
    write_sample(folder / "archive", articles=articles, seed=1)
    archives = [str(folder / "archive")]
    return run_build(archives, folder / "home"), run_build(archives, folder / "home")


def _rows(name: str, first: Cost, again: Cost) -> list[tuple[str, str]]:
    return [
        (name, f"{first.seconds:.1f} s, {first.peak_mebibytes:,.0f} MiB over all processes"),
        ("  again, with nothing new", f"{again.seconds:.1f} s"),
    ]


class _Watch(threading.Thread):
    """Measure the peak memory of a process and its descendants; shared pages are divided among them (PSS)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(LOOK):
            self.peak = max(self.peak, sum(map(_held, _family(self._pid))))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended in between
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    family, pending = [], [pid]
    while pending:
        member = pending.pop()
        family.append(member)
        pending.extend(parents.get(member, ()))
    return family


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended in between
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
