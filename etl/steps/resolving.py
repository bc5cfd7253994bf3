"""The resolve step: mentions to entities.

Here: whether it is due, saving, counting. Not here: resolution (etl/entities/), staleness and writing
(etl/work/).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.work.entity_tables import are_entities_stale, basis, overrides_text, resolve_names, write


@dataclass(frozen=True, kw_only=True)
class ResolveCounts(Counts):
    """What changed in the entities' tables. is_new: they were stale."""

    is_new: bool = False
    changed_count: int = 0
    redirected_count: int = 0


def resolve(settings: Settings, run: Run, progress: Progress = silent) -> ResolveCounts:
    """Resolve all names to entities if the entities are stale.

    Raises SettingsError for an invalid override.
    """
    if not are_entities_stale(settings, run.warehouse):
        return ResolveCounts()
    progress("resolve", 0, None)
    now = basis(settings, run.warehouse)
    answer = resolve_names(run.warehouse, overrides_text(settings), now.version)
    written = write(run, now, answer)
    return ResolveCounts(
        is_new=True, changed_count=written.changed_count, redirected_count=written.redirected_count
    )


def is_unresolved(settings: Settings, run: Run) -> bool:
    """Whether the entities are stale: mentions, resolver or overrides have changed since they were made."""
    return are_entities_stale(settings, run.warehouse)


RESOLVE = Step(name="resolve", doing="Resolving entities", is_pending=is_unresolved, run=resolve)
