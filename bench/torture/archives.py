"""What is tortured: an archive that grows in waves, and what a reader sees of the marts.

Here: a sample cut into waves, one of them a git history, and marts as sorted rows. Not here: the trials (the modules
beside this one).
"""

import os
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

from etl import steps
from etl.sample import write_sample
from etl.settings import Settings

WAVES = 3
PATIENCE = 600.0  # seconds for a document: a machine under torture is no fault of a page
BOT = ("-c", "user.name=bot", "-c", "user.email=bot@archive.example", "-c", "commit.gpgsign=false")
# A run's own columns: when it saw something, and which ids it retired on the way.
OF_THE_RUN = ("indexed_at", "run_id", "recorded_at", "started_at", "finished_at")
HISTORIES = ("dim_entity_redirects",)


def write_waves(folder: Path, *, articles: int, seed: int) -> list[tuple[str, ...]]:
    """Write a sample as folders that arrive one after the other, the last as a git history; give each wave's roots."""
    write_sample(folder / "sample", articles=articles, seed=seed)
    files = sorted(path for path in (folder / "sample").rglob("*.md") if path.is_file())
    random.Random(seed).shuffle(files)
    for number, file in enumerate(files):
        target = folder / f"wave{number % WAVES}" / file.relative_to(folder / "sample")
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
    plain = [str(folder / f"wave{number}") for number in range(WAVES - 1)]
    clone = folder / f"wave{WAVES - 1}"
    _commit_all(clone)
    return [tuple(plain[: number + 1]) for number in range(len(plain))] + [(*plain, f"history:{clone}")]


def _commit_all(clone: Path) -> None:
    clock = {f"GIT_{who}_DATE": "1606780800 +0000" for who in ("AUTHOR", "COMMITTER")}
    for arguments in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        ("commit", "--quiet", "--message=saved"),
    ):
        subprocess.run(["git", *BOT, *arguments], cwd=clone, env={**os.environ, **clock}, check=True)


def published_marts(settings: Settings) -> Mapping[str, list[str]]:
    """Read every mart of the published copy as sorted rows, without a run's own columns."""
    with steps.published_warehouse(settings) as copy:
        found = {}
        for view in steps.public_views():
            if view.schema == "marts" and view.name not in HISTORIES:
                rows = copy.query(f"from {view.address}").drop(OF_THE_RUN, strict=False).rows()
                found[view.name] = sorted(map(repr, rows))
        return found


def difference(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> str:
    """Name the marts that differ, with the first row that only one side has; empty if none does."""
    told = []
    for name in sorted(one.keys() | other.keys()):
        only = sorted(set(one.get(name, ())) ^ set(other.get(name, ())))
        if one.get(name) != other.get(name):
            told.append(
                f"{name}: {len(only)} rows differ, such as {only[0][:300] if only else 'a doubled one'}"
            )
    return "; ".join(told)
