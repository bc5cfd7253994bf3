"""Measure recognition: the tagger's network against LAC's, and the whole step against jieba's part-of-speech tagging.

All run on one core and the same articles, interleaved, so that a change in machine speed affects all.
"""

import logging
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import jieba
import jieba.posseg
import numpy as np

from etl.kinds import ParagraphKind
from etl.model import ParsedArticle, Prose
from etl.names.recognise import recognise
from etl.names.tagger.encode import batch, tokens
from etl.names.tagger.sentence import sentences
from etl.names.tagger.tagger import BATCH, load
from etl.normalize.shadow import shadow
from recipes.tagger.teachers import Tokens, lac

ROUNDS = 5
CHARACTERS = 60_000  # of the articles that are read at once, as in a build

Work = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Characters per CPU-second on one core, each the median of all rounds."""

    character_count: int
    network: float
    lac_network: float
    tagger: float
    recognise: float
    jieba: float

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [
            ("characters of title and prose", f"{self.character_count:,}"),
            ("the tagger's network", f"{self.network:,.0f} characters per CPU-second"),
            ("  against LAC's", f"{self.network / self.lac_network:.2f}×"),
            ("the tagger, sentences to names", f"{self.tagger:,.0f} characters per CPU-second"),
            ("recognise, articles to mentions", f"{self.recognise:,.0f} characters per CPU-second"),
            ("  against jieba.posseg", f"{self.recognise / self.jieba:.2f}×"),
        ]


def measure(articles: Sequence[ParsedArticle]) -> Rates:
    """Measure the contestants on the same articles, in turn."""
    jieba.setLogLevel(logging.CRITICAL)
    prose = [_prose(article) for article in articles]
    lines = [text for one in prose for text in (one.title, *(text for _, text in one.paragraphs))]
    shadows = [text[start:end] for text in map(shadow, lines) for start, end in sentences(text)]
    tagger = load()
    parts = list(_parts(prose))
    contestants: dict[str, Work] = {
        "network": _network(shadows),
        "lac_network": _lac_network(shadows),
        "tagger": lambda: tagger.tag(shadows),
        "recognise": lambda: [recognise(part, tagger) for part in parts],
        "jieba": lambda: [list(jieba.posseg.cut(line)) for line in lines],
    }
    recognise(prose[:20], tagger)  # whatever is loaded on first use
    list(jieba.posseg.cut("中国"))
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, work in contestants.items():
            start = time.process_time()
            work()
            seconds[name].append(time.process_time() - start)
    count = sum(map(len, lines))
    return Rates(
        character_count=count, **{name: count / statistics.median(taken) for name, taken in seconds.items()}
    )


def _prose(article: ParsedArticle) -> Prose:
    body = [part.text for part in article.paragraphs if part.paragraph_kind is not ParagraphKind.HEADING]
    return Prose(
        document_id=article.document_id,
        script_kind=article.script_kind,
        title=article.title,
        paragraphs=tuple(enumerate(body, 1)),
    )


def _parts(prose: Iterable[Prose]) -> Iterator[list[Prose]]:
    part: list[Prose] = []
    for one in prose:
        part.append(one)
        if sum(len(text) for article in part for _, text in article.paragraphs) > CHARACTERS:
            yield part
            part = []
    if part:
        yield part


def _network(texts: Sequence[str]) -> Work:
    """Run our network on prepared batches."""
    tagger, found = load(), tokens(texts)
    signs, pairs = tagger.vocabulary.ids(found), tagger.vocabulary.pair_ids(found)
    order = np.argsort(found.counts, kind="stable")
    chosen = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    batches = [
        (
            batch(signs, found.offsets[rows], found.counts[rows]),
            batch(pairs, found.offsets[rows], found.counts[rows], extra=1),
            found.counts[rows],
        )
        for rows in chosen
    ]
    return lambda: [tagger.scores(*one) for one in batches]


def _lac_network(texts: Sequence[str]) -> Work:
    """Run LAC's network on the same batches, in its own tokens."""
    teacher = lac()
    rows: list[Tokens] = sorted(map(teacher.tokens, texts), key=len)
    batches = []
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        lengths = np.array([len(row) for row in part])
        ids = np.zeros((len(part), lengths.max()), np.int64)
        for number, row in enumerate(part):
            ids[number, : len(row)] = [token[2] for token in row]
        batches.append((ids, lengths))
    return lambda: [teacher.encode(*one) for one in batches]
