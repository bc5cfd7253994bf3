"""Kill builds at random moments: the copy answers as before or after, and the next run ends as an undisturbed one.

Here: the trial, its moments and what must hold. Not here: a build that kills itself (builder.py), what is built
(archives.py).
"""

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.torture.archives import PATIENCE, difference, published_marts, write_waves
from etl import steps
from etl.settings import Settings

# What may lie in a home, and in the folder of the copy, between two runs.
KEPT = {"warehouse.duckdb", "contents.duckdb", "writer.lock", "published"}
PUBLISHED = {"dateline.duckdb", "dateline.duckdb.wal", "versions"}
LONGEST_DELAY = 0.3  # seconds after a statement began
BUILD_SECONDS = 3600


@dataclass(frozen=True, kw_only=True)
class Kill:
    """One kill: during which wave, at which moment, how the process ended, and what did not hold."""

    wave: int
    moment: str
    is_killed: bool
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """The undisturbed course: a home and its marts after each wave, and how many statements the wave takes."""

    waves: list[tuple[str, ...]]
    homes: list[Path]  # the home before wave n; the last one is complete
    marts: list[Mapping[str, list[str]]]
    statements: list[int]


def run_course(folder: Path, *, articles: int, seed: int) -> Course:
    """Build all waves undisturbed, and keep the home before each."""
    waves = write_waves(folder / "archive", articles=articles, seed=seed)
    homes, marts, statements = [folder / "before0"], [], []
    for number, roots in enumerate(waves):
        after = folder / f"before{number + 1}"
        if homes[-1].exists():
            shutil.copytree(homes[-1], after, symlinks=True)
        ran = run_builder(after, "none", roots)
        if ran.returncode:
            raise RuntimeError(f"the undisturbed build of wave {number} failed: {ran.stderr}")
        statements.append(int(ran.stdout.split()[-1]))
        marts.append(published_marts(Settings(home=after)))
        homes.append(after)
    return Course(waves, homes, marts, statements)


def run_builder(home: Path, moment: str, roots: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    """Build in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bench.torture.builder", str(home), moment, *roots],
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )


def kill_builds(course: Course, folder: Path, *, numbers: Iterable[int], seed: int) -> Iterator[Kill]:
    """Kill a build per number, each in a copy of the home before its wave, and finish it with one more run."""
    for number in numbers:
        chance = random.Random(f"{seed}.{number}")  # the same moment however many were done before
        wave = chance.randrange(len(course.waves))
        yield kill_once(
            course, folder / f"kill{number}", wave, random_moment(chance, course.statements[wave])
        )


def random_moment(chance: random.Random, statements: int) -> str:
    """Choose a moment: before a statement, or a while after it began; all statements alike."""
    at = chance.randint(1, statements)
    return (
        f"statement:{at}" if chance.random() < 0.5 else f"after:{at}:{chance.uniform(0, LONGEST_DELAY):.4f}"
    )


def kill_once(course: Course, home: Path, wave: int, moment: str) -> Kill:
    """Kill one build, look at what readers see, finish it, and compare; the home is removed if all holds."""
    if course.homes[wave].exists():
        shutil.copytree(course.homes[wave], home, symlinks=True)
    settings = Settings(home=home, archive=course.waves[wave], workers=2, document_seconds=PATIENCE)
    ran = run_builder(home, moment, course.waves[wave])
    before = course.marts[wave - 1] if wave else None
    faults = [] if ran.returncode in (0, -signal.SIGKILL) else [f"ended with {ran.returncode}: {ran.stderr}"]
    faults += told("the copy", lambda: copy_fault(settings, before, course.marts[wave]))
    faults += told("the next run", lambda: finish_fault(settings, course.marts[wave]))
    if not faults:
        shutil.rmtree(home)
    return Kill(wave=wave, moment=moment, is_killed=ran.returncode == -signal.SIGKILL, faults=tuple(faults))


def told(place: str, look: Callable[[], str]) -> list[str]:
    """Look, and say of which place the fault or the exception is."""
    try:
        fault = look()
    except Exception as error:  # whatever it is, it is what this trial looks for
        fault = f"{type(error).__name__}: {error}"
    return [f"{place}: {fault}"] if fault else []


def copy_fault(
    settings: Settings, before: Mapping[str, list[str]] | None, after: Mapping[str, list[str]]
) -> str:
    """Say in what the copy that readers see is neither as it was nor as the new one."""
    if not settings.published_path.exists():
        return "" if before is None else "gone"
    seen = published_marts(settings)
    return "" if seen in (before, after) else f"neither as before nor as after: {difference(seen, after)}"


def finish_fault(settings: Settings, expected: Mapping[str, list[str]]) -> str:
    """Run once more, and again with nothing to do; say which marts differ, and what strays are left."""
    report = steps.build(settings)
    if fault := difference(published_marts(settings), expected):
        return fault
    if report.outcome not in (None, "published"):
        return f"ended as {report.outcome}"
    if steps.build(settings).outcome is not None:
        return "a further run still found something to do"
    strays = [path.name for path in settings.home.iterdir() if path.name not in KEPT]
    strays += [path.name for path in settings.published_path.parent.iterdir() if path.name not in PUBLISHED]
    return f"left behind: {', '.join(strays)}" if strays else ""
