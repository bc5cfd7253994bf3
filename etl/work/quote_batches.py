"""Queue articles whose quotations are pending, and turn batches of them into rows of base.quotes.

Here: which articles the current code has not searched with their current names, the columns read of each, what a
worker does with a batch. Not here: finding quotations (etl/quotes/), batching (queue.py), processes (workers.py),
writing (etl/steps/quoting.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from etl.code_version import QUOTER
from etl.kinds import EntityKind, MethodKind, ParagraphKind
from etl.model import Mention
from etl.quotes.confidence import confidence_of
from etl.quotes.extract import quotes_of
from etl.quotes.quote import Quote
from etl.settings import Settings
from etl.warehouse.tables import QUOTES
from etl.warehouse.warehouse import Warehouse
from etl.work.attempt import Alarm, LeftPending, Timer, attempt
from etl.work.queue import Queue, open_queue
from etl.work.workers import Job, work_through

BATCH_CHARACTERS = 600_000  # some 400 articles: about a second of work (judged)

_VERSION = f"'{QUOTER}.' || names.recogniser_version"
_CHOSEN = f"""
    select
        parsed.document_id,
        parsed.rowid as position,
        parsed.rowid as last_position,
        100 + coalesce(list_sum([length(each.text) for each in parsed.paragraphs]), 0) as weight
    from base.parsed_articles as parsed
    inner join base.mentions as names on parsed.document_id = names.document_id
    left join base.quotes as quotes
        on
            parsed.document_id = quotes.document_id
            and quotes.quoter_version = {_VERSION}
            and quotes.prose_hash is not distinct from names.prose_hash
    where quotes.document_id is null and parsed.prose_hash is not distinct from names.prose_hash
"""
_READ = f"""
    select
        parsed.document_id,
        parsed.paragraphs,
        names.mentions,
        names.prose_hash,
        {_VERSION} as quoter_version,
        coalesce(raw.document_path, '') as document_path
    from base.parsed_articles as parsed
    inner join unquoted on parsed.document_id = unquoted.document_id and unquoted.batch_number = ?
    inner join base.mentions as names on parsed.document_id = names.document_id
    left join base.raw_documents as raw on parsed.document_id = raw.document_id
    where parsed.rowid between ? and ?
    order by unquoted.position
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unquoted:
    """An article whose quotations are pending: its prose without headings, and the names in it."""

    document_id: str
    document_path: str
    prose_hash: str | None
    quoter_version: str
    paragraphs: tuple[tuple[int, str], ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, kw_only=True)
class QuotedBatch:
    """The outcome of a batch: rows of base.quotes, and documents left pending."""

    quoted: pl.DataFrame
    left_pending: tuple[LeftPending, ...] = ()


@contextmanager
def find_unquoted(warehouse: Warehouse) -> Iterator[Queue[Unquoted]]:
    """Queue the articles whose names were read and whose quotations are pending."""
    with open_queue(
        warehouse,
        "unquoted",
        chosen=_CHOSEN,
        parameters=[],
        batch_weight=BATCH_CHARACTERS,
        read=_READ,
        item=_unquoted,
    ) as queue:
        yield queue


def quote_batches(
    batches: Iterable[Sequence[Unquoted]], settings: Settings, *, run_id: str, isolated: bool = False
) -> Iterator[QuotedBatch]:
    """Find the quotations of every batch; results come in order. isolated: always in other processes."""
    work = partial(quote_batch, quotes_of_article, Alarm(settings.document_seconds), run_id)
    job = Job(
        work=work, leave=lambda left: QuotedBatch(quoted=quoted_frame([], run_id), left_pending=(left,))
    )
    return work_through(job, batches, settings, isolated=isolated)


def quote_batch(
    find: Callable[[Unquoted], Sequence[Quote]], timer: Timer, run_id: str, batch: Sequence[Unquoted]
) -> QuotedBatch:
    """Search a batch article by article: a plain function of picklable values, which any executor can run."""
    found: list[tuple[Unquoted, Sequence[Quote]]] = []
    left: list[LeftPending] = []
    for article in batch:
        outcome = attempt(article, partial(find, article), timer)
        if isinstance(outcome, LeftPending):
            left.append(outcome)
        else:
            found.append((article, outcome))
    return QuotedBatch(quoted=quoted_frame(found, run_id), left_pending=tuple(left))


def quotes_of_article(article: Unquoted) -> list[Quote]:
    """Find the quotations of an article."""
    return quotes_of(article.paragraphs, article.mentions)


def quoted_frame(found: Sequence[tuple[Unquoted, Sequence[Quote]]], run_id: str) -> pl.DataFrame:
    """Make rows of base.quotes."""
    rows = [
        (
            article.document_id,
            article.quoter_version,
            article.prose_hash,
            run_id,
            [_struct(each) for each in quotes],
        )
        for article, quotes in found
    ]
    return pl.DataFrame(rows, schema=dict(QUOTES.schema), orient="row")


def _struct(quote: Quote) -> dict[str, str | int | float | None]:
    speaker = quote.speaker
    return {
        "position": quote.position,
        "start_offset": quote.start_offset,
        "end_offset": quote.end_offset,
        "quote_text": quote.quote_text,
        "quote_kind": str(quote.quote_kind),
        "speaker_name": speaker.name if speaker else None,
        "speaker_kind": str(speaker.speaker_kind) if speaker else None,
        "speaker_position": speaker.position if speaker else None,
        "speaker_offset": speaker.start if speaker else None,
        "speaker_entity_kind": speaker.entity_kind and str(speaker.entity_kind) if speaker else None,
        "speaker_referent": speaker.referent if speaker else None,
        "via": quote.via,
        "cue": quote.cue,
        "evidence": quote.evidence,
        "confidence": confidence_of(quote),
    }


def _unquoted(row: Mapping[str, Any]) -> Unquoted:
    return Unquoted(
        document_id=row["document_id"],
        document_path=row["document_path"],
        prose_hash=row["prose_hash"],
        quoter_version=row["quoter_version"],
        paragraphs=tuple(
            (position, each["text"])
            for position, each in enumerate(row["paragraphs"] or (), start=1)
            if each["paragraph_kind"] != ParagraphKind.HEADING
        ),
        mentions=tuple(_mention(each) for each in row["mentions"] or ()),
    )


def _mention(fields: Mapping[str, Any]) -> Mention:
    kinds = {
        "entity_kind": EntityKind(fields["entity_kind"]),
        "method_kind": MethodKind(fields["method_kind"]),
    }
    return Mention(**{**fields, **kinds})
