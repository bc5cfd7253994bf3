"""The cases: a saved page of our own invention in an outlet's real markup, and what parsing it should give.

tests/outlets/<outlet_id>/<when>-<what is special>/page.md and expected.json. A case may leave out
what every article has; of the rest (credits, images, links …) its page must give what the case states and no more.
`document_path` is where the file lies in its archive, for the few cases in which that matters.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from etl.model import ParsedArticle, RawDocument, Rejection
from etl.page.parse import parse_document

ROOT = Path(__file__).parent


EVERY_ARTICLE_HAS = frozenset(
    {"outlet_id", "layout_name", "is_generic_layout", "url", "title", "paragraphs", "script_kind"}
    | {"header_at", "published_at", "published_date", "published_source_kind"}
    | {"published_local_at", "is_exact_time", "page_time_kind"}
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
