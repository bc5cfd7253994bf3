"""Build the ONNX graph from arrays: embeddings, two bidirectional LSTMs, tag scores. Opset and layout are fixed here.

    signs [tokens, rows], lengths [rows], and pairs [tokens + 1, rows] where there is a table of pairs -> scores

Arrays are time first, as recurrent nodes require, which also get the lengths, so that padding does not change scores.
Tables may be quantised to 8 bits with a scale per row, which shrinks the file at no loss of accuracy. Weights have
torch's names. Not here: training them (training.py).
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]
Weights = Mapping[str, Floats]
OPSET, IR_VERSION = 17, 8
LAYERS = (0, 1)


def tagger_graph(
    weights: Weights, *, is_small: bool = False, metadata: Mapping[str, str] | None = None
) -> bytes:
    """Build the graph of these weights, as the bytes of a file."""
    graph = _Graph(is_small=is_small)
    given = [("signs", ["tokens", "rows"], TensorProto.INT32), ("lengths", ["rows"], TensorProto.INT32)]
    layer = graph.rows("signs_table", weights["signs.weight"], "signs")
    if "pairs.weight" in weights:
        given.append(("pairs", ["tokens_and_one", "rows"], TensorProto.INT32))
        layer = graph.add("Add", [layer, graph.pairs(weights["pairs.weight"])], "features")
    for number in LAYERS:
        layer = graph.both_directions(number, layer, weights)
    turned = graph.constant("tags_table", weights["tags.weight"].T)
    product = graph.add("MatMul", [layer, turned], "product")
    graph.add("Add", [product, graph.constant("tags_bias", weights["tags.bias"])], "scores")
    shapes = [helper.make_tensor_value_info(name, kind, shape) for name, shape, kind in given]
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["tokens", "rows", "tags"])
    made = helper.make_graph(graph.nodes, "tagger", shapes, [scores], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    helper.set_model_props(model, dict(metadata or {}))
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


class _Graph:
    """Collect nodes and constants; every method gives the name of what it added."""

    def __init__(self, *, is_small: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._is_small = is_small

    def constant(self, name: str, array: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operation: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output

    def rows(self, name: str, table: Floats, ids: str) -> str:
        """Look up rows of a table by id."""
        if not self._is_small:
            return self.add("Gather", [self.constant(name, table), ids], f"{name}_rows")
        small, scales = eight_bits(table)
        found = self.add("Gather", [self.constant(name, small), ids], f"{name}_small")
        scale = self.add("Gather", [self.constant(f"{name}_scales", scales), ids], f"{name}_scale")
        wide = self.add("Cast", [found], f"{name}_wide", to=TensorProto.FLOAT)
        return self.add("Mul", [wide, scale], f"{name}_rows")

    def pairs(self, table: Floats) -> str:
        """Concatenate a token's bigram embeddings with the previous and with the next token."""
        rows = self.rows("pairs_table", table, "pairs")
        zero, one, last = (
            self.constant(name, np.array([value])) for name, value in (("zero", 0), ("one", 1), ("last", -1))
        )
        end = self.constant("end", np.array([np.iinfo(np.int64).max]))
        before = self.add("Slice", [rows, zero, last, zero], "pairs_before")
        behind = self.add("Slice", [rows, one, end, zero], "pairs_behind")
        return self.add("Concat", [before, behind], "pairs_both", axis=2)

    def both_directions(self, number: int, layer: str, weights: Weights) -> str:
        """Add a bidirectional LSTM, with concatenated outputs."""
        ways = [f"l{number}", f"l{number}_reverse"]
        stacks = {
            kind: np.stack([_gates(weights[f"lstm.{kind}_{way}"]) for way in ways])
            for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
        hidden = stacks["weight_hh"].shape[2]
        bias = np.concatenate([stacks["bias_ih"], stacks["bias_hh"]], axis=1)
        inputs = [
            layer,
            self._wide(f"input_{number}", stacks["weight_ih"]),
            self._wide(f"recurrence_{number}", stacks["weight_hh"]),
            self.constant(f"bias_{number}", bias),
            "lengths",
        ]
        out = self.add("LSTM", inputs, f"ways_{number}", hidden_size=hidden, direction="bidirectional")
        beside = self.add("Transpose", [out], f"beside_{number}", perm=[0, 2, 1, 3])
        shape = self.constant(f"shape_{number}", np.array([0, 0, 2 * hidden]))
        return self.add("Reshape", [beside, shape], f"layer_{number}")

    def _wide(self, name: str, array: Floats) -> str:
        """Add a constant, stored in half precision if that is smaller, and widened once on loading."""
        if not self._is_small:
            return self.constant(name, array)
        half = self.constant(f"{name}_half", array.astype(np.float16))
        return self.add("Cast", [half], name, to=TensorProto.FLOAT)


def eight_bits(table: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Quantise a table to 8 bits, with a scale per row."""
    scales = (np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127).astype(np.float32)
    return np.rint(table / scales).astype(np.int8), scales


def _gates(array: Floats) -> Floats:
    """Reorder gates from torch (input, forget, cell, output) to ONNX (input, output, forget, cell)."""
    first, forget, cell, output = np.split(array, 4)
    return np.concatenate([first, output, forget, cell])
