"""An article as a record of GDELT's Global Knowledge Graph 2.1: 27 columns parted by tabs, no header.

Here: which column holds what, by the codebook of 19 February 2015. Not here: reading articles (articles.py), files
(lines.py). What Dateline does not read is empty: counts, tone, dates and amounts in the text, GCAM. GDELT's themes are
its own; ours are the IPTC's, of the whole article, and so have no offset.

Offsets count code points, from 0, of the title, a line break, and the paragraphs parted by line breaks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from etl.export.articles import Article, Row
from etl.kinds import RoleKind
from etl.lexicon import rows

COLUMNS = (
    *(
        "GKGRECORDID",
        "V2.1DATE",
        "V2SOURCECOLLECTIONIDENTIFIER",
        "V2SOURCECOMMONNAME",
        "V2DOCUMENTIDENTIFIER",
    ),
    *("V1COUNTS", "V2.1COUNTS", "V1THEMES", "V2ENHANCEDTHEMES", "V1LOCATIONS", "V2ENHANCEDLOCATIONS"),
    *("V1PERSONS", "V2ENHANCEDPERSONS", "V1ORGANIZATIONS", "V2ENHANCEDORGANIZATIONS", "V1.5TONE"),
    *("V2.1ENHANCEDDATES", "V2GCAM", "V2.1SHARINGIMAGE", "V2.1RELATEDIMAGES", "V2.1SOCIALIMAGEEMBEDS"),
    *("V2.1SOCIALVIDEOEMBEDS", "V2.1QUOTATIONS", "V2.1ALLNAMES", "V2.1AMOUNTS", "V2.1TRANSLATIONINFO"),
    "V2EXTRASXML",
)
PARTS = ("credits", "images", "topics", "paragraphs", "mentions", "quotes", "links", "media")
OPEN_WEB = "1"  # the source collection of pages
PARTING = re.compile(r"[\t\r\n;,#|]")  # what the format parts its values by
AUTHORS = frozenset({RoleKind.REPORTER, RoleKind.COLUMNIST})
# the codebook's types of places: country, US state, US city, city elsewhere, state elsewhere
COUNTRY, US_STATE, US_CITY, CITY, STATE = range(1, 6)
FIPS = {row["country_code"]: row["fips_code"] for row in rows("fips_countries")}


def gkg_record(article: Article, number: int, has_texts: bool) -> list[str]:
    """Give the 27 columns of an article. number: from 1, within the export. has_texts: with quotations."""
    row, parts = article.row, article.parts
    stamp = f"{row['published_at']:%Y%m%d%H%M%S}"
    starts = dict(_starts(row["title"], parts["paragraphs"]))
    by_kind: dict[str, list[tuple[Row, int]]] = {"person": [], "organisation": [], "place": []}
    for mention in parts["mentions"]:
        by_kind[mention["entity_kind"]].append(
            (mention, starts[mention["position"]] + mention["start_offset"])
        )
    images = _addresses(image["image_url"] for image in parts["images"])
    found = {
        "GKGRECORDID": f"{stamp}-{number}",
        "V2.1DATE": stamp,
        "V2SOURCECOLLECTIONIDENTIFIER": OPEN_WEB,
        "V2SOURCECOMMONNAME": row["domain"] or row["outlet_id"],
        "V2DOCUMENTIDENTIFIER": _one_line(row["canonical_url"] or row["url"] or ""),
        "V1THEMES": _list(topic["topic_id"] for topic in parts["topics"]),
        "V1LOCATIONS": _list(dict.fromkeys(_place(place) for place, _ in by_kind["place"])),
        "V2ENHANCEDLOCATIONS": _list(_place_at(place, offset) for place, offset in by_kind["place"]),
        **_names("PERSONS", by_kind["person"]),
        **_names("ORGANIZATIONS", by_kind["organisation"]),
        "V2.1SHARINGIMAGE": images[0] if images else "",
        "V2.1RELATEDIMAGES": _list(images[1:]),
        "V2.1SOCIALVIDEOEMBEDS": _list(
            _addresses(medium["media_url"] for medium in parts["media"] if medium["media_kind"] == "video")
        ),
        "V2.1QUOTATIONS": "#".join(_quote(quote, starts) for quote in parts["quotes"]) if has_texts else "",
        "V2.1ALLNAMES": _list(
            f"{_plain(mention['surface'])},{starts[mention['position']] + mention['start_offset']}"
            for mention in parts["mentions"]
        ),
        "V2EXTRASXML": _extras(row, parts, stamp),
    }
    return [found.get(column, "") for column in COLUMNS]


def _starts(title: str, paragraphs: Iterable[Row]) -> Iterator[tuple[int, int]]:
    """Yield each paragraph's position, 0 for the title, and where it begins."""
    yield 0, 0
    start = len(title) + 1
    for paragraph in paragraphs:
        yield paragraph["position"], start
        start += len(paragraph["text"]) + 1


def _names(kind: str, mentions: Iterable[tuple[Row, int]]) -> dict[str, str]:
    named = [(_plain(mention["entity_name"]), offset) for mention, offset in mentions]
    return {
        f"V1{kind}": _list(dict.fromkeys(name for name, _ in named)),
        f"V2ENHANCED{kind}": _list(f"{name},{offset}" for name, offset in named),
    }


def _place(place: Row) -> str:
    return "#".join((*_place_head(place), *_place_tail(place)))


def _place_at(place: Row, offset: int) -> str:
    """The same with the second subdivision, which is not known, and the offset."""
    return "#".join((*_place_head(place), "", *_place_tail(place), str(offset)))


def _place_head(place: Row) -> tuple[str, ...]:
    """Type, name, country and first subdivision, which GDELT has by FIPS 10-4 and Dateline by ISO: empty."""
    is_american = place["country_code"] == "US"
    if place["place_kind"] == "country":
        kind = COUNTRY
    elif place["place_kind"] == "subdivision":
        kind = US_STATE if is_american else STATE
    else:
        kind = US_CITY if is_american else CITY
    return str(kind), _plain(place["entity_name"]), FIPS.get(place["country_code"], ""), ""


def _place_tail(place: Row) -> tuple[str, ...]:
    return tuple(
        "" if place[name] is None else str(place[name]) for name in ("latitude", "longitude", "geonames_id")
    )


def _quote(quote: Row, starts: Mapping[int, int]) -> str:
    offset = starts[quote["position"]] + quote["start_offset"]
    length = quote["end_offset"] - quote["start_offset"]
    return f"{offset}|{length}|{_plain(quote['cue'] or '')}|{_plain(quote['quote_text'])}"


def _extras(row: Row, parts: Mapping[str, list[Row]], stamp: str) -> str:
    """The elements that GDELT writes, in its order."""
    authors = dict.fromkeys(
        credit["author_name"] for credit in parts["credits"] if RoleKind(credit["role_kind"]) in AUTHORS
    )
    texts = {
        "PAGE_LINKS": _list(_addresses(link["link_url"] for link in parts["links"])),
        "PAGE_AUTHORS": _list(_plain(author) for author in authors),
        "PAGE_PRECISEPUBTIMESTAMP": stamp if row["is_exact_time"] else "",
        "PAGE_TITLE": _one_line(row["title"]),
    }
    return "".join(f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in texts.items() if text)


def _list(values: Iterable[str]) -> str:
    return ";".join(values)


def _plain(text: str) -> str:
    """The text with a blank for each sign that the format parts values by: offsets and lengths stay true."""
    return PARTING.sub(" ", text)


def _addresses(urls: Iterable[str | None]) -> list[str]:
    """Those that are known, with the semicolons that would part a list written as URLs can."""
    return [_one_line(url).replace(";", "%3B") for url in urls if url]


def _one_line(text: str) -> str:
    return re.sub(r"[\t\r\n]", " ", text)
