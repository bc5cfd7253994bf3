"""Find what fails now: the last run, broken rules of either severity, drift, what is stale.

Here: how runs ended, and putting all findings together. Not here: the other findings (broken_rules.py, outlets.py),
telling (tell.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from etl.kinds import OutcomeKind
from etl.quality.alerts.broken_rules import broken_rules
from etl.quality.alerts.failure import Failure, FailureKind, Findings, query_of
from etl.quality.alerts.outlets import ARCHIVE, DRIFT, STALE, drifting_outlets, stale_archive, stale_outlets
from etl.warehouse.warehouse import Warehouse

BAD_ENDS = (OutcomeKind.FAILED, OutcomeKind.INTERRUPTED)  # a blocked run is told by its rules
RUN = "run"
OF_COPY = (DRIFT, STALE, ARCHIVE)  # beginnings of the keys of what only a published copy tells
_ENDED = """
    select run_id, started_at, outcome_kind from ops.runs where outcome_kind <> 'running'
    order by started_at desc, run_id
"""


@dataclass(frozen=True, kw_only=True)
class RunEnd:
    """How a run ended: its error in a sentence, if it raised one.

    run_id and started_at: of a run that may be recorded as blocked, and that a later one may have followed.
    """

    error: str | None = None
    run_id: str | None = None
    started_at: datetime | None = None


def find_failures(
    warehouse: Warehouse, copy: str | None, end: RunEnd | None, is_all_read: Callable[[], bool]
) -> Findings:
    """Find what fails now.

    copy: name under which the published copy is attached, None without one. end: of the run that has just ended; None
    asks the last run that was recorded, and leaves undecided a failure that left no record. is_all_read: whether the
    archive lists nothing that waits to be read; asked only if nothing has come for long.
    """
    failures = [*_run(warehouse, end)]
    undecided = [] if end else [RUN]
    if copy:
        failures += [*drifting_outlets(warehouse, copy), *stale_outlets(warehouse, copy)]
        silence = [*stale_archive(warehouse, copy, datetime.now(UTC))]
        failures += silence if silence and is_all_read() else []
    else:
        undecided += OF_COPY
    failures += broken_rules(warehouse)
    return Findings(
        failures=tuple(failures), undecided=tuple(undecided), last_good_at=_last_good_at(warehouse)
    )


def failed_run(error: str, since: datetime | None = None) -> Failure:
    """The failure of a run, by its error."""
    return Failure(
        key=RUN,
        kind=FailureKind.FAILED_RUN,
        subject="the last run",
        sentence=error,
        since=since or datetime.now(UTC),
        command=query_of("ops.runs order by started_at desc limit 5"),
    )


def _run(warehouse: Warehouse, end: RunEnd | None) -> Iterator[Failure]:
    if end is not None and not _is_followed(warehouse, end):
        if end.error and not _is_blocked(warehouse, end.run_id):
            yield failed_run(end.error, end.started_at)
        return
    since = None
    for run_id, started_at, outcome in warehouse.query(_ENDED).iter_rows():
        if outcome not in BAD_ENDS:
            break
        since = (run_id, started_at, outcome)
    if since:
        run_id, started_at, outcome = since
        yield failed_run(f"Run {run_id} ended as {outcome}.", started_at)


def _last_good_at(warehouse: Warehouse) -> datetime | None:
    """When the last recorded run started, if it ended well."""
    for _, started_at, outcome in warehouse.query(f"{_ENDED} limit 1").iter_rows():
        if outcome not in BAD_ENDS and isinstance(started_at, datetime):
            return started_at
    return None


def _is_followed(warehouse: Warehouse, end: RunEnd) -> bool:
    """Whether another run was recorded after this one."""
    later = "select 1 from ops.runs where started_at > ? and run_id <> ? limit 1"
    return end.started_at is not None and bool(warehouse.query(later, [end.started_at, end.run_id]).rows())


def _is_blocked(warehouse: Warehouse, run_id: str | None) -> bool:
    """Whether a run ended as blocked: what blocks it is told."""
    found = warehouse.query("select outcome_kind from ops.runs where run_id = ?", [run_id]).rows()
    return found == [(OutcomeKind.BLOCKED,)]
