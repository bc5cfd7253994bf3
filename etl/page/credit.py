"""Find credits in and around the prose: authors, translators, editors, agencies.

Here: applying the outlet's readers and patterns to the right paragraphs. Not here: the forms of credit lines
(normalize/byline.py, etl/outlets/).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from etl.kinds import ParagraphKind, RoleKind
from etl.lexicon import either
from etl.model import Credit, Header
from etl.normalize.author import LETTER, is_personal_name, name_list, source_credit
from etl.normalize.byline import closing_credits, closing_source
from etl.normalize.field_line import read_fields
from etl.normalize.text import fold_name
from etl.outlet import Byline, Outlet
from etl.page.paragraph import Part
from etl.page.structured import Structured
from etl.page.title import Title

LINE_SIZE = 40  # characters of a line that may be a credit anywhere in the article (judged)
HEAD_COUNT = 6  # first paragraphs that may hold a byline (judged)
TAIL_COUNT = 8  # last paragraphs that may hold credits (judged)
NOTE_COUNT = 4  # last paragraphs that may describe the author (judged)
LONGEST_NOTE = 800  # characters of a last block that is all credits (judged)
CLOSING = ("）", ")", "#", "＃", *"0123456789")  # how a paragraph with closing credits ends
NOTE_OPENING = re.compile(
    rf"^[\W_]*{either('page_words', 'note_opening')}?{either('page_words', 'note_subject')}?"
)
OPINION = re.compile(rf"\bopinion\b|{either('page_words', 'opinion')}|{either('page_words', 'opinion_end')}$")
IS_WHO_NEXT = either("page_words", "is_who")
IS_WHO = re.compile(
    rf"\s*(?:[（(][^（()）]*[）)])?\s*"
    rf"(?:{either('page_words', 'is_who')}|，.{{0,30}}{either('page_words', 'is_what')})"
)
# nobody glosses the own name in prose; a mark of speech behind it opens an answer
GLOSSED = re.compile(r"\s*[（(][A-Z][A-Za-z .'’\-]+[）)](?!\s*[：:])")


def take_credits(parts: list[Part], outlet: Outlet) -> tuple[list[Part], Byline]:
    """Apply the outlet's readers to paragraphs that may be credits; give other parts, and all credits as one byline."""
    parts, closing = _take_blocks(parts, outlet)
    kept: list[Part] = []
    credits: list[Credit] = []
    place, is_compiled = None, False
    for number, part in enumerate(parts):
        found = None
        is_near = number < HEAD_COUNT or number >= len(parts) - TAIL_COUNT
        if part.is_note or is_near or len(part.text) <= LINE_SIZE:
            found = _read(part.text, outlet)
        if part.is_note:
            credits.extend(found.credits if found else ())
            continue
        # a heading by its element is kept, but for one that stands at the head and names who wrote
        is_marked = part.kind is ParagraphKind.HEADING and not part.is_bold
        is_marked &= not (number < HEAD_COUNT and found and found.credits and not found.prose)
        is_whole = found is not None and found.prose == part.text
        if found is None:
            found = _shared(part.text, from_end=len(parts) - 1 - number)
        if found is None or (is_marked and not is_whole):
            kept.append(part)
            continue
        credits.extend(found.credits)
        place = place or found.place
        is_compiled = is_compiled or found.is_compiled
        if found.prose and (is_marked or not is_whole):
            kept.append(replace(part, text=found.prose))
    for found in closing:
        credits.extend(found.credits)
        place = place or found.place
        is_compiled = is_compiled or found.is_compiled
    return kept, Byline(credits=tuple(credits), place=place, is_compiled=is_compiled)


def _take_blocks(parts: list[Part], outlet: Outlet) -> tuple[list[Part], list[Byline]]:
    """Take last blocks whose paragraphs are credits all together: a note on the author, 翻译：NAME, a link."""
    taken: list[Byline] = []
    kept = parts[:-TAIL_COUNT]
    for block, lines in groupby(parts[-TAIL_COUNT:], key=lambda part: id(part.block) if part.block else 0):
        together = list(lines)
        if not block:
            kept.extend(together)
            continue
        text = "\n".join(part.text for part in together)
        found = _read(text, outlet) if len(text) <= LONGEST_NOTE else None
        if found is None or found.prose:
            kept.extend(together)
        else:
            taken.append(found)
    return kept, taken


def _read(text: str, outlet: Outlet) -> Byline | None:
    """What the first of the outlet's readers that knows a text makes of it."""
    for reader in outlet.credits:
        found = reader(text)
        if found is not None:
            return found
    return None


def _shared(text: str, *, from_end: int) -> Byline | None:
    """Parse the forms of credits that any outlet may have: a line of fields; near the end, last brackets, a source.

    from_end: the paragraphs behind it.
    """
    fields = read_fields(text)
    if fields is not None:
        return Byline(credits=fields.credits)
    if from_end >= TAIL_COUNT:
        return None
    closing = closing_credits(text) if text.endswith(CLOSING) else None
    return closing or closing_source(text, is_last=from_end == 0)


def without_notes_on(people: Sequence[Credit], parts: list[Part]) -> list[Part]:
    """Remove last paragraphs that describe a credited person.

    Of a columnist one that opens with the name and its gloss is such a note, whatever it says: 甲•乙(Latin)研究….
    """
    names = tuple(
        (name, credit.role_kind is RoleKind.COLUMNIST)
        for credit in people
        for name in (credit.author_name, credit.latin_name)
        if name and len(name) > 1
    )
    start = max(1, len(parts) - NOTE_COUNT)
    return parts[:start] + [part for part in parts[start:] if not _is_note_on(names, part.text)]


def _is_note_on(names: tuple[tuple[str, bool], ...], text: str) -> bool:
    text = NOTE_OPENING.sub("", text, count=1)
    return any(
        text.lower().startswith(name.lower())
        and (IS_WHO.match(text, len(name)) or (is_columnist and GLOSSED.match(text, len(name))))
        for name, is_columnist in names
    )


def lead_authors(parts: Sequence[Part], outlet: Outlet, drafted: Sequence[Part]) -> tuple[Credit, ...]:
    """The columnists whose names open the lead, or a text without one, by the outlet's pattern.

    drafted: the parts with the notes behind the text, one of which may give a name in full.
    """
    lead = next(
        (part.text for part in parts if part.kind is ParagraphKind.LEAD), parts[0].text if parts else ""
    )
    found = (re.match(pattern, lead) for pattern in outlet.lead_author)
    credits = (credit for match in found if match for credit in name_list(match["names"], RoleKind.COLUMNIST))
    notes = [NOTE_OPENING.sub("", part.text) for part in drafted[-NOTE_COUNT:]]
    return tuple(replace(credit, author_name=_in_full(credit.author_name, notes)) for credit in credits)


def _in_full(name: str, notes: Sequence[str]) -> str:
    """Give the full name of somebody called by the last part of it, if a note says who that is: 甲•乙是…."""
    full = re.compile(rf"[\u3400-\u9fff]{{1,6}}[•·]{re.escape(name)}(?=\s?[（(]|{IS_WHO_NEXT})")
    return next((found[0] for note in notes if (found := full.match(note))), name)


def once(credits: Sequence[Credit]) -> tuple[Credit, ...]:
    """Deduplicate credits by name and role, in order."""
    return tuple(
        {(fold_name(credit.author_name), credit.role_kind): credit for credit in reversed(credits)}.values()
    )[::-1]


def is_signed(credits: Sequence[Credit]) -> bool:
    """Whether somebody is credited with having written the article."""
    return any(credit.role_kind in (RoleKind.REPORTER, RoleKind.COLUMNIST) for credit in credits)


def with_columnists(credits: Sequence[Credit], section: str | None, column: str | None) -> list[Credit]:
    """Turn the reporters of a piece of opinion into columnists, and of any other those whom a note calls so."""
    is_opinion = OPINION.search(f"{section or ''} {column or ''}") is not None
    signed = {fold_name(one.author_name) for one in credits if one.role_kind is RoleKind.REPORTER}
    noted = {fold_name(one.author_name) for one in credits if one.role_kind is RoleKind.COLUMNIST} & signed
    return [
        replace(one, role_kind=RoleKind.COLUMNIST)
        if one.role_kind is RoleKind.REPORTER and (is_opinion or fold_name(one.author_name) in noted)
        else one
        for one in credits
        if one.role_kind is not RoleKind.COLUMNIST or fold_name(one.author_name) not in noted
    ]


def settle_credits(
    found: Sequence[Credit], header: Header, outlet: Outlet, title: Title, structured: Structured
) -> tuple[Credit, ...]:
    """Combine the page's credits with, if it has no author, those of structured data and front matter; add agencies."""
    credits = list(found)
    stated = [(name, outlet.byline_role) for name in (title.author, *structured.authors) if name]
    stated += [(header.author_name, outlet.header_role)] if header.author_name else []
    if stated and not is_signed(credits):
        called = (outlet.outlet_id, outlet.outlet_name, outlet.latin_name, *outlet.aliases)
        # the first tag is the outlet's name, unless it is a person's: then it is the author's
        own = {fold_name(name) for name in (*called, header.source_name or "") if not is_personal_name(name)}
        credits += [
            credit
            for text, role in stated
            for credit in name_list(text, role)
            if fold_name(credit.author_name) not in own
        ]
    if title.source and LETTER.search(title.source) and not _is_stated(title.source, credits):
        credits.append(source_credit(title.source))
    if outlet.agency:
        credits.append(source_credit(outlet.agency))
    return once(credits)


def _is_stated(source: str, credits: Sequence[Credit]) -> bool:
    """Whether the page names the source that the title opens with: as its author, or in fewer words as its source."""
    title = fold_name(source)
    names = ((fold_name(credit.author_name), credit.role_kind) for credit in credits)
    return any(name == title or (role is RoleKind.SOURCE and title.startswith(name)) for name, role in names)
