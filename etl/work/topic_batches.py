"""Which articles were not classified yet in their newest text, and the topics of batches of them.

Here: batches as frames, topics and terms. Not here: which texts are new (newest_texts.py), weighing a text
(etl/topics/), writing (etl/steps/classifying.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.code_version import classifier_version
from etl.kinds import ScriptKind
from etl.lexicon import rows as listed
from etl.warehouse.tables import ARTICLE_TOPICS
from etl.warehouse.warehouse import Warehouse
from etl.work.newest_texts import has_pending_article, pending_articles

ARTICLES_AT_ONCE = 2000  # with the openings of their texts some 10 MB
CHARACTERS = 2000  # of a text that its terms are of (judged): more than is weighed for topics

_READ = f"""
    select
        article_id,
        document_id,
        parser_version,
        script_kind,
        title,
        left(
            array_to_string([each.text for each in paragraphs if each.paragraph_kind <> 'heading'], chr(10)),
            {CHARACTERS}
        ) as prose
    from base.parsed_articles
    where document_id in (select unnest(?))
    order by article_id
"""


@dataclass(frozen=True, kw_only=True)
class ClassifiedBatch:
    """Articles whose topics are no longer true, and the rows of those that are still there."""

    article_ids: list[str]
    topics: pl.DataFrame


def has_unclassified(warehouse: Warehouse) -> bool:
    """Whether an article has no topics of its newest text, or topics have no article any more."""
    return has_pending_article(warehouse, ARTICLE_TOPICS, "classifier_version", classifier_version())


def classified_batches(warehouse: Warehouse, run_id: str) -> Iterator[ClassifiedBatch]:
    """Classify the newest text of each article that is pending; one not in Chinese has neither topics nor terms."""
    pending = pending_articles(warehouse, ARTICLE_TOPICS, "classifier_version", classifier_version())
    for batch in pending.iter_slices(ARTICLES_AT_ONCE):
        texts = warehouse.query(_READ, [batch["document_id"].drop_nulls().to_list()])
        yield ClassifiedBatch(
            article_ids=batch["article_id"].to_list(),
            topics=texts.select(
                "article_id",
                "document_id",
                "parser_version",
                classifier_version=pl.lit(classifier_version()),
                topics=pl.Series(_topics(texts), dtype=ARTICLE_TOPICS.schema["topics"]),
                terms=pl.Series(_terms(texts), dtype=ARTICLE_TOPICS.schema["terms"]),
                run_id=pl.lit(run_id),
            ),
        )


def _topics(texts: pl.DataFrame) -> list[list[dict[str, str | float]]]:
    from etl.topics.classify import load, topics_of  # the weights are read where there is work

    model = load()
    names = {row["topic_id"]: row for row in listed("media_topics")}
    return [
        [{**names[each.topic_id], "score": each.score} for each in topics_of(title, prose or "", model)]
        if script_kind != ScriptKind.LATIN
        else []
        for script_kind, title, prose in texts.select("script_kind", "title", "prose").iter_rows()
    ]


def _terms(texts: pl.DataFrame) -> list[list[str]]:
    from etl.topics.terms import terms_of

    return [
        terms_of(title, prose or "") if script_kind != ScriptKind.LATIN else []
        for script_kind, title, prose in texts.select("script_kind", "title", "prose").iter_rows()
    ]
