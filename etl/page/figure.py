"""Figures: pictures and media with their captions and credits.

Here: recognising captions and credits; images and media as stored. Not here: finding pictures on the page (walk.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.lexicon import either
from etl.model import Image, Media
from etl.normalize.byline import labelled_credits
from etl.normalize.caption import FIGURE_NOTE, POINTER, caption_credit
from etl.normalize.text import clean_line, fold_name
from etl.normalize.url import absolute_url, unwrap_image
from etl.outlet import Outlet
from etl.page.blocks import Medium, Picture, Text
from etl.page.patterns import any_of, patterns_of

FIGURE_REACH = 2  # levels from a picture up to the figure that holds its caption too (judged)
FIGURE_COUNT = 3  # most texts of a figure that are captions (judged)
LEAST_ASIDE = 4
LONGEST_ASIDE = 60  # characters of a line set off below a picture that is its caption (judged)
LONGEST_CAPTION = 120  # characters of italic text below a video (judged)
CREDIT_LABEL = re.compile(
    rf"(?:{either('caption_words', 'beside')}|Photo(?: by)?\s*(?=[：:])"
    rf"|(?P<caption>{either('caption_words', 'caption')}|{either('caption_words', 'explained')}(?=[，,：:])))"
    r"\s*[：:，,]?\s*"
)
# a credit of an element of its own that lost what set it off from the caption
GLUED_CREDIT = re.compile(r"(?<=[）)。])\s*Photo\s*[：:]\s*(?P<name>[^\s，。：:]{2,20})$")


@dataclass(slots=True)
class Visual:
    """A picture or medium, with the captions and credit found so far."""

    block: Picture | Medium
    captions: list[str] = field(default_factory=list)
    credit: str | None = None


def is_decoration(shown: Picture | Medium, outlet: Outlet) -> bool:
    """Whether a picture or player is decoration: an icon, an avatar, a divider, a tracking pixel."""
    source = (shown.source if isinstance(shown, Picture) else shown.url) or ""
    own = any_of(outlet.decorations)
    return bool(patterns_of("decorations").search(source) or (own and own.search(source)))


def is_within(text: Text, latest: Visual | None, depth: int) -> bool:
    """Whether text is in the figure of the latest picture, by the layout's figure_depth."""
    if not depth or latest is None or len(latest.captions) == FIGURE_COUNT:
        return False
    figure = latest.block.path[: max(depth, len(latest.block.path) - FIGURE_REACH)]
    return len(figure) >= depth and text.path[: len(figure)] == figure


def is_note(block: Text, shown: Picture | Medium, outlet: Outlet, *, has_asides: bool = True) -> bool:
    """Whether the line below a figure is its caption.

    One is: a source note, what equals the picture's alt, what is set off by its style on a page that sets off little,
    italics below a video, what matches the outlet's pattern.
    """
    lines = [line for line in block.lines if line.size]
    if len(lines) != 1 or block.role is not None:
        return False
    line = lines[0]
    if isinstance(shown, Medium):
        return 0 < line.size == line.italic and line.size <= LONGEST_CAPTION and not line.links
    text, own = clean_line(line.text), any_of(outlet.captions)
    if shown.alt and fold_name(text) == fold_name(shown.alt):
        return True
    if line.links:
        return bool(own and own.fullmatch(text))
    if has_asides and LEAST_ASIDE <= line.size == line.aside <= LONGEST_ASIDE and not line.is_bold:
        return labelled_credits(text) is None
    return bool(FIGURE_NOTE.fullmatch(text) or (own and own.fullmatch(text)))


def describe(visual: Visual, text: str, *, is_credit: bool) -> None:
    """Add a caption or credit to a picture or medium."""
    text = POINTER.sub("", text)
    label = CREDIT_LABEL.match(text)
    text = text[label.end() :].strip() if label else text
    if not text:
        return
    if is_credit:
        text = text.strip("()（）[] ") if re.fullmatch(r"[（(\[][^（()）]*[）)\]]", text) else text
        text = text.removeprefix("©").strip() or text
    if (is_credit or (label and not label["caption"])) and isinstance(visual.block, Picture):
        visual.credit = visual.credit or text
        return
    glued = GLUED_CREDIT.search(text)
    if glued and isinstance(visual.block, Picture):
        visual.credit, text = visual.credit or glued["name"], text[: glued.start()]
    if text not in visual.captions:
        visual.captions.append(text)


def images_of(visuals: Sequence[Visual], base: str | None) -> tuple[Image, ...]:
    """List the images, each address once, with caption and credit."""
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
    """List videos, sound and embeds; a caption takes precedence over the medium's own title."""
    found = []
    for visual in visuals:
        if isinstance(visual.block, Medium):
            block = visual.block
            title = clean_line(" ".join(visual.captions)) or clean_line(block.title or "") or None
            url = absolute_url(block.url, base) if block.url else None
            found.append(Media(media_kind=block.media_kind, media_url=url, title=title))
    return tuple(dict.fromkeys(found))
