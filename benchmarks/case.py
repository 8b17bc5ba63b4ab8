"""What steps on a case cost, by its size: invented reports of one event, each with its own selection of sayings.

    python benchmarks/case.py [--reports 50] [--texts TEXTS.jsonl]

Seconds of this process (what a machine with nothing else to do would take), models loaded beforehand and the collector
of cyclic garbage set as the command line sets it; then, by the clock, what a user waits for ``rashomon add`` into this
case and into an empty one. With ``--texts`` the reports are real texts of 300 to 1,200 words, {"text"} a line.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rashomon.cli import ALLOCATIONS
from rashomon.ledger import Subject, Verdict
from rashomon.pipeline import read_one
from rashomon.read import read_bytes
from rashomon.store import Case

PEOPLE = "Ines Vall|Oto Brandt|Ada Lorne|Ruben Skog|Mara Tessel|Piet Hollar|the harbour office|the river police".split(
    "|"
)
PLACES = "Pell Rock|Elm Haven|the North Quay|Gull Island|the old mill|Marsh Lock".split("|")
DAYS = "on Monday|on Tuesday night|at dawn|on 7 June|last week|shortly after midnight".split("|")
DEEDS = (
    "{n} boats ran aground off {place} {day}",
    "the lamp at {place} went out {day}",
    "the lamp at {place} was burning all night",
    "{n} people were taken off the ferry {day}",
    "the pilot had left {place} {day}",
    "{other} gave the order to close the lock",
    "nobody had warned the crews of {place}",
    "the crews of {place} had been warned {day}",
    "the damage came to {n} million crowns",
    "two keepers were arrested at {place} {day}",
    "the two keepers came of their own will",
    "the buoy had drifted {n} miles from {place}",
    "a storm was the cause of it",
    "{other} knew of the broken cable {day}",
)
FRAMES = (
    "{name} said that {deed}.",
    "According to {name}, {deed}.",
    "{name} denied that {deed}.",
    "“I was there,” {name} said. “We saw that {deed}.”",
    "A witness told reporters that {deed}.",
    "It was the third such night in a year, and {deed}.",
)


def write_report(chance: random.Random) -> bytes:
    """A report of some four hundred words that no other is like."""

    def saying() -> str:
        deed = chance.choice(DEEDS).format(
            n=chance.randint(2, 40), place=chance.choice(PLACES), day=chance.choice(DAYS), other=chance.choice(PEOPLE)
        )
        return chance.choice(FRAMES).format(name=chance.choice(PEOPLE), deed=deed)

    paragraphs = (" ".join(saying() for _ in range(3)) for _ in range(12))
    return "\n\n".join((f"Note {chance.getrandbits(64):x}.", *paragraphs)).encode()


def read_texts(path: Path, count: int) -> list[bytes]:
    """The first texts of the file that are neither notes nor books."""
    told = (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    return [text.encode() for text in told if 300 <= len(text.split()) <= 1200][:count]


def timed(step: Callable[[], object]) -> float:
    """How long the step takes, in seconds of this process."""
    began = time.process_time()
    step()
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reports", type=int, default=50)
    parser.add_argument("--texts", type=Path, help="make the reports of these")
    asked = parser.parse_args()
    chance, wanted = random.Random(1), asked.reports + 1
    texts = read_texts(asked.texts, wanted) if asked.texts else [write_report(chance) for _ in range(wanted)]
    if len(texts) < wanted:
        parser.error(f"{asked.texts}: only {len(texts)} texts will do")
    gc.set_threshold(ALLOCATIONS)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{n:03}.txt") for n in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text)
        path, empty = Path(folder, "bench.case"), Path(folder, "empty.case")
        with Case.create(path) as case:
            together = timed(lambda: case.add(files[:-1]))
            print(f"{asked.reports} reports, {len(case.ledger().claims)} claims, {path.stat().st_size / 1e6:.1f} MB")
        print(f"{together:6.2f} s  add them all")
        with Case.create(empty) as case:
            shutil.copy(empty, Path(folder, "empty too.case"))
            print(f"{timed(lambda: case.add(files[-1:])):6.2f} s  add another report to an empty case")
        wait_for_add(path, Path(folder, "empty too.case"), files[-1])
        with Case.open(path) as case:
            measure(case, files[-1])


def wait_for_add(full: Path, empty: Path, another: Path) -> None:
    """Print what a user waits for the command, on copies."""
    for path, name in ((empty, "an empty case"), (full, "this case")):
        copy = shutil.copy(path, path.with_suffix(".copy"))
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "rashomon", "add", copy, str(another)], check=True, capture_output=True)
        print(f"{time.perf_counter() - began:6.2f} s  by the clock: rashomon add, to {name}")


def measure(case: Case, another: Path) -> None:
    """Print what each step costs."""
    report = read_bytes(another.read_bytes(), another.name)
    print(f"{timed(case.ledger):6.2f} s  load")
    print(f"{timed(case.queue):6.2f} s  queue")
    print(f"{timed(lambda: case.search('lamp burning')):6.2f} s  search")
    print(f"{timed(lambda: read_one(report)):6.2f} s  one report by itself")
    print(f"{timed(lambda: case.add([another])):6.2f} s  add that report")
    for subject in (Subject.COMPARISON, Subject.SPEAKER):
        item = case.queue(only=subject)[0]
        reject = partial(case.judge, item.subject, Verdict.REJECT, item.objects)
        print(f"{timed(reject):6.2f} s  judge a {subject.value}")
    print(f"{timed(case.verify):6.2f} s  verify")


if __name__ == "__main__":
    main()
