"""Writes the golden files anew: ``python tests/regenerate.py``; then read the diff before committing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lamp import lamp_ledger
from rashomon import build_ledger, to_json, to_markdown, to_text
from rashomon.demo import TITLE, read_demo

GOLDEN = Path(__file__).parent / "golden"


def demo_markdown() -> str:
    """What ``rashomon demo --format md`` prints."""
    reading = read_demo()
    return to_markdown(build_ledger(reading.reports, unread=reading.unread, title=TITLE))


GOLDENS: dict[str, Callable[[], str]] = {
    "demo.md": demo_markdown,
    "lamp.json": lambda: to_json(lamp_ledger()),
    "lamp.md": lambda: to_markdown(lamp_ledger()),
    "lamp.txt": lambda: to_text(lamp_ledger(), width=100),
}

if __name__ == "__main__":
    for name, write in GOLDENS.items():
        GOLDEN.joinpath(name).write_text(write(), "utf-8")
