"""How two claims stand to one another: a trained second opinion, and no rule of language.

An encoder reads both claims side by side and says how likely they are to agree, to contradict, or to do neither, and,
should they contradict, in what. The weights and this module belong together; the card beside them says what they were
fitted on.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.ledger import Kind

LABELS = ("agrees", "neither", "contradicts")  # the order of the outputs
KINDS = tuple(Kind)  # likewise
WEIGHTS = Path(__file__).parent / "weights" / "pairs"  # model.onnx, tokenizer.json, report.json
MAX_PIECES = 96  # of both claims together; the end of the longer one is cut
OF_INTEREST = 0.1  # a pair as likely as this to agree or to contradict is read in the other order too
FloatArray = NDArray[np.float32]


class Opinion(NamedTuple):
    """How likely two texts agree, do neither or contradict; and in what they would contradict one another."""

    agrees: float
    neither: float
    contradicts: float
    kind: Kind | None = None  # None from a network that tells no kinds

    @property
    def label(self) -> str:
        """The likeliest of the three."""
        return max(LABELS, key=lambda label: getattr(self, label))


def opinion_of(agrees: float, neither: float, contradicts: float, kind: str | None = None) -> Opinion:
    """The opinion that was kept as these."""
    return Opinion(agrees, neither, contradicts, Kind(kind) if kind else None)


class PairModel:
    """The trained network, loaded once; asking changes nothing in it.

    A network of one's own is a folder with ``model.onnx`` (``input_ids``, ``attention_mask`` and, if it knows them,
    ``token_type_ids`` in; ``logits`` [n, 3] and, if it tells them, ``kinds`` [n, 9] in the order of ``Kind`` out),
    ``tokenizer.json`` and, where its logits stand in another order than LABELS, ``order.json``: the labels in a list.

    Raises:
        FileNotFoundError: The folder holds no weights.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()  # a thread a pair: two threads at one pair are hardly faster than one
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._threads = threads
        network = (folder / "model.onnx").read_bytes()
        self._session: Any = InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._tells_kinds = "kinds" in {each.name for each in self._session.get_outputs()}
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._tokenizer.no_padding()
        order = folder / "order.json"
        labels = json.loads(order.read_text(encoding="utf-8")) if order.exists() else LABELS
        self._columns = [labels.index(label) for label in LABELS]

    def opinions(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """What it says of each pair, in the order given: the same of a pair turned round, whatever else is asked.

        Where either order makes agreement or contradiction likely, the mean of both; one order settles the others.
        """
        with ThreadPoolExecutor(self._threads) as readers:
            return list(readers.map(lambda pair: self._opinion(*sorted(pair)), pairs))

    def _opinion(self, a: str, b: str) -> Opinion:
        chances, kinds = self._read(a, b)
        if 1 - chances[LABELS.index("neither")] >= OF_INTEREST:
            turned, kinds_turned = self._read(b, a)
            chances, kinds = np.mean([chances, turned], axis=0), kinds + kinds_turned
        kind = KINDS[int(kinds.argmax())] if self._tells_kinds else None
        agrees, neither, contradicts = chances.tolist()
        return Opinion(agrees, neither, contradicts, kind)

    def _read(self, a: str, b: str) -> tuple[FloatArray, FloatArray]:
        """The chances of the labels and of the kinds, of the pair in this order."""
        encoded = self._tokenizer.encode(a, b)
        arrays = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: np.array([arrays[name]], np.int64) for name in self._inputs}
        logits, *kinds = self._session.run(["logits", "kinds"] if self._tells_kinds else ["logits"], feed)
        return _softmax(logits[0, self._columns]), _softmax(kinds[0][0]) if kinds else np.zeros(1, np.float32)


@lru_cache(maxsize=1)
def pair_model() -> PairModel:
    """The model that comes with the program, loaded on first use (half a second)."""
    return PairModel(threads=min(4, os.cpu_count() or 1))


@lru_cache(maxsize=1)
def fitted() -> str:
    """A digest of how the model that comes with the program was fitted: what another one said is out of date."""
    return hashlib.sha256((WEIGHTS / "report.json").read_bytes()).hexdigest()


def _softmax(logits: FloatArray) -> FloatArray:
    raised = np.exp(logits - logits.max())
    shares: FloatArray = raised / raised.sum()
    return shares
