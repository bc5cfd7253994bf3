"""The cases: a saved page of our own invention in an outlet's real markup, and what parsing it should give.

tests/outlets/<outlet_id>/<when>-<what is special>/page.md and expected.json. A case may leave out
what every article has; of the rest (credits, images, links …) its page must give what the case states and no more.
`document_path` is where the file lies in its archive, for the few cases in which that matters.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from etl.model import ParsedArticle, RawDocument, Rejection
from etl.page.parse import parse_document

ROOT = Path(__file__).parent


def _moment(value: datetime | None) -> str | None:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


# each field that a case may state, and how an article tells it in JSON's words
FIELDS: dict[str, Callable[[ParsedArticle], object]] = {
    "outlet_id": lambda one: one.outlet_id,
    "layout_name": lambda one: one.layout_name,
    "is_generic_layout": lambda one: one.is_generic_layout,
    "url": lambda one: one.url,
    "title": lambda one: one.title,
    "published_at": lambda one: _moment(one.published_at),
    "published_date": lambda one: _day(one.published_date),
    "published_source_kind": lambda one: one.published_source_kind,
    "header_at": lambda one: _moment(one.header_at),
    "page_at": lambda one: _moment(one.page_at),
    "page_date": lambda one: _day(one.page_date),
    "url_date": lambda one: _day(one.url_date),
    "script_kind": lambda one: one.script_kind,
    "section_name": lambda one: one.section_name,
    "column_name": lambda one: one.column_name,
    "dateline_place": lambda one: one.dateline_place,
    "paragraphs": lambda one: [[part.paragraph_kind, part.text] for part in one.paragraphs],
    "credits": lambda one: [
        [part.author_name, part.role_kind, part.author_kind, part.latin_name] for part in one.credits
    ],
    "images": lambda one: [
        {
            name: value
            for name in ("image_url", "alt_text", "caption", "credit")
            if (value := getattr(part, name)) is not None
        }
        for part in one.images
    ],
    "media": lambda one: [[part.media_kind, part.media_url, part.title] for part in one.media],
    "links": lambda one: [[part.link_kind, part.link_url, part.anchor_text] for part in one.links],
    "tags": lambda one: list(one.tags),
}
EVERY_ARTICLE_HAS = frozenset(
    {"outlet_id", "layout_name", "is_generic_layout", "url", "title", "paragraphs", "script_kind"}
    | {"header_at", "published_at", "published_date", "published_source_kind"}
)
INPUTS = frozenset(("document_path",))


@dataclass(frozen=True, kw_only=True)
class Case:
    """One page and what is expected of it."""

    outlet_id: str
    name: str
    folder: Path

    @property
    def expected(self) -> dict[str, object]:
        told = json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))
        if not isinstance(told, dict):
            raise ValueError(f"{self.folder}/expected.json: must be an object with one key per field")
        return told

    @property
    def content(self) -> bytes:
        return (self.folder / "page.md").read_bytes()

    def document(self) -> RawDocument:
        """The page as the archive would hand it over."""
        path = self.expected.get("document_path", f"{self.outlet_id}/{self.name}.md")
        content = self.content
        return RawDocument(
            document_id=self.name,
            content_hash=self.name,
            document_path=str(path),
            byte_count=len(content),
            content=content,
        )

    def result(self) -> ParsedArticle | Rejection:
        return parse_document(self.document())


def all_cases(root: Path = ROOT) -> list[Case]:
    """Every folder that holds a page, by outlet and name."""
    pages = sorted(root.glob("*/*/page.md"))
    return [
        Case(outlet_id=page.parent.parent.name, name=page.parent.name, folder=page.parent) for page in pages
    ]
