#!/usr/bin/env python3
"""How long the desk's pages take on a big case: 200 invented reports with some 10,000 claims.

    python benchmarks/web.py [--claims 10000] [--case FILE] [--readers 8 --seconds 60]

Each page is asked for once right after the desk is opened and five times later; the slowest of these five is shown, in
seconds on the clock, with its size as it goes over the line. With readers, so many ask for random pages for so many
seconds while one writer judges and takes back. Leaves with status 1 where a page takes more than a second, or two
beside a writer. A case that is kept (``--case``) is made once and used again.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from rashomon.store import Case
from rashomon.web.site import PAGES

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from benchmarks.comparison import invented_reports

from browser import served

REPORTS, TIMES = 200, 5
MAX_SECONDS, MAX_BESIDE_A_WRITER = 1.0, 2.0


def make_case(path: Path, claims: int) -> None:
    """The invented reports, from texts of many lines each, in a case."""
    texts = [report.text for report in invented_reports(claims, random.Random(0))]
    each = max(1, len(texts) // REPORTS)
    with Case.create(path, title="A big case") as case, tempfile.TemporaryDirectory() as folder:
        for n in range(0, len(texts), each):
            Path(folder, f"{n:04}.txt").write_text("\n\n".join(texts[n : n + each]), "utf-8")
        case.add([folder])


def addresses(base: str, ask: httpx.Client) -> dict[str, str]:
    """Every page by its name, with the ids of things that there are."""
    given = {page: ask.get(f"{base}/{page}.json").json() for page in ("points", "reports", "entities")}
    point = given["points"]["points"]["items"][0]
    said = point["accounts"][0]["said"][0]
    ids = {"{point}": point["id"], "{report}": said["report"]}
    ids["{entity}"] = given["entities"]["entities"]["items"][0]["id"]
    found = {page.path or "(the case)": page.path for page in PAGES if page.path != "jobs/{job}"}
    for name, own in ids.items():
        found = {page: path.replace(name, own) for page, path in found.items()}
    last = given["reports"]["reports"]["pages"]
    more = [said["href"].removeprefix(f"{base}/").partition("#")[0], f"reports?page={last}", "search?q=harbour+station"]
    more += [
        "search?kind=number",
        "points?page=9",
        "matrix?page=9",
        "timeline?clock=publication&page=2",
        "review?at=9000",
    ]
    return {**found, **{one[:40]: one for one in more}}


def time_pages(ask: httpx.Client, base: str) -> list[str]:
    """Print what each page takes; says which took too long."""
    late = []
    print(f"{'page':42}{'first':>8}{'slowest of 5':>14}{'kB':>8}{'kB sent':>9}")
    for name, path in addresses(base, ask).items():
        took = [_timed(ask, f"{base}/{path}".rstrip("/")) for _ in range(TIMES + 1)]
        slowest = max(seconds for seconds, _, _ in took[1:])
        print(f"{name:42}{took[0][0]:8.3f}{slowest:14.3f}{took[0][1] / 1000:8.0f}{took[0][2] / 1000:9.0f}", flush=True)
        late += [f"{name}: {slowest:.2f} s"] if max(took[0][0], slowest) > MAX_SECONDS else []
    return late


def _timed(ask: httpx.Client, address: str) -> tuple[float, int, int]:
    began = time.perf_counter()
    answer = ask.get(address)
    took = time.perf_counter() - began
    answer.raise_for_status()
    return took, len(answer.content), answer.num_bytes_downloaded


def read_beside_a_writer(ask: httpx.Client, base: str, readers: int, seconds: float) -> list[str]:
    """What went wrong while so many readers asked for pages and one writer judged."""
    paths = list(addresses(base, ask).values())
    until = time.monotonic() + seconds
    slowest: list[tuple[float, str]] = []
    wrong: list[str] = []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        with httpx.Client(base_url=ask.base_url, timeout=60) as own:
            while time.monotonic() < until:
                path = chance.choice(paths)
                try:
                    slowest.append((_timed(own, f"{base}/{path}".rstrip("/"))[0], path))
                except httpx.HTTPError as error:
                    wrong.append(f"{path}: {error}")
                time.sleep(0.2)  # who reads looks at what he has got

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    for thread in threads:
        thread.start()
    judged = 0
    while time.monotonic() < until:
        wrong += _judge(ask, base)
        judged += 1
    for thread in threads:
        thread.join()
    took, page = max(slowest)
    print(f"{readers} readers: {len(slowest)} pages beside {judged} decisions; the slowest took {took:.2f} s ({page})")
    return [*wrong, *([f"{page}: {took:.2f} s"] if took > MAX_BESIDE_A_WRITER else [])]


def _judge(ask: httpx.Client, base: str) -> list[str]:
    """Reject what is asked first, then take it back."""
    item = ask.get(f"{base}/review.json?only=comparison").json()["item"]
    token = re.search(r'name="csrf" value="(\w+)"', ask.get(f"{base}/add").text)
    assert token
    form: dict[str, Any] = {"csrf": token[1], "subject": "comparison", "verdict": "reject", "object": item["objects"]}
    made = ask.post(f"{base}/judge", data=form, headers={"accept": "application/json"})
    back = {"csrf": token[1], "judgement": made.json().get("id", "")}
    undone = ask.post(f"{base}/undo", data=back, headers={"accept": "application/json"})
    return [f"{one.url}: {one.text}" for one in (made, undone) if one.status_code != 200]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10000)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--readers", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.case or Path(folder, "big.case")
        if not path.exists():
            make_case(path, asked.claims)
        began = time.perf_counter()
        with served(path) as address, httpx.Client(base_url=address, timeout=300) as ask:
            base = f"/cases/{path.name}"
            seconds = time.perf_counter() - began
            glance = ask.get(f"{base}.json").json()
            print(f"{glance['reports_in_all']} reports, {glance['claims']} claims; the desk opens in {seconds:.2f} s")
            late = time_pages(ask, base)
            late += read_beside_a_writer(ask, base, asked.readers, asked.seconds) if asked.readers else []
    for line in late:
        print(line, file=sys.stderr)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
