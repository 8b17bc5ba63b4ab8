"""Takes the pair model's network into parts, so that a reading can end where nothing will come of it.

    python training/pairs_parts.py ask PAIRS TEXTS.jsonl...   writes the pairs that the program asks about in the texts
    python training/pairs_parts.py part MODEL OUT PAIRS       writes MODEL's network in parts, to the folder OUT

A line of TEXTS is {"text"} and, where they are known, "title" and "event"; texts of no event are taken six by six.
After some of the layers a small head guesses what the whole network will say (early exit: Teerapittayanon and others,
2016; Xin and others, 2020). It learns that from the network's own answers on PAIRS, for which nobody has to know the
right ones; so does what it must see for a reading to go on (``LOST``). Needs torch, onnx, onnxruntime and tokenizers.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession, SessionOptions
from reports import add_to_report, sha256_of
from tokenizers import Tokenizer
from torch import Tensor, nn

from rashomon.compare import thresholds
from rashomon.models.pairs import LABELS, MAX_PIECES, Opinion, Question
from rashomon.pipeline import build_ledger
from rashomon.read import read_bytes

ENDS = ("/enc/encoder/layer.3/output/LayerNorm", "/enc/encoder/layer.6/output/LayerNorm")  # the last of each part
TOGETHER = 6  # texts of no event that are compared with one another
OF_AN_EVENT = 110  # pairs at most
WIDTH = 64  # of a head
ROUNDS = 25  # through the pairs
BATCH = 256
HELD_OUT = 5  # one pair in so many tells what a head must see
LOST = 0.02  # at each cut, of the pairs that the whole network would make something of
MATTERS = {"agrees": (thresholds.LIKELY, thresholds.AGREED), "contradicts": (thresholds.POSSIBLE,)}
Array = NDArray[np.float32]


class Seen(NamedTuple):
    """What was seen of some pairs."""

    states: Array  # [pair, part, 2 * width]: after each part the first vector, and the mean of all
    chances: Array  # [pair, label]: what the whole network says


class Heard:
    """Stands for the model, and keeps what it is asked."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        """That nothing is known of any."""
        self.pairs += [(question.a, question.b) for question in questions]
        return [Opinion(0.0, 1.0, 0.0)] * len(questions)


def ask(pairs: Path, texts: Sequence[Path]) -> None:
    """Write the pairs that the program would ask about, a list of two texts a line."""
    chance = random.Random(0)
    with pairs.open("w", encoding="utf-8") as out:
        for event in _events(texts):
            heard = Heard()
            with mock.patch("rashomon.pipeline.pair_model", return_value=heard):
                build_ledger(read_bytes(text.encode(), f"{n}.txt") for n, text in enumerate(event))
            chance.shuffle(heard.pairs)
            out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in heard.pairs[:OF_AN_EVENT])


def _events(paths: Iterable[Path]) -> Iterator[list[str]]:
    """The texts that tell of one event each."""
    events: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            told = json.loads(line)
            own = f"{told.get('title', '')}\n\n{told['text']}".strip()
            events[told.get("event", f"{path.stem} {n // TOGETHER}")].append(own)
    yield from events.values()


def part(model: Path, out: Path, pairs: Path) -> None:
    """Write the network in parts, each but the last with a head of its own."""
    network = onnx.load(model / "model.onnx")
    asked = {tuple(sorted(json.loads(line))) for line in pairs.read_text(encoding="utf-8").splitlines()}
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    seen = _look(network, tokenizer, sorted(asked))
    heads = [_fit(seen.states[:, n], seen.chances) for n in range(len(ENDS))]
    told = [_must_see(head, seen.states[:, n], seen.chances) for n, head in enumerate(heads)]
    out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "report.json"):
        shutil.copy(model / name, out)
    listed = []
    for n, (piece, shares) in enumerate(zip(_pieces(network, heads), [*told, {}], strict=True), start=1):
        listed.append({"file": f"model.{n}.onnx", **shares})
        onnx.save(piece, out / f"model.{n}.onnx")
    (out / "parts.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    digests = {each["file"]: sha256_of(out / each["file"]) for each in listed}
    add_to_report(out, {"cut": {"pairs": len(asked), "asked": sha256_of(pairs), "parts": digests}})


def _look(network: ModelProto, tokenizer: Tokenizer, pairs: Sequence[tuple[str, ...]]) -> Seen:
    """What the network says of each pair, and how it stands after each part."""
    watched = ModelProto()
    watched.CopyFrom(network)
    ends = [_end(network, end) for end in ENDS]
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ends)
    options = SessionOptions()
    options.intra_op_num_threads = 1
    session: Any = InferenceSession(watched.SerializeToString(), options, providers=["CPUExecutionProvider"])
    tokenizer.enable_truncation(MAX_PIECES)
    tokenizer.no_padding()

    def one(pair: tuple[str, ...]) -> tuple[Array, Array]:
        read = tokenizer.encode(*pair)
        feed = {"input_ids": np.array([read.ids]), "attention_mask": np.array([read.attention_mask])}
        logits, *states = session.run(["logits", *ends], feed)
        return np.stack([np.concatenate([s[0, 0], s[0].mean(axis=0)]) for s in states]), logits[0]

    with ThreadPoolExecutor(2) as readers:
        states, logits = zip(*readers.map(one, pairs), strict=True)
    return Seen(np.stack(states), torch.softmax(torch.tensor(np.stack(logits)), 1).numpy())


def _end(network: ModelProto, prefix: str) -> str:
    """What the last step of a layer gives."""
    return next(node.output[0] for node in network.graph.node if node.output and node.output[0].startswith(prefix))


def _kept(count: int) -> NDArray[np.bool_]:
    """Which pairs a head learns from."""
    return np.arange(count) % HELD_OUT != 0


def _fit(states: Array, chances: Array) -> nn.Sequential:
    """A head that guesses the chances from the states, which it takes as they are."""
    torch.manual_seed(0)
    learnt = _kept(len(states))
    x, y = torch.tensor(states[learnt]), torch.tensor(chances[learnt])
    middle, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - middle) / spread
    inner, outer = nn.Linear(x.shape[1], WIDTH), nn.Linear(WIDTH, len(LABELS))
    network = nn.Sequential(nn.Dropout(0.2), inner, nn.ReLU(), nn.Dropout(0.2), outer)
    steps = ROUNDS * len(x) // BATCH
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-2)
    rate = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.01, steps)
    for _ in range(steps):
        rows = torch.randint(0, len(x), (BATCH,))
        loss = -(y[rows] * network(x[rows]).log_softmax(1)).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        optimiser.step()
        rate.step()
    with torch.no_grad():  # the head takes the states as they are
        inner.weight /= spread
        inner.bias -= inner.weight @ middle
    return nn.Sequential(inner, nn.ReLU(), outer)


def _must_see(head: nn.Sequential, states: Array, chances: Array) -> dict[str, float]:
    """The share of a chance that matters which the head sees, at least, in all but LOST of the pairs that have it.

    By label, of the pairs held out. What is lost at each cut adds up.
    """
    held = ~_kept(len(states))
    with torch.no_grad():
        guessed = head(torch.tensor(states[held])).softmax(1).numpy()
    told = {}
    for label, matters in MATTERS.items():
        of_pair = LABELS.index(label)
        true, seen = chances[held, of_pair], guessed[:, of_pair]
        if true.max() < max(matters):
            raise SystemExit(f"too few pairs: of those held out none {label} with a chance of {max(matters)}")
        told[label] = round(min(float(np.quantile(seen[true >= least], LOST)) / least for least in matters), 3)
    return told


def _pieces(network: ModelProto, heads: Sequence[nn.Sequential]) -> Iterator[ModelProto]:
    """The network cut after ENDS; what one piece leaves and another needs goes by its name."""
    nodes = list(network.graph.node)
    cuts = [next(n for n, node in enumerate(nodes) if _end(network, end) in node.output) + 1 for end in ENDS]
    constants = {node.output[0]: node for node in nodes if node.op_type == "Constant"}
    given = [each.name for each in network.graph.input]
    for n, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(nodes)], strict=True)):
        own = [node for node in nodes[start:end] if node.op_type != "Constant"]
        needed, made, later, before = _taken(own), _made(own), _taken(nodes[end:]), _made(nodes[:start])
        inputs = [*(name for name in given if name in needed), *sorted((before & needed) - constants.keys())]
        outputs = sorted(made & later) or [each.name for each in network.graph.output]
        fixed = [node for name, node in constants.items() if name in needed]
        piece = _piece(network, [*fixed, *own], inputs, outputs)
        if n < len(heads):
            _add_head(piece, _end(network, ENDS[n]), heads[n])
        yield piece


def _taken(nodes: Iterable[NodeProto]) -> set[str]:
    return {name for node in nodes for name in node.input}


def _made(nodes: Iterable[NodeProto]) -> set[str]:
    return {name for node in nodes for name in node.output}


def _piece(
    network: ModelProto, nodes: Sequence[NodeProto], inputs: Sequence[str], outputs: Sequence[str]
) -> ModelProto:
    """A network of these steps."""
    used = _taken(nodes)
    known = {each.name: each for each in (*network.graph.input, *network.graph.output)}
    inner = (TensorProto.FLOAT, None)
    graph = helper.make_graph(
        nodes,
        "part",
        [known.get(name) or helper.make_tensor_value_info(name, *inner) for name in inputs],
        [known.get(name) or helper.make_tensor_value_info(name, *inner) for name in outputs],
        [each for each in network.graph.initializer if each.name in used],
    )
    return helper.make_model(
        graph, functions=network.functions, opset_imports=network.opset_import, ir_version=network.ir_version
    )


def _add_head(piece: ModelProto, state: str, head: nn.Sequential) -> None:
    """Have the piece give ``logits`` of its own."""
    graph = piece.graph

    def learnt(name: str, values: Tensor | NDArray[Any]) -> str:
        graph.initializer.append(numpy_helper.from_array(np.asarray(values), f"early:{name}"))
        return f"early:{name}"

    inner, _, outer = head
    weights = {"inner": inner.weight, "shift": inner.bias, "outer": outer.weight, "bias": outer.bias}
    names = {name: learnt(name, tensor.detach().numpy()) for name, tensor in weights.items()}
    first, axis = learnt("first", np.array(0)), learnt("axis", np.array([1]))
    graph.node.extend(
        (
            helper.make_node("Gather", [state, first], ["early:one"], axis=1),
            helper.make_node("ReduceMean", [state, axis], ["early:mean"], keepdims=0),
            helper.make_node("Concat", ["early:one", "early:mean"], ["early:both"], axis=1),
            helper.make_node("Gemm", ["early:both", names["inner"], names["shift"]], ["early:sums"], transB=1),
            helper.make_node("Relu", ["early:sums"], ["early:positive"]),
            helper.make_node("Gemm", ["early:positive", names["outer"], names["bias"]], ["logits"], transB=1),
        )
    )
    graph.output.append(helper.make_tensor_value_info("logits", TensorProto.FLOAT, None))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work, paths in ((ask, ("pairs", "texts")), (part, ("model", "out", "pairs"))):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        for name in paths:
            command.add_argument(name, type=Path, nargs="+" if name == "texts" else None)
    args = vars(parser.parse_args())
    torch.set_num_threads(2)
    args.pop("work")(**args)


if __name__ == "__main__":
    main()
