"""After a run: tell somebody what fails now, and what is mended. Off until DATELINE_ALERTS names a receiver.

Here: opening what the ledger needs. Not here: what a failure is and who is told (etl/quality/alerts/).
"""

from datetime import UTC, datetime

from etl.archive.root import ArchiveError
from etl.quality.alerts.failure import Failure, FailureKind, Findings
from etl.quality.alerts.find import OF_COPY, RunEnd, failed_run, find_failures
from etl.quality.alerts.message import Message
from etl.quality.alerts.tell import send_trial, tell
from etl.settings import Settings
from etl.steps.standing import has_unread_files
from etl.steps.versions import open_run
from etl.warehouse.publish import look_at_published
from etl.warehouse.runs import Run, WriterBusy
from etl.warehouse.warehouse import WarehouseError


def tell_alerts(settings: Settings, end: RunEnd | None = None) -> tuple[str, ...]:
    """Tell every receiver what is new to it; say in a sentence each which could not be reached. Never raises for them.

    end: how the run ended that has just ended; None if none has. Raises WriterBusy, and SettingsError for an address
    that is none.
    """
    return tell(settings, find_now(settings, end)) if settings.alerts else ()


def ledger_state(settings: Settings) -> str:
    """What changes when a run has written: looks at the file, opens nothing."""
    path = settings.warehouse_path
    return str(path.stat().st_mtime_ns) if path.exists() else ""


def find_now(settings: Settings, end: RunEnd | None = None) -> Findings:
    """Find what fails now. Raises WriterBusy; a warehouse that cannot be opened is a failure found."""
    try:
        with open_run(settings) as run:
            copy = look_at_published(run.warehouse, settings)
            return find_failures(run.warehouse, copy, end, lambda: _is_all_read(settings, run))
    except WriterBusy:
        raise
    except WarehouseError as error:
        sentence = end.error if end and end.error else str(error)
        return Findings(failures=(failed_run(sentence),), undecided=("publish", "rule:", *OF_COPY))


def _is_all_read(settings: Settings, run: Run) -> bool:
    """Whether the archive lists nothing that waits to be read; not without an archive, or one that cannot be listed."""
    try:
        return bool(settings.archive) and not has_unread_files(settings, run)
    except ArchiveError:
        return False  # the next run says so


def send_trial_alert(settings: Settings) -> tuple[str, ...]:
    """Send a trial message to every receiver; say in a sentence each which could not be reached."""
    trial = Failure(
        key="trial",
        kind=FailureKind.BROKEN_RULE,
        subject="a trial",
        sentence="Nothing is wrong: somebody tries whether alerts arrive.",
        since=datetime.now(UTC),
        command="dateline check",
    )
    return send_trial(settings, Message(failure=trial, is_mended=False, home=str(settings.home)))
