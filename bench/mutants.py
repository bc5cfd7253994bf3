"""Mutation testing of thresholds: change numbers of the library at random, one at a time, and run the nearest tests.

Here: drawing thresholds and weights of etl/ by a seed, changing each in a copy of the tree, running the tests of its
room, and naming those that survive. Not here: numbers that change cost and no answer (sizes of batches and caches,
seconds), and the sample's own.

A survivor is a number that no case covers: write a case that is just on this side of it.
"""

import argparse
import ast
import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
COPIED = (
    "etl",
    "assets",
    "recipes",
    "bench",
    "sql",
    "tests",
    "docs",
    "pyproject.toml",
    "README.md",
    "Makefile",
)
COST_ONLY = re.compile(  # sizes of batches, caches and reads, seconds
    r"BATCH|LASTING|REMEMBERED|SECONDS|WORKER|CHUNK|MEMORY|FEW|ROWS|ROW_GROUP|READERS|STEP|SAMPLE|GRACE|maxsize"
    r"|(CHARACTERS|BYTES)_OF_A"
)
CODES = re.compile(
    r"0x|IS_UTF8|MADE_BY|BOLD|UNKNOWN|SINGLE|MISUSE|NEVER"
)  # numbers that stand for something else
COORDINATES = ("named_places.csv", "subdivision_names.csv")
NO_TESTS_OF_DIGESTS = "not golden"  # a digest says that something is other, not that it is wrong
TESTS = {  # by the beginning of a path, the first that fits
    "etl/lexicon/ca": ("tests/entities", "tests/sample/test_names.py"),
    "etl/lexicon/co": ("tests/lexicon", "tests/entities", "tests/names", "tests/sample/test_names.py"),
    "etl/lexicon/": (
        "tests/lexicon",
        "tests/names",
        "tests/entities",
        "tests/normalize",
        "tests/outlets",
        "tests/sample",
    ),
    "etl/names/": ("tests/names", "tests/sample/test_names.py"),
    "etl/entities/": ("tests/entities", "tests/sample/test_names.py"),
    "etl/normalize/": ("tests/normalize", "tests/outlets", "tests/page", "tests/sample/test_truth.py"),
    "etl/page/": ("tests/page", "tests/outlets", "tests/sample/test_truth.py"),
    "etl/outlet": ("tests/outlets", "tests/page", "tests/sample/test_truth.py"),
    "etl/quality/": ("tests/quality",),
    "etl/warehouse/": ("tests/warehouse", "tests/views", "tests/steps"),
    "etl/archive/": ("tests/archive", "tests/page"),
    "etl/work/": ("tests/work", "tests/steps"),
    "etl/": ("tests/steps", "tests/page", "tests/command"),
}


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number in a file: its position (line from 1, columns from 0) and name."""

    path: str
    line: int
    start: int
    end: int
    text: str
    name: str

    def changed(self, rng: Random) -> str:
        """Another number of its kind: a share stays one, a count stays whole and above 0."""
        value = float(self.text)
        if 0 < abs(value) < 1:
            share = abs(value) * 0.4 if rng.random() < 0.5 else 1 - (1 - abs(value)) * 0.4
            return f"{share if value > 0 else -share:.4g}"
        factor = rng.choice((1 / 3, 3))
        if "." in self.text:
            return f"{value * factor:.4g}"
        return str(max(round(value * factor), 1) if round(value * factor) != value else round(value) + 2)


def numbers() -> list[Number]:
    """List all thresholds and weights, in order of path and line."""
    files = sorted(file for file in (ROOT / "etl").rglob("*") if "sample" not in file.parts)
    found = [number for file in files if file.suffix == ".py" for number in in_code(file)]
    return found + [
        number
        for file in files
        if file.suffix == ".csv" and file.name not in COORDINATES
        for number in in_list(file)
    ]


def in_code(file: Path) -> Iterator[Number]:
    """Yield the numbers of constants, and fractions anywhere."""
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    constants = {
        number: ast.unparse(target)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for number in (ast.walk(node.value) if node.value else ())
    }
    named = {
        (node.lineno, node.col_offset): name
        for node, name in constants.items()
        if isinstance(node, ast.Constant)
    }
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Constant) or type(node.value) not in (int, float) or node.value in (0, 1):
            continue
        name = named.get((node.lineno, node.col_offset))
        line = lines[node.lineno - 1]
        if (name or isinstance(node.value, float)) and not (COST_ONLY.search(line) or CODES.search(line)):
            start, end = (
                len(line.encode()[:at].decode()) for at in (node.col_offset, node.end_col_offset or 0)
            )
            path = file.relative_to(ROOT).as_posix()
            yield Number(
                path=path,
                line=node.lineno,
                start=start,
                end=end,
                text=line[start:end],
                name=name or line.strip(),
            )


def in_list(file: Path) -> Iterator[Number]:
    """Yield the numbers in columns of fractions of reviewed lists."""
    path = file.relative_to(ROOT).as_posix()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        cells = next(csv.reader(io.StringIO(line)), [])
        for cell in cells:
            if re.fullmatch(r"-?\d+\.\d+", cell) and float(cell):
                start = line.index(cell)
                yield Number(
                    path=path, line=number, start=start, end=start + len(cell), text=cell, name=cells[0]
                )


def run(tree: Path, tests: tuple[str, ...], seconds: int) -> str:
    """killed, survived, or the time that was not enough (a mutant that hangs is killed by any CI)."""
    there = [test for test in tests if (tree / test).exists()]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-k",
        NO_TESTS_OF_DIGESTS,
        *there,
    ]
    try:
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return "killed (by the clock)"
    if done.returncode not in (0, 1, 2):
        raise SystemExit(f"the tests cannot run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return "survived" if done.returncode == 0 else "killed"


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Which of N numbers, drawn at random and changed, no test notices."
    )
    parser.add_argument("--count", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=300, help="for the tests of one mutant")
    parser.add_argument("--only", default="", help="numbers whose path or name holds these words")
    chosen = parser.parse_args()
    rng = Random(chosen.seed)
    pool = [number for number in numbers() if chosen.only in f"{number.path} {number.name}"]
    drawn = rng.sample(pool, min(chosen.count, len(pool)))
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="mutants") as folder:
        tree = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, tree / name)
        for number in drawn:
            file, started = tree / number.path, time.monotonic()
            before = file.read_text(encoding="utf-8")
            lines = before.splitlines(keepends=True)
            line, other = lines[number.line - 1], number.changed(rng)
            lines[number.line - 1] = line[: number.start] + other + line[number.end :]
            file.write_text("".join(lines), encoding="utf-8")
            tests = next(tests for start, tests in TESTS.items() if number.path.startswith(start))
            outcome = run(tree, tests, chosen.seconds)
            file.write_text(before, encoding="utf-8")
            survivors += outcome == "survived"
            spot = f"{number.path}:{number.line}"
            print(
                f"{outcome:10} {spot} {number.text} → {other} [{number.name[:60]}] {time.monotonic() - started:.0f} s",
                flush=True,
            )
    print(f"seed {chosen.seed}: {survivors} of {len(drawn)} survived, out of {len(pool)} numbers")


if __name__ == "__main__":
    main()
