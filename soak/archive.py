#!/usr/bin/env python3
"""A web archive of a gigabyte, made and read on this machine: how fast, and in how much memory.

Usage: archive.py [--megabytes N] [--packed]

The archive (pages of 8 to 40 kB between pictures, as crawlers find them) is written to a temporary folder and read by
``stream_reports``; ``--packed`` compresses each record. The peak of memory is told after a tenth of the archive and at
its end: it must not grow by more than a fifth, or the exit status is 1.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from rashomon.ledger import Report
from rashomon.read import Limits, stream_reports
from samples import PAGE, STORY, record

MEGABYTE = 1 << 20
MOST_GROWTH = 1.2


def write(path: Path, megabytes: int, *, packed: bool) -> int:
    """The archive; how many pages are in it."""
    random, pages = Random(0), 0
    with path.open("wb") as file:
        while file.tell() < megabytes * MEGABYTE:
            pages += 1
            paragraphs = "".join(f"<p>{STORY} {random.random()}</p>" for _ in range(random.randint(30, 160)))
            page = PAGE.replace("<ul>", f"{paragraphs}<ul>").encode()
            for kind, body in (("text/html", page), ("image/jpeg", random.randbytes(60_000))):
                one = record("response", f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body)
                file.write(gzip.compress(one, 1) if packed else one)
    return pages


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--packed", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "crawl.warc.gz" if args.packed else "crawl.warc")
        pages = write(path, args.megabytes, packed=args.packed)
        start, read, early = time.perf_counter(), 0, 0.0
        for one in stream_reports([path], limits=Limits(parts=pages)):
            read += isinstance(one, Report)
            if read == pages // 10:
                early = peak_megabytes()
        seconds, size = time.perf_counter() - start, path.stat().st_size / MEGABYTE
    late = peak_megabytes()
    print(f"{size:,.0f} MB, {read:,} of {pages:,} pages in {seconds:.0f} s: {size / seconds:.1f} MB/s")
    print(f"peak memory {early:.0f} MB after a tenth, {late:.0f} MB at the end")
    sys.exit(0 if read == pages and late < MOST_GROWTH * early else 1)


if __name__ == "__main__":
    main()
