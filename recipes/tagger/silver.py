"""Silver labels of sentences, from several taggers, the evidence and the archive's statistics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recipes.tagger.belief import Tagged, kinds_of, labelled
from recipes.tagger.evidence import evidence_of
from recipes.tagger.labels import Labelled
from recipes.tagger.scores import Gold, Triple
from recipes.tagger.texts import Text
from recipes.tagger.weighing import probabilities

Names = list[list[Triple]]  # of each sentence
SURE = 2  # the first two taggers: where both agree, what brackets say is read beside it


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One tagger's names in every distinct sentence."""

    name: str
    names: dict[str, list[Triple]]


def opinion(name: str, tag: Callable[[Sequence[str]], Names], texts: Sequence[Text]) -> Opinion:
    """Tag every distinct sentence once."""
    distinct = sorted({sentence for text in texts for sentence in text.sentences})
    return Opinion(name=name, names=dict(zip(distinct, tag(distinct), strict=True)))


def silver(
    texts: Sequence[Text], opinions: Sequence[Opinion], gold: Gold, *, seed: int
) -> dict[str, list[Labelled]]:
    """The labelled sentences of each article."""
    tagged = [_tagged(text, [_spans(text, one) for one in opinions]) for text in texts]
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
        whole.append(_tagged(text, [*article.spans, known]))
    probable = probabilities(whole, evidence, gold, seed=seed)
    return {
        article.document_path: labelled(article, probable.get(article.document_path, {})) for article in whole
    }


def _spans(text: Text, one: Opinion) -> list[frozenset[Triple]]:
    return [frozenset(one.names[sentence]) for sentence in text.sentences]


def _tagged(text: Text, spans: Sequence[Sequence[frozenset[Triple]]]) -> Tagged:
    return Tagged(
        document_path=text.document_path,
        sentences=text.sentences,
        spans=tuple(tuple(found) for found in spans),
    )
