"""golden.csv: what each versioned part made of each case, and how lines made now differ from those kept.

Here: the file, and which differences ask for a raised version. Not here: making today's lines (made.py), and the
command that writes the file (__main__.py). `made` may differ from what is kept only where `given` or `version` does.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from etl.outlets import outlets

GOLDEN = Path(__file__).parent / "golden.csv"
GENERIC = "generic"  # pages that no outlet's file describes: of the shared parser alone


@dataclass(frozen=True, kw_only=True, order=True)
class Line:
    """What one part made of one input. part: an outlet's id, generic, recogniser or resolver."""

    part: str
    case: str
    given: str  # digest of the input
    version: str  # of the part, when it made this
    made: str  # digest of the output

    @property
    def key(self) -> tuple[str, str]:
        return self.part, self.case


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How today's lines differ from those kept."""

    unraised: tuple[Line, ...]  # another output of the same input under the same version
    outdated: tuple[
        tuple[str, str], ...
    ]  # keys of cases that are new, changed, gone, or made by another version


def kept(path: Path = GOLDEN) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Line(**row) for row in csv.DictReader(file)]


def keep(lines: Iterable[Line], path: Path = GOLDEN) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Line)])
        writer.writerows(astuple(line) for line in sorted(lines))


def difference(now: Sequence[Line], before: Sequence[Line]) -> Difference:
    known = {line.key: line for line in before}
    unraised = []
    for line in now:
        old = known.get(line.key)
        if old and (old.given, old.version) == (line.given, line.version) and old.made != line.made:
            unraised.append(line)
    outdated = {line.key for line in set(now) ^ set(before)} - {line.key for line in unraised}
    return Difference(unraised=tuple(unraised), outdated=tuple(sorted(outdated)))


def how_to_raise(lines: Sequence[Line]) -> str:
    """One sentence per part: which constant to raise, where, and why."""
    cases: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        cases[line.part].append(line.case)
    return "\n".join(
        f"{part}: {len(names)} of its cases come out otherwise under the same version"
        f" ({', '.join(names[:3])}): raise {_constant(part, len(cases))}, then run `make versions`"
        for part, names in sorted(cases.items())
    )


def _constant(part: str, part_count: int) -> str:
    if part in ("recogniser", "resolver"):
        return f"{part.upper()} in etl/code_version.py"
    shared = "PARSER in etl/code_version.py"
    if part == GENERIC or part_count == len(outlets()) + 1:
        return shared
    return f"code_version in etl/outlets/{part}.py, or {shared} if pages of other outlets may come out otherwise too"
