"""Tell what an article owes to news agencies: datelines, copyright lines, notes, bylines, first words.

Here: the evidence on the page, and what follows from it. Not here: who signed the article (credit.py), the forms of
datelines and attributions (normalize/dateline.py), the agencies (lexicon/agencies.csv).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.kinds import AgencyUseKind, AuthorKind, ParagraphKind, RoleKind
from etl.model import Credit, Paragraph
from etl.normalize.author import agencies_in, author_kind, one_name, pieces_of, source_credit
from etl.normalize.dateline import Dateline, agencies_drawn_on, read_dateline, retold_agency
from etl.normalize.text import clean_line
from etl.outlet import Outlet
from etl.page.paragraph import Part
from etl.page.patterns import any_of

TAIL_COUNT = 8  # last paragraphs that may hold a note on agencies (judged)
HEAD_COUNT = 2  # first paragraphs that may attribute the text to an agency (measured: 36 of 39 retold texts)
LONGEST_RETOLD = 15  # paragraphs of a text that its first words attribute to an agency (measured: at most 14)
COPYRIGHT = re.compile(r"\s*©")
LISTED = re.compile(r"[（(](?P<inside>[^（()）]+)[）)]")
SIGNING = (RoleKind.REPORTER, RoleKind.COLUMNIST, RoleKind.SOURCE)


@dataclass(frozen=True, kw_only=True, slots=True)
class WireNotes:
    """What notes below the text say: the agencies they name, and whether one of them owns the text."""

    agencies: tuple[Credit, ...] = ()
    is_owned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """What dateline, notes and byline say of agencies. is_compiled: the byline says that it drew on others' reports."""

    opening: Dateline
    notes: WireNotes
    is_compiled: bool


def take_wire_notes(parts: list[Part], outlet: Outlet) -> tuple[WireNotes, list[Part]]:
    """Take final notes on the agencies that a report drew on off the text: paragraphs, or their end in brackets."""
    pattern = any_of(outlet.wire)
    if pattern is None:
        return WireNotes(), parts
    tail = max(0, len(parts) - TAIL_COUNT)
    cuts = [(part, _note_start(part.text, pattern)) for part in parts[tail:]]
    notes = [part.text[start:] for part, start in cuts if start is not None]
    found = WireNotes(
        agencies=tuple(credit for note in notes for credit in _named_in(note)),
        is_owned=any(COPYRIGHT.match(note) for note in notes),
    )
    kept = [part if start is None else replace(part, text=part.text[:start].rstrip()) for part, start in cuts]
    return found, parts[:tail] + [part for part in kept if part.text]


def _note_start(text: str, pattern: re.Pattern[str]) -> int | None:
    """Where a note begins that ends a paragraph: at its start, or at its last bracket; None without one."""
    if pattern.fullmatch(text):
        return 0
    bracket = max(text.rfind("（"), text.rfind("("))
    return bracket if bracket > 0 and pattern.fullmatch(text, bracket) else None


def _named_in(note: str) -> tuple[Credit, ...]:
    """List the agencies of a note; of a list in brackets, （agency、medium等）, the media too."""
    listed = LISTED.fullmatch(clean_line(note))
    if listed is None:
        return agencies_in(note)
    found = [credit for piece in pieces_of(listed["inside"]) if (credit := one_name(piece, RoleKind.SOURCE))]
    is_sentence = any(_is_of_sentence(credit) for credit in found)
    return agencies_in(note) if is_sentence or not found else tuple(dict.fromkeys(found))


def _is_of_sentence(found: Credit) -> bool:
    """Whether a piece of a note is no medium's name: a person's, or words that lead up to an agency's."""
    name = found.author_name
    leads_up = any(one.author_name != name for one in agencies_in(name))
    return leads_up or author_kind(name) is AuthorKind.PERSON


def dateline(parts: Sequence[Part], outlet: Outlet) -> Dateline:
    """Find the dateline at the head of the first two paragraphs; it stays in the text. The outlet's form goes first."""
    prose = [part.text for part in parts if part.kind is not ParagraphKind.HEADING][:HEAD_COUNT]
    tried = (re.search(pattern, text) for text in prose for pattern in outlet.dateline)
    found = next((match.groupdict() for match in tried if match is not None), None)
    if found is not None:
        place, agencies = clean_line(found.get("place") or ""), agencies_in(found.get("agency") or "")
        return Dateline(place=place or None, agencies=agencies)
    return next((read for text in prose if (read := read_dateline(text)) is not None), Dateline())


def agency_use(
    credits: Sequence[Credit],
    paragraphs: Sequence[Paragraph],
    wire: Wire,
    outlet: Outlet,
    title_source: str | None,
) -> AgencyUseKind:
    """Whether the text is an agency's (own, carried), or was made from agencies' reports (based_on).

    Carried: an agency in the dateline, in a copyright line, before the title or alone in the byline; or the first words
    attribute it to one, nobody else signs it, and no second agency is drawn on.
    """
    if outlet.agency:
        return AgencyUseKind.OWN
    is_reposted = title_source is not None and author_kind(title_source) is AuthorKind.AGENCY
    if wire.opening.agencies or wire.notes.is_owned or is_reposted:
        return AgencyUseKind.CARRIED
    agencies = [credit for credit in credits if credit.role_kind is RoleKind.AGENCY]
    is_signed = any(credit.role_kind in SIGNING for credit in credits)
    if wire.is_compiled or wire.notes.agencies:
        alone = wire.is_compiled and len(agencies) == 1 and not is_signed
        return AgencyUseKind.CARRIED if alone else AgencyUseKind.BASED_ON
    if agencies:
        return AgencyUseKind.CARRIED if len(agencies) == 1 else AgencyUseKind.BASED_ON
    return _by_first_words(
        credits, [part.text for part in paragraphs if part.paragraph_kind is not ParagraphKind.HEADING]
    )


def _by_first_words(credits: Sequence[Credit], prose: Sequence[str]) -> AgencyUseKind:
    """What the first words say: 据路透社今天报道, unless the text was taken from another medium."""
    roles = {credit.role_kind for credit in credits}
    if RoleKind.SOURCE in roles:
        return AgencyUseKind.NONE
    retold = [agency for text in prose[:HEAD_COUNT] if (agency := retold_agency(text))]
    if retold and not roles & {RoleKind.REPORTER, RoleKind.COLUMNIST} and len(prose) <= LONGEST_RETOLD:
        others = {source_credit(name).author_name for text in prose for name in agencies_drawn_on(text)}
        return AgencyUseKind.CARRIED if len(others) == 1 else AgencyUseKind.BASED_ON
    if retold or any(agencies_drawn_on(text) for text in prose[:HEAD_COUNT]):
        return AgencyUseKind.BASED_ON
    return AgencyUseKind.NONE
