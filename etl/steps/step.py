"""The vocabulary of steps: Step, counts, progress.

Here: what all steps have in common. Not here: the steps (the other modules of this room), their order (building.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from etl.settings import Settings
from etl.warehouse.runs import Run
from etl.work.attempt import LeftPending

Progress = Callable[[str, int, int | None], None]  # step, documents done, documents in total (None: unknown)


def silent(_step: str, _done: int, _total: int | None) -> None:
    """Ignore progress."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a step did, in counts."""

    left_pending: tuple[LeftPending, ...] = ()

    @property
    def sentence(self) -> str:
        """The counts as part of a sentence; empty if there is nothing to say."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a run.

    run does what is pending and is idempotent. It raises WarehouseError if the warehouse refuses, SettingsError for an
    invalid setting, and what its module's functions document.
    """

    name: str
    doing: str  # what a reader sees while it runs
    is_pending: Callable[[Settings, Run], bool]
    run: Callable[[Settings, Run, Progress], Counts]
