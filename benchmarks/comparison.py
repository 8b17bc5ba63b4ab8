#!/usr/bin/env python3
"""How the comparison grows with a case: 100, 1,000 and 10,000 invented claims, beside all pairs of them.

Usage: comparison.py [SIZE...] [--seed N] [--without-model]

Reports of some 25 claims each tell of happenings in invented towns; several tell of each. Timed is what looks at the
case as a whole (names, comparison, origins, points), the pair model included, without reading the reports: seconds by
the clock and of the processor. Beside it stands what a spreadsheet would do: every pair of claims looked at once, for
shared words only.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from itertools import combinations

from rashomon.ledger import Block, Report, digest
from rashomon.models.pairs import PairModel, pair_model
from rashomon.pipeline import Statements, conclude, read_one, suggest

CLAIMS_A_REPORT = 25
ALL_PAIRS_UP_TO = 1000  # claims; beyond, all pairs would take the rest of the day
SYLLABLES = "bar dol fen gar hul jor kel lom mar nor pol quen ras sol tor vel wes yor zan".split()
SENTENCES = (
    "{n} people were killed when a {thing} hit the {place} in {town} on {day}.",
    "Police arrested {n} {who} in {town} on {day}.",
    "{name} said the {thing} had struck the {place} at {hour} p.m. on {day}.",
    "The {who} denied that any {thing} had been fired at the {place} in {town}.",
    "{name} resigned as mayor of {town} on {day}.",
    "The mayor of {town}, {name}, was dismissed after the march of {n} {who}.",
    "No {who} were hurt in {town}, {name} said.",
)
CHOICES = {
    "thing": "lorry shell rocket barge train tanker drone".split(),
    "place": "market bridge school station harbour mill chapel".split(),
    "who": "miners students sailors farmers nurses drivers weavers".split(),
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}


def invented_reports(claims: int, chance: random.Random) -> Iterator[Report]:
    """Reports with about so many claims in all; four reports tell of each town."""
    for n in range(max(2, claims // CLAIMS_A_REPORT)):
        place = random.Random(n // 4)
        town, names = _name(place), [f"{_name(place)} {_name(place)}" for _ in range(3)]
        lines = [_sentence(chance, town, names) for _ in range(CLAIMS_A_REPORT)]
        text = "\n".join(lines)
        ends = [sum(len(line) + 1 for line in lines[: k + 1]) - 1 for k in range(len(lines))]
        blocks = tuple(Block(start=end - len(line), end=end) for line, end in zip(lines, ends, strict=True))
        yield Report(
            file=f"{n}.txt", sha256=digest(n, text), text=text, blocks=blocks, publisher=f"Outlet {n}",
            published="2031-03-14",
        )  # fmt: skip


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=2)).capitalize()


def _sentence(chance: random.Random, town: str, names: list[str]) -> str:
    values = {part: chance.choice(words) for part, words in CHOICES.items()}
    return chance.choice(SENTENCES).format(
        town=town, name=chance.choice(names), n=chance.randint(2, 90), hour=chance.randint(1, 11), **values
    )


def whole_case(reports: tuple[Report, ...], said: dict[str, Statements], model: PairModel | None) -> int:
    """The half of the work that looks at the case as a whole; returns how many comparisons came of it."""
    return len(conclude(suggest(reports, said, model=model)).comparisons)


def all_pairs(said: dict[str, Statements]) -> int:
    """What the index spares: each claim's words against every other's."""
    words = [set(claim.lemmas) for one in said.values() for claim in one.claims]
    return sum(len(a & b) > 3 for a, b in combinations(words, 2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10000], metavar="SIZE")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--without-model", action="store_true", help="leave the pair model out")
    args = parser.parse_args()
    model = None if args.without_model else pair_model()
    print(
        f"{'claims':>8}{'comparisons':>13}{'clock s':>10}{'CPU s':>10}{'ms a claim':>12}"
        f"{'all pairs, words only':>23}{'peak MB':>9}"
    )
    for size in args.sizes:
        reports = tuple(invented_reports(size, random.Random(args.seed)))
        said = {report.id: read_one(report) for report in reports}
        claims = sum(len(one.claims) for one in said.values())
        began, clock = time.process_time(), time.monotonic()
        found = whole_case(reports, said, model)
        took, passed = time.process_time() - began, time.monotonic() - clock
        began = time.process_time()
        beside = f"{all_pairs(said) and time.process_time() - began:.2f} s" if claims <= 4 * ALL_PAIRS_UP_TO else "–"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{claims:8}{found:13}{passed:10.2f}{took:10.2f}{1000 * took / claims:12.2f}{beside:>23}{peak:9.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
