#!/usr/bin/env python3
"""Megabytes per second and the peak of memory of ``rashomon verify`` on an export of many reports.

Usage: verify.py [--reports N] [--rounds N]

The export is that of the demo's five reports, over and over, each time under other digests and ids. Timed is
``verify_export`` in one process, best of N rounds, without the originals: to read these anew takes what reading takes
(see compare.py). Beside it bare ``json.load`` of the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rashomon import build_ledger, to_json
from rashomon.demo import read_demo
from rashomon.ledger import Span, digest
from rashomon.verify import verify_export

ID = re.compile(r'(?<=")[0-9a-f]{16}(?=")')


def another(case: Any, number: int) -> Any:
    """The case as if its reports had had other bytes: all digests and ids renewed."""
    new: dict[str, str] = {}
    for report in case["reports"]:
        sha256 = hashlib.sha256(f"{number}{report['sha256']}".encode()).hexdigest()
        new[report["sha256"]] = sha256
        new[report["id"]] = digest("report", sha256)
        for passage in report["passages"]:
            new[passage["id"]] = digest("passage", new[report["id"]], passage["start"], passage["end"])
    for claim in case["claims"]:
        new[claim["id"]] = digest("claim", new[claim["report"]], tuple(Span(*span) for span in claim["spans"]))
    text = ID.sub(lambda found: new.get(found[0]) or digest(number, found[0]), json.dumps(case))
    for report in case["reports"]:
        text = text.replace(report["sha256"], new[report["sha256"]])
    return json.loads(text)


def write_many(file: Path, reports: int) -> None:
    """Write an export of so many reports."""
    reading = read_demo()
    case = json.loads(to_json(build_ledger(reading.reports)))
    whole = {name: [] if isinstance(value, list) else value for name, value in case.items()}
    for number in range(reports // len(reading.reports)):
        for name, value in another(case, number).items():
            if isinstance(value, list):
                whole[name] += value
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds that the quickest of some rounds takes."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "case.json")
        apart = get_context("spawn").Process(target=write_many, args=(file, args.reports))  # its memory is not ours
        apart.start()
        apart.join()
        megabytes = file.stat().st_size / 1e6
        done = verify_export(file)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        verified = best(args.rounds, lambda: verify_export(file))
        loaded = best(args.rounds, lambda: json.loads(file.read_text("utf-8")))
    print(f"{done.reports} reports, {done.records} other records, {megabytes:.1f} MB, {len(done.failures)} failures")
    print(f"verify    {verified:7.2f} s {megabytes / verified:8.1f} MB/s")
    print(f"json.load {loaded:7.2f} s {megabytes / loaded:8.1f} MB/s")
    print(f"peak memory {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
