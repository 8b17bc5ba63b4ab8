#!/usr/bin/env python3
"""How far the typed comparators carry: contradictions among claims that tell one fact in many wordings.

Usage: factsets.py FACTSETS.jsonl... [--show KIND] [--json]

A line is one question of one invented event: accounts, each with claims that agree; claims that refine the first
account, that update it, and that tempt. Every claim is taken as a report of its own, and all pairs within a line are
compared: right is a contradiction between claims of two accounts (or a refinement and another account), wrong is any
other. The pair model is not asked: it was fitted on such sets.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from rashomon.compare import PairReader, compare_claims
from rashomon.extract import extract_claims
from rashomon.ledger import Claim, Comparison, Entity, Passage, Relation, Report, Role
from rashomon.names import Names, find_names
from rashomon.resolve import resolve_entities
from rashomon.text import parse_passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One wording: to which account it belongs (None: it tempts or updates), and whether it only refines it."""

    text: str
    account: int | None
    refines: bool = False


def wordings(line: dict[str, Any]) -> Iterator[Told]:
    """All claims of one line."""
    for n, account in enumerate(line["accounts"]):
        yield from (Told(text=text, account=n) for text in account["claims"])
    yield from (Told(text=text, account=0, refines=True) for text in line.get("refines", ()))
    yield from (Told(text=text, account=None) for part in ("updates", "compatible") for text in line.get(part, ()))


class Texts(NamedTuple):
    """Bare texts, each taken for a report of its own, with the claims in them."""

    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]

    def compare(self, model: PairReader | None = None) -> Iterator[tuple[frozenset[int], Comparison]]:
        """What the program finds, with the numbers of the two texts."""
        place = {report.id: n for n, report in enumerate(self.reports)}
        of = {claim.id: place[claim.report] for claim in self.claims}
        compared = compare_claims(self.claims, self.reports, self.passages, entities=self.entities, model=model)
        for found in compared.comparisons:
            yield frozenset((of[found.a], of[found.b])), found


def read_texts(texts: Sequence[str], published: str | None = None) -> Texts:
    """The claims of texts that say what is so and not who says it."""
    reports = tuple(
        Report(file=f"{n}.txt", sha256=f"{n} {text}", text=text, publisher=f"Outlet {n}", published=published)
        for n, text in enumerate(texts)
    )
    passages = tuple(Passage(report=r.id, role=Role.ARTICLE, voice=r.name, start=0, end=len(r.text)) for r in reports)
    names: dict[str, Names] = {}
    claims: list[Claim] = []
    for report, passage in zip(reports, passages, strict=True):
        paragraphs = parse_passages(report, [passage])
        names[report.id] = find_names(paragraphs)
        claims += extract_claims(report, [passage], paragraphs, [], names[report.id])
    resolved = resolve_entities(names, claims)
    return Texts(reports, passages, resolved.claims, resolved.entities)


def contradictions(line: dict[str, Any], told: Sequence[Told]) -> dict[frozenset[int], Comparison]:
    """The pairs of wordings, by number, that the comparators call contradictions."""
    found = read_texts([one.text for one in told], line["published"]).compare()
    return {pair: one for pair, one in found if one.relation is Relation.CONTRADICTS}


def is_opposed(a: Told, b: Told) -> bool:
    return a.account is not None and b.account is not None and a.account != b.account


def score(lines: Iterable[dict[str, Any]], show: str | None) -> Counter[str]:
    """Counts, as ``what`` and ``what: kind``; a refinement's contradictions are neither gold nor wrong."""
    tally: Counter[str] = Counter()
    for line in lines:
        told = list(wordings(line))
        found = contradictions(line, told)
        for i, j in combinations(range(len(told)), 2):
            opposed, hit = is_opposed(told[i], told[j]), found.get(frozenset((i, j)))
            gold = opposed and not (told[i].refines or told[j].refines)
            for what in ("gold", "right") if gold and hit else ("gold",) if gold else ():
                tally.update((what, f"{what}: {line['kind']}"))
            if hit and not opposed:
                tally.update(("wrong", f"wrong: {hit.kind}"))
                if show == hit.kind:
                    print(f"wrong ({hit.kind}): {told[i].text} <> {told[j].text}")
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FACTSETS.jsonl")
    parser.add_argument("--show", metavar="KIND", help="print the false contradictions of a kind")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    args = parser.parse_args()
    lines = [json.loads(row) for path in args.files for row in path.read_text("utf-8").splitlines() if row.strip()]
    tally = score(lines, args.show)
    if args.json:
        print(json.dumps(dict(sorted(tally.items())), indent=1))
        return
    found = tally["right"] + tally["wrong"]
    print(f"precision {tally['right'] / max(1, found):.2f}  recall {tally['right'] / max(1, tally['gold']):.3f}")
    for kind in sorted(key.removeprefix("gold: ") for key in tally if key.startswith("gold: ")):
        right, gold, wrong = (tally[f"{what}: {kind}"] for what in ("right", "gold", "wrong"))
        print(f"{kind:10} {right} of {gold} found, {wrong} wrong")


if __name__ == "__main__":
    main()
