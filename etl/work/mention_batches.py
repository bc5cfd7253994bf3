"""Whose names are still to be looked for, and batches of articles becoming rows of mentions.

Here: finding articles that today's recogniser has not read as they are, reading their prose in batches of bounded
size, and what a worker does with one. Not here: recognising (etl/entities), the processes (workers.py), and
writing (steps/).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import polars as pl

from etl.code_version import meaning
from etl.kinds import ParagraphKind, ScriptKind
from etl.model import NamedArticle, ParsedArticle, Prose
from etl.settings import Settings
from etl.warehouse.frames import named_frame
from etl.warehouse.warehouse import Warehouse
from etl.work.pending_documents import Choice
from etl.work.workers import Job, LeftPending, attempt, work_through

RECOGNISER = ("etl.names.recognise", "etl.names.tagger.tagger")  # and all that they import and name
BATCH_CHARACTERS = 60_000  # some 40 articles: a second or two of work, and little memory
CHARACTERS_OF_AN_ARTICLE = 100  # counted for each besides its text, so that a batch of tiny ones ends too

Recognise = Callable[[Sequence[Prose]], Sequence[NamedArticle]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unnamed:
    """An article whose names are to be looked for."""

    document_path: str
    prose_hash: str | None
    prose: Prose

    @property
    def document_id(self) -> str:
        return self.prose.document_id


@dataclass(frozen=True, kw_only=True)
class NamedBatch:
    """What became of a batch: rows of mentions, and what is left over."""

    named: pl.DataFrame
    left_pending: tuple[LeftPending, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnnamedArticles:
    """Articles to read, numbered in batches in the order in which they lie."""

    warehouse: Warehouse
    document_count: int
    batch_count: int

    def batches(self) -> Iterator[Sequence[Unnamed]]:
        for number in range(self.batch_count):
            yield self._batch(number)

    def _batch(self, number: int) -> list[Unnamed]:
        first, last = self.warehouse.query(
            "select min(position), max(position) from unnamed where batch_number = ?", [number]
        ).row(0)
        rows = self.warehouse.query(
            "select parsed.document_id, parsed.script_kind, parsed.title, parsed.paragraphs, parsed.prose_hash,"
            " coalesce(raw.document_path, '') as document_path from base.parsed_articles as parsed"
            " inner join unnamed on parsed.document_id = unnamed.document_id and unnamed.batch_number = ?"
            " left join base.raw_documents as raw on parsed.document_id = raw.document_id"
            " where parsed.rowid between ? and ? order by unnamed.position",
            [number, first, last],
        )
        return [_unnamed(row) for row in rows.iter_rows(named=True)]


@cache
def recogniser_version() -> str:
    """Hash of the code, word lists, tables and model that find names: another one makes all mentions pending."""
    return meaning(RECOGNISER)


def read_names(articles: Sequence[Prose]) -> Sequence[NamedArticle]:
    """The recogniser with its tagger. Both are imported here: a build with nothing to read must not pay for them."""
    from etl.names.recognise import recognise
    from etl.names.tagger.tagger import load

    return recognise(articles, load())


def prose_of(article: ParsedArticle) -> Prose:
    """What names are looked for in: headings have none, but count as paragraphs."""
    paragraphs = tuple((str(each.paragraph_kind), each.text) for each in article.paragraphs)
    return _prose(article.document_id, article.script_kind, article.title, paragraphs)


@contextmanager
def find_unnamed(warehouse: Warehouse, choice: Choice) -> Iterator[UnnamedArticles]:
    """Find which articles to read, once; it is held in a temporary table until the end of the block."""
    parameters: list[object] = [] if choice.again else [recogniser_version()]
    parameters += [list(each) for each in (choice.outlets, choice.months) if each]
    try:
        warehouse.execute(_select(choice), parameters)
        document_count, batch_count = warehouse.query(
            "select count(*), coalesce(max(batch_number) + 1, 0) from unnamed"
        ).row(0)
        yield UnnamedArticles(warehouse=warehouse, document_count=document_count, batch_count=batch_count)
    finally:
        warehouse.execute("drop table if exists unnamed")


def name_batches(
    recognise: Recognise,
    batches: Iterable[Sequence[Unnamed]],
    settings: Settings,
    *,
    run_id: str,
    isolated: bool = False,
) -> Iterator[NamedBatch]:
    """Look for names in every batch; results come in order. isolated: in other processes, however few they are."""
    frame = partial(named_frame, recogniser_version=recogniser_version(), run_id=run_id)
    work = partial(name_batch, recognise, frame, settings.document_seconds)
    job = Job(work=work, leave=lambda left: NamedBatch(named=frame((), ()), left_pending=(left,)))
    return work_through(job, batches, settings, isolated=isolated)


def name_batch(
    recognise: Recognise,
    frame: Callable[[Sequence[NamedArticle], Sequence[str | None]], pl.DataFrame],
    seconds: float,
    batch: Sequence[Unnamed],
) -> NamedBatch:
    """What a worker does: the whole batch at once; where that fails, article by article, to find whose fault it is."""
    outcome = attempt(batch[0], partial(_named, recognise, frame, batch), seconds)
    if isinstance(outcome, pl.DataFrame):
        return NamedBatch(named=outcome)
    if len(batch) == 1:
        return NamedBatch(named=frame((), ()), left_pending=(outcome,))
    alone = [name_batch(recognise, frame, seconds, (article,)) for article in batch]
    return NamedBatch(
        named=pl.concat(each.named for each in alone),
        left_pending=tuple(left for each in alone for left in each.left_pending),
    )


def _named(
    recognise: Recognise,
    frame: Callable[[Sequence[NamedArticle], Sequence[str | None]], pl.DataFrame],
    batch: Sequence[Unnamed],
) -> pl.DataFrame:
    named = recognise([article.prose for article in batch])
    if [each.document_id for each in named] != [article.document_id for article in batch]:
        raise ValueError("the recogniser answers for other articles than it was given")
    return frame(named, [article.prose_hash for article in batch])


def _unnamed(row: Mapping[str, Any]) -> Unnamed:
    return Unnamed(
        document_path=row["document_path"],
        prose_hash=row["prose_hash"],
        prose=_prose(
            row["document_id"],
            ScriptKind(row["script_kind"]),
            row["title"],
            [(each["paragraph_kind"], each["text"]) for each in row["paragraphs"] or ()],
        ),
    )


def _prose(
    document_id: str, script_kind: ScriptKind, title: str, paragraphs: Sequence[tuple[str, str]]
) -> Prose:
    return Prose(
        document_id=document_id,
        script_kind=script_kind,
        title=title,
        paragraphs=tuple(
            (position, text)
            for position, (kind, text) in enumerate(paragraphs, start=1)
            if kind != ParagraphKind.HEADING
        ),
    )


def _select(choice: Choice) -> str:
    conditions = []
    same = ""
    if not choice.again:
        same = (
            "and mentions.recogniser_version = ?"
            " and mentions.prose_hash is not distinct from parsed.prose_hash"
        )
        conditions.append("mentions.document_id is null")
    if choice.outlets:
        conditions.append("list_contains(?, parsed.outlet_id)")
    if choice.months:
        conditions.append("list_contains(?, strftime(parsed.published_date, '%Y-%m'))")
    return f"""
        create or replace temp table unnamed as
        with chosen as (
            select
                parsed.document_id,
                parsed.rowid as position,
                length(parsed.title)
                + list_sum([length(each.text) for each in parsed.paragraphs]) as character_count
            from base.parsed_articles as parsed
            left join base.mentions as mentions on parsed.document_id = mentions.document_id {same}
            where {" and ".join(conditions) or "true"}
        ),
        measured as (
            select
                *,
                sum(coalesce(character_count, 0) + {CHARACTERS_OF_AN_ARTICLE}) over (
                    order by position rows unbounded preceding
                ) // {BATCH_CHARACTERS} as characters_before
            from chosen
        )
        select
            * exclude (characters_before, character_count),
            dense_rank() over (order by characters_before) - 1 as batch_number
        from measured
        order by position
    """
