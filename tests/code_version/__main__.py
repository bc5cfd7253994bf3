"""`make versions`: write golden.csv, but not where a part makes something else under the version that it had."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.code_version.golden import GOLDEN, Line, difference, how_to_raise, keep, kept
from tests.code_version.made import today

REMINDER = "Where code was changed for a new case, raise the version of its part: the old cases cannot tell."


def main(now: Sequence[Line], path: Path = GOLDEN) -> int:
    """Write the file and say what changed; exit 1, the file untouched, where a version is to be raised first."""
    found = difference(now, kept(path))
    if found.unraised:
        print(how_to_raise(found.unraised), file=sys.stderr)
        return 1
    keep(now, path)
    changed = [f"{part}/{case}" for part, case in found.outdated]
    print(f"{path.name}: {len(now)} lines; {len(changed)} of them new, changed or gone", *changed, sep="\n  ")
    if changed:
        print(REMINDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(today()))
