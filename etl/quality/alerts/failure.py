"""The vocabulary of alerts: a failure that somebody should know of, and what is known of failures now.

Here: values. Not here: finding failures (find.py), saying them (message.py), whom to tell (receivers.py).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

EXAMPLES = 3  # keys that an alert names


class FailureKind(StrEnum):
    FAILED_RUN = "failed run"
    BLOCKED_PUBLISH = "blocked publish"  # a critical rule is broken
    BROKEN_RULE = "broken rule"  # a warning, which fails no run
    DRIFT = "drift"  # new pages of an outlet lack what its pages had
    STALE_OUTLET = "stale outlet"
    STALE_ARCHIVE = "stale archive"  # nothing comes of any outlet


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A failure that is there now. key: the same as long as it is the same failure.

    parts: what of the subject fails, where that may grow while it stands, such as the fields of an outlet.
    """

    key: str
    kind: FailureKind
    subject: str  # rule, outlet or run
    sentence: str
    since: datetime
    outlets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()  # keys of rows, at most EXAMPLES
    command: str  # shows more

    def new_parts(self, told: "Failure | None") -> tuple[str, ...]:
        """The parts that were not told yet, if the failure was told with others."""
        return tuple(part for part in self.parts if part not in told.parts) if told else ()

    def after(self, told: "Failure | None") -> "Failure":
        """The failure as it is remembered: since it was first told, with every part that was told since."""
        if told is None:
            return self
        return replace(self, since=told.since, parts=tuple(dict.fromkeys((*told.parts, *self.parts))))

    @property
    def record(self) -> Mapping[str, object]:
        """The failure as JSON knows it."""
        return {**asdict(self), "since": self.since.isoformat()}

    @classmethod
    def of_record(cls, record: Mapping[str, object]) -> "Failure":
        """The failure of a record. Raises KeyError, TypeError or ValueError for another one's.

        Records of older code know no parts: those that stand are told once more.
        """
        return cls(
            key=str(record["key"]),
            kind=FailureKind(str(record["kind"])),
            subject=str(record["subject"]),
            sentence=str(record["sentence"]),
            since=datetime.fromisoformat(str(record["since"])),
            outlets=_texts(record["outlets"]),
            parts=_texts(record.get("parts", ())),
            examples=_texts(record["examples"]),
            command=str(record["command"]),
        )


@dataclass(frozen=True, kw_only=True)
class Findings:
    """The failures that are there now.

    undecided: beginnings of keys of which nothing new is known. last_good_at: start of the last recorded run, if it
    ended well; a failure told before it is over.
    """

    failures: tuple[Failure, ...]
    undecided: tuple[str, ...] = ()
    last_good_at: datetime | None = None

    def is_mended(self, told: Failure) -> bool:
        """Whether a failure that was told is over."""
        if told.key in {failure.key for failure in self.failures}:
            return False
        is_undecided = told.key.startswith(self.undecided)
        return not is_undecided or (self.last_good_at is not None and self.last_good_at > told.since)


def query_of(rest: str) -> str:
    """The command that shows more: what stands behind `from`."""
    return f'dateline query "from {rest}"'


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is no list")
    return tuple(map(str, value))
