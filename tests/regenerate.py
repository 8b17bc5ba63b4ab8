"""Writes the golden files anew: ``python tests/regenerate.py``; then read the diff before committing it."""

from __future__ import annotations

from pathlib import Path

from rashomon import build_ledger, to_markdown
from rashomon.demo import TITLE, read_demo

DEMO = Path(__file__).parent / "golden" / "demo.md"


def demo_dossier() -> str:
    """What ``rashomon demo --format md`` prints."""
    reading = read_demo()
    return to_markdown(build_ledger(reading.reports, unread=reading.unread, title=TITLE))


if __name__ == "__main__":
    DEMO.write_text(demo_dossier(), "utf-8")
