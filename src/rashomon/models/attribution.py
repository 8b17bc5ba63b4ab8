"""Who is made answerable for which words: a trained reader of attributions, and no rule of language.

An encoder reads the text once and marks the pieces at which a cue begins ("said", "according to"); a light second
network then reads the same vectors once for every such piece and tells which words are the cue, the source, the
content. The weights and this module belong together; the card beside them says what they were fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.ledger import Span
from rashomon.models.windows import N_MARKS, Window, cut_windows, paragraphs

ROLES = ("none", "source", "cue", "content")  # the order of the second network's outputs
WEIGHTS = Path(__file__).parent / "weights" / "attribution"  # finder.onnx, reader.onnx, tokenizer.json, choice.json
CANDIDATE = 0.15  # a piece less likely than this to begin a cue is not read for
BATCH = 8  # windows at once: more gains nothing on one thread
FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One attribution, as the networks see it; ``source`` and ``cue`` hold one span at most, ``content`` one or more.

    ``score`` is how sure they are that it is one, 0..1, but no probability.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What it takes to be believed: chosen on articles that the networks were not trained on."""

    score: float = 0.4  # that it is an attribution at all
    source: float = 0.4  # that a word is its source
    source_change: float = 0.5  # cost, in nats, of each place where the source begins or ends
    content: float = 0.4
    content_change: float = 1.0
    alone: bool = True  # whether a word is the content of one cue only, the surest


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the networks say of one window: for each of n cues, how sure it begins, and each of w words' roles.

    ``begins`` [n]; ``cues`` [n], the word that the cue begins with; ``roles`` [n, w, 4], probabilities.
    """

    words: tuple[Span, ...]
    begins: FloatArray
    cues: tuple[int, ...]
    roles: FloatArray


class Tagger:
    """The trained networks, loaded once; reading changes nothing in it.

    Raises:
        FileNotFoundError: The folder holds no weights.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        providers = ["CPUExecutionProvider"]
        self._finder = InferenceSession((folder / "finder.onnx").read_bytes(), options, providers=providers)
        self._reader = InferenceSession((folder / "reader.onnx").read_bytes(), options, providers=providers)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.choice = Choice(**json.loads((folder / "choice.json").read_text(encoding="utf-8")))

    def predict(self, text: str, *, blocks: Sequence[Span] | None = None) -> tuple[Tagged, ...]:
        """The attributions of a text, in the order of their cues.

        Args:
            text: Running text; what stands on one line is one paragraph.
            blocks: Where the paragraphs are, when lines are not to be trusted; in order, without overlap.

        Returns:
            Spans are positions in ``text``. Contents do not overlap, so that of "he said she knew" he is the source.
        """
        found = [tagged for reading in self.read(text, blocks=blocks) for tagged in decide(reading, self.choice)]
        return tuple(sorted(found, key=lambda tagged: tagged.cue))

    def read(self, text: str, *, blocks: Sequence[Span] | None = None) -> list[Reading]:
        """What the networks say before anything is decided; windows without a candidate are left out."""
        windows = cut_windows(self._tokenizer, text, paragraphs(text) if blocks is None else blocks)
        alike = sorted(windows, key=lambda window: len(window.ids))  # so that little is filled up with nothing
        batches = (alike[at : at + BATCH] for at in range(0, len(alike), BATCH))
        return [reading for batch in batches for reading in self._read_batch(batch)]

    def _read_batch(self, windows: Sequence[Window]) -> Iterator[Reading]:
        ids, marks, mask = _filled(windows)
        begins, short = self._finder.run(None, {"ids": ids, "marks": marks, "mask": mask})
        for row, window in enumerate(windows):
            size = len(window.ids)
            likely = (begins[row, :size] > CANDIDATE) & (np.array(window.words) >= 0)
            likely[: window.first] = likely[window.last :] = False
            cues = np.flatnonzero(likely)
            if len(cues):
                feed = _feed(short[row, :size], begins[row, :size], cues)
                yield _to_reading(window, begins[row, cues], cues, self._reader.run(None, feed)[0])


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger that comes with the program, loaded on first use (a third of a second)."""
    return Tagger()


def _filled(windows: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Ids, looks and mask of the windows side by side, [b, t]."""
    shape = len(windows), max(len(window.ids) for window in windows)
    ids, marks = np.zeros(shape, np.int64), np.full(shape, N_MARKS - 1, np.int64)
    mask = np.zeros(shape, np.bool_)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size], marks[row, :size], mask[row, :size] = window.ids, window.marks, True
    return ids, marks, mask


def _feed(short: FloatArray, begins: FloatArray, cues: NDArray[np.int64]) -> dict[str, NDArray[np.generic]]:
    """One window, once for each cue."""
    n = len(cues)
    return {
        "short": np.repeat(short[None], n, axis=0),
        "begins": np.repeat(begins[None], n, axis=0),
        "cue": cues,
        "mask": np.ones((n, len(short)), np.bool_),
    }


def _to_reading(window: Window, begins: FloatArray, cues: NDArray[np.int64], roles: FloatArray) -> Reading:
    """From pieces to words: a word's role is the mean of its pieces'."""
    words = np.array(window.words)
    inner = words >= 0
    starts = np.flatnonzero(np.diff(words[inner], prepend=-1))
    ends = np.append(starts[1:], inner.sum()) - 1
    spans = [span for span, is_inner in zip(window.spans, inner, strict=True) if is_inner]
    sums = np.add.reduceat(roles[:, inner], starts, axis=1)
    return Reading(
        words=tuple(Span(spans[left].start, spans[right].end) for left, right in zip(starts, ends, strict=True)),
        begins=begins,
        cues=tuple(int(words[cue]) for cue in cues),
        roles=np.divide(sums, (ends - starts + 1)[:, None], dtype=np.float32),
    )


def decide(reading: Reading, choice: Choice) -> list[Tagged]:
    """The attributions that are believed, and which words are theirs."""
    scores = sure(reading)
    kept = [at for at in _apart(reading, scores) if scores[at] >= choice.score]
    roles = reading.roles[kept]
    owners = roles[:, :, 3].argmax(axis=0) if kept else ()
    found = []
    for row, at in enumerate(kept):
        content = roles[row, :, 3].copy()
        if choice.alone:
            content[owners != row] = 0.0
        runs = _runs(content, choice.content, choice.content_change)
        if runs:
            found.append(_tagged(reading, at, runs, choice, float(scores[at])))
    return found


def sure(reading: Reading) -> FloatArray:
    """How sure the networks are of each cue, both together."""
    at = np.arange(len(reading.cues)), np.array(reading.cues)
    scores: FloatArray = np.sqrt(reading.begins * reading.roles[..., 2][at])
    return scores


def _apart(reading: Reading, scores: FloatArray) -> list[int]:
    """The cues, but of two that lie one within the other only the surer."""
    kept: list[int] = []
    taken: set[int] = set()
    for at in np.argsort(-scores, kind="stable"):
        cue = set(range(*_cue_run(reading, at)))
        if not cue & taken:
            kept.append(int(at))
            taken |= cue
    return sorted(kept, key=lambda at: reading.cues[at])


def _cue_run(reading: Reading, at: int) -> tuple[int, int]:
    """The words of the cue: on from its first for as long as they are more likely cue than not."""
    likely = reading.roles[at, :, 2] > 0.5
    first = last = reading.cues[at]
    while last + 1 < len(likely) and likely[last + 1]:
        last += 1
    return first, last + 1


def _runs(likely: FloatArray, least: float, change: float) -> list[tuple[int, int]]:
    """The words of a role, as runs, end exclusive: the likeliest sequence when each beginning and end has its cost.

    ``likely`` [w] is how probable the role is of each word, ``least`` the probability that speaks neither for nor
    against it. Source: Viterbi's algorithm over two states.
    """
    bounded = np.clip(likely, 1e-4, 1 - 1e-4)
    gains = np.log(bounded / (1 - bounded)) - np.log(least / (1 - least))
    out, into = 0.0, -change
    steps: list[tuple[bool, bool]] = []  # whether the word before is in, should this one be out, should it be in
    for gain in gains.tolist():
        steps.append((into - change > out, into >= out - change))
        out, into = max(out, into - change), max(into, out - change) + gain
    runs: list[tuple[int, int]] = []
    is_in = into - change > out
    for at in range(len(steps) - 1, -1, -1):
        if is_in:
            runs = [(at, runs[0][1]), *runs[1:]] if runs and runs[0][0] == at + 1 else [(at, at + 1), *runs]
        is_in = steps[at][is_in]
    return runs


def _tagged(reading: Reading, at: int, runs: list[tuple[int, int]], choice: Choice, score: float) -> Tagged:
    """The attribution of one cue; of several stretches that may be the source, the one with most to it."""
    source = reading.roles[at, :, 1]
    sources = _runs(source, choice.source, choice.source_change)
    best = sorted(sources, key=lambda run: -float(source[slice(*run)].sum()))[:1]
    return Tagged(
        source=_spans(reading, best),
        cue=_spans(reading, [_cue_run(reading, at)]),
        content=_spans(reading, runs),
        score=score,
    )


def _spans(reading: Reading, runs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(reading.words[first].start, reading.words[last - 1].end) for first, last in runs)
