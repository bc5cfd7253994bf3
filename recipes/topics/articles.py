"""The articles to learn from: archives read and parsed as a build does, as counts of grams; and their annotation.

Here: reading. Not here: what the annotation means (docs/MODEL.md), learning (learning.py).
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from etl.kinds import ParagraphKind
from etl.model import ParsedArticle
from etl.topics.grams import gram_of, grams
from recipes.articles import parsed_articles

LABELS = Path(__file__).with_name("labels.csv")


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article by its grams."""

    document_paths: tuple[str, ...]  # the files that hold it
    grams: Counter[str]


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a person who read an article's title and beginning says that it is about."""

    document_path: str
    primary: str
    others: tuple[str, ...]
    is_doubtful: bool
    drawn: str  # random, rare (by words of rare topics) or doubtful (to an earlier model)


def read_articles(archives: Sequence[str], *, without: Collection[str] = ()) -> list[Article]:
    """Read the articles with Chinese text of all archives, each once; those of a path in `without` are left out."""
    kept_apart = frozenset(without)
    paths: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, Counter[str]] = {}
    for path, article in sorted(parsed_articles(archives), key=itemgetter(0)):
        paths[article.article_id].append(path)
        if article.article_id not in texts:
            texts[article.article_id] = _counted(article)
    return [
        Article(document_paths=tuple(paths[each]), grams=counts)
        for each, counts in texts.items()
        if kept_apart.isdisjoint(paths[each])
    ]


def read_labels(file: Path = LABELS) -> list[Label]:
    """Read the annotation."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Label(
                document_path=row["document_path"],
                primary=row["primary_topic"],
                others=tuple(filter(None, row["other_topics"].split("|"))),
                is_doubtful=row["is_doubtful"] == "yes",
                drawn=row["drawn"],
            )
            for row in csv.DictReader(lines)
        ]


def _counted(article: ParsedArticle) -> Counter[str]:
    held = grams(article.title, _prose(article))
    counts = {gram_of(key): count for key, count in Counter(held.keys.tolist()).items()}
    return Counter({gram: count for gram, count in counts.items() if gram}) + Counter(held.words)


def _prose(article: ParsedArticle) -> str:
    kept = (each.text for each in article.paragraphs if each.paragraph_kind is not ParagraphKind.HEADING)
    return "\n".join(kept)
