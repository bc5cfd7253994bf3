"""Run the tagger: sentences in, names out. A small neural network of our own ships with the package (docs/MODEL.md).

Here: loading it once per process, and running it over sentences in batches of similar length. Input is in shadow
spelling (etl.normalize.shadow), split by sentence.py. Not here: rules (etl/names/recognise.py), training.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime

from etl.names.tagger.decode import KINDS, Floats, Integers, best_tags, names
from etl.names.tagger.encode import Small, Vocabulary, batch, tokens
from etl.names.tagger.span import Span

MODEL = "tagger.onnx"
BATCH = 32  # sentences: what the network keeps of them while it runs fits into a core's cache


@dataclass(frozen=True, kw_only=True)
class Tagger:
    session: onnxruntime.InferenceSession
    vocabulary: Vocabulary

    def tag(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Find the names of each sentence, in reading order, independently of the other sentences of the batch."""
        found = tokens(sentences)
        signs, pairs = self.vocabulary.ids(found), self.vocabulary.pair_ids(found)
        spans: list[list[Span]] = [[] for _ in sentences]
        order = np.argsort(found.counts, kind="stable")
        order = order[found.counts[order] > 0]
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            offsets, counts = found.offsets[chosen], found.counts[chosen]
            scores = self.scores(
                batch(signs, offsets, counts), batch(pairs, offsets, counts, extra=1), counts
            )
            spelt = names(best_tags(scores, counts), scores)
            starts = found.starts[offsets[spelt.rows] + spelt.first].tolist()
            ends = found.ends[offsets[spelt.rows] + spelt.last].tolist()
            for row, start_, end, kind, score in zip(
                chosen[spelt.rows].tolist(),
                starts,
                ends,
                spelt.kinds.tolist(),
                spelt.scores.tolist(),
                strict=True,
            ):
                spans[row].append(Span(start=start_, end=end, entity_kind=KINDS[kind], score=score))
        return spans

    def scores(self, signs: Small, pairs: Small, counts: Integers) -> Floats:
        """Run the network on a batch: ids [tokens, rows] to scores [rows, tokens, tags]."""
        given = {"signs": signs, "pairs": pairs, "lengths": counts.astype(np.int32)}
        scores: Floats = self.session.run(None, given)[0]
        return np.ascontiguousarray(scores.transpose(1, 0, 2))


@cache
def load() -> Tagger:
    """Load the tagger of the package, once per process."""
    return read(_model())


def read(model: bytes) -> Tagger:
    """Build a tagger from the bytes of a model file; single-threaded, because workers run in parallel."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # batches differ in shape
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    known = json.loads(session.get_modelmeta().custom_metadata_map["vocabulary"])
    vocabulary = Vocabulary(signs=known["signs"], words=tuple(known["words"]), pairs=known["pairs"])
    return Tagger(session=session, vocabulary=vocabulary)


def _model() -> bytes:
    return files(__package__).joinpath(MODEL).read_bytes()
