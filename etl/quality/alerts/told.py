"""What was told to whom: a file in the home, so that nothing is told twice over repeats and restarts.

Here: reading and writing that file, one process at a time. Not here: deciding (tell.py). The file is
apart from the warehouse, because a warehouse that cannot be opened is a failure to tell, too.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.quality.alerts.failure import Failure
from etl.settings import Settings

Told = dict[str, dict[str, Failure]]  # receiver → key → the failure as it was told


def told_path(settings: Settings) -> Path:
    return settings.home / "alerts.json"


@contextmanager
def locked(settings: Settings) -> Iterator[Told]:
    """Hold what was told until the end of the block. Waits for another process, which tells for seconds at most."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "alerts.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _read(told_path(settings))


def save(settings: Settings, told: Told) -> None:
    """Write what was told, atomically."""
    path = told_path(settings)
    temporary = path.with_suffix(".json.writing")
    records = {
        receiver: {key: failure.record for key, failure in failures.items()}
        for receiver, failures in told.items()
    }
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(records, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _read(path: Path) -> Told:
    """What the file says; a file that is torn or another's is as good as none: then all is told again."""
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
        return {
            receiver: {key: Failure.of_record(record) for key, record in failures.items()}
            for receiver, failures in records.items()
        }
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}
