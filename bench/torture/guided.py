"""Documents that atheris finds: pages changed at random, and kept where they lead reader and parser to new lines.

`python -m bench.torture.guided SEEDS FOUND RUNS SEED` looks for them, in a process of its own, which atheris ends.
Here: the search, from the sample's pages. Not here: damage of our own choice, the build of what was found (fuzz.py).
"""

import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

LONGEST = 100_000  # bytes of a document
SECONDS = 120  # for one document, instrumented, on a machine that does other things too
KEPT = "found", "crashes"


class NotInstalled(Exception):
    """atheris is not installed here."""


def find_documents(
    folder: Path, pages: Iterable[Path], *, runs: int, seed: int
) -> tuple[list[Path], list[str]]:
    """Try so many documents; give those that led to new lines, and what failed. Raises NotInstalled."""
    if not find_spec("atheris"):
        raise NotInstalled("atheris is not installed")
    seeds, found, crashes = (folder / name for name in ("seeds", *KEPT))
    for each in (seeds, found, crashes):
        each.mkdir(parents=True)
    for number, page in enumerate(pages):
        (seeds / str(number)).write_bytes(page.read_bytes())
    command = [sys.executable, "-m", "bench.torture.guided", str(seeds), str(found), str(runs), str(seed)]
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    (folder / "log").write_text(ran.stdout + ran.stderr, encoding="utf-8")
    faults = [f"{path}: {_failure(ran.stdout)}" for path in sorted(crashes.iterdir())]
    if ran.returncode and not faults:
        faults = [f"ended with {ran.returncode}: {ran.stderr[-500:]}"]
    return sorted(found.iterdir()), faults


def _failure(printed: str) -> str:
    """The last line of the first traceback."""
    _, _, traceback = printed.partition("Uncaught Python exception")
    return next(
        (line for line in traceback.splitlines() if line[:1].isalpha() and ": " in line), "no exception"
    )


def main() -> None:
    """Search; a document that raises is kept in `crashes` beside FOUND."""
    import atheris

    with atheris.instrument_imports(include=["etl"]):
        from etl.archive.open import raw_document
        from etl.page.parse import parse_document

    seeds, found, runs, seed = sys.argv[1:]
    options = [
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SECONDS}",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={Path(found).with_name('crashes')}/",
    ]
    atheris.Setup(
        [sys.argv[0], *options, found, seeds],
        lambda content: parse_document(raw_document(b"guided.md", content)),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
