"""The sample archive: which page stands where, page by page. Writing them is writer.py's.

Page number n of a seed is always the same, whatever the number of articles, and is made from nothing but the
two: so a small sample is the beginning of a large one, and no page is kept in memory.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from random import Random
from typing import NamedTuple

from etl.sample.broken import BROKEN
from etl.sample.markup import LAYOUTS, cdt, dw, voa
from etl.sample.page import Draft, PageKind, SamplePage
from etl.sample.prose import Story, edited, in_traditional, story
from etl.sample.words import rows

PERIOD_SEED = 20200612
IDS_PER_ARTICLE = 4
TRADITIONAL_EVERY = 11  # of the layouts that come in both scripts
KEEPING_THE_STAMP = frozenset({"cdt", "post"})  # when they save an article again
BOTH_SCRIPTS = frozenset({"bbc_story_body", "dw_article", "dw_gallery", "cdt_feed", "post_with_header"})
RESAVE_EVERY, EDIT_EVERY, BAD_EVERY, CUT_EVERY, NO_STAMP_EVERY = 60, 45, 100, 400, 150
ENCODING_EVERY = 120
ENCODINGS = ("gb18030", "utf-16", "utf-8-sig", "big5")


class Place(NamedTuple):
    """A layout's place in the archive."""

    layout_name: str
    outlet_id: str
    folder: str
    starts_at: datetime
    minutes: int
    copies: str | None  # the agency whose text, told on the page before, this page repeats


COPYING: dict[str, Callable[[Draft, Story, Random, str], None]] = {
    "cdt_feed": cdt.agency_copy,
    "dw_article": dw.article,
    "voa_article": voa.article,
}
AGENCIES = {"reuters_report": "路透社", "rfi_agency": "法新社"}


@cache
def period() -> tuple[Place, ...]:
    """One round of places: each layout as often as its share asks for, a copy right after its original."""
    places, copies = [], []
    for row in rows("layouts"):
        starts_at = datetime.fromisoformat(row["starts_on"]).replace(tzinfo=UTC)
        minutes = int(row["day_count"]) * 24 * 60
        place = Place(row["layout_name"], row["outlet_id"], row["folder"], starts_at, minutes, None)
        places.extend([place] * int(row["page_count"]))
        copies.extend([place] * int(row["copy_count"]))
    Random(PERIOD_SEED).shuffle(places)
    origins = [at for at, place in enumerate(places) if place.layout_name in AGENCIES]
    step = len(origins) // len(copies)
    for at, copy in reversed([*zip(origins[::step], copies, strict=False)]):
        places.insert(at + 1, copy._replace(copies=AGENCIES[places[at].layout_name]))
    return tuple(places)


def randomness(seed: int, number: int, what: str) -> Random:
    return Random(f"{what} {seed} {number}")


def told_by(seed: int, number: int, place: Place) -> Story:
    rng = randomness(seed, number, "story")
    minutes, seconds = rng.randrange(place.minutes), rng.randrange(60)
    return story(rng, place.starts_at + timedelta(minutes=minutes, seconds=seconds))


def draft_of(seed: int, number: int, place: Place, told: Story, published_at: datetime) -> Draft:
    draft = Draft(published_at=published_at, number=number, script_kind=told.script_kind, named=told.named)
    rng = randomness(seed, number, "page")
    if place.copies is not None:
        COPYING[place.layout_name](draft, told, rng, place.copies)
    else:
        LAYOUTS[place.layout_name](draft, told, rng)
    if draft.page_at is not None and number % NO_STAMP_EVERY == NO_STAMP_EVERY - 1:
        draft.header_at = None
    return draft


def file_name(title: str) -> str:
    """The title as a file name, as the archive writes it: only a slash cannot stand."""
    return title.replace("/", "--")


def path_of(place: Place, draft: Draft, file_id: int) -> str:
    title = file_name(draft.header_title or draft.title)
    if place.outlet_id == "post":
        return f"{place.folder}/{draft.published_at:%Y-%m-%d}-{draft.number}-{title}.md"
    return f"{place.folder}/{file_id}_{title}.md"


def encoded(draft: Draft, number: int) -> bytes:
    text = draft.text()
    if number % ENCODING_EVERY != 40:
        return text.encode()
    encoding = ENCODINGS[number // ENCODING_EVERY % len(ENCODINGS)]
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-16")


def sample_pages(*, articles: int, seed: int) -> Iterator[SamplePage]:
    """The pages of a sample in order, each with what parsing it ought to give."""
    for number in range(articles):
        yield from pages_of(seed, number)


def pages_of(seed: int, number: int) -> Iterator[SamplePage]:
    """An article, and what else comes with its number: saved again, edited, a bad file."""
    places = period()
    place = places[number % len(places)]
    told_at = number - 1 if place.copies else number
    told = told_by(seed, told_at, places[told_at % len(places)])
    published_at = told.published_at
    if place.copies:
        published_at += timedelta(minutes=randomness(seed, number, "lag").randint(20, 400))
    if place.layout_name in BOTH_SCRIPTS and not place.copies and number % TRADITIONAL_EVERY == 5:
        told = in_traditional(told)
    draft = draft_of(seed, number, place, told, published_at)
    page = partial(SamplePage, layout_name=place.layout_name, outlet_id=place.outlet_id)
    file_id = 1_000_000 + number * IDS_PER_ARTICLE
    path = path_of(place, draft, file_id)
    content = encoded(draft, number)
    if number % CUT_EVERY == CUT_EVERY // 2:
        text = draft.text()
        yield page(path=path, content=text[: len(text) * 2 // 3].encode(), kind=PageKind.ARTICLE)
    else:
        kind = PageKind.COPY if place.copies else PageKind.ARTICLE
        yield page(path=path, content=content, kind=kind, truth=draft.truth())
    if number % RESAVE_EVERY == 20:
        again = path_of(place, draft, file_id + 1) if number % (2 * RESAVE_EVERY) == 20 else f"旧存档/{path}"
        yield page(path=again, content=content, kind=PageKind.RESAVE, truth=draft.truth())
    if number % EDIT_EVERY == 30 and not place.copies:
        later = edit_of(seed, number, place, told, draft)
        path = path_of(place, later, file_id + 2)
        yield page(path=path, content=later.text().encode(), kind=PageKind.EDIT, truth=later.truth())
    if number % BAD_EVERY == 57:
        make = BROKEN[number // BAD_EVERY % len(BROKEN)]
        name, bad, rejection_kind = make(randomness(seed, number, "bad"), file_id + 3)
        folder = f"{place.folder}/{number}" if name == "README.md" else place.folder
        yield SamplePage(
            path=f"{folder}/{name}",
            content=bad,
            kind=PageKind.BAD,
            layout_name="none",
            outlet_id=place.outlet_id,
            rejection_kind=rejection_kind,
        )


def edit_of(seed: int, number: int, place: Place, told: Story, before: Draft) -> Draft:
    """The page at the same address, its text changed and stamped later; some tell no other time."""
    rng = randomness(seed, number, "edit")
    later = draft_of(seed, number, place, edited(told, rng), before.published_at)
    later.url = before.url
    if later.header_at is not None and place.outlet_id not in KEEPING_THE_STAMP:
        later.header_at += timedelta(minutes=rng.randint(5, 180))
        if later.page_at is None:
            later.published_at = later.header_at
    return later
