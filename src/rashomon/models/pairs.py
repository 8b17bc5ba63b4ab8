"""How two claims stand to one another: a trained second opinion, and no rule of language.

An encoder reads both claims side by side, in both orders, and says how likely they are to agree, to contradict, or to
do neither. The weights and this module belong together; the card beside them says what they were fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LABELS = ("agrees", "neither", "contradicts")  # the order of the outputs
WEIGHTS = Path(__file__).parent / "weights" / "pairs"  # model.onnx, choice.json
VOCABULARY = Path(__file__).parent / "weights" / "attribution" / "tokenizer.json"  # of the same encoder
MAX_PIECES = 96  # of both claims together; the end of the longer one is cut
FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChoice:
    """Probabilities of contradiction that mean something: chosen on events that the network was not trained on."""

    veto: float = 0.05  # below it a contradiction that something else has found is doubted
    possible: float | None = 0.5  # from here on at least 85 in 100 are contradictions; None where that is out of reach
    sure: float | None = None  # 95 in 100
    order: tuple[str, ...] = LABELS  # of the network's outputs


class PairModel:
    """The trained network, loaded once; predicting changes nothing in it.

    A network of one's own is a folder with ``model.onnx`` (``input_ids``, ``attention_mask`` and, if it knows them,
    ``token_type_ids`` in; ``logits`` [n, 3] out), ``tokenizer.json`` and ``choice.json``, which may name the ``order``
    of its outputs.

    Raises:
        FileNotFoundError: The folder holds no weights.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        network = (folder / "model.onnx").read_bytes()
        self._session: Any = InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._inputs = [each.name for each in self._session.get_inputs()]
        own = folder / "tokenizer.json"
        self._tokenizer: Any = Tokenizer.from_file(str(own if own.exists() else VOCABULARY))
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._tokenizer.no_padding()
        self.choice = _choice(folder / "choice.json")
        self._columns = [self.choice.order.index(label) for label in LABELS]

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """How likely each pair agrees, does neither, contradicts: [n, 3], rows summing to 1, in the order given.

        The mean of both directions, so that a pair turned round gets the same answer. A pair's answer does not depend
        on what else is asked: the weights' 8 bits are scaled batch by batch, and so a batch is one pair, both ways.
        """
        found = [self._both_ways(a, b) for a, b in pairs]
        return np.array(found, np.float32).reshape(len(found), len(LABELS))

    def _both_ways(self, a: str, b: str) -> FloatArray:
        encoded = self._tokenizer.encode_batch(sorted([(a, b), (b, a)]))
        arrays = {
            "input_ids": [each.ids for each in encoded],
            "attention_mask": [each.attention_mask for each in encoded],
            "token_type_ids": [each.type_ids for each in encoded],
        }
        feed = {name: np.array(arrays[name], np.int64) for name in self._inputs}
        logits = self._session.run(None, feed)[0][:, self._columns]
        mean: FloatArray = _softmax(logits).mean(axis=0)
        return mean


@lru_cache(maxsize=1)
def pair_model() -> PairModel:
    """The model that comes with the program, loaded on first use (a third of a second)."""
    return PairModel()


def _choice(path: Path) -> PairChoice:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return PairChoice(**kept | {"order": tuple(kept.get("order", LABELS))})


def _softmax(logits: FloatArray) -> FloatArray:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: FloatArray = raised / raised.sum(axis=-1, keepdims=True)
    return shares
