"""Tell what an article owes to news agencies: datelines, copyright lines, notes, bylines.

Here: the evidence on the page, and what follows from it. Not here: who signed the article (credit.py), the agencies
(lexicon/agencies.csv).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.kinds import AgencyUseKind, ParagraphKind, RoleKind
from etl.model import Credit
from etl.normalize.author import agencies_in
from etl.normalize.text import clean_line
from etl.outlet import Outlet
from etl.page.paragraph import Part
from etl.page.patterns import any_of

TAIL_COUNT = 8  # last paragraphs that may hold a note on agencies (judged)
COPYRIGHT = re.compile(r"\s*©")


@dataclass(frozen=True, kw_only=True, slots=True)
class WireNotes:
    """What notes below the text say: the agencies they name, and whether one of them owns the text."""

    agencies: tuple[Credit, ...] = ()
    is_owned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Dateline:
    """A dateline: the place of a report, and its agencies."""

    place: str | None = None
    agencies: tuple[Credit, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """What dateline and notes say of agencies."""

    opening: Dateline = Dateline()
    notes: WireNotes = WireNotes()


def take_wire_notes(parts: list[Part], outlet: Outlet) -> tuple[WireNotes, list[Part]]:
    """Take final notes on the agencies that a report drew on off the text."""
    pattern = any_of(outlet.wire)
    if pattern is None:
        return WireNotes(), parts
    notes = [part for part in parts[-TAIL_COUNT:] if pattern.fullmatch(part.text)]
    found = WireNotes(
        agencies=tuple(credit for note in notes for credit in agencies_in(note.text)),
        is_owned=any(COPYRIGHT.match(note.text) for note in notes),
    )
    return found, [part for part in parts if not any(part is note for note in notes)]


def dateline(parts: Sequence[Part], outlet: Outlet) -> Dateline:
    """Find the dateline at the head of the first two paragraphs, by the outlet's pattern; it stays in the text."""
    prose = [part for part in parts if part.kind is not ParagraphKind.HEADING][:2]
    tried = (re.search(pattern, part.text) for part in prose for pattern in outlet.dateline)
    found = next((match.groupdict() for match in tried if match is not None), {})
    return Dateline(
        place=clean_line(found.get("place") or "") or None, agencies=agencies_in(found.get("agency") or "")
    )


def agency_use(credits: Sequence[Credit], wire: Wire, outlet: Outlet) -> AgencyUseKind:
    """Whether the text is an agency's, or made from agencies' reports.

    An agency that alone signs a text has written it; beside a person, or one of several, it was drawn on.
    """
    if outlet.agency:
        return AgencyUseKind.OWN
    if wire.opening.agencies or wire.notes.is_owned:
        return AgencyUseKind.CARRIED
    agencies = [credit for credit in credits if credit.role_kind is RoleKind.AGENCY]
    is_signed = any(credit.role_kind in (RoleKind.REPORTER, RoleKind.COLUMNIST) for credit in credits)
    if len(agencies) == 1 and not is_signed and not wire.notes.agencies:
        return AgencyUseKind.CARRIED
    return AgencyUseKind.BASED_ON if agencies else AgencyUseKind.NONE
