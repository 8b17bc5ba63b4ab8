"""The scorers that lie beside gold data, taken in as they are."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module; exits where the file is no Python file."""
    spec = importlib.util.spec_from_file_location(f"scorer_of_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
