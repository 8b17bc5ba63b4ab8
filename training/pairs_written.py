"""Writes the pair model's network small and fast: matrices in 7 bits, what they are multiplied with in 8.

Matrices with one input become one. Before an input is rounded, each of its columns is divided by the root of what it
reaches, and the matrix takes that over (SmoothQuant: Xiao and others, 2023); then each row by its largest value, as a
few behind the activations are a hundred times the others. Seven bits, as with eight the sums overflow on processors
that have no instruction of their own for them. Word vectors are in 4 bits, block by block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from onnxruntime.quantization.matmul_nbits_quantizer import (  # type: ignore[import-untyped]
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)
from tokenizers import Tokenizer

LARGEST = 63  # in 7 bits
TAKEN_OVER = 0.5  # by the matrix, of what sets the columns of its input apart: a power
SMALLEST = 1e-4  # no column reaches less
OWN = "rashomon"
BY_INTEGERS = """
<domain: "rashomon", opset_import: ["" : 21, "com.microsoft" : 1]>
ByIntegers (x, evening, matrix, steps, offsets) => (y) {
    even = Mul(x, evening)
    last = Constant<value_ints = [-1]>()
    size = Abs(even)
    largest = ReduceMax(size, last)
    rows = Div(even, largest)
    product = com.microsoft.DynamicQuantizeMatMul(rows, matrix, steps, offsets)
    y = Mul(product, largest)
}
"""
Array = NDArray[np.float32]


def write_small(full: Path, path: Path, tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> None:
    """Write the network of the file ``full``; what its inputs reach is seen on ``pairs`` of claims."""
    network = onnx.load(full)
    _part_sums(network)
    sharing = _matrices(network)
    reach = _reach(network, list(sharing), tokenizer, pairs)
    network = _with_small_words(network)
    network.functions.append(onnx.parser.parse_function(BY_INTEGERS))
    network.opset_import.append(helper.make_opsetid(OWN, 1))
    for name, shared in sharing.items():
        _put_in_integers(network, shared, reach[name])
    onnx.save(network, path)


def _part_sums(network: ModelProto) -> None:
    """Make a multiplication and a sum of each Gemm, whose matrix stands on its side."""
    graph = network.graph
    for at, node in reversed([*enumerate(graph.node)]):
        if node.op_type == "Gemm":
            aside = next(each for each in graph.initializer if each.name == node.input[1])
            upright = numpy_helper.from_array(numpy_helper.to_array(aside).T.copy(), f"{aside.name}:upright")
            graph.initializer.append(upright)
            graph.initializer.remove(aside)
            product = f"{node.output[0]}:product"
            graph.node.insert(at + 1, helper.make_node("Add", [product, node.input[2]], node.output))
            graph.node.insert(at + 1, helper.make_node("MatMul", [node.input[0], upright.name], [product]))
            graph.node.remove(node)


def _matrices(network: ModelProto) -> dict[str, list[NodeProto]]:
    """The multiplications by what was learnt, by their input."""
    learnt = {each.name for each in network.graph.initializer}
    found: defaultdict[str, list[NodeProto]] = defaultdict(list)
    for node in network.graph.node:
        if node.op_type == "MatMul" and node.input[1] in learnt:
            found[node.input[0]].append(node)
    return found


def _reach(
    network: ModelProto, inputs: Sequence[str], tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]
) -> dict[str, Array]:
    """The largest magnitude in each column of each of the inputs."""
    watched = ModelProto()
    watched.CopyFrom(network)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in inputs)
    session = InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, Any] = dict.fromkeys(inputs, SMALLEST)
    for pair in pairs:
        read = tokenizer.encode(*pair)
        feed = {"input_ids": np.array([read.ids]), "attention_mask": np.array([read.attention_mask])}
        for name, values in zip(inputs, session.run(inputs, feed), strict=True):
            found[name] = np.maximum(found[name], np.abs(values).reshape(-1, values.shape[-1]).max(axis=0))
    return found


def _with_small_words(network: ModelProto) -> ModelProto:
    small = DefaultWeightOnlyQuantConfig(
        block_size=32, is_symmetric=True, bits=4, op_types_to_quantize=("Gather",), quant_axes=(("Gather", 1),)
    )
    quantizer = MatMulNBitsQuantizer(network, algo_config=small)
    quantizer.process()
    written: ModelProto = quantizer.model.model
    return written


def _put_in_integers(network: ModelProto, shared: Sequence[NodeProto], reach: Array) -> None:
    """Put one multiplication by integers in the place of those of one input."""
    graph, name = network.graph, shared[0].input[0]
    learnt = {each.name: each for each in graph.initializer}
    parts = [numpy_helper.to_array(learnt[node.input[1]]) for node in shared]
    tensors = _in_integers(np.concatenate(parts, axis=1), reach)
    graph.initializer.extend(numpy_helper.from_array(array, f"{name}:{part}") for part, array in tensors.items())
    nodes = [helper.make_node("ByIntegers", [name, *(f"{name}:{part}" for part in tensors)], [f"{name}:y"], domain=OWN)]
    widths = numpy_helper.from_array(np.array([part.shape[1] for part in parts]), f"{name}:widths")
    graph.initializer.append(widths)
    nodes.append(helper.make_node("Split", [f"{name}:y", widths.name], [node.output[0] for node in shared], axis=-1))
    at = list(graph.node).index(shared[0])
    for node in shared:
        graph.node.remove(node)
        graph.initializer.remove(learnt[node.input[1]])
    for node in reversed(nodes):
        graph.node.insert(at, node)


def _in_integers(matrix: Array, reach: Array) -> dict[str, NDArray[Any]]:
    """The tensors that ByIntegers takes beside its input, in their order."""
    evening = np.maximum(np.abs(matrix).max(axis=1), SMALLEST) ** (1 - TAKEN_OVER) / reach**TAKEN_OVER
    even = matrix / evening[:, None]
    steps = np.abs(even).max(axis=0) / LARGEST
    return {
        "evening": evening.astype(np.float32),
        "matrix": np.rint(even / steps).astype(np.int8),
        "steps": steps.astype(np.float32),
        "offsets": np.zeros(len(steps), np.int8),
    }
