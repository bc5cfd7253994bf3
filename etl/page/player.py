"""Players and embeds: address, title and kind of a medium.

Here: attributes, JSON in an attribute, addresses. Not here: captions beside a medium (figure.py).
"""

import json
import re

from bs4.element import Tag

from etl.kinds import MediaKind
from etl.outlet import Role
from etl.page.blocks import Medium, Path
from etl.page.tree import text_of

MEDIA_KINDS = {Role.VIDEO: MediaKind.VIDEO, Role.AUDIO: MediaKind.AUDIO, Role.EMBED: MediaKind.EMBED}
VIDEO_HOSTS = re.compile(
    r"youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|facebook\.com/(?:plugins/)?video|bilibili\.com|v\.qq\.com|youku\.com"
    r"|dailymotion\.com|kaltura\.com|av-embeds|/embed/player|/media/video|/videos?/",
    re.IGNORECASE,
)
# where a player of AMP finds what it names by an id
BY_ID = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v="),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/"),
}
MOVIES = ("movie", "src", "url", "filename")  # parameters of an object that hold its address
VOICES = ("mpvoice", "mp-common-mpaudio")  # WeChat's, which have a name and no address
AUDIO_HOSTS = re.compile(r"soundcloud\.com|spotify\.com|firstory\.me|podcasts?\.|/audio/", re.IGNORECASE)

SIGNATURE = re.compile(r"— .{1,60}\(@\w+\)")
POST_ADDRESS = re.compile(r"//(?:mobile\.)?(?:twitter|x)\.com/\w+/status")


def is_post(tag: Tag) -> bool:
    """Whether a quotation is a post of somebody's on Twitter, by its form: a signature, and a link to the post."""
    return SIGNATURE.search(text_of(tag)) is not None and tag.find("a", href=POST_ADDRESS) is not None


def read_medium(tag: Tag, role: Role, path: Path) -> Medium | None:
    """The medium that an element with a role of MEDIA_KINDS is; None for an embed that leads nowhere."""
    url, title = _address_and_title(tag)
    kind = MEDIA_KINDS[role]
    if kind is MediaKind.EMBED and url and tag.name != "blockquote":
        if VIDEO_HOSTS.search(url):
            kind = MediaKind.VIDEO
        elif AUDIO_HOSTS.search(url):
            kind = MediaKind.AUDIO
    return Medium(kind, url, title, path) if url or title or role is not Role.EMBED else None


def _address_and_title(tag: Tag) -> tuple[str | None, str | None]:
    """Where a medium is and what it is called: attributes, JSON in an attribute, a source element, the last link."""
    title = tag.get("title") or tag.get("aria-label")
    if tag.name in VOICES:
        title = title or tag.get("name")
    url = tag.get("src") or tag.get("data-src") or tag.get("data-href") or _stated(tag)
    playable = tag.get("data-playable")
    if isinstance(playable, str):
        found = _playable(playable)
        url, title = url or found[0], title or found[1]
    inner = tag.get("data-iframe")
    if not url and isinstance(inner, str):
        match = re.search(r"src=[\"']([^\"']+)", inner)
        url = match[1] if match else None
    if not url:
        source = tag.find(["source", "iframe", "video", "audio", "embed"])
        if isinstance(source, Tag):
            url = source.get("src")
    if not url:
        links = [link["href"] for link in tag.find_all("a", href=True)]
        url = links[-1] if links else None
    return (str(url) if url else None), (str(title) if title else None)


def _stated(tag: Tag) -> str | None:
    """The address that an object's data or parameters, or the id of an AMP player, stand for."""
    if tag.name in BY_ID:
        name, address = BY_ID[tag.name]
        told = tag.get(name)
        return f"{address}{told}" if told else None
    if tag.name != "object":
        return None
    parameters = {str(each.get("name")).lower(): each.get("value") for each in tag.find_all("param")}
    told = tag.get("data") or next((parameters[name] for name in MOVIES if parameters.get(name)), None)
    return str(told) if told else None


def _playable(text: str) -> tuple[str | None, str | None]:
    """Read address and title from a player's JSON attribute; None for both if it is not JSON."""
    try:
        told = json.loads(text)
    except ValueError:
        return None, None
    found: dict[str, str] = {}
    pending = [told]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for name, inner in value.items():
                if isinstance(inner, str):
                    found.setdefault(name, inner)
                else:
                    pending.append(inner)
        elif isinstance(value, list):
            pending.extend(value)
    return found.get("externalEmbedUrl") or found.get("embedUrl") or found.get("href"), found.get("title")
