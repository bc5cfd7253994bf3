"""Tell each receiver what it has not been told: a failure once, again where it grows, and once that it is mended.

Here: what is new to whom. Not here: finding failures (find.py), sending (receivers.py).
"""

from collections.abc import Sequence

from etl.quality.alerts.failure import Findings
from etl.quality.alerts.message import Message
from etl.quality.alerts.receivers import UNREACHABLE, receiver_name, sender_to
from etl.quality.alerts.told import Told, locked, save
from etl.settings import Settings


def tell(settings: Settings, findings: Findings) -> tuple[str, ...]:
    """Tell all receivers of the settings; say in a sentence each which could not be reached.

    A receiver that cannot be reached is told at the next call. A process that is killed between sending and saving
    tells that one message again.
    """
    with locked(settings) as told:
        return tuple(
            sentence
            for address in settings.alerts
            for sentence in _tell_one(settings, address, findings, told)
        )


def send_trial(settings: Settings, message: Message) -> tuple[str, ...]:
    """Send a message to every receiver without remembering it; say in a sentence each which failed."""
    return tuple(
        sentence
        for address in settings.alerts
        if (sentence := _failure_of_sending(address, message)) is not None
    )


def _tell_one(settings: Settings, address: str, findings: Findings, told: Told) -> Sequence[str]:
    known = told.setdefault(receiver_name(address), {})
    for message in _news(settings, address, findings, told):
        sentence = _failure_of_sending(address, message)
        if sentence is not None:
            return [sentence]  # the rest would fail alike, and wait as long
        if message.is_mended:
            del known[message.failure.key]
        else:
            known[message.failure.key] = message.failure.after(known.get(message.failure.key))
        save(settings, told)
    return []


def _news(settings: Settings, address: str, findings: Findings, told: Told) -> list[Message]:
    known = told.get(receiver_name(address), {})
    home = str(settings.home)
    found = [(failure, failure.new_parts(known.get(failure.key))) for failure in findings.failures]
    return [
        *(
            Message(failure=failure, is_mended=False, home=home, new_parts=new_parts)
            for failure, new_parts in found
            if failure.key not in known or new_parts
        ),
        *(
            Message(failure=failure, is_mended=True, home=home)
            for failure in known.values()
            if findings.is_mended(failure)
        ),
    ]


def _failure_of_sending(address: str, message: Message) -> str | None:
    try:
        sender_to(address)(message)
    except UNREACHABLE as error:
        return f"{receiver_name(address)} could not be told, and will be at the next run: {error}"
    return None
