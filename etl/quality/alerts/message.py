"""Say a failure in a few lines, once when it is there and once when it is mended.

Here: texts. Not here: how a receiver wraps them (receivers.py).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from etl.quality.alerts.failure import Failure

LONGEST_LINE = 300  # characters: what an archive says may be long


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is told of a failure. is_mended: that it is over. new_parts: of one that was told and has grown."""

    failure: Failure
    is_mended: bool
    home: str  # which installation speaks
    new_parts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        kind = f"mended: {self.failure.kind}" if self.is_mended else str(self.failure.kind)
        return _line(f"Dateline: {kind}: {self.failure.subject}")

    @property
    def lines(self) -> tuple[str, ...]:
        """Rule or outlet, what is new of it, since when, three keys, and the command that shows more."""
        failure = self.failure
        facts = {
            "what": failure.sentence if not self.is_mended else f"It holds again. It was: {failure.sentence}",
            "new": ", ".join(self.new_parts),
            "outlet": ", ".join(failure.outlets),
            "since": f"{failure.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
            "until": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC" if self.is_mended else "",
            "for example": ", ".join(failure.examples) if not self.is_mended else "",
            "more": failure.command,
            "home": self.home,
        }
        return tuple(f"{name}: {_line(value)}" for name, value in facts.items() if value)

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines))


def _line(text: str) -> str:
    """One line, without control characters."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
