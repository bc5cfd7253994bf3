"""A home that an earlier commit built: today's code opens it, and ends in the marts of a fresh build.

Here: both builds and what must hold. Not here: checking out a commit (bench/same.py), what is built (archives.py).
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.building import run_build
from bench.same import check_out
from bench.torture.archives import difference, published_marts, write_waves
from etl import steps
from etl.settings import Settings

BEFORE = "8f212fd"  # the last commit without revisions, copies, the ledger and git histories


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """The commit that built the home, how many articles' files it read, and what did not hold."""

    commit: str
    article_count: int
    faults: tuple[str, ...]


def upgrade(folder: Path, *, commit: str, articles: int, seed: int) -> Upgrade:
    """Build two of three waves by the commit's own code, in this environment; go on by today's, and with the third."""
    *_, plain, whole = write_waves(folder / "archive", articles=articles, seed=seed)
    try:
        run_build(plain, folder / "home", tree=check_out(commit, folder / "tree"))
    except subprocess.CalledProcessError as error:
        return Upgrade(commit=commit, article_count=articles, faults=(f"not built by {commit}: {error}",))
    faults = []
    for name, roots in (("the same archive", plain), ("the archive grown", whole)):
        homes = Settings(home=folder / "home", archive=roots), Settings(home=folder / name, archive=roots)
        for settings in homes:
            steps.build(settings)
        if found := difference(*map(published_marts, homes)):
            faults.append(f"{name}: {found}")
        if steps.build(homes[0]).outcome is not None:
            faults.append(f"{name}: a further run still found something to do")
    return Upgrade(commit=commit, article_count=articles, faults=tuple(faults))
