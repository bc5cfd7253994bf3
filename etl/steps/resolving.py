"""The step from mentions to entities: resolve.

Here: whether it is due, the answer saved, and the counts. Not here: who is meant (etl/entities/), and how the tables
are kept (etl/work/whole_archive.py).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.work.whole_archive import (
    Written,
    basis,
    is_resolved,
    overrides_text,
    resolve_names,
    write,
)


@dataclass(frozen=True, kw_only=True)
class ResolveCounts(Counts):
    """What changed in the entities' tables. is_new: something had changed since they were made."""

    is_new: bool = False
    changed_count: int = 0
    redirected_count: int = 0


def resolve(settings: Settings, run: Run, progress: Progress = silent) -> ResolveCounts:
    """Resolve all names to entities; nothing if neither they nor the rules have changed.

    Raises SettingsError for an override that cannot be followed.
    """
    now = basis(settings, run.warehouse)
    if is_resolved(run.warehouse, now):
        return ResolveCounts()
    progress("resolve", 0, None)
    frames = resolve_names(run.warehouse, overrides_text(settings))
    written: Written = write(run, now, frames)
    return ResolveCounts(
        is_new=True, changed_count=written.changed_count, redirected_count=written.redirected_count
    )


def is_unresolved(settings: Settings, run: Run) -> bool:
    """Whether names, or the rules on whom they mean, have changed since the entities were made."""
    return not is_resolved(run.warehouse, basis(settings, run.warehouse))


RESOLVE = Step(name="resolve", doing="Resolving entities", is_pending=is_unresolved, run=resolve)
