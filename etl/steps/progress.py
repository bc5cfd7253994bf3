"""Signs of progress: what a step tells whoever watches. Not here: how that is shown (etl/command/, assets/)."""

from collections.abc import Callable

# Told after every batch: the step, how many documents are done, and of how many (None: not known yet).
Progress = Callable[[str, int, int | None], None]


def silent(step: str, done: int, total: int | None) -> None:
    """Progress that nobody sees."""
