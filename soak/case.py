"""A case under hardship: writers killed at random moments, and many readers beside one writer.

    python soak/case.py [--kills 100] [--seconds 60] [--seed 1]

Kills: a child adds reports, judges and takes back, and says what was confirmed; it is killed (signal 9) at a random
moment. Then the file must open, verify, and hold every confirmed step. Readers: eight processes read the case in all
ways while one writes; no read may fail, and none may take two seconds. Leaves with status 1 where something is amiss.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rashomon.ledger import Subject, Verdict
from rashomon.store import Case

READERS = 8
SLOWEST_SECONDS = 2.0
READS_EACH = 10  # before a reader closes the file and opens it again
PAUSE_SECONDS = 0.05  # between two reads of one reader, who looks at what he has read
NAMES = ("Ines Vall", "Oto Brandt", "Ada Lorne", "the harbour office", "the river police", "a witness")
SAYINGS = (
    "{number} boats ran aground off Pell Rock, {name} said.",
    "{name} denied that the lamp was burning on {day} May.",
    "The lamp was burning all night, according to {name}.",
    "“The gate was locked,” {name} said. “We saw {number} men.”",
)


def write_report(chance: random.Random) -> bytes:
    """A report that no other is like."""
    lines = (
        chance.choice(SAYINGS).format(
            number=chance.randint(2, 40), name=chance.choice(NAMES), day=chance.randint(1, 31)
        )
        for _ in range(4)
    )
    return "\n\n".join((f"Note {chance.getrandbits(64):x}.", *lines)).encode()


def work(path: Path, seed: int, say: Callable[[str], None], until: float = float("inf")) -> None:
    """Add, judge and take back; ``say`` each id once the step that made it has been confirmed."""
    chance = random.Random(seed)
    with Case.open(path, author="soak") as case:
        while time.monotonic() < until:
            move = chance.random()
            made = case.judgements()
            if move < 0.3:
                added = case.add_bytes(write_report(chance), f"{chance.getrandbits(48):x}.txt")
                say(f"report {added.new[0].id}")
            elif move < 0.8 or not made or made[-1].verdict is Verdict.UNDO:
                item = chance.choice(case.queue() or [None])
                if item is not None:
                    say(f"judgement {judge(case, item.subject, item.objects, chance)}")
            else:
                say(f"judgement {case.undo(made[-1].id).judgement.id}")


def judge(case: Case, subject: Subject, objects: tuple[str, ...], chance: random.Random) -> str:
    """One answer of any kind; its id."""
    grades = {Subject.RELIABILITY: "ABCDEF", Subject.CREDIBILITY: "123456"}
    if subject in grades:
        return case.judge(subject, Verdict.GRADE, objects, value=chance.choice(grades[subject])).judgement.id
    verdict = chance.choice((Verdict.ACCEPT, Verdict.REJECT, Verdict.NEVER))
    return case.judge(subject, verdict, objects).judgement.id


def start(task: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """The task in a child process, which has all models loaded already; its id, and where its lines can be read."""
    readable, writable = os.pipe()
    child = os.fork()
    if child:
        os.close(writable)
        return child, readable
    status = 1

    def say(line: str) -> None:
        os.write(writable, f"{line}\n".encode())

    try:
        task(say)
        status = 0
    except BaseException as error:
        say(f"error {type(error).__name__}: {error}")
    finally:
        os._exit(status)


def lines(readable: int) -> list[str]:
    """All that a child has said, once it has ended."""
    with os.fdopen(readable) as told:
        return [line.rstrip("\n") for line in told if line.endswith("\n")]


def survive_kills(path: Path, kills: int, seed: int) -> list[str]:
    """What went wrong in so many kills; nothing is as it should be."""
    chance = random.Random(seed)
    confirmed: list[str] = []
    for n in range(kills):
        child, readable = start(lambda say, n=n: work(path, seed * 1000 + n, say))  # type: ignore[misc]
        time.sleep(chance.uniform(0.0, 1.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        confirmed += lines(readable)
        if wrong := _missing(path, confirmed):
            return [f"kill {n + 1}: {one}" for one in wrong]
    with Case.open(path) as case:
        held, judged = len(case.ledger().reports), len(case.judgements())
    print(f"{kills} kills: {len(confirmed)} confirmed steps, all held; {held} reports, {judged} judgements in the case")
    return []


def _missing(path: Path, confirmed: list[str]) -> list[str]:
    """Every confirmed step that the file does not hold, and whatever else does not hold."""
    with Case.open(path) as case:
        case.settle()
        there = {f"report {report.id}" for report in case.ledger().reports}
        there |= {f"judgement {one.id}" for one in case.judgements()}
        return [*case.verify(), *(f"lost: {one}" for one in confirmed if one not in there)]


def read(path: Path, seed: int, until: float, say: Callable[[str], None]) -> None:
    """Read in all ways until then; says how often, and how long the slowest read took."""
    chance = random.Random(seed)
    ways: list[Callable[[Case], object]] = [
        Case.ledger,
        Case.queue,
        Case.judgements,
        Case.history,
        Case.stale,
        lambda case: case.search("lamp burning"),
    ]
    times: list[tuple[float, float]] = []  # by the clock, and of this process
    while time.monotonic() < until:
        with Case.open(path, to_write=False) as case:
            for way in chance.choices(ways, k=READS_EACH):
                began, own = time.perf_counter(), time.process_time()
                way(case)
                times.append((time.perf_counter() - began, time.process_time() - own))
                time.sleep(PAUSE_SECONDS)
    say(json.dumps({"reads": len(times), "slowest": max(times)[0], "work": max(own for _, own in times)}))


def read_beside_a_writer(path: Path, seconds: float, seed: int) -> list[str]:
    """What went wrong while eight read and one wrote."""
    until = time.monotonic() + seconds
    writer = start(lambda say: work(path, seed, say, until))
    readers = [start(lambda say, n=n: read(path, seed + n, until, say)) for n in range(READERS)]  # type: ignore[misc]
    told = [lines(readable) for _, readable in (writer, *readers)]
    for child, _ in (writer, *readers):
        os.waitpid(child, 0)
    wrong = [line for own in told for line in own if line.startswith("error")]
    if wrong:
        return wrong
    found = [json.loads(own[0]) for own in told[1:]]
    slowest = max(one["slowest"] for one in found)
    total = sum(one["reads"] for one in found)
    busy = max(one["work"] for one in found)  # what it would take on a machine with nothing else to do
    took = f"slowest {slowest:.2f} s, at most {busy:.2f} s of work"
    print(f"{READERS} readers, {seconds:.0f} s: {total} reads beside {len(told[0])} writes; {took}")
    late = [f"a read took {slowest:.2f} s; expected under {SLOWEST_SECONDS}"] if slowest >= SLOWEST_SECONDS else []
    return [*late, *_missing(path, told[0])]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "soak.case")
        with Case.create(path, title="Soak") as case:  # loads the models, which the children then have
            chance = random.Random(asked.seed)
            for n in range(8):
                case.add_bytes(write_report(chance), f"{n}.txt")
        beside = Path(shutil.copy(path, Path(folder, "readers.case")))
        wrong = survive_kills(path, asked.kills, asked.seed) + read_beside_a_writer(beside, asked.seconds, asked.seed)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
