"""What the outlets' markup shares: telling a story paragraph by paragraph, the feed's tail, addresses.

Here: pieces that are the same at several outlets. Not here: any one outlet's markup.
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from urllib.parse import quote

from etl.kinds import MediaKind
from etl.sample.page import Draft
from etl.sample.prose import Story

Renderer = Callable[[Draft, Story, Random], None]
Tags = tuple[str, str]

FEED_TAIL = (
    '<br><hr><div>获取更多RSS：<br><a href="https://feedx.net" style="color:orange" target="_blank">'
    'https://feedx.net</a> <br><a href="https://feedx.xyz" style="color:orange" target="_blank">'
    "https://feedx.xyz</a><br></div>"
)
PROXY = "https://images.weserv.nl/?url="
PROXY_WITHOUT_SLASH = "https://images.weserv.nl?url="
GLOSS = re.compile(r"（([A-Z][^（）]*)）")


def tell(
    draft: Draft,
    story: Story,
    *,
    heading: Tags | None = None,
    paragraph: Tags = ("<p>", "</p>"),
    after: Mapping[int, Callable[[], None]] | None = None,
    written: Callable[[str], str] = str,
) -> None:
    """The story's sections. after: what comes after which paragraph; written: how the outlet writes a text."""
    position = 0
    for section in story.sections:
        if heading is not None and section.heading is not None:
            draft.heading(section.heading, *heading)
        for text in section.paragraphs:
            draft.prose(written(text), *paragraph)
            if after is not None and position in after:
                after[position]()
            position += 1


def half_width_glosses(text: str) -> str:
    """名字(Latin Name), as NYT and FT write it."""
    return GLOSS.sub(r"(\1)", text)


def feed_tail(draft: Draft, rng: Random, share: float) -> None:
    """The reader's service that some pages of the archive carry at their end."""
    if rng.random() < share:
        draft.raw(FEED_TAIL)


def youtube(draft: Draft, html: str) -> None:
    """A YouTube frame. html: a template in which {0} is the address and {1} the video's id."""
    video_id = f"s{draft.number:010}"
    url = f"https://www.youtube.com/embed/{video_id}?feature=oembed"
    draft.medium(MediaKind.VIDEO, url, html.format(url, video_id))


def escaped(text: str) -> str:
    """A text as a part of an address."""
    return quote(text, safe="")
