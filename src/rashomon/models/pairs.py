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
WEIGHTS = Path(__file__).parent / "weights" / "pairs"
MAX_PIECES = 96  # of both claims together; the end of the longer one is cut
OF_INTEREST = 0.1  # a pair as likely as this to agree or to contradict is read in the other order too
APART = 0.2  # hardly ever do both orders together say so much more than one
WHOLE = ({"file": "model.onnx"},)  # a network in one part
FloatArray = NDArray[np.float32]


class Question(NamedTuple):
    """How two texts stand to one another, and from which chances on an answer makes a difference: above 1, none does.

    Reading ends as soon as neither chance is in sight. Where both are 0 the whole network reads, and the other order
    too where either chance is OF_INTEREST.
    """

    a: str
    b: str
    agreeing: float = 0.0
    opposing: float = 0.0


class Opinion(NamedTuple):
    """How likely two texts agree, do neither or contradict; and in what they would contradict one another."""

    agrees: float
    neither: float
    contradicts: float
    kind: Kind | None = None  # None where the network tells no kinds, or the reading ended before it did

    @property
    def label(self) -> str:
        """The likeliest of the three."""
        return max(LABELS, key=lambda label: getattr(self, label))


class Part(NamedTuple):
    """Some layers of the network, and what share of a chance that matters must be seen after them to read on."""

    session: Any
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    agrees: float
    contradicts: float


class PairModel:
    """The trained network, loaded once; asking changes nothing in it.

    A network of one's own is a folder with ``model.onnx`` (``input_ids``, ``attention_mask`` and, if it knows them,
    ``token_type_ids`` in; ``logits`` [n, 3] and, if it tells them, ``kinds`` [n, 9] in the order of ``Kind`` out),
    ``tokenizer.json`` and, where its logits stand in another order than LABELS, ``order.json``: the labels in a list.
    A network in parts has ``parts.json``: the files, in order, with the shares that ``Part`` tells. A part takes what
    those before it gave out, by name, and has ``logits`` of its own.

    Raises:
        FileNotFoundError: The folder holds no weights.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        self._threads = threads
        self._parts = [_load_part(folder, **told) for told in _told(folder / "parts.json", WHOLE)]
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._tokenizer.no_padding()
        labels = _told(folder / "order.json", LABELS)
        self._columns = [labels.index(label) for label in LABELS]

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        """What it says of each pair, in the order given: the same of a pair turned round, whatever else is asked.

        Where one order brings a chance that matters in sight, the mean of both; one order settles the others.
        """
        in_order = [q if q.a <= q.b else q._replace(a=q.b, b=q.a) for q in questions]
        distinct = list(dict.fromkeys(in_order))
        with ThreadPoolExecutor(self._threads) as readers:
            told = dict(zip(distinct, readers.map(self._opinion, distinct), strict=True))
        return [told[question] for question in in_order]

    def _opinion(self, question: Question) -> Opinion:
        a, b, *_ = question
        chances, kinds = self._read(a, b, question)
        if _is_in_sight(question.agreeing, chances[0]) or _is_in_sight(question.opposing, chances[2]):
            still = Question(b, a, 2 * question.agreeing - chances[0], 2 * question.opposing - chances[2])
            turned, kinds_turned = self._read(b, a, still)
            chances, kinds = np.mean([chances, turned], axis=0), kinds + kinds_turned
        agrees, neither, contradicts = chances.tolist()
        kind = KINDS[int(kinds.argmax())] if kinds.any() else None
        return Opinion(agrees, neither, contradicts, kind)

    def _read(self, a: str, b: str, question: Question) -> tuple[FloatArray, FloatArray]:
        """The chances of the labels and of the kinds, of the pair in this order; as far as need be."""
        encoded = self._tokenizer.encode(a, b)
        pieces = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        known: dict[str, Any] = {name: np.array([values], np.int64) for name, values in pieces.items()}
        for part in self._parts:
            found = part.session.run(part.outputs, {name: known[name] for name in part.inputs})
            known.update(zip(part.outputs, found, strict=True))
            chances = _softmax(known["logits"][0, self._columns])
            if _is_over(question.agreeing, part.agrees, chances[0]) and _is_over(
                question.opposing, part.contradicts, chances[2]
            ):
                break
        return chances, _softmax(known["kinds"][0]) if "kinds" in known else np.zeros(1, np.float32)


def _is_in_sight(matters: float, chance: float) -> bool:
    """Whether the mean of both orders may reach what matters, where one of them gives this chance."""
    return chance >= max(OF_INTEREST, matters - APART, 2 * matters - 1)


def _is_over(matters: float, share: float, chance: float) -> bool:
    """Whether nothing that matters is in sight after a part that sees this chance."""
    return matters > 1 or chance < share * matters


def _told(path: Path, default: Any) -> Any:
    """What a file of JSON says, where there is one."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else default


def _load_part(folder: Path, file: str, agrees: float = 0.0, contradicts: float = 0.0) -> Part:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()  # a thread a pair: two threads at one pair are hardly faster than one
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession((folder / file).read_bytes(), options, providers=["CPUExecutionProvider"])
    inputs, outputs = (tuple(each.name for each in side) for side in (session.get_inputs(), session.get_outputs()))
    return Part(session, inputs, outputs, agrees, contradicts)


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
