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


def find_scorer(case: Path) -> Path:
    """The ``score.py`` in the folder above a case, or in ``cases`` there; exits where there is none."""
    above = case.resolve().parent
    found = next((path for path in (above / "score.py", above / "cases" / "score.py") if path.exists()), None)
    if found is None:
        raise SystemExit(f"no score.py in {above}; name it with --scorer")
    return found
