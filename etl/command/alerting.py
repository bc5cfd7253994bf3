"""Alerts of a build on the command line: whatever its end, somebody is told.

Here: the end of a build as alerts know it. Not here: alerts (etl/steps/alerting.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from etl.command import console
from etl.quality.alerts.find import RunEnd
from etl.quality.alerts.receivers import sender_to
from etl.settings import Settings
from etl.steps.alerting import tell_alerts
from etl.warehouse.runs import WriterBusy


@contextmanager
def alerted(settings: Settings) -> Iterator[None]:
    """Tell what fails after the block, and that it raised; another process's build tells for itself.

    Raises SettingsError before the block for a receiver that is none.
    """
    for address in settings.alerts:
        sender_to(address)
    try:
        yield
    except WriterBusy:
        raise
    except Exception as error:
        _tell(settings, RunEnd(error=str(error) or type(error).__name__))
        raise
    _tell(settings, RunEnd())


def _tell(settings: Settings, end: RunEnd) -> None:
    try:
        for sentence in tell_alerts(settings, end):
            console.say(f"Alert: {sentence}")
    except WriterBusy as busy:  # it tells when it ends
        console.say(f"Alert: {busy}")
