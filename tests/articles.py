"""An article of our own invention, for tests that need one: all its fields are said here, and nowhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime

from etl.kinds import (
    AuthorKind,
    LinkKind,
    MediaKind,
    PageTimeKind,
    ParagraphKind,
    PublishedSourceKind,
    RoleKind,
    ScriptKind,
)
from etl.model import Credit, Image, Link, Media, Paragraph, ParsedArticle

MOMENT = datetime(2020, 6, 5, 10, tzinfo=UTC)
GOOD = ParsedArticle(
    document_id="0",
    parser_version="v1",
    outlet_id="harbour_post",
    article_id="article0",
    url="https://harbourpost.example/0",
    canonical_url="https://harbourpost.example/0",
    title="港口今天开放",
    published_at=MOMENT,
    published_date=date(2020, 6, 5),
    published_source_kind=PublishedSourceKind.PAGE,
    published_local_at=MOMENT.replace(tzinfo=None),
    is_exact_time=True,
    header_at=MOMENT,
    page_at=MOMENT,
    page_date=date(2020, 6, 5),
    page_time_kind=PageTimeKind.MINUTE,
    url_date=None,
    script_kind=ScriptKind.HANS,
    is_generic_layout=False,
    layout_name="story",
    section_name=None,
    column_name=None,
    dateline_place=None,
    paragraphs=(
        Paragraph(paragraph_kind=ParagraphKind.LEAD, text="港口今天早上开放。"),
        Paragraph(paragraph_kind=ParagraphKind.BODY, text="白沙的港务局和李远说，船已经进港。"),
    ),
    credits=(
        Credit(author_name="林海", role_kind=RoleKind.REPORTER),
        Credit(author_name="港闻社", role_kind=RoleKind.AGENCY, author_kind=AuthorKind.AGENCY),
    ),
    images=(Image(image_url="https://harbourpost.example/ship.jpg"),),
    media=(Media(media_kind=MediaKind.VIDEO),),
    links=(Link(link_url="https://harbourpost.example/2", anchor_text="另一艘", link_kind=LinkKind.RELATED),),
    tags=("港口",),
)


def an_article(**changes: object) -> ParsedArticle:
    """The article, with other values in the fields that are named."""
    return replace(GOOD, **changes)  # type: ignore[arg-type]
