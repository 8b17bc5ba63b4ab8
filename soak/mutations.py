"""Files spoiled in all the ways that disks, mail gateways and people spoil them, each told by its seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from samples import SAMPLES, sample

MAX_BYTES = 60_000
_MARKS = (
    "\\0|\\xff\\xfe|\\xef\\xbb\\xbf|\\xed\\xa0\\x80|\\xf0\\x9f\\x92\\xa5|\\xe2\\x80\\xae|\\r|\\n\\n|\\n|\\t|<|>|</div>|<!--"
    "|<script>|<table><tr>|]]>|&#x110000;|&#0;|&|\"|'|=|--b\\n|--|:|,|;|(|)|[|{|\\\\u|-1|0|99999999999999999999|2031-13-45"
    "|%PDF-|PK\\x03\\x04|\\x1f\\x8b|WARC/1.0\\r\\n|From |said |“|”|3.4.2031 |charset=utf-16"
    "|<?xml version='1.0' encoding='utf-7'?>|<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]>&c;"
)
MARKS = tuple(mark.encode().decode("unicode_escape").encode("latin-1") for mark in _MARKS.split("|"))
Mutation = Callable[[bytes, Random], bytes]


def mutated(suffix: str, seed: int) -> bytes:
    """The sample of a format, spoiled within, or as a whole, or both."""
    random = Random(f"{suffix} {seed}")
    inside, packed = SAMPLES[suffix]
    if random.random() < 0.6:
        inside = _spoiled(inside, random)
    data = packed(inside)
    if random.random() < 0.6:
        data = _spoiled(data, random)
    return data[:MAX_BYTES]


def _spoiled(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        data = random.choice(MUTATIONS)(data, random)
    return data


def _place(data: bytes, random: Random) -> tuple[int, int]:
    """Where a stretch of any length, short ones more often, begins and ends."""
    start = random.randint(0, len(data))
    return start, start + int(len(data) * random.random() ** 4)


def flipped(data: bytes, random: Random) -> bytes:
    """Some bytes changed."""
    out = bytearray(data)
    for _ in range(random.choice((1, 4, 64))):
        if out:
            out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def cut(data: bytes, random: Random) -> bytes:
    """A stretch, or the end, missing."""
    start, end = _place(data, random)
    return data[:start] + (data[end:] if random.random() < 0.7 else b"")


def doubled(data: bytes, random: Random) -> bytes:
    """A stretch repeated."""
    start, end = _place(data, random)
    return (data[:end] + data[start:end] * random.choice((1, 2, 9)) + data[end:])[:MAX_BYTES]


def marked(data: bytes, random: Random) -> bytes:
    """What means something to one format or another, set anywhere."""
    start, _ = _place(data, random)
    return data[:start] + random.choice(MARKS) * random.choice((1, 1, 3, 300)) + data[start:]


def spliced(data: bytes, random: Random) -> bytes:
    """A stretch of a file of another format in its midst."""
    other = sample(random.choice(sorted(SAMPLES)))
    start, end = _place(data, random)
    left, right = _place(other, random)
    return data[:start] + other[left:right] + data[end:]


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, doubled, marked, spliced)
