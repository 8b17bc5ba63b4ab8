"""A small case on disk: three invented reports of boats that ran aground, and what tests of cases have in common."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from rashomon.ledger import Claim, Ledger
from rashomon.store import Case

REPORTS = {
    "wire.txt": "Gull Wire\n2044-06-08\n\nNine boats ran aground off Pell Rock, the harbour office said on Tuesday.\n\n"
    "The lamp was burning all night, harbour master Oto Brandt said.",
    "letter.txt": "Four boats ran aground off Pell Rock, keeper Ines Vall said on Tuesday.\n\n"
    "Vall denied that the lamp was burning all night.",
    "diary.txt": "Nine boats ran aground off Pell Rock, the harbour office said on Tuesday, "
    "as the Gull Wire reports.\n\nKestrelmoor saw nothing of it.",
}


def write_reports(folder: Path) -> list[Path]:
    """The reports as files, each with the time that it always has: when it was captured is told by that alone."""
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, (2_347_000_000, 2_347_000_000))
    return [folder / name for name in REPORTS]


def make_case(path: Path, folder: Path) -> Path:
    """A case of the three reports, closed."""
    with Case.create(path, title="Pell Rock", author="ann") as case:
        case.add(write_reports(folder))
    return path


def copy_case(shelf: Path, folder: Path) -> Path:
    """A copy that a test may write to."""
    return Path(shutil.copy(shelf, folder / "copy.case"))


def claim_of(ledger: Ledger, words: str) -> Claim:
    """The shortest claim that holds the words."""
    found = [claim for claim in ledger.claims if words in claim.text]
    assert found, f"{words!r} is in none of {[claim.text for claim in ledger.claims]}"
    return min(found, key=lambda claim: len(claim.text))
