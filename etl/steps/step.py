"""The words for steps: Step, what a step counts, and how it tells of its progress.

Here: what every step has in common. Not here: any step (the modules beside this one), and their order (building.py).
"""

from collections.abc import Callable
from dataclasses import dataclass

from etl.settings import Settings
from etl.warehouse.runs import Run
from etl.work.attempt import LeftPending

Progress = Callable[[str, int, int | None], None]  # step, documents done, documents in all (None: not known)


def silent(_step: str, _done: int, _total: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a step did, for whoever shows it."""

    left_pending: tuple[LeftPending, ...] = ()

    @property
    def sentence(self) -> str:
        """The counts as part of a sentence; empty where there is nothing to tell."""
        return ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a run.

    run does what is pending, and nothing where nothing is. It raises WarehouseError where the warehouse refuses,
    SettingsError for a setting that cannot be used, and what its module's functions say besides.
    """

    name: str
    doing: str  # what a reader sees while it runs
    is_pending: Callable[[Settings, Run], bool]
    run: Callable[[Settings, Run, Progress], Counts]
