"""The figures of every mention of a warehouse that its confidence is computed from.

Here: reading and resolving again up to the decision of each claim. Not here: whether a mention is right (annotated.py).
"""

from pathlib import Path

import duckdb
import polars as pl

from etl.entities.calibrate import calibrated
from etl.entities.claims import CLAIM, claims_of, countries_of, surfaces_of
from etl.entities.coded import coded
from etl.entities.glossed import glosses_of_claims
from etl.entities.link import decided
from etl.entities.link_confidence import FIGURES
from etl.entities.logistic import log_odds
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import seeds

MENTIONS = """
    select
        mentions.* exclude (entity_kind, referent, is_nested), mentions.entity_kind, mentions.referent,
        left(md5(paragraphs.text), 12) as text_hash,
        links.entity_id, entities.entity_kind as kind, entities.entity_key,
        list_filter([entities.entity_name, entities.latin_name], name -> name is not null) as entity_names
    from intermediate.int_mentions as mentions
    inner join base.entity_links as links
        on mentions.article_id = links.article_id
        and mentions.entity_kind = links.entity_kind
        and mentions.referent = links.referent
    inner join base.entities as entities on links.entity_id = entities.entity_id
    inner join (
        select article_id, position, text from marts.fct_article_paragraphs
        union all select article_id, 0, title from marts.fct_articles
    ) as paragraphs on mentions.article_id = paragraphs.article_id and mentions.position = paragraphs.position
"""


def mentions_of(warehouse: Path) -> tuple[pl.DataFrame, list[tuple[str, str]]]:
    """Read the mentions of a working warehouse with their figures, and its documents (document_path, article_id).

    Columns: MENTION, surface, text_hash, entity_kind, method_kind, kind, link_method, entity_id, entity_key,
    entity_names, holds_odds, certainty_odds, score_odds, length_log.
    """
    with duckdb.connect(warehouse, read_only=True) as connection:
        names = connection.sql("select * exclude (published_date) from intermediate.int_names").pl()
        glosses = connection.sql("from intermediate.int_glosses").pl()
        mentions = connection.sql(MENTIONS).pl()
        documents = connection.sql(
            "select document_path, article_id from marts.fct_documents where article_id is not null"
            " order by indexed_at"
        ).fetchall()
    links = _links(names, glosses)
    return mentions.join(links, on=list(CLAIM)).with_columns(
        pl.col("position", "start_offset", "end_offset").cast(pl.Int64),
        score_odds=log_odds("score"),
        length_log=pl.col("surface").str.len_chars().log(),
    ), documents


def _links(names: pl.DataFrame, glosses: pl.DataFrame) -> pl.DataFrame:
    given = coded(names, glosses)
    claims = calibrated(claims_of(given.names), gazetteer(), seeds())
    countries = countries_of(claims, gazetteer())
    glossed = glosses_of_claims(claims, surfaces_of(given.names, given.shadows), given.glosses)
    links = decided(claims, glossed, countries, gazetteer(), seeds())
    return links.select(
        *(pl.col(name).cast(pl.String) for name in CLAIM),
        pl.col("method_kind").cast(pl.String).alias("link_method"),
        *(log_odds(name).alias(f"{name}_odds") for name in FIGURES),
    )
