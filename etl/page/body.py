"""Settle the body: the parts of a draft that are the article's text.

Here: removing prompts, offers, the repeated title and other non-prose; false headings. Not here: credits
(credit.py) and pictures (figure.py).
"""

import re
from dataclasses import dataclass, replace

from etl.kinds import LinkKind, ParagraphKind
from etl.lexicon import either, words
from etl.model import Credit, Link, Paragraph
from etl.normalize.heading import NUMBERED, is_plain_heading, numbered_sections
from etl.normalize.text import fold_name
from etl.normalize.url import absolute_url, is_below, url_host
from etl.outlet import Layout, Outlet
from etl.page.agency import Wire, dateline, take_wire_notes
from etl.page.credit import lead_authors, once, take_credits, without_notes_on
from etl.page.draft import Draft
from etl.page.paragraph import Part
from etl.page.patterns import any_of, patterns_of

END_COUNT = 3  # last paragraphs in which an end mark is looked for
LONGEST_BOILERPLATE = 200  # characters
LONGEST_LABEL = 12  # characters of what stands around links that are offered behind a sentence
SENTENCE_ENDS = ("。", "！", "？", "”", "」", "…")
END_SIZE = 20  # characters at the end of a paragraph in which an end mark stands
END_MARK = re.compile(
    rf"\s*[（(]\s*(?:{either('page_words', 'end_mark')}\s*[）)]\s*)?$"
    rf"|(?<=\.{{3}})\s*(?:\.{{3}})?\s*{either('page_words', 'read_on')}$"
    r"|(?<=[。！？”」）).!?])\s*[#＃◇■]+$",
    re.IGNORECASE,
)
END_LINE = re.compile(rf"[-—–]*\s*{either('page_words', 'end_line')}\s*[-—–.]*", re.IGNORECASE)
ASKS = words("page_words", "asks")  # labels of the interviewer
BARE_LINK = re.compile(r"^@|://|^www\.|…$")  # the text of a link that is no title: an address, an account
SENTENCE = re.compile(r"[！!]$|[，。；]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The article's text, and what was found in the rest."""

    paragraphs: tuple[Paragraph, ...]
    links: tuple[Link, ...]
    credits: tuple[Credit, ...]
    place: str | None
    wire: Wire


def settle_body(draft: Draft, layout: Layout, outlet: Outlet, *, title: str, base: str | None) -> Body:
    """Remove from the draft's parts what is not prose: credits, wire notes, prompts, related links, repeated title."""
    parts = _without_boilerplate(draft, outlet)
    parts = _without_related(draft, parts, outlet, base)
    parts = _without_title(parts, title)
    parts, byline = take_credits(parts, outlet)
    parts = _without_end_mark(parts)
    columnists = lead_authors(parts, outlet, draft.parts)
    parts = without_notes_on([*draft.credits, *columnists, *byline.credits], parts)
    parts = _with_lead(parts, layout, outlet)
    parts = _with_plain_headings(parts) if layout.has_plain_headings else parts
    parts = _with_numbers(parts, layout)
    parts = _without_last_headings(parts, has_visuals=bool(draft.visuals))
    notes, parts = take_wire_notes(parts, outlet)
    opening = dateline(parts, outlet)
    links = [_link(href, text, LinkKind.RELATED, base) for href, text in draft.related]
    links += [_link(href, text, _link_kind(text), base) for part in parts for href, text in part.links]
    links += _links_elsewhere(draft, base)
    signed = [*draft.credits, *columnists, *byline.credits]
    return Body(
        paragraphs=tuple(Paragraph(paragraph_kind=part.kind, text=part.text) for part in parts),
        links=tuple(dict.fromkeys(link for link in links if link is not None)),
        credits=once([*signed, *opening.reporters, *notes.agencies, *opening.agencies]),
        place=opening.place or draft.place or byline.place,
        wire=Wire(opening=opening, notes=notes, is_compiled=draft.is_compiled or byline.is_compiled),
    )


def _without_boilerplate(draft: Draft, outlet: Outlet) -> list[Part]:
    common, drop, stop = patterns_of("boilerplate"), any_of(outlet.drop), any_of(outlet.stop)
    offers, related = patterns_of("related_labels"), any_of(outlet.related)
    kept = []
    for part in draft.parts:
        if stop and stop.match(part.text):
            break
        if offers.match(part.text) or (related and related.match(part.text)):
            draft.related.extend(part.links)
            continue
        if part.links and (offer := offers.search(part.text)):
            _take_offer(draft, part, offer.start())
        if not (
            (len(part.text) <= LONGEST_BOILERPLATE and common.fullmatch(part.text))
            or (drop and drop.fullmatch(part.text))
        ):
            kept.append(part)
    return kept


def _take_offer(draft: Draft, part: Part, start: int) -> None:
    """Take links offered behind the last sentence of a paragraph (…。相关阅读：TITLE) from its text."""
    prose, offered = part.text[:start].rstrip(), part.text[start:]
    links = [link for link in part.links if link[1] in offered]
    unlinked = sum(len(text) for _, text in links) + LONGEST_LABEL < len(offered)
    if prose.endswith(SENTENCE_ENDS) and links and not unlinked:
        draft.related.extend(links)
        part.text, part.links = prose, [link for link in part.links if link not in links]


def _without_related(draft: Draft, parts: list[Part], outlet: Outlet, base: str | None) -> list[Part]:
    """Remove related links: paragraphs that are one link, to the outlet's own site or by a title, and lists."""
    host = url_host(base) if base else None
    own = outlet.domains or ((host,) if host else ())
    prose = [part for part in parts if not part.is_note]
    offers = [part for part in prose if part.is_link and part.links and _is_offer(part, own, base)]
    if not offers or all(part.is_link for part in prose):  # if all paragraphs are links, they are the content
        return parts
    draft.related.extend(link for part in offers for link in part.links)
    return [part for part in parts if not any(part is offer for offer in offers)]


def _is_offer(part: Part, own: tuple[str, ...], base: str | None) -> bool:
    href, text = part.links[0]
    if part.text.endswith(("：", ":")):  # it introduces what stands below it
        return False
    if part.kind is ParagraphKind.HEADING or _link_kind(text) is not LinkKind.INLINE:
        return False
    url = absolute_url(href, base)
    is_titled = part.kind is ParagraphKind.BODY and not BARE_LINK.search(text)
    return url is not None and (is_titled or is_below(url_host(url), own))


def _without_title(parts: list[Part], title: str) -> list[Part]:
    """Remove a first paragraph that repeats the title, if it looks like a title or is the only one."""
    if not parts or len(parts[0].text) > 2 * len(title) or fold_name(parts[0].text) != fold_name(title):
        return parts
    return (
        parts[1:] if len(parts) == 1 or parts[0].is_bold or parts[0].kind is ParagraphKind.HEADING else parts
    )


def _without_end_mark(parts: list[Part]) -> list[Part]:
    for part in parts[-END_COUNT:]:
        rest, end = part.text[:-END_SIZE], part.text[-END_SIZE:]
        part.text = rest + END_MARK.sub("", end) if rest or not END_LINE.fullmatch(end) else ""
    return [part for part in parts if part.text]


def _with_lead(parts: list[Part], layout: Layout, outlet: Outlet) -> list[Part]:
    """Mark an all-bold first paragraph as the lead, unless it looks like a heading or an interview question."""
    if not parts or not parts[0].is_bold or (len(parts) == 1 and not layout.has_bold_lead):
        return parts
    if parts[0].text.endswith(("：", ":")):
        return parts
    speaker, colon, _ = parts[0].text.replace(":", "：").partition("：")
    if colon and speaker in (outlet.outlet_name, outlet.latin_name, *outlet.aliases, *ASKS):
        return parts
    if parts[0].kind is ParagraphKind.BODY or (
        parts[0].kind is ParagraphKind.HEADING and layout.has_bold_lead
    ):
        return [replace(parts[0], kind=ParagraphKind.LEAD), *parts[1:]]
    return parts


def _without_last_headings(parts: list[Part], *, has_visuals: bool) -> list[Part]:
    """Remove final headings with nothing below them; a final bold sentence becomes prose."""
    while len(parts) > 1 and parts[-1].kind is ParagraphKind.HEADING:
        if parts[-1].is_bold and SENTENCE.search(parts[-1].text):
            return [*parts[:-1], replace(parts[-1], kind=ParagraphKind.BODY)]
        if has_visuals:
            return parts
        parts = parts[:-1]
    return parts


def _with_plain_headings(parts: list[Part]) -> list[Part]:
    texts = [part.text for part in parts]
    for before, part, after in zip(texts, parts[1:], texts[2:], strict=False):
        if part.kind is ParagraphKind.BODY and is_plain_heading(part.text, before, after):
            part.kind = ParagraphKind.HEADING
    return parts


def _with_numbers(parts: list[Part], layout: Layout) -> list[Part]:
    """Mark the numbers that part a text into sections as its headings, and bold sentences behind such a number."""
    found = numbered_sections([part.text for part in parts])
    bold = [part.is_bold and part.kind is ParagraphKind.BODY and layout.has_bold_headings for part in parts]
    for index, part in enumerate(parts):
        is_alone = bold[index] and not any(bold[index - 1 : index]) and bold[index + 1 :][:1] == [False]
        if index in found or (is_alone and NUMBERED.fullmatch(part.text)):
            parts[index] = replace(part, kind=ParagraphKind.HEADING)
    return parts


def _links_elsewhere(draft: Draft, base: str | None) -> list[Link | None]:
    """List links to a translation or source, which are among credits and notes rather than in the prose."""
    kinds = [(href, text, _link_kind(text)) for part in draft.parts for href, text in part.links]
    return [_link(href, text, kind, base) for href, text, kind in kinds if kind is not LinkKind.INLINE]


def _link_kind(text: str) -> LinkKind:
    if patterns_of("translation_links").search(text):
        return LinkKind.TRANSLATION
    if patterns_of("source_links").search(text):
        return LinkKind.SOURCE
    return LinkKind.INLINE


def _link(href: str, text: str, kind: LinkKind, base: str | None) -> Link | None:
    url = absolute_url(href, base)
    return Link(link_url=url, anchor_text=text, link_kind=kind) if url else None
