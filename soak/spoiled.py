#!/usr/bin/env python3
"""Thousands of spoiled files of every format through ``read`` and ``split``: no crash, no hang, no flood of memory.

Usage: spoiled.py [--files N] [--seed S] [--seconds S] [--megabytes N] [SUFFIX ...]

Each file is made of a sample by a seed that its number gives, written to a temporary folder, and read in a child
process that may hold so much memory and no more. A file that ends the child, keeps it for longer than the limit, makes
a reader raise what no reader raises on purpose, or gives passages that do not cover its text is named with its number;
then the exit status is 1. A named file is made again by ``--write SUFFIX NUMBER > FILE``.
"""

from __future__ import annotations

import argparse
import resource
import selectors
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mutations import mutated
from rashomon.ledger import Report
from rashomon.read import Reading, read_reports
from rashomon.split import split_report
from samples import SAMPLES

MEGABYTE = 1 << 20


@dataclass(slots=True)
class Tally:
    """What came of the files of one format."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak_megabytes: int = 0
    seconds: float = 0.0


def run(suffix: str, files: int, seed: int, seconds: float, megabytes: int) -> Tally:
    """All files of a format, the child begun anew behind one that ended it."""
    tally, start, number = Tally(), time.monotonic(), seed
    while number < seed + files:
        number = _watch(tally, suffix, number, seed + files, seconds, megabytes)
    tally.seconds = time.monotonic() - start
    return tally


def _watch(tally: Tally, suffix: str, first: int, last: int, seconds: float, megabytes: int) -> int:
    """The files that one child reads; the number of the one to go on with."""
    child = [sys.executable, __file__, "--child", suffix, str(first), str(last), "--megabytes", str(megabytes)]
    with subprocess.Popen(child, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        number = first
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdout, selectors.EVENT_READ)
            while ready.select(seconds + (10 if number == first else 0)):  # the first waits for the imports too
                line = process.stdout.readline().decode()
                if not line:
                    break
                _note(tally, suffix, number, line.split(" ", 2), seconds)
                number += line.startswith(("read", "fault"))
            else:
                process.kill()
                tally.faults.append(f"{suffix} {number}: took longer than {seconds} s")
                return number + 1
        if number < last:
            code = process.wait()
            told = process.stderr.read().decode().strip().splitlines()[-1:] if process.stderr else []
            tally.faults.append(f"{suffix} {number}: ended the reader with {code} {' '.join(told)}")
            number += 1
    return number


def _note(tally: Tally, suffix: str, number: int, words: list[str], seconds: float) -> None:
    if words[0] == "peak":
        tally.peak_megabytes = max(tally.peak_megabytes, int(words[1]))
        return
    taken = float(words[1])
    tally.slowest = max(tally.slowest, taken)
    tally.counts["files"] += 1
    if words[0] == "fault" or taken > seconds:
        tally.faults.append(f"{suffix} {number}: {words[2].strip() if words[0] == 'fault' else f'{taken:.1f} s'}")
    else:
        reports, unread = words[2].split()
        tally.counts.update(reports=int(reports), unread=int(unread), silent=int(reports) + int(unread) == 0)


def child(suffix: str, first: int, last: int, megabytes: int) -> None:
    """Read the files, a line for each to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"sample{suffix}")
        for number in range(first, last):
            path.write_bytes(mutated(suffix, number))
            start = time.perf_counter()
            reading = read_reports([path])
            faults = faults_of(reading)
            taken = time.perf_counter() - start
            what = (
                f"fault {taken:.3f} {faults[0]!r}"
                if faults
                else f"read {taken:.3f} {len(reading.reports)} {len(reading.unread)}"
            )
            print(what, flush=True)
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


def faults_of(reading: Reading) -> list[str]:
    """What should not have come of reading anything: errors of ours, and passages that lose words."""
    ours = [one.reason for one in reading.unread if one.reason.startswith("could not be read")]
    return ours + [fault for report in reading.reports for fault in _broken(report)]


def _broken(report: Report) -> Iterator[str]:
    passages = split_report(report)
    report.text.encode()  # which no half character can be
    ends = [0, *(one.end for one in passages)]
    if [one.start for one in passages] != ends[:-1] or ends[-1] != (len(report.text) if passages else 0):
        yield "its passages do not cover its text"
    if any(not 0 <= one.start < one.end <= len(report.text) for one in report.blocks):
        yield "a block that is none of its text"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="SUFFIX")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0, help="the number of the first file")
    parser.add_argument("--seconds", type=float, default=10.0, help="that a file may take")
    parser.add_argument("--megabytes", type=int, default=1024, help="that the reader may hold")
    parser.add_argument("--child", nargs=3, metavar=("SUFFIX", "FIRST", "LAST"), help=argparse.SUPPRESS)
    parser.add_argument(
        "--write", nargs=2, metavar=("SUFFIX", "NUMBER"), help="write a spoiled file to standard output"
    )
    args = parser.parse_args()
    if args.child:
        child(args.child[0], int(args.child[1]), int(args.child[2]), args.megabytes)
        return
    if args.write:
        sys.stdout.buffer.write(mutated(args.write[0], int(args.write[1])))
        return
    sys.exit(1 if report(args) else 0)


def report(args: argparse.Namespace) -> int:
    """A line for each format; how many files did not go through."""
    print(
        f"{'format':8} {'files':>7} {'reports':>8} {'named':>7} {'seconds':>8} {'slowest':>9} {'peak':>8} {'faults':>7}"
    )
    faults = 0
    for suffix in args.formats or sorted(SAMPLES):
        tally = run(suffix, args.files, args.seed, args.seconds, args.megabytes)
        counts = tally.counts
        print(
            f"{suffix:8} {counts['files']:7,} {counts['reports']:8,} {counts['unread']:7,} {tally.seconds:8.0f} "
            f"{tally.slowest:7.2f} s {tally.peak_megabytes:5} MB {len(tally.faults):7}",
            flush=True,
        )
        for fault in tally.faults[:20]:
            print(f"    {fault}", flush=True)
        faults += len(tally.faults)
    return faults


if __name__ == "__main__":
    main()
