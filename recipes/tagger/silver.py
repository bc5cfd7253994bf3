"""Silver labels of sentences, from several taggers, the evidence and the archive's statistics."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from recipes.tagger.belief import Tagged, kinds_of, labelled
from recipes.tagger.evidence import evidence_of
from recipes.tagger.labels import Labelled
from recipes.tagger.scores import Gold, Triple
from recipes.tagger.teachers import cutword, lac, word_marks
from recipes.tagger.texts import Text
from recipes.tagger.weighing import probabilities

Names = list[list[Triple]]  # of each sentence
AT_ONCE = 20_000  # sentences: words of more would fill the memory
SURE = 2  # the first two taggers: where both agree, what brackets say is read beside it


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One tagger's names in every distinct sentence."""

    name: str
    names: Mapping[str, Sequence[Triple]]


def both_teachers(texts: Sequence[Text]) -> tuple[list[Opinion], Mapping[str, str]]:
    """What LAC and cutword find in every distinct sentence, and how LAC divides it into words."""
    distinct = _distinct(texts)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        by_cutword = beside.submit(_cutword_names, distinct)
        names, marks = _lac_reading(distinct)
        both = [Opinion(name="LAC", names=names), Opinion(name="cutword", names=by_cutword.result())]
    return both, marks


def _cutword_names(distinct: Sequence[str]) -> dict[str, list[Triple]]:
    return dict(zip(distinct, cutword().tag(distinct), strict=True))


def _lac_reading(distinct: Sequence[str]) -> tuple[dict[str, list[Triple]], dict[str, str]]:
    names: dict[str, list[Triple]] = {}
    marks: dict[str, str] = {}
    teacher = lac()
    for start in range(0, len(distinct), AT_ONCE):
        some = distinct[start : start + AT_ONCE]
        for sentence, words in zip(some, teacher.read(some), strict=True):
            names[sentence] = teacher.names(words)
            marks[sentence] = word_marks(len(sentence), words)
    return names, marks


def opinion(name: str, tag: Callable[[Sequence[str]], Names], texts: Sequence[Text]) -> Opinion:
    """Tag every distinct sentence once."""
    distinct = _distinct(texts)
    return Opinion(name=name, names=dict(zip(distinct, tag(distinct), strict=True)))


def _distinct(texts: Sequence[Text]) -> list[str]:
    return sorted({sentence for text in texts for sentence in text.sentences})


def silver(
    texts: Sequence[Text], opinions: Sequence[Opinion], marks: Mapping[str, str], gold: Gold, *, seed: int
) -> dict[str, list[Labelled]]:
    """The labelled sentences of each article."""
    tagged = [_tagged(text, [_spans(text, one) for one in opinions], marks) for text in texts]
    agreed = [
        (sentence, frozenset.intersection(*(spans[number] for spans in article.spans[:SURE])))
        for article in tagged
        for number, sentence in enumerate(article.sentences)
    ]
    evidence = evidence_of(agreed, gloss_kinds=kinds_of(tagged))
    whole = []
    for text, article in zip(texts, tagged, strict=True):
        votes = list(zip(*article.spans, strict=True))
        known = [
            frozenset(evidence.tag(sentence, frozenset().union(*others)))
            for sentence, others in zip(text.sentences, votes, strict=True)
        ]
        whole.append(_tagged(text, [*article.spans, known], marks))
    probable = probabilities(whole, evidence, gold, seed=seed)
    return {
        article.document_path: labelled(article, probable.get(article.document_path, {})) for article in whole
    }


def _spans(text: Text, one: Opinion) -> list[frozenset[Triple]]:
    return [frozenset(one.names[sentence]) for sentence in text.sentences]


def _tagged(text: Text, spans: Sequence[Sequence[frozenset[Triple]]], marks: Mapping[str, str]) -> Tagged:
    return Tagged(
        document_path=text.document_path,
        sentences=text.sentences,
        spans=tuple(tuple(found) for found in spans),
        marks=tuple(marks[sentence] for sentence in text.sentences),
    )
