"""From a page's blocks to an article's parts: paragraphs, pictures, media, links, tags, the lines of credit.

Here: what holds for every outlet, steered by its Outlet. Not here: the tree (blocks.py), what makes a document an
article and when it was published (parse.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from etl import lexicon
from etl.blocks import Line, Medium, Page, Picture, Text
from etl.model import Credit, Image, Link, LinkKind, Media, Paragraph, ParagraphKind, RoleKind
from etl.normalize.byline import agencies_in, name_list
from etl.normalize.caption import FIGURE_NOTE, FIGURE_TITLE, caption_credit
from etl.normalize.clock import Stamp, find_day, read_stamp
from etl.normalize.heading import ends_sentence, is_plain_heading
from etl.normalize.text import clean_line, clean_paragraph, fold_name
from etl.normalize.url import absolute_url, is_below, unwrap_image, url_host
from etl.outlet import Layout, Outlet, Role

HEADING_SIZE = 45  # characters; a bold paragraph that is longer is emphasis
LINE_SIZE = 40  # characters of a line that may be a credit wherever it stands
FIGURE_REACH = 2  # elements between a picture and the figure that holds its caption too
FIGURE_COUNT = 3  # texts beside a picture; more are no captions, whatever they stand in
LONGEST_CAPTION = 120  # characters of slanted text below a video
HEAD_COUNT = 6  # paragraphs in which a byline may stand before the prose
END_COUNT = 3  # last paragraphs that an end mark may close
NOTE_COUNT = 4  # last paragraphs that may say who the author is
TAIL_COUNT = 8  # paragraphs in which credits may stand after the prose
CREDIT_LABEL = re.compile(
    r"(?:图[像片]?(?:来源|版权)|圖[像片]?(?:來源|版權)|Image (?:source|copyright)"
    r"|Photo(?: by)?\s*(?=[：:])|(?P<caption>(?:Image|Media) caption"
    r"|(?:图像|视频|音频|圖像|視頻|音頻)加[注註]文字|[说說]明文字(?=[，,：:])))\s*[：:，,]?\s*"
)
END_MARK = re.compile(
    r"\s*[（(]\s*(?:完|全文完|未完待续)\s*[）)]\s*$|\s*[（(]\s*$|^[-—–]*\s*(?:完|全文完|END)\s*[-—–.]*$"
    r"|(?<=\.{3})\s*(?:more|Read more|阅读全文|閱讀全文)$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[。；，、：:,;]\s*[”」』）)]?$")
SPEAKER = re.compile(r"^[^\s：:]{1,10}[：:].*[?？。]$")
ASKS = frozenset(("记者", "記者", "主持人", "问", "問", "Q"))  # who speaks first in an interview
SENTENCE = re.compile(r"[！!]$|[，。；]")
NOTE_OPENING = re.compile(r"^[\W_]*(?:本文)?(?:作者)?")
IS_WHO = re.compile(
    r"\s*(?:[（(][^（()）]*[）)])?\s*(?:是|为|為|系|曾|现|現|任|著有|，.{0,30}(?:教授|研究员|记者|作家))"
)
EMPTY = re.compile(r"[\W_]*")  # dots, dashes, stars: a divider
KINDS = {Role.LEAD: ParagraphKind.LEAD, Role.HEADING: ParagraphKind.HEADING, Role.QUOTE: ParagraphKind.QUOTE}


@dataclass(slots=True)
class Part:
    """A paragraph on its way: its text, what it was on the page, and whether it is one link."""

    text: str
    kind: ParagraphKind
    is_bold: bool
    links: list[tuple[str, str]]
    is_link: bool
    path: tuple[int, ...]


@dataclass(slots=True)
class Visual:
    """A picture or medium on its way, to which captions come."""

    block: Picture | Medium
    captions: list[str] = field(default_factory=list)
    credit: str | None = None


@dataclass(slots=True)
class Draft:
    """The parts of an article, before it is known whether it is one."""

    parts: list[Part] = field(default_factory=list)
    visuals: list[Visual] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    stamp: Stamp | None = None
    section: str | None = None
    place: str | None = None


@cache
def patterns(name: str) -> re.Pattern[str]:
    """All patterns of lexicon/<name>.csv as one."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in lexicon.rows(name)))


@cache
def _any(expressions: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions)) if expressions else None


def draft_article(page: Page, layout: Layout, outlet: Outlet) -> Draft:
    """Sort the blocks of a page into the parts of an article, in reading order."""
    draft = Draft()
    waiting: list[str] = []  # captions that stand before their picture
    latest: Visual | None = None
    previous: Text | Picture | Medium | None = None
    decorations, drop = _any(outlet.decorations), _any(outlet.drop)
    for block in page.blocks:
        if isinstance(block, Picture | Medium):
            if _is_decoration((block.source if isinstance(block, Picture) else block.url) or "", decorations):
                continue
            if draft.parts and isinstance(previous, Text) and FIGURE_TITLE.fullmatch(draft.parts[-1].text):
                waiting.append(draft.parts.pop().text)
            latest = Visual(block, captions=waiting)
            waiting = []
            draft.visuals.append(latest)
        elif block.role in (Role.CAPTION, Role.CREDIT) or _in_figure(block, latest, layout.figure_depth):
            text = clean_line(" ".join(line.text for line in block.lines))
            if block.role is None and drop and drop.fullmatch(text):
                continue
            if latest is None:
                waiting.append(text)
            else:
                _describe(latest, text, is_credit=block.role is Role.CREDIT)
        elif latest is not None and previous is latest.block and _is_figure_note(block, previous, outlet):
            _describe(latest, clean_line(block.lines[0].text), is_credit=False)
        else:
            _sort_text(draft, block, layout, outlet)
            if (
                draft.parts
                and layout.figure_depth == 0
                and latest is not None
                and block.role is not Role.RELATED
            ):
                latest = latest if not latest.captions and isinstance(latest.block, Medium) else None
        previous = block
    return draft


def _is_figure_note(block: Text, shown: Picture | Medium, outlet: Outlet) -> bool:
    """Whether the line below a figure is its caption: the source of its numbers, slanted text below a video, or
    what the outlet's pages put there."""
    if len(block.lines) != 1 or block.role is not None:
        return False
    line = block.lines[0]
    if isinstance(shown, Medium):
        return 0 < line.size == line.italic and line.size <= LONGEST_CAPTION and not line.links
    text, own = clean_line(line.text), _any(outlet.captions)
    return bool(FIGURE_NOTE.fullmatch(text) or (own and own.fullmatch(text)))


def _is_decoration(source: str, decorations: re.Pattern[str] | None) -> bool:
    return bool(patterns("decorations").search(source) or (decorations and decorations.search(source)))


def _in_figure(text: Text, latest: Visual | None, depth: int) -> bool:
    if not depth or latest is None or len(latest.captions) == FIGURE_COUNT:
        return False
    figure = latest.block.path[: max(depth, len(latest.block.path) - FIGURE_REACH)]
    return len(figure) >= depth and text.path[: len(figure)] == figure


def _describe(visual: Visual, text: str, *, is_credit: bool) -> None:
    label = CREDIT_LABEL.match(text)
    text = text[label.end() :].strip() if label else text
    if not text:
        return
    if is_credit:
        text = text.strip("()（）[] ") if re.fullmatch(r"[（(\[][^（()）]*[）)\]]", text) else text
    if (is_credit or (label and not label["caption"])) and isinstance(visual.block, Picture):
        visual.credit = visual.credit or text
    elif text not in visual.captions:
        visual.captions.append(text)


def _sort_text(draft: Draft, block: Text, layout: Layout, outlet: Outlet) -> None:
    match block.role:
        case Role.RELATED:
            draft.related.extend(link for line in block.lines for link in line.links)
        case Role.TAGS:
            for line in block.lines:
                draft.tags.extend(
                    [text for _, text in line.links] or [clean_line(line.text)] if line.size else []
                )
        case Role.MARGIN:
            pass
        case Role.SECTION:
            draft.section = draft.section or clean_line(" ".join(line.text for line in block.lines))
        case Role.DATE:
            if not _head(draft, block.lines, outlet):
                draft.stamp = draft.stamp or find_day(clean_line(" ".join(line.text for line in block.lines)))
        case Role.BYLINE:
            for line in block.lines:
                _byline(draft, line, outlet)
        case _:
            if (
                layout.has_head
                and not draft.parts
                and draft.stamp is None
                and _head(draft, block.lines, outlet)
            ):
                return
            draft.parts.extend(_paragraphs(block, layout))


def _head(draft: Draft, lines: Sequence[Line], outlet: Outlet) -> bool:
    """Read lines of which one is a time: that is the page's, the others are the byline."""
    for line in lines:
        stamp = read_stamp(clean_line(line.text), outlet.page_timezone_name)
        if stamp is not None:
            draft.stamp = draft.stamp or stamp
            for other in lines:
                if other is not line:
                    _byline(draft, other, outlet)
            return True
    return False


def _byline(draft: Draft, line: Line, outlet: Outlet) -> None:
    text = clean_line(line.text)
    if not text:
        return
    for reader in outlet.credits:
        found = reader(text)
        if found is not None:
            draft.credits.extend(found.credits)
            draft.place = draft.place or found.place
            return
    draft.credits.extend(name_list(text, outlet.byline_role))


def _paragraphs(block: Text, layout: Layout) -> list[Part]:
    """A block's paragraphs: parted by empty lines, and where a bold line stands among lines that are not."""
    groups: list[list[Line]] = [[]]
    for line in block.lines:
        if (not line.size and not line.parts) or (not line.size and not line.text.strip()):
            groups.append([])
        elif groups[-1] and _parts(groups[-1][-1], line, layout):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [part for group in groups if group and (part := _part(group, block, layout))]


def _parts(line: Line, following: Line, layout: Layout) -> bool:
    """Whether a line break is the end of a paragraph."""
    if layout.has_line_paragraphs and ends_sentence(line.text):
        return True
    bold = line if line.is_bold else following
    return layout.has_bold_headings and line.is_bold != following.is_bold and bold.size <= HEADING_SIZE


def _part(lines: list[Line], block: Text, layout: Layout) -> Part | None:
    text = clean_paragraph("\n".join(line.text for line in lines))
    if not text or EMPTY.fullmatch(text):
        return None
    named = _named_heading(text, layout) if layout.headings else None
    if named is not None:
        return Part(named["text"], ParagraphKind.HEADING, True, [], False, block.path)
    size = sum(line.size for line in lines)
    is_bold = 0 < size == sum(line.bold for line in lines)
    kind = KINDS.get(block.role, ParagraphKind.BODY) if block.role else ParagraphKind.BODY
    if kind is ParagraphKind.HEADING and text.endswith("。") and SPEAKER.match(text):  # an answer, set large
        kind = ParagraphKind.BODY
    if block.tag == "li" and kind is ParagraphKind.BODY:
        kind = ParagraphKind.LIST_ITEM
    elif kind is ParagraphKind.BODY and is_bold and layout.has_bold_headings and _is_heading(text):
        kind = ParagraphKind.HEADING
    links = [link for line in lines for link in line.links]
    return Part(text, kind, is_bold, links, 0 < size == sum(line.linked for line in lines), block.path)


def _named_heading(text: str, layout: Layout) -> re.Match[str] | None:
    return next((match for pattern in layout.headings if (match := re.fullmatch(pattern, text))), None)


def _is_heading(text: str) -> bool:
    return (
        len(text) <= HEADING_SIZE
        and "\n" not in text
        and not text.startswith("——")
        and not SENTENCE_END.search(text)
        and not SPEAKER.match(text)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What remains for the reader, and what was found on the way."""

    paragraphs: tuple[Paragraph, ...]
    links: tuple[Link, ...]
    credits: tuple[Credit, ...]
    place: str | None


def settle_body(draft: Draft, layout: Layout, outlet: Outlet, *, title: str, base: str | None) -> Body:
    """Take out of the draft's parts what is not prose: credits, wire notes, prompts, related links, the title again."""
    parts = _without_boilerplate(draft, outlet)
    parts = _without_related(draft, parts, outlet, base)
    parts = _without_title(parts, title)
    parts, credits, place = _without_credits(parts, outlet)
    parts = _without_notes_on([*draft.credits, *credits], parts)
    parts = _with_lead(parts, layout, outlet)
    parts = _with_plain_headings(parts) if layout.has_plain_headings else parts
    parts = _without_last_headings(parts, has_visuals=bool(draft.visuals))
    wire, parts = _wire(parts, outlet)
    links = [_link(href, text, LinkKind.RELATED, base) for href, text in draft.related]
    links += [_link(href, text, _link_kind(text), base) for part in parts for href, text in part.links]
    links += _links_elsewhere(draft, base)
    found = _once(
        [*draft.credits, *_lead_authors(parts, outlet), *credits, *wire, *_dateline_agency(parts, outlet)]
    )
    return Body(
        paragraphs=tuple(Paragraph(paragraph_kind=part.kind, text=part.text) for part in parts),
        links=tuple(dict.fromkeys(link for link in links if link is not None)),
        credits=found,
        place=_dateline_place(parts, outlet) or draft.place or place,
    )


def _without_boilerplate(draft: Draft, outlet: Outlet) -> list[Part]:
    common, drop, stop = patterns("boilerplate"), _any(outlet.drop), _any(outlet.stop)
    offers, related = patterns("related_labels"), _any(outlet.related)
    kept = []
    for part in draft.parts:
        if stop and stop.match(part.text):
            break
        if offers.match(part.text) or (related and related.match(part.text)):
            draft.related.extend(part.links)
        elif not (common.fullmatch(part.text) or (drop and drop.fullmatch(part.text))):
            kept.append(part)
    return kept


def _without_related(draft: Draft, parts: list[Part], outlet: Outlet, base: str | None) -> list[Part]:
    """Paragraphs that are one link to the outlet's own site, and lists of such links, are offers to read on."""
    host = url_host(base) if base else None
    own = outlet.domains or ((host,) if host else ())
    offers = [part for part in parts if part.is_link and part.links and _is_offer(part, own, base)]
    if all(part.is_link for part in parts):  # a page of links only: they are its content
        return parts
    draft.related.extend(link for part in offers for link in part.links)
    return [part for part in parts if not any(part is offer for offer in offers)]


def _is_offer(part: Part, own: tuple[str, ...], base: str | None) -> bool:
    url = absolute_url(part.links[0][0], base)
    return url is not None and is_below(url_host(url), own) and part.kind is not ParagraphKind.HEADING


def _without_title(parts: list[Part], title: str) -> list[Part]:
    """A first paragraph that repeats the title is no prose where it looks like a title or is all there is."""
    if not parts or len(parts[0].text) > 2 * len(title) or fold_name(parts[0].text) != fold_name(title):
        return parts
    return (
        parts[1:] if len(parts) == 1 or parts[0].is_bold or parts[0].kind is ParagraphKind.HEADING else parts
    )


def _without_credits(parts: list[Part], outlet: Outlet) -> tuple[list[Part], list[Credit], str | None]:
    """Ask the outlet's readers about the first and last paragraphs."""
    kept: list[Part] = []
    credits: list[Credit] = []
    place = None
    for number, part in enumerate(parts):
        found = None
        if number < HEAD_COUNT or number >= len(parts) - TAIL_COUNT or len(part.text) <= LINE_SIZE:
            found = next(
                (byline for reader in outlet.credits if (byline := reader(part.text)) is not None), None
            )
        is_marked = part.kind is ParagraphKind.HEADING and not part.is_bold  # by its element: it stays
        is_whole = found is not None and found.prose == part.text
        if found is None or (is_marked and not is_whole):
            kept.append(part)
            continue
        credits.extend(found.credits)
        place = place or found.place
        if found.prose and (is_marked or not is_whole):
            kept.append(replace(part, text=found.prose))
    for part in kept[-END_COUNT:]:
        part.text = END_MARK.sub("", part.text)
    return [part for part in kept if part.text], credits, place


def _with_lead(parts: list[Part], layout: Layout, outlet: Outlet) -> list[Part]:
    """A first paragraph that is bold all through is the lead, unless it looks like a heading or is a question."""
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
    """A heading heads something: a last one with nothing below it goes, and a last bold sentence is prose."""
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


def _without_notes_on(people: Sequence[Credit], parts: list[Part]) -> list[Part]:
    """Take out last paragraphs that say who a credited person is."""
    names = tuple(
        name
        for credit in people
        for name in (credit.author_name, credit.latin_name)
        if name and len(name) > 1
    )
    start = max(1, len(parts) - NOTE_COUNT)
    return parts[:start] + [part for part in parts[start:] if not _is_note_on(names, part.text)]


def _is_note_on(names: tuple[str, ...], text: str) -> bool:
    text = NOTE_OPENING.sub("", text, count=1).lower()
    return any(text.startswith(name.lower()) and IS_WHO.match(text, len(name)) for name in names)


def _lead_authors(parts: Sequence[Part], outlet: Outlet) -> tuple[Credit, ...]:
    lead = next((part.text for part in parts if part.kind is ParagraphKind.LEAD), "")
    found = (re.match(pattern, lead) for pattern in outlet.lead_author)
    return tuple(
        credit for match in found if match for credit in name_list(match["names"], RoleKind.COLUMNIST)
    )


def _wire(parts: list[Part], outlet: Outlet) -> tuple[list[Credit], list[Part]]:
    """Notes on the agencies that a report drew on: credited, and no prose."""
    pattern = _any(outlet.wire)
    if pattern is None:
        return [], parts
    notes = [part for part in parts[-TAIL_COUNT:] if pattern.fullmatch(part.text)]
    credits = [credit for note in notes for credit in agencies_in(note.text)]
    return credits, [part for part in parts if not any(part is note for note in notes)]


def _dateline(parts: Sequence[Part], outlet: Outlet) -> re.Match[str] | None:
    prose = [part for part in parts if part.kind is not ParagraphKind.HEADING][:2]
    tried = (re.search(pattern, part.text) for part in prose for pattern in outlet.dateline)
    return next((match for match in tried if match is not None), None)


def _dateline_place(parts: Sequence[Part], outlet: Outlet) -> str | None:
    found = _dateline(parts, outlet)
    place = found.groupdict().get("place") if found else None
    return clean_line(place) or None if place else None


def _dateline_agency(parts: Sequence[Part], outlet: Outlet) -> tuple[Credit, ...]:
    found = _dateline(parts, outlet)
    name = found.groupdict().get("agency") if found else None
    return agencies_in(name) if name else ()


def _once(credits: Sequence[Credit]) -> tuple[Credit, ...]:
    """Each name once in each role, in order."""
    return tuple(
        {(fold_name(credit.author_name), credit.role_kind): credit for credit in reversed(credits)}.values()
    )[::-1]


def _links_elsewhere(draft: Draft, base: str | None) -> list[Link | None]:
    """Links to a translation or a source, which stand among credits and notes rather than in the prose."""
    kinds = [(href, text, _link_kind(text)) for part in draft.parts for href, text in part.links]
    return [_link(href, text, kind, base) for href, text, kind in kinds if kind is not LinkKind.INLINE]


def _link_kind(text: str) -> LinkKind:
    if patterns("translation_links").search(text):
        return LinkKind.TRANSLATION
    if patterns("source_links").search(text):
        return LinkKind.SOURCE
    return LinkKind.INLINE


def _link(href: str, text: str, kind: LinkKind, base: str | None) -> Link | None:
    url = absolute_url(href, base)
    return Link(link_url=url, anchor_text=text, link_kind=kind) if url else None


def images_of(draft: Draft, base: str | None) -> tuple[Image, ...]:
    """Illustrations, each address once, with caption and credit."""
    found: dict[str, Image] = {}
    for visual in draft.visuals:
        if isinstance(visual.block, Picture):
            url = unwrap_image(visual.block.source, base)
            caption = clean_line(" ".join(visual.captions)) or None
            if url is not None and (url not in found or (caption and not found[url].caption)):
                alt = clean_line(visual.block.alt or "") or None
                credit = visual.credit or (caption_credit(caption) if caption else None)
                found[url] = Image(image_url=url, alt_text=alt, caption=caption, credit=credit)
    return tuple(found.values())


def media_of(draft: Draft, base: str | None) -> tuple[Media, ...]:
    """Videos, sound and embeds; the caption beside one is its title where it has none of its own."""
    found = []
    for visual in draft.visuals:
        if isinstance(visual.block, Medium):
            block = visual.block
            title = clean_line(" ".join(visual.captions)) or clean_line(block.title or "") or None
            url = absolute_url(block.url, base) if block.url else None
            found.append(Media(media_kind=block.media_kind, media_url=url, title=title))
    return tuple(dict.fromkeys(found))


def has_role(credits: Sequence[Credit], role: RoleKind) -> bool:
    """Whether somebody is credited with a role."""
    return any(credit.role_kind is role for credit in credits)
