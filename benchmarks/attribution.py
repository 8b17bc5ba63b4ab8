#!/usr/bin/env python3
"""Tokens per CPU second and the peak of memory of reading who said what, by each reader, beside a bare parse.

Usage: attribution.py TEXTS.jsonl [--by rules,model,both] [--limit N] [--rounds N]

Each reader runs in a process of its own, on one thread, over all texts (``{"id", "text"}``, a line each), best of N
rounds after one short text that loads the models and is not counted; the parse is included. The bare parse is of the
same lines by the same language backend, and nothing else. CPU seconds are those of the process, threads and system
calls included. A token is a run of word characters or one other mark, as scorers of attribution count.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path

TOKEN = re.compile(r"\w+|[^\w\s]")
WARM_UP = "Nobody was hurt, the harbour office said."
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PARSE = "a bare parse"


def texts(path: Path, limit: int | None) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, limit):
            yield json.loads(line)["text"]


def work(name: str) -> Callable[[str], object]:
    """What is done with each text."""
    if name == PARSE:
        from rashomon.text import parse

        return lambda text: list(parse(line for line in text.splitlines() if line.strip()))
    from rashomon import Reader, attribute_text

    return lambda text: attribute_text(text, by=Reader(name))


def measure(path: Path, name: str, limit: int | None, rounds: int) -> None:
    """Run one reader in this process and print what it took, as JSON."""
    read = work(name)
    read(WARM_UP)
    tokens, seconds = min((one_round(path, read, limit) for _ in range(rounds)), key=itemgetter(1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tokens": tokens, "seconds": seconds, "peak_mb": peak}))


def one_round(path: Path, read: Callable[[str], object], limit: int | None) -> tuple[int, float]:
    """How many tokens were read, and in how many CPU seconds."""
    tokens, seconds = 0, 0.0
    for text in texts(path, limit):
        tokens += len(TOKEN.findall(text))
        start = time.process_time()
        read(text)
        seconds += time.process_time() - start
    return tokens, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, metavar="TEXTS.jsonl")
    parser.add_argument("--by", default="rules,model,both", help="which readers, with commas between them")
    parser.add_argument("--limit", type=int, help="only the first N texts")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--alone", help=argparse.SUPPRESS)  # the one to measure, in the process made for it
    args = parser.parse_args()
    if args.alone:
        measure(args.texts, args.alone, args.limit, args.rounds)
        return
    print(f"{'':16}{'tokens':>12}{'CPU seconds':>14}{'tokens/CPU s':>14}{'peak MB':>10}")
    for name in (PARSE, *args.by.split(",")):
        command = [sys.executable, __file__, *sys.argv[1:], "--alone", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ | ONE_THREAD)
        took = json.loads(done.stdout)
        rate = took["tokens"] / took["seconds"]
        print(f"{name:16}{took['tokens']:12,}{took['seconds']:14.1f}{rate:14,.0f}{took['peak_mb']:10.0f}", flush=True)


if __name__ == "__main__":
    main()
