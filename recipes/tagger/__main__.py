"""`python -m recipes.tagger ARCHIVE… [--gold FILE_OR_FOLDER…] [--without FILE] [--output MODEL]`: `make train`."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from etl.names.tagger.encode import tokens
from etl.names.tagger.tagger import MODEL
from recipes.tagger.belief import BELIEVED
from recipes.tagger.evidence import known_names
from recipes.tagger.labels import Labelled
from recipes.tagger.network import Network, model_file
from recipes.tagger.scores import Gold, Key, figures, heading, read_gold, row
from recipes.tagger.silver import Opinion, both_teachers, opinion, silver
from recipes.tagger.student import student
from recipes.tagger.swaps import edition, inventory
from recipes.tagger.texts import Text, read_texts, sample_of
from recipes.tagger.training import train
from recipes.tagger.vocabulary import vocabulary_of

SEED = 20200701
OUTPUT = Path(__file__).parents[2] / "etl" / "names" / "tagger" / MODEL
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Round:
    """How a round learns: of which share of the articles, how often, and whether some names are swapped."""

    name: str
    share: float
    epochs: int
    is_swapped: bool


ROUNDS = (
    Round(name="the first round", share=0.2, epochs=3, is_swapped=False),
    Round(name="the second round", share=0.4, epochs=2, is_swapped=True),
    Round(name="the third round", share=1.0, epochs=3, is_swapped=True),
    Round(name="the fourth round", share=1.0, epochs=2, is_swapped=True),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Texts and teachers; then rounds: all that is said so far is weighed anew, and the student learns on."""
    options = _options(arguments)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    say = _teller()
    gold = read_gold(options.gold)
    texts = read_texts(options.archives, without=_paths(options.without))
    say(f"{len(texts):,} articles with {sum(len(text.sentences) for text in texts):,} sentences")
    opinions, marks = both_teachers(texts)
    say("both teachers have read them")
    model = learned(texts, opinions, marks, gold, say=say)
    options.output.write_bytes(model)
    say(f"{options.output}: {len(model):,} bytes")
    annotated = [text for text in texts if text.document_path in gold]
    opinions.append(opinion("ours", student(model), annotated))
    print(heading())
    for one in opinions:
        print(row(one.name, figures(annotated, one.names, gold)))


def learned(
    texts: Sequence[Text], opinions: list[Opinion], marks: Mapping[str, str], gold: Gold, *, say: Say
) -> bytes:
    """The model file after all rounds; what the earlier rounds' students find is added to the opinions."""
    vocabulary = vocabulary_of(tokens([sentence for text in texts for sentence in text.sentences]))
    torch.manual_seed(SEED)
    network = Network(sign_count=vocabulary.size, pair_count=vocabulary.pair_count)
    for number, one in enumerate(ROUNDS):
        if number:
            before = student(model_file(network, vocabulary))
            opinions.append(opinion(ROUNDS[number - 1].name, before, texts))
        by_article = silver(texts, opinions, marks, gold, seed=SEED)
        chosen = sample_of(texts, one.share, always=gold)
        rows = [label for text in chosen for label in by_article[text.document_path]]
        say(f"{one.name}: {len(rows):,} sentences, {len(_believed(rows)):,} names")
        train(network, _editions(one, rows), vocabulary, epochs=one.epochs, seed=SEED, say=say)
    return model_file(network, vocabulary)


def _editions(one: Round, rows: Sequence[Labelled]) -> Callable[[int], Sequence[Labelled]]:
    names = inventory([*_believed(rows), *known_names().items()])

    def of_epoch(epoch: int) -> Sequence[Labelled]:
        return edition(rows, names, seed=SEED + epoch) if one.is_swapped else rows

    return of_epoch


def _believed(rows: Sequence[Labelled]) -> list[Key]:
    return [
        (label.sentence[start:end], kind)
        for label in rows
        for start, end, kind in label.spans_above(BELIEVED)
    ]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recipes.tagger", description=__doc__)
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE")
    parser.add_argument(
        "--gold", nargs="*", type=Path, default=[], help="annotated articles: files, or folders of them"
    )
    parser.add_argument("--without", type=Path, help="a JSON list of document paths that are kept apart")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args(arguments)


def _paths(file: Path | None) -> frozenset[str]:
    return frozenset(json.loads(file.read_text(encoding="utf-8"))) if file else frozenset()


def _teller() -> Callable[[str], None]:
    start = time.monotonic()

    def say(what: str) -> None:
        print(f"{(time.monotonic() - start) / 60:5.1f} min  {what}", file=sys.stderr, flush=True)

    return say


if __name__ == "__main__":
    main()
