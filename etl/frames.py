"""Values become frames: parsed articles and rejections as rows of their base tables.

Here: the one place where a dataclass meets a column. Not here: the columns (tables.py) and their way into
DuckDB (warehouse.py).
"""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from etl.model import Credit, Image, Link, Media, Paragraph, ParsedArticle, Rejection
from etl.normalize.url import article_id_of, canonical_url, url_host
from etl.tables import PARSED_ARTICLES, REJECTED_DOCUMENTS


def parsed_frame(articles: Sequence[ParsedArticle], *, run_id: str) -> pl.DataFrame:
    """Rows of base.parsed_articles."""
    rows = [
        (
            article.document_id,
            article.parser_version,
            run_id,
            article.outlet_id,
            article.article_id,
            article.url,
            article.canonical_url,
            article.title,
            article.published_at,
            article.published_date,
            article.published_source_kind and str(article.published_source_kind),
            article.header_at,
            article.page_at,
            article.url_date,
            str(article.script_kind),
            article.is_generic_layout,
            article.layout_name,
            article.section_name,
            article.column_name,
            article.dateline_place,
            [_paragraph(each) for each in article.paragraphs],
            [_credit(each) for each in article.credits],
            [_image(each) for each in article.images],
            [_medium(each) for each in article.media],
            [_link(each) for each in article.links],
            list(article.tags),
        )
        for article in articles
    ]
    return pl.DataFrame(rows, schema=dict(PARSED_ARTICLES.schema), orient="row")


def rejected_frame(rejections: Sequence[Rejection], *, run_id: str) -> pl.DataFrame:
    """Rows of base.rejected_documents."""
    rows = [
        (
            rejection.document_id,
            rejection.parser_version,
            run_id,
            rejection.outlet_id,
            str(rejection.rejection_kind),
            rejection.rejection_detail,
        )
        for rejection in rejections
    ]
    return pl.DataFrame(rows, schema=dict(REJECTED_DOCUMENTS.schema), orient="row")


def _paragraph(paragraph: Paragraph) -> dict[str, str]:
    return {"paragraph_kind": str(paragraph.paragraph_kind), "text": paragraph.text}


def _credit(credit: Credit) -> dict[str, str | None]:
    return {
        "author_name": credit.author_name,
        "latin_name": credit.latin_name,
        "author_kind": str(credit.author_kind),
        "role_kind": str(credit.role_kind),
    }


def _image(image: Image) -> dict[str, str | None]:
    return {
        "image_url": image.image_url,
        "alt_text": image.alt_text,
        "caption": image.caption,
        "credit": image.credit,
    }


def _medium(medium: Media) -> dict[str, str | None]:
    return {"media_kind": str(medium.media_kind), "media_url": medium.media_url, "title": medium.title}


def _link(link: Link) -> dict[str, str | None]:
    domain, article_id = _target(link.link_url)
    return {
        "link_url": link.link_url,
        "anchor_text": link.anchor_text,
        "link_kind": str(link.link_kind),
        "target_domain": domain,
        "target_article_id": article_id,
    }


@lru_cache(maxsize=4096)
def _target(url: str) -> tuple[str | None, str | None]:
    """Host of an address, and what the article there would be called; neither for a mail address."""
    host = url_host(url)
    return host, article_id_of(canonical_url(url)) if host else None
