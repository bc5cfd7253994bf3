"""Convert values to frames: parsed articles, rejections and mentions as rows of their base tables.

Here: the mapping of dataclass fields to columns. Not here: the columns (tables/) and their way into
DuckDB (warehouse.py).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import polars as pl

from etl.kinds import ParagraphKind
from etl.model import (
    Credit,
    Gloss,
    Image,
    Link,
    Media,
    Mention,
    NamedArticle,
    Paragraph,
    ParsedArticle,
    Rejection,
)
from etl.normalize.author import author_key
from etl.normalize.url import article_id_of, url_host
from etl.outlets import article_address
from etl.warehouse.tables import MENTIONS, PARSED_ARTICLES, REJECTED_DOCUMENTS, Table


def parsed_frame(articles: Sequence[ParsedArticle], *, run_id: str) -> pl.DataFrame:
    """Make rows of base.parsed_articles: each column is the field of its name, lists of dataclasses are structs."""
    lists: dict[str, Sequence[object]] = {
        "paragraphs": [[_paragraph(each) for each in article.paragraphs] for article in articles],
        "credits": [[_credit(each) for each in article.credits] for article in articles],
        "images": [[_image(each) for each in article.images] for article in articles],
        "media": [[_medium(each) for each in article.media] for article in articles],
        "links": [[_link(each) for each in article.links] for article in articles],
        "tags": [list(article.tags) for article in articles],
        "author_keys": [[author_key(each.author_name) for each in article.credits] for article in articles],
        "prose_hash": [_prose_hash(article) for article in articles],
    }
    return _frame(PARSED_ARTICLES, articles, {**lists, "run_id": [run_id] * len(articles)})


def rejected_frame(rejections: Sequence[Rejection], *, run_id: str) -> pl.DataFrame:
    """Make rows of base.rejected_documents."""
    return _frame(REJECTED_DOCUMENTS, rejections, {"run_id": [run_id] * len(rejections)})


def named_frame(
    articles: Sequence[NamedArticle],
    prose_hashes: Sequence[str | None],
    *,
    recogniser_version: str,
    run_id: str,
) -> pl.DataFrame:
    """Make rows of base.mentions; prose_hashes identify the wording that was searched, one per article."""
    columns: dict[str, Sequence[object]] = {
        "mentions": [[_mention(each) for each in article.mentions] for article in articles],
        "glosses": [[_gloss(each) for each in article.glosses] for article in articles],
        "prose_hash": prose_hashes,
        "recogniser_version": [recogniser_version] * len(articles),
        "run_id": [run_id] * len(articles),
    }
    return _frame(MENTIONS, articles, columns)


def _frame(
    table: Table,
    values: Sequence[ParsedArticle] | Sequence[Rejection] | Sequence[NamedArticle],
    columns: Mapping[str, Sequence[object]],
) -> pl.DataFrame:
    """Fill columns as given, others from the fields of their names. Raises TypeError for a column without either."""
    for value in values[:1]:
        if missing := [name for name in table.schema if name not in columns and not hasattr(value, name)]:
            raise TypeError(
                f"base.{table.name}.{', '.join(missing)}: {type(value).__name__} (etl/model.py) has no such field"
            )
    return pl.DataFrame(
        {
            name: pl.Series(
                name, columns[name] if name in columns else [getattr(value, name) for value in values], kind
            )
            for name, kind in table.schema.items()
        }
    )


def _prose_hash(article: ParsedArticle) -> str:
    """Hash what recognition depends on: equal hashes mean equal mentions."""
    digest = blake2b(f"{article.script_kind}\0{article.title}".encode(errors="replace"), digest_size=12)
    for paragraph in article.paragraphs:
        mark = "#" if paragraph.paragraph_kind is ParagraphKind.HEADING else ""
        digest.update(f"\0{mark}\0{paragraph.text}".encode(errors="replace"))
    return digest.hexdigest()


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


def _mention(mention: Mention) -> dict[str, str | int | float]:
    return {
        "position": mention.position,
        "start_offset": mention.start_offset,
        "end_offset": mention.end_offset,
        "surface": mention.surface,
        "entity_kind": str(mention.entity_kind),
        "method_kind": str(mention.method_kind),
        "score": mention.score,
        "referent": mention.referent,
    }


def _gloss(gloss: Gloss) -> dict[str, str | int | float]:
    return {
        "position": gloss.position,
        "start_offset": gloss.start_offset,
        "end_offset": gloss.end_offset,
        "chinese_name": gloss.chinese_name,
        "latin_name": gloss.latin_name,
        "gloss_kind": str(gloss.gloss_kind),
        "score": gloss.score,
    }


@lru_cache(maxsize=4096)
def _target(url: str) -> tuple[str | None, str | None]:
    """Give host and article_id of a link's address; None for both if it has no host."""
    host = url_host(url)
    return host, article_id_of(article_address(url)) if host else None
