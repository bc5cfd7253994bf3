"""`python -m bench.torture`: all trials at the sizes given; what is done is kept, so that a second call goes on.

The results so far are in FOLDER, and docs/RELIABILITY.md is written from them. Here: the order of the
trials, going on, the exit code. Not here: the trials (the modules beside this one), the page (report.py).
"""

import argparse
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.building import TREE
from bench.torture import report
from bench.torture.full_disk import NoMount, fill_disks
from bench.torture.fuzz import fuzz, fuzz_guided
from bench.torture.guided import NotInstalled
from bench.torture.kills import Course, kill_builds, run_course
from bench.torture.orders import try_orders
from bench.torture.readers import clients_here, read_while_publishing
from bench.torture.upgrade import BEFORE, upgrade

SEED = 20201201
ARTICLES = 30  # of the sample, so that a kill costs seconds
# Of each trial; none of it where 0. upgraded: articles of the home; guided: runs of the search.
COUNTS = {
    "kills": 100,
    "publishes": 20,
    "orders": 12,
    "fuzzed": 20_000,
    "guided": 20_000,
    "upgraded": 300,
    "disks": 1,
}

Results = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Run what is not done yet; exit code 0 if everything held, 1 if not."""
    parser = argparse.ArgumentParser(prog="bench.torture")
    for name, count in COUNTS.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--folder", type=Path, default=TREE / ".torture")
    parser.add_argument("--page", type=Path, default=TREE / "docs" / "RELIABILITY.md")
    given = parser.parse_args(arguments)
    results = _begun(given.folder)
    _once(given.folder, results, "upgraded", given.upgraded, _upgrade)
    _once(given.folder, results, "guided", given.guided, _guide)
    _once(given.folder, results, "disks", given.disks, _fill_disks)
    _kill(given.folder, results, given.kills)
    _order(given.folder, results, given.orders)
    _once(given.folder, results, "reading", given.publishes, _read)
    _once(given.folder, results, "fuzzed", given.fuzzed, _fuzz)
    given.page.write_text(report.page(results), encoding="utf-8")
    faults = report.faults(results)
    print("\n".join(faults) or "Everything held.", f"{given.page} is written.", sep="\n")
    return bool(faults)


def _begun(folder: Path) -> Results:
    """Results of an earlier call with the same code, or none."""
    commit = _git("describe", "--always")
    if _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)docs/RELIABILITY.md"):
        commit += "-dirty"
    kept = folder / "results.json"
    if kept.exists():
        results: Results = json.loads(kept.read_text(encoding="utf-8"))
        if results["commit"] == commit:
            return results
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return {"commit": commit, **report.machine(), "kills": [], "orders": []}


def _git(*arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=TREE, stdout=subprocess.PIPE, text=True, check=True)
    return ran.stdout.strip()


def _keep(folder: Path, results: Results) -> None:
    text = json.dumps(results, ensure_ascii=False, indent=1, default=str)
    unfinished = folder / "results.json.new"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / "results.json")


def _kill(folder: Path, results: Results, count: int) -> None:
    done = len(results["kills"])
    if done >= count:
        return
    numbers = range(done, count)
    for kill in kill_builds(_course(folder / "kills"), folder / "kills", numbers=numbers, seed=SEED):
        _add(folder, results, "kills", asdict(kill), count)


def _course(folder: Path) -> Course:
    kept = folder / "course.pickle"
    if kept.exists():
        course: Course = pickle.loads(kept.read_bytes())
        return course
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    course = run_course(folder, articles=ARTICLES, seed=SEED)
    kept.write_bytes(pickle.dumps(course))
    return course


def _order(folder: Path, results: Results, count: int) -> None:
    done = len(results["orders"])
    if done >= count:
        return
    work = folder / "orders"
    shutil.rmtree(work, ignore_errors=True)
    for order in try_orders(work, numbers=range(done, count), articles=ARTICLES, seed=SEED):
        _add(folder, results, "orders", asdict(order), count)
    shutil.rmtree(work)


def _add(folder: Path, results: Results, name: str, result: Results, count: int) -> None:
    results[name].append(result)
    _keep(folder, results)
    told = result.get("faults") or result.get("fault") or "held"
    print(f"{name} {len(results[name])} of {count}: {told}", flush=True)


def _once(
    folder: Path, results: Results, name: str, count: int, trial: Callable[[Path, int], Results]
) -> None:
    if count and results.get(name, {}).get("count", 0) < count:
        work = folder / name
        shutil.rmtree(work, ignore_errors=True)
        results[name] = {"count": count, **trial(work, count)}
        _keep(folder, results)
        print(f"{name}: {results[name]}", flush=True)
        shutil.rmtree(work, ignore_errors=True)


def _read(folder: Path, count: int) -> Results:
    names: Iterable[str] = clients_here()
    four = [*names, *names][: max(4, len(list(names)))]
    return asdict(read_while_publishing(folder, publishes=count, articles=60, seed=SEED, clients=four))


def _upgrade(folder: Path, count: int) -> Results:
    return asdict(upgrade(folder, commit=BEFORE, articles=count, seed=SEED))


def _guide(folder: Path, count: int) -> Results:
    try:
        return asdict(fuzz_guided(folder, runs=count, seed=SEED))
    except NotInstalled as reason:
        return {"left_out": str(reason)}


def _fill_disks(folder: Path, _count: int) -> Results:
    try:
        return {"tried": [asdict(each) for each in fill_disks(folder, _course(folder.with_name("kills")))]}
    except NoMount as reason:
        return {"left_out": str(reason)}


def _fuzz(folder: Path, count: int) -> Results:
    return asdict(fuzz(folder, count=count, seed=SEED))


if __name__ == "__main__":
    sys.exit(main())
