"""The parser held against the sample: each page of it gives, field by field, what its truth says."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from etl.model import ParsedArticle, RawDocument, Rejection
from etl.page.parse import parse_document
from etl.sample import PageKind, SamplePage, Truth, sample_pages

WHITE = re.compile(r"[\s\u200b]+")
END_MARK = re.compile(r"[(（]完[)）]$")
GENERIC = "post"


def squash(text: str | None) -> str:
    return WHITE.sub("", text or "")


def second(moment: datetime | None) -> datetime | None:
    return moment.replace(microsecond=0) if moment else None


FIELDS: dict[str, Callable[[ParsedArticle | Truth], object]] = {
    "url": lambda one: one.url,
    "title": lambda one: squash(one.title),
    "published_at": lambda one: second(one.published_at),
    "header_at": lambda one: second(one.header_at),
    "page_at": lambda one: second(one.page_at),
    "script_kind": lambda one: one.script_kind,
    "dateline_place": lambda one: one.dateline_place,
    "column_name": lambda one: one.column_name,
    "section_name": lambda one: one.section_name,
    "paragraphs": lambda one: [
        (part.paragraph_kind, END_MARK.sub("", squash(part.text))) for part in one.paragraphs
    ],
    "credits": lambda one: {
        (part.author_name, part.role_kind, part.author_kind, part.latin_name) for part in one.credits
    },
    "images": lambda one: [
        (part.image_url, squash(part.alt_text), squash(part.caption), squash(part.credit))
        for part in one.images
    ],
    "media": lambda one: [(part.media_kind, part.media_url, squash(part.title)) for part in one.media],
    "links": lambda one: [(part.link_kind, part.link_url, squash(part.anchor_text)) for part in one.links],
    "tags": lambda one: set(one.tags),
    "agency_use_kind": lambda one: one.agency_use_kind,
}


def parsed(page: SamplePage) -> ParsedArticle | Rejection:
    return parse_document(
        RawDocument(
            document_id="one",
            content_hash="one",
            document_path=page.path,
            byte_count=len(page.content),
            content=page.content,
        )
    )


@pytest.fixture(scope="module")
def results() -> list[tuple[SamplePage, ParsedArticle | Rejection]]:
    return [(page, parsed(page)) for page in sample_pages(articles=700, seed=11)]


def test_non_articles_are_refused_for_their_reason(
    results: list[tuple[SamplePage, ParsedArticle | Rejection]],
) -> None:
    for page, result in results:
        refused_for = result.rejection_kind if isinstance(result, Rejection) else None
        assert refused_for == page.rejection_kind, page.path


def test_only_unknown_outlets_fall_to_the_generic_layout(
    results: list[tuple[SamplePage, ParsedArticle | Rejection]],
) -> None:
    for page, result in results:
        if isinstance(result, ParsedArticle) and page.kind is not PageKind.BAD:
            assert result.is_generic_layout == (page.outlet_id == GENERIC), page.path


@pytest.mark.parametrize("field", FIELDS)
def test_a_page_gives_what_its_truth_says(
    field: str, results: list[tuple[SamplePage, ParsedArticle | Rejection]]
) -> None:
    read = FIELDS[field]
    for page, result in results:
        if page.truth is not None and isinstance(result, ParsedArticle):
            assert read(result) == read(page.truth), (page.layout_name, page.path)
