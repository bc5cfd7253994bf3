"""An article as schema.org's NewsArticle, a line of JSON-LD.

Here: which property holds what. Not here: reading articles (articles.py), files (lines.py).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from etl.export.articles import Article, Row
from etl.kinds import AuthorKind, RoleKind

LANGUAGES = {"hans": "zh-Hans", "hant": "zh-Hant"}  # latin script is of many languages
PARTS = ("credits", "images", "tags", "topics", "entities")  # what it needs of an article
PROPERTIES = {
    RoleKind.REPORTER: "author",
    RoleKind.COLUMNIST: "author",
    RoleKind.TRANSLATOR: "translator",
    RoleKind.EDITOR: "editor",
    RoleKind.PROOFREADER: "editor",
    RoleKind.PHOTOGRAPHER: "contributor",
    RoleKind.AGENCY: "sourceOrganization",
    RoleKind.SOURCE: "sourceOrganization",
}
ENTITY_TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}
GEONAMES = "https://sws.geonames.org/"
TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


def news_article(article: Article, has_texts: bool) -> dict[str, Any]:
    """Give the article as JSON-LD; what is not known is left out. has_texts: with articleBody."""
    row, parts = article.row, article.parts
    at = row["published_at"]
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": row["article_id"],
        "url": row["canonical_url"] or row["url"],
        "headline": row["title"],
        # a time that no page states would look exact
        "datePublished": at.isoformat() if at and row["is_exact_time"] else _text(row["published_date"]),
        "inLanguage": LANGUAGES.get(row["script_kind"]),
        "articleSection": row["section_name"],
        "dateline": row["dateline_place"],
        "keywords": [tag["tag_name"] for tag in parts["tags"]],
        "publisher": _known(
            {
                "@type": "NewsMediaOrganization",
                "name": row["outlet_name"],
                "url": f"https://{row['domain']}" if row["domain"] else None,
            }
        ),
        **_credits(parts["credits"]),
        "image": [_image(image) for image in parts["images"]],
        "about": [_topic(topic) for topic in parts["topics"]],
        "mentions": [_entity(entity) for entity in parts["entities"]],
        "articleBody": row["body"] if has_texts else None,
    }
    return _known(described)


def _credits(credits: Iterable[Row]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for credit in credits:
        name = PROPERTIES[RoleKind(credit["role_kind"])]
        is_person = credit["author_kind"] == AuthorKind.PERSON and name != "sourceOrganization"
        kind = "Person" if is_person else "Organization"
        found.setdefault(name, []).append({"@type": kind, "name": credit["author_name"]})
    return found


def _image(image: Row) -> dict[str, Any]:
    return _known(
        {
            "@type": "ImageObject",
            "contentUrl": image["image_url"],
            "caption": image["caption"],
            "creditText": image["credit"],
        }
    )


def _topic(topic: Row) -> dict[str, Any]:
    code = topic["topic_id"].removeprefix("medtop:")
    return {
        "@type": "DefinedTerm",
        "@id": TOPICS + code,
        "name": topic["topic_name"],
        "termCode": topic["topic_id"],
    }


def _entity(entity: Row) -> dict[str, Any]:
    described = {
        "@type": ENTITY_TYPES[entity["entity_kind"]],
        "identifier": entity["entity_id"],
        "name": entity["entity_name"],
        "alternateName": entity["latin_name"],
        "sameAs": f"{GEONAMES}{entity['geonames_id']}/" if entity["geonames_id"] else None,
    }
    if entity["latitude"] is not None:
        described["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": entity["latitude"],
            "longitude": entity["longitude"],
        }
    return _known(described)


def _known(described: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in described.items() if value is not None and value != []}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
