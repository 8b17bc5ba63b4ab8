"""The order of the modules, read from their imports, and what is loaded only when needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon

ROOT = Path(rashomon.__file__).parent
# In import order: a module imports only from those above it.
ORDER = (
    "errors parallel ledger text lexicon names dates quantities models read split attribute extract resolve editions "
    "corrections compare trace group pipeline query review store dossier export verify demo corpus web cli"
).split()
STEPS = frozenset("split attribute extract resolve editions corrections compare trace group".split())
BELOW_STEPS = frozenset("errors ledger text lexicon names dates quantities models".split())
READING = {"split": {"read"}}  # the splitter knows bylines, stamps and boxes by what the readers know of them
ONLY_IN = {"spacy": "text", "click": "cli", "starlette": "web"}
HEAVY = frozenset("spacy pypdfium2 selectolax jinja2 rich onnxruntime jsonschema_rs starlette uvicorn".split())
NOWHERE = frozenset("utils helpers common base core settings manager".split())
FILES = sorted(path for path in ROOT.rglob("*.py") if path.name != "__main__.py")


def part_of(path: Path) -> str:
    """The top-level module or package that the file belongs to, "" for the package's own face."""
    inside = path.relative_to(ROOT)
    return "" if inside == Path("__init__.py") else inside.parts[0].removesuffix(".py")


def imports(path: Path, *, typing_too: bool = False) -> Iterator[str]:
    """The full names of what the file imports, at the top or within functions; for type checking only if asked."""
    yield from _imports(ast.parse(path.read_text("utf-8")), typing_too)


def _imports(tree: ast.AST, typing_too: bool) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not typing_too:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from _imports(node, typing_too)


def own_parts(path: Path) -> set[str]:
    """The other parts of the package that the file imports, for type checking too."""
    names = [name.split(".")[1] for name in imports(path, typing_too=True) if name.startswith("rashomon.")]
    return {name for name in names if name in ORDER} - {part_of(path)}


def test_every_part_has_its_place_in_the_order() -> None:
    assert {part_of(path) for path in FILES} - {""} <= set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_from_those_above_it(path: Path) -> None:
    part = part_of(path)
    above = ORDER[: ORDER.index(part)] if part else ORDER
    assert own_parts(path) <= set(above)


@pytest.mark.parametrize("path", [path for path in FILES if part_of(path) in STEPS], ids=lambda path: path.stem)
def test_step_never_imports_another_step(path: Path) -> None:
    assert own_parts(path) <= BELOW_STEPS | READING.get(part_of(path), set())


@pytest.mark.parametrize(("library", "part"), ONLY_IN.items())
def test_library_has_one_user(library: str, part: str) -> None:
    users = {part_of(path) for path in FILES if library in {name.split(".")[0] for name in imports(path)}}
    assert users <= {part}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not {path.stem for path in FILES} & NOWHERE
    assert not {path.parent.name for path in FILES} & NOWHERE


@pytest.mark.parametrize("code", ["import rashomon", "from rashomon.cli import main; main(['--help'])"])
def test_heavy_libraries_are_not_loaded_before_they_are_needed(code: str) -> None:
    program = f"import atexit, sys\natexit.register(lambda: print('loaded:', *sys.modules))\n{code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.split("loaded:")[1].split()
    assert "rashomon" in loaded
    assert not HEAVY & set(loaded)


def test_what_looks_for_imports_finds_them(tmp_path: Path) -> None:
    file = tmp_path / "sample.py"
    file.write_text("if TYPE_CHECKING:\n    import spacy\n\ndef f():\n    from rashomon.cli import main\n")
    assert list(imports(file)) == ["rashomon.cli.main"]
    assert list(imports(file, typing_too=True)) == ["spacy", "rashomon.cli.main"]
