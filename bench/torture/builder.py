"""`python -m bench.torture.builder HOME MOMENT ROOT…`: a build that ends itself with kill -9 at a moment of its choice.

MOMENT: `statement:N` is before the N-th statement to DuckDB (and `after:N:SECONDS` so long after it began), `step:N` at
the N-th sign of progress, `none` never. Prints how many statements there were. Here: a whole build in a process of
its own. Not here: which moments, and what must hold afterwards (kills.py).
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.torture.archives import PATIENCE
from etl import steps
from etl.settings import Settings
from etl.warehouse.warehouse import Warehouse


def die() -> None:
    """As `kill -9` does it: nothing is flushed, closed or removed."""
    os.kill(os.getpid(), signal.SIGKILL)


class Counted:
    """A connection that counts its statements and calls back before each."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tick: Callable[[], None]) -> None:
        self._connection = connection
        self._tick = tick

    def __getattr__(self, name: str) -> object:
        if name in {"execute", "begin", "commit", "rollback"}:
            self._tick()
        return getattr(self._connection, name)


class Moment:
    """When to die, and the count on the way there."""

    def __init__(self, text: str) -> None:
        kind, *numbers = text.split(":")
        self.kind = kind
        self.number = int(numbers[0]) if numbers else 0
        self.seconds = float(numbers[1]) if len(numbers) > 1 else 0.0
        self.statements = self.signs = 0

    def at_statement(self) -> None:
        self.statements += 1
        if self.kind == "statement" and self.statements == self.number:
            die()
        if self.kind == "after" and self.statements == self.number:
            timer = threading.Timer(self.seconds, die)
            timer.daemon = True
            timer.start()

    def at_progress(self, _step: str, _done: int, _total: int | None) -> None:
        self.signs += 1
        if self.kind == "step" and self.signs == self.number:
            die()


def main() -> None:
    """Build, counting what goes to DuckDB."""
    home, moment = Path(sys.argv[1]), Moment(sys.argv[2])
    begin = Warehouse.__init__

    def counted(self: Warehouse, connection: duckdb.DuckDBPyConnection) -> None:
        begin(self, Counted(connection, moment.at_statement))  # type: ignore[arg-type]

    Warehouse.__init__ = counted  # type: ignore[method-assign]
    settings = Settings(archive=tuple(sys.argv[3:]), home=home, workers=2, document_seconds=PATIENCE)
    steps.build(settings, moment.at_progress)
    print(moment.statements)


if __name__ == "__main__":
    main()
