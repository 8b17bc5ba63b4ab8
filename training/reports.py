"""The account of what was done that stands beside weights: report.json."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def add_to_report(folder: Path, facts: dict[str, Any]) -> None:
    """Add to the account in the folder, or begin one."""
    path = folder / "report.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(known | facts, indent=1) + "\n", encoding="utf-8")


def sha256_of(path: Path) -> str:
    """The digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
