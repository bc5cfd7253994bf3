"""Recognise the names in articles: mentions of people, organisations and places, with their referents, and glosses.

Here: the order of work. All sentences of all articles go to the tagger in one call; then each line's candidates (of the
tagger, the glosses, the known names, the patterns) are settled, then repeats and short forms are resolved within each
article. Not here: any of these sources; resolution over the whole archive (etl.entities.resolve).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from etl.kinds import NamingKind, ScriptKind
from etl.model import Gloss, Mention, NamedArticle, Prose
from etl.names.article.cut_people import completed
from etl.names.article.doubts import believed
from etl.names.article.latin_people import with_latin_people
from etl.names.article.referents import referents
from etl.names.article.repeat import repeated
from etl.names.gloss.glosses import FoundGloss, glosses
from etl.names.line.candidate import Found
from etl.names.line.settle import names_of_line
from etl.names.tagger.sentence import sentences
from etl.names.tagger.span import Span
from etl.normalize.shadow import shadow


class Tagger(Protocol):
    """What recognise needs of a tagger."""

    def tag(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Find the names of each sentence, in reading order."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A title or paragraph: its text, its shadow (same length, folded for matching) and the tagger's spans."""

    position: int  # 0: the title; from 1: paragraphs
    text: str
    shadow: str
    spans: tuple[Span, ...]


def recognise(articles: Sequence[Prose], tagger: Tagger) -> list[NamedArticle]:
    """Recognise the names of each article, in the order of the articles. Articles in Latin script have none."""
    read = [list(_lines_of(article)) for article in articles]
    tagged = _tagged(list(chain.from_iterable(read)), tagger)
    named = []
    for article, lines in zip(articles, read, strict=True):
        if article.script_kind is ScriptKind.LATIN or not lines:
            named.append(NamedArticle(document_id=article.document_id, naming_kind=NamingKind.NOT_CHINESE))
        else:
            named.append(_named(article, [next(tagged) for _ in lines]))
    return named


def _lines_of(article: Prose) -> Iterator[tuple[int, str]]:
    """Yield position and text of title and paragraphs; nothing for an article in Latin script."""
    if article.script_kind is not ScriptKind.LATIN:
        yield from ((position, text) for position, text in ((0, article.title), *article.paragraphs) if text)


def _tagged(lines: Sequence[tuple[int, str]], tagger: Tagger) -> Iterator[Line]:
    """Yield each line with its spans, their offsets moved from the sentence to the line."""
    shadows = [shadow(text) for _, text in lines]
    cuts = [list(sentences(text)) for text in shadows]
    spans = iter(
        tagger.tag(
            [text[start:end] for text, pieces in zip(shadows, cuts, strict=True) for start, end in pieces]
        )
    )
    for (position, text), shade, pieces in zip(lines, shadows, cuts, strict=True):
        moved = tuple(
            Span(
                start=start + span.start,
                end=start + span.end,
                entity_kind=span.entity_kind,
                score=span.score,
            )
            for start, _ in pieces
            for span in next(spans)
        )
        yield Line(position=position, text=text, shadow=shade, spans=moved)


def _named(article: Prose, lines: Sequence[Line]) -> NamedArticle:
    glossed = [glosses(line.shadow, line.spans) for line in lines]
    texts = [line.shadow for line in lines]
    settled = [
        names_of_line(line.shadow, line.spans, found) for line, found in zip(lines, glossed, strict=True)
    ]
    names = with_latin_people(texts, believed(texts, completed(texts, [found for found, _ in settled])))
    latin = frozenset(gloss.latin_name for found in glossed for gloss in found)
    names = repeated(texts, names, [barred for _, barred in settled], latin)
    meant = referents(texts, names, glossed)
    return NamedArticle(
        document_id=article.document_id,
        naming_kind=NamingKind.READ,
        mentions=tuple(
            _mention(line, name, referent)
            for line, line_names, line_meant in zip(lines, names, meant, strict=True)
            for name, referent in zip(line_names, line_meant, strict=True)
            if referent
        ),
        glosses=tuple(
            _gloss(line, gloss) for line, found in zip(lines, glossed, strict=True) for gloss in found
        ),
    )


def _mention(line: Line, name: Found, referent: str) -> Mention:
    return Mention(
        position=line.position,
        start_offset=name.start,
        end_offset=name.end,
        surface=line.text[name.start : name.end],
        entity_kind=name.entity_kind,
        method_kind=name.method_kind,
        score=round(name.score, 3),
        referent=referent,
    )


def _gloss(line: Line, gloss: FoundGloss) -> Gloss:
    return Gloss(
        position=line.position,
        start_offset=gloss.start,
        end_offset=gloss.end,
        chinese_name=line.shadow[gloss.start : gloss.end],
        latin_name=gloss.latin_name,
        gloss_kind=gloss.gloss_kind,
        score=gloss.score,
    )
