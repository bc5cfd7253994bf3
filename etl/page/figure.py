"""Figures: pictures and media with what stands beside them.

Here: which text is a caption or a credit, and images and media as they are stored. Not here: finding pictures on the
page (walk.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.lexicon import either
from etl.model import Image, Media
from etl.normalize.caption import FIGURE_NOTE, caption_credit
from etl.normalize.text import clean_line
from etl.normalize.url import absolute_url, unwrap_image
from etl.outlet import Outlet
from etl.page.blocks import Medium, Picture, Text
from etl.page.patterns import any_of, patterns_of

FIGURE_REACH = 2  # elements between a picture and the figure that holds its caption too
FIGURE_COUNT = 3  # texts beside a picture; more are no captions, whatever they stand in
LONGEST_CAPTION = 120  # characters of slanted text below a video
CREDIT_LABEL = re.compile(
    rf"(?:{either('caption_words', 'beside')}|Photo(?: by)?\s*(?=[：:])"
    rf"|(?P<caption>{either('caption_words', 'caption')}|{either('caption_words', 'explained')}(?=[，,：:])))"
    r"\s*[：:，,]?\s*"
)


@dataclass(slots=True)
class Visual:
    """A picture or medium on its way, to which captions come."""

    block: Picture | Medium
    captions: list[str] = field(default_factory=list)
    credit: str | None = None


def is_decoration(shown: Picture | Medium, outlet: Outlet) -> bool:
    """Whether a picture or player illustrates nothing: an icon, an avatar, a divider, a counting pixel."""
    source = (shown.source if isinstance(shown, Picture) else shown.url) or ""
    own = any_of(outlet.decorations)
    return bool(patterns_of("decorations").search(source) or (own and own.search(source)))


def is_within(text: Text, latest: Visual | None, depth: int) -> bool:
    """Whether text stands in the figure of the latest picture, by the layout's figure_depth."""
    if not depth or latest is None or len(latest.captions) == FIGURE_COUNT:
        return False
    figure = latest.block.path[: max(depth, len(latest.block.path) - FIGURE_REACH)]
    return len(figure) >= depth and text.path[: len(figure)] == figure


def is_note(block: Text, shown: Picture | Medium, outlet: Outlet) -> bool:
    """Whether the line below a figure is its caption: the source of its numbers, slanted text below a video, or
    what the outlet's pages put there."""
    if len(block.lines) != 1 or block.role is not None:
        return False
    line = block.lines[0]
    if isinstance(shown, Medium):
        return 0 < line.size == line.italic and line.size <= LONGEST_CAPTION and not line.links
    text, own = clean_line(line.text), any_of(outlet.captions)
    return bool(FIGURE_NOTE.fullmatch(text) or (own and own.fullmatch(text)))


def describe(visual: Visual, text: str, *, is_credit: bool) -> None:
    """Give a picture or medium the caption or credit that stands beside it."""
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


def images_of(visuals: Sequence[Visual], base: str | None) -> tuple[Image, ...]:
    """Illustrations, each address once, with caption and credit."""
    found: dict[str, Image] = {}
    for visual in visuals:
        if isinstance(visual.block, Picture):
            url = unwrap_image(visual.block.source, base)
            caption = clean_line(" ".join(visual.captions)) or None
            if url is not None and (url not in found or (caption and not found[url].caption)):
                alt = clean_line(visual.block.alt or "") or None
                credit = visual.credit or (caption_credit(caption) if caption else None)
                found[url] = Image(image_url=url, alt_text=alt, caption=caption, credit=credit)
    return tuple(found.values())


def media_of(visuals: Sequence[Visual], base: str | None) -> tuple[Media, ...]:
    """Videos, sound and embeds; the caption beside one is its title where it has none of its own."""
    found = []
    for visual in visuals:
        if isinstance(visual.block, Medium):
            block = visual.block
            title = clean_line(" ".join(visual.captions)) or clean_line(block.title or "") or None
            url = absolute_url(block.url, base) if block.url else None
            found.append(Media(media_kind=block.media_kind, media_url=url, title=title))
    return tuple(dict.fromkeys(found))
