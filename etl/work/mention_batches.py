"""Queue articles whose names are pending, and turn batches of them into rows of base.mentions.

Here: which articles the current recogniser has not read in their current wording, the columns read of each, what a
worker does with a batch. Not here: recognition (etl.names.recognise), batching (queue.py), processes (workers.py),
writing (etl/steps/recognising.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from etl.code_version import recogniser_version
from etl.kinds import ParagraphKind, ScriptKind
from etl.model import NamedArticle, ParsedArticle, Prose
from etl.settings import Settings
from etl.warehouse.frames import named_frame
from etl.warehouse.warehouse import Warehouse
from etl.work.attempt import Alarm, LeftPending, Timer, attempt
from etl.work.queue import Queue, Selection, open_queue
from etl.work.workers import Job, work_through

BATCH_CHARACTERS = 60_000  # some 40 articles: one or two seconds of work (judged)
CHARACTERS_OF_AN_ARTICLE = (
    100  # added to each article's weight, to bound the number of tiny articles in a batch
)

_READ = """
    select
        parsed.document_id,
        parsed.script_kind,
        parsed.title,
        parsed.paragraphs,
        parsed.prose_hash,
        coalesce(raw.document_path, '') as document_path
    from base.parsed_articles as parsed
    inner join unnamed on parsed.document_id = unnamed.document_id and unnamed.batch_number = ?
    left join base.raw_documents as raw on parsed.document_id = raw.document_id
    where parsed.rowid between ? and ?
    order by unnamed.position
"""

Recognise = Callable[[Sequence[Prose]], Sequence[NamedArticle]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unnamed:
    """An article whose names are pending."""

    document_path: str
    prose_hash: str | None
    prose: Prose

    @property
    def document_id(self) -> str:
        return self.prose.document_id


@dataclass(frozen=True, kw_only=True)
class NamedBatch:
    """The outcome of a batch: rows of base.mentions, and documents left pending."""

    named: pl.DataFrame
    left_pending: tuple[LeftPending, ...] = ()


def read_names(articles: Sequence[Prose]) -> Sequence[NamedArticle]:
    """Recognise with the shipped tagger. Imports lazily: a build with nothing pending must not load the model."""
    from etl.names.recognise import recognise
    from etl.names.tagger.tagger import load

    return recognise(articles, load())


def prose_of(article: ParsedArticle) -> Prose:
    """Reduce an article to what is searched for names: headings are left out, but keep their position."""
    paragraphs = tuple((str(each.paragraph_kind), each.text) for each in article.paragraphs)
    return _prose(article.document_id, article.script_kind, article.title, paragraphs)


@contextmanager
def find_unnamed(warehouse: Warehouse, selection: Selection) -> Iterator[Queue[Unnamed]]:
    """Queue the articles whose names are pending, or those selected."""
    parameters: list[object] = [] if selection.include_done else [recogniser_version()]
    parameters += [list(each) for each in (selection.outlets, selection.months) if each]
    with open_queue(
        warehouse,
        "unnamed",
        chosen=_chosen(selection),
        parameters=parameters,
        batch_weight=BATCH_CHARACTERS,
        read=_READ,
        item=_unnamed,
    ) as queue:
        yield queue


def name_batches(
    recognise: Recognise,
    batches: Iterable[Sequence[Unnamed]],
    settings: Settings,
    *,
    run_id: str,
    isolated: bool = False,
) -> Iterator[NamedBatch]:
    """Recognise names in every batch; results come in order. isolated: always in other processes."""
    frame = partial(named_frame, recogniser_version=recogniser_version(), run_id=run_id)
    work = partial(name_batch, recognise, frame, Alarm(settings.document_seconds))
    job = Job(work=work, leave=lambda left: NamedBatch(named=frame((), ()), left_pending=(left,)))
    return work_through(job, batches, settings, isolated=isolated)


def name_batch(
    recognise: Recognise,
    frame: Callable[[Sequence[NamedArticle], Sequence[str | None]], pl.DataFrame],
    timer: Timer,
    batch: Sequence[Unnamed],
) -> NamedBatch:
    """Recognise a batch at once; if that fails, article by article, to isolate the failing one."""
    outcome = attempt(batch[0], partial(_named, recognise, frame, batch), timer)
    if isinstance(outcome, pl.DataFrame):
        return NamedBatch(named=outcome)
    if len(batch) == 1:
        return NamedBatch(named=frame((), ()), left_pending=(outcome,))
    alone = [name_batch(recognise, frame, timer, (article,)) for article in batch]
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


def _chosen(selection: Selection) -> str:
    conditions = []
    same = ""
    if not selection.include_done:
        same = (
            "and mentions.recogniser_version = ?"
            " and mentions.prose_hash is not distinct from parsed.prose_hash"
        )
        conditions.append("mentions.document_id is null")
    if selection.outlets:
        conditions.append("list_contains(?, parsed.outlet_id)")
    if selection.months:
        conditions.append("list_contains(?, strftime(parsed.published_date, '%Y-%m'))")
    return f"""
        select
            parsed.document_id,
            parsed.rowid as position,
            parsed.rowid as last_position,
            {CHARACTERS_OF_AN_ARTICLE} + length(parsed.title)
            + coalesce(list_sum([length(each.text) for each in parsed.paragraphs]), 0) as weight
        from base.parsed_articles as parsed
        left join base.mentions as mentions on parsed.document_id = mentions.document_id {same}
        where {" and ".join(conditions) or "true"}
    """
