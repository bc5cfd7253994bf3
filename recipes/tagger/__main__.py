"""`python -m recipes.tagger ARCHIVE… [--gold FILE_OR_FOLDER…] [--without FILE] [--output MODEL]`: `make train`."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from etl.names.tagger.encode import tokens
from etl.names.tagger.tagger import MODEL
from recipes.tagger.evidence import known_names
from recipes.tagger.labels import Labelled
from recipes.tagger.network import model_file
from recipes.tagger.scores import Gold, Key, figures, heading, read_gold, row
from recipes.tagger.silver import Opinion, opinion, silver
from recipes.tagger.student import student
from recipes.tagger.swaps import edition, inventory
from recipes.tagger.teachers import cutword, lac
from recipes.tagger.texts import Text, read_texts
from recipes.tagger.training import train
from recipes.tagger.vocabulary import vocabulary_of

SEED = 20200701
FIRST_EPOCHS, SECOND_EPOCHS = 5, 8
OUTPUT = Path(__file__).parents[2] / "etl" / "names" / "tagger" / MODEL


def main(arguments: Sequence[str] | None = None) -> None:
    """Texts, teachers, silver, a first round; the first student as a third teacher, silver again, the second round."""
    options = _options(arguments)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    say = _teller()
    gold = read_gold(options.gold)
    texts = read_texts(options.archives, without=_paths(options.without))
    say(f"{len(texts):,} articles with {sum(len(text.sentences) for text in texts):,} sentences")
    opinions = [opinion("LAC", lac().tag, texts), opinion("cutword", cutword().tag, texts)]
    say("both teachers have read them")
    model = one_round(texts, opinions, gold, epochs=FIRST_EPOCHS, is_swapped=False, say=say)
    opinions.append(opinion("the first round", student(model), texts))
    model = one_round(texts, opinions, gold, epochs=SECOND_EPOCHS, is_swapped=True, say=say)
    options.output.write_bytes(model)
    say(f"{options.output}: {len(model):,} bytes")
    opinions.append(opinion("ours", student(model), texts))
    print(heading())
    for one in opinions:
        print(row(one.name, figures(texts, one.names, gold)))


def one_round(
    texts: Sequence[Text],
    opinions: Sequence[Opinion],
    gold: Gold,
    *,
    epochs: int,
    is_swapped: bool,
    say: Callable[[str], None],
) -> bytes:
    """Silver labels out of these opinions, and a model file that learned them."""
    by_article = silver(texts, opinions, gold, seed=SEED)
    rows = [label for path in sorted(by_article) for label in by_article[path]]
    named, doubtful = (
        sum(map(len, part)) for part in zip(*((label.spans, label.doubtful) for label in rows), strict=True)
    )
    say(f"{named:,} names, {doubtful:,} doubtful")
    vocabulary = vocabulary_of(tokens([label.sentence for label in rows]))
    names = inventory([*_keys(rows), *known_names().items()])

    def of_epoch(epoch: int) -> Sequence[Labelled]:
        return edition(rows, names, seed=SEED + epoch) if is_swapped else rows

    network = train(of_epoch, vocabulary, epochs=epochs, seed=SEED, say=say)
    return model_file(network, vocabulary)


def _keys(rows: Sequence[Labelled]) -> list[Key]:
    return [(label.sentence[start:end], kind) for label in rows for start, end, kind in label.spans]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recipes.tagger", description=__doc__)
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE")
    parser.add_argument(
        "--gold", nargs="*", type=Path, default=[], help="annotated articles: files, or folders of them"
    )
    parser.add_argument("--without", type=Path, help="a JSON list of document paths that are kept apart")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--threads", type=int, default=2)
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
