"""Pictures: the address of the picture that an element shows, wherever the page keeps it until then.

Here: late attributes, srcset, sources beside an image; twins for readers without scripts. Not here: finding pictures on
the page (walk.py), which of them are decoration, and captions (figure.py).
"""

import re
from collections.abc import Iterator, Sequence

from bs4.element import Tag

from etl import lexicon
from etl.page.blocks import Block, Path, Picture
from etl.page.patterns import patterns_of

PICTURE_TAGS = frozenset(("img", "amp-img", "amp-anim"))
LATE = tuple(row["attribute"] for row in lexicon.rows("picture_attributes"))
LATE_NAMES = frozenset(LATE)
# a candidate of a srcset: its address, which may hold commas, then its width or density (HTML, 4.8.4.3.9)
CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(?:\s+([\d.]+)([wx])[^,]*)?(?:\s*,|\s*$)")
SRCSETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
SRCSET_NAMES = frozenset(SRCSETS)
FILE = re.compile(r"^[^\s{}<>]+\.(?:jpe?g|png|webp|gif|avif|bmp)(?:[?#!@][^\s{}<>]*)?$", re.IGNORECASE)
ORIGIN = re.compile(r"^.*(?://|[?&]url=)")  # also of a proxy that holds the address
NUMBER = re.compile(r"\d{1,9}")
NARROW = re.compile(r"max-(?:device-)?width")  # a source for phones
DENSITY = 600  # pixels that a density of 1x stands for beside widths


def picture_address(tag: Tag, sources: Sequence[Tag] = ()) -> str | None:
    """The address of the picture that an element shows; None for a placeholder or a counting pixel.

    The widest candidate of a srcset, else what a late attribute says, else src, else any attribute that holds the
    address of a picture, else the sources beside it. Placeholders are none of these.
    """
    attributes = tag.attrs
    if attributes.get("width") == "1" or attributes.get("height") == "1" or "placeholder" in attributes:
        return None
    source = attributes.get("src")
    if len(attributes) > 1 or sources or source is None:
        late = None
        if not LATE_NAMES.isdisjoint(attributes):
            late = next(
                (told for name in LATE if (told := attributes.get(name)) and is_picture(str(told))), None
            )
        shown = str(source) if source and is_picture(str(source)) else None
        own = shown if shown and late and _file_of(shown) == _file_of(str(late)) else str(late or shown or "")
        widest = max(_candidates(tag, sources, own), key=lambda each: each[0], default=None)
        return _bare(widest[1] if widest else own or _any_attribute(tag))
    return _bare(str(source)) if source and is_picture(str(source)) else None


def is_picture(address: str) -> bool:
    """Whether an address is more than a placeholder's."""
    return not patterns_of("placeholders").search(address.strip())


def _bare(address: str | None) -> str | None:
    return address.strip() or None if address else None


def _file_of(address: str) -> str:
    return address.partition("?")[0]


def _candidates(tag: Tag, sources: Sequence[Tag], own: str) -> Iterator[tuple[float, str]]:
    """Widths and addresses; candidates of unknown width, and those for phones, only without an own address."""
    for each in (tag, *sources):
        if SRCSET_NAMES.isdisjoint(each.attrs):
            continue
        is_narrow = bool(NARROW.search(str(each.attrs.get("media", ""))))
        for name in SRCSETS:
            for address, size, unit in CANDIDATE.findall(str(each.attrs.get(name) or "")):
                if (own and (is_narrow or not size)) or not is_picture(address):
                    continue
                if own and (_is_cut(address, own) or _is_wider(own, address)):
                    continue
                width = _width(size) * (DENSITY if unit == "x" else 1)
                yield width / DENSITY / DENSITY if is_narrow else width, address


def _is_cut(address: str, own: str) -> bool:
    """Whether a candidate is the rest of an address with a space in it."""
    return own.startswith("http") and not address.startswith(("http", "/"))


def _is_wider(own: str, address: str) -> bool:
    """Whether an address names a greater size than a candidate that differs from it in numbers only."""
    ours, theirs = (ORIGIN.sub("", each) for each in (own, address))
    if NUMBER.sub("#", ours) != NUMBER.sub("#", theirs):
        return False
    pairs = zip(NUMBER.findall(ours), NUMBER.findall(theirs), strict=True)
    return next((int(one) > int(other) for one, other in pairs if one != other), False)


def _width(size: str) -> float:
    try:
        return float(size or 0)
    except ValueError:  # 1.2.3: no number
        return 0.0


def _any_attribute(tag: Tag) -> str | None:
    """An address of a picture in an attribute that no list names."""
    return next(
        (
            str(value)
            for name, value in tag.attrs.items()
            if name not in ("alt", "title") and FILE.match(str(value)) and is_picture(str(value))
        ),
        None,
    )


def image_of(tag: Tag) -> Tag:
    """The image in a picture element, or the element itself if it has only sources."""
    inner = tag.find("img") if tag.name == "picture" else None
    return inner if isinstance(inner, Tag) else tag


PLACEHOLDER = Picture("", None, ())


class Pictures:
    """Adds pictures to a page's blocks, and counts one for scripts and its twin for readers without them once."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._mate: Picture | None = None  # the picture before, while its twin may follow
        self._mate_is_for_scripts = True

    def add(self, address: str | None, tag: Tag, path: Path, *, is_for_scripts: bool) -> None:
        """Add the picture of an element, unless it is the twin of the one directly before it; None: a placeholder."""
        mate, is_other = self._mate, self._mate_is_for_scripts is not is_for_scripts
        if address is None:
            self._mate, self._mate_is_for_scripts = (PLACEHOLDER, True) if is_for_scripts else (None, True)
            return
        alt = str(tag.get("alt") or tag.get("aria-label") or "") or None
        self._mate = None
        if mate is not None and is_other and self._blocks[-1:] == [mate] and mate.path == path:
            mate.alt = mate.alt or alt
            return
        picture = Picture(address, alt, path)
        self._blocks.append(picture)
        if not (mate is PLACEHOLDER and is_other):
            self._mate, self._mate_is_for_scripts = picture, is_for_scripts
