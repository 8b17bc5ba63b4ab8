#!/usr/bin/env python3
"""Every regular expression of the program against strings that are made to cost it more than their length.

Usage: patterns.py [--chars N] [PART ...]

For each repetition in a pattern (``\\s*``, ``(?:,\\s*\\w+)+``) a string is made that matches up to it, goes through it
again and again, and fails behind it: what an attacker would write. A pattern whose time on 2N characters is more than
three times that on N, and noticeable, is named with the string, and so is one that does not come back at all; then the
exit status is 1. PART: names of modules (rashomon.read), else all.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import rashomon

MANY = 4  # branches and signs tried of each choice
MAX_UNITS = 60  # strings for one repetition
NOTICEABLE_SECONDS = 0.05
PATIENCE_SECONDS = 1.0
TIMES_SLOWER = 3.0  # at twice the length: 2 is linear, 4 is quadratic
CALLS = frozenset(f"re.{name}" for name in "search match fullmatch split sub findall finditer".split())
BOUNDED = frozenset({r"(?:[\w'’]+ ){0,3}$", r"(?<!\?P)<([A-Za-z_]+)>"})  # see forty characters, and our own rules
ENDS = ("\x01", "", "\n\x01", " x")
TWO_SPACES = re.compile(r"\s\s")  # white space is folded before a pattern sees it (rashomon.read.draft.fold)
Node = tuple[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """A pattern, the string that it is slow on, and the seconds that it took on N and on 2N characters."""

    where: str
    pattern: str
    unit: str
    seconds: tuple[float, float]


def modules(prefixes: Sequence[str]) -> Iterator[ModuleType]:
    """The program's modules of these names and below."""
    for found in pkgutil.walk_packages(rashomon.__path__, "rashomon."):
        if found.name.startswith(tuple(prefixes)) and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_of(module: ModuleType) -> Iterator[tuple[re.Pattern[Any], bool]]:
    """Those that the module holds by name, in tuples too, and those in its calls; and whether all text is searched."""
    for name, value in vars(module).items():
        searched = (
            isinstance(value, tuple) or re.search(rf"\b{name}\b(?!\.(?:full)?match\()[.,)\]]", source()) is not None
        )
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, re.Pattern):
                yield one, searched
    with open(module.__file__ or "", encoding="utf-8") as file:
        for call in ast.walk(ast.parse(file.read())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in CALLS and call.args:
                for one in _literal(call.args[0]):
                    yield one, "match" not in ast.unparse(call.func)


@lru_cache(maxsize=1)
def source() -> str:
    """The whole program."""
    return "\n".join(path.read_text("utf-8") for path in Path(rashomon.__file__).parent.rglob("*.py"))


def _literal(argument: ast.expr) -> Iterator[re.Pattern[Any]]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str | bytes):
        for flags in (0, re.I):
            yield re.compile(argument.value, flags)


def attacks(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """What leads up to each repetition, and what goes through it once, in several readings."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = re._parser.parse(text, pattern.flags & ~re.LOCALE)  # type: ignore[attr-defined]
    seen: set[tuple[str, str]] = set()
    for before, node in _repeats(list(tree), ""):
        units = list(islice((unit for unit in _samples(list(node), MANY) if unit), MAX_UNITS))
        mixed = [left + right for left in units[:4] for right in units[:4] if left != right]
        for unit in [*units, *mixed]:
            if unit and (before, unit) not in seen and not TWO_SPACES.search(unit + unit):
                seen.add((before, unit))
                yield before, unit


def _repeats(nodes: Sequence[Node], before: str) -> Iterator[tuple[str, Any]]:
    for name, argument in nodes:
        if _repeated(name, argument):
            yield before, argument[2]
            yield from _repeats(list(argument[2]), before)
        for inner in _children(name, argument):
            yield from _repeats(list(inner), before)
        before += next(_samples([(name, argument)], 1), "")


def _repeated(name: Any, argument: Any) -> bool:
    return str(name) in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and int(argument[1]) > 3


def _children(name: Any, argument: Any) -> Iterable[Any]:
    match str(name):
        case "SUBPATTERN":
            return [argument[3]]
        case "BRANCH":
            return list(argument[1])
        case "ATOMIC_GROUP":
            return [argument]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if not _repeated(name, argument):
            return [argument[2]]
    return []


def _samples(nodes: Sequence[Node], many: int) -> Iterator[str]:
    """Strings that the nodes match: the shortest, then those that differ from it in one place."""
    least = [next(_of_node(*node, 1), "") for node in nodes]
    yield "".join(least)
    for n, node in enumerate(nodes if many > 1 else ()):
        for other in _of_node(*node, many):
            if other != least[n]:
                yield "".join([*least[:n], other, *least[n + 1 :]])


def _of_node(name: Any, argument: Any, many: int) -> Iterator[str]:
    match str(name):
        case "LITERAL":
            yield chr(argument)
        case "NOT_LITERAL":
            yield "a" if argument != ord("a") else "b"
        case "ANY":
            yield from ("a", " ", ".")[:many]
        case "IN":
            yield from _of_class(argument, many)
        case "BRANCH":
            for branch in argument[1][:many]:
                yield from _samples(list(branch), 1)
        case "SUBPATTERN":
            yield from _samples(list(argument[3]), many)
        case "ATOMIC_GROUP":
            yield from _samples(list(argument), many)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            low, _, inner = argument
            if low == 0:
                yield ""
            if low or many > 1:
                yield from (one * max(1, int(low)) for one in _samples(list(inner), many))
        case _:
            yield ""


def _of_class(members: Sequence[Node], many: int) -> Iterator[str]:
    found = [char for char in " a1A_\n.,:;-|/*#([<\"'’“>=@é" if _in_class(members, char)]
    yield from (found or ["a"])[: 1 if many == 1 else 12]


def _in_class(members: Sequence[Node], char: str) -> bool:
    negated = bool(members) and str(members[0][0]) == "NEGATE"
    for name, argument in members:
        match str(name):
            case "LITERAL" if argument == ord(char):
                return not negated
            case "RANGE" if argument[0] <= ord(char) <= argument[1]:
                return not negated
            case "CATEGORY" if _in_category(str(argument), char):
                return not negated
    return negated


def _in_category(category: str, char: str) -> bool:
    known = {"SPACE": char.isspace(), "DIGIT": char.isdigit(), "WORD": char.isalnum() or char == "_"}
    kind = category.rsplit("_", 1)[1]
    return known[kind] is not ("NOT" in category)


def timed(pattern: re.Pattern[Any], searched: bool, string: str) -> float:
    """Seconds of the processor to search or match the string; PATIENCE_SECONDS where it takes longer."""
    data = string.encode() if isinstance(pattern.pattern, bytes) else string
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_SECONDS)
    try:
        (pattern.search if searched else pattern.match)(data)
    except TimeoutError:
        return PATIENCE_SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def slow_on(pattern: re.Pattern[Any], searched: bool, chars: int, where: str) -> Slow | None:
    """The first string on which the pattern takes more than its share."""
    for before, unit in attacks(pattern):
        for end in ENDS:
            for length in (60, chars):
                short, long = (before + unit * (n // len(unit)) + end for n in (length, 2 * length))
                again = timed(pattern, searched, long)
                if again < NOTICEABLE_SECONDS:
                    continue
                once = timed(pattern, searched, short)
                if again >= PATIENCE_SECONDS or again > TIMES_SLOWER * once:
                    shown = f"{before!r} + {unit!r} * {length // len(unit)} + {end!r}"
                    return Slow(where=where, pattern=pattern.pattern[:100], unit=shown, seconds=(once, again))
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["rashomon."], metavar="PART")
    parser.add_argument("--chars", type=int, default=8000)
    args = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _out_of_patience)
    tried, slow = 0, []
    seen: set[tuple[Any, int, bool]] = set()
    for module in modules(args.parts):
        for pattern, searched in patterns_of(module):
            if pattern.pattern not in BOUNDED and (key := (pattern.pattern, pattern.flags, searched)) not in seen:
                seen.add(key)
                tried += 1
                found = slow_on(pattern, searched, args.chars, module.__name__)
                if found:
                    slow.append(found)
                    print(
                        f"{found.where}: {found.pattern!r}\n    {found.unit}: {found.seconds}",
                        flush=True,
                    )
    print(f"{tried} patterns, {len(slow)} that take more than their share")
    sys.exit(1 if slow else 0)


def _out_of_patience(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
