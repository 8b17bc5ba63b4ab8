"""What the user says of reports, in options of the form FILE=VALUE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.errors import GivenError

if TYPE_CHECKING:
    from rashomon.read import Given


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--publisher, --published and --url, for every command that takes reports in, as ``given_by`` takes them."""
    for name, metavar, told in (
        ("url", "FILE=URL", "Where it stood."),
        ("published", "FILE=DATE", "When: 2031-03-14, 2031-03, 2031."),
        ("publisher", "FILE=NAME", "Who publishes a report."),
    ):
        command = click.option(f"--{name}", name, multiple=True, metavar=metavar, help=told)(command)
    return command


def given_by(paths: Sequence[Path], said: Mapping[str, Iterable[str]]) -> dict[str, Given]:
    """What the user says of each report, by the name of its file.

    Raises:
        GivenError: A value names no report or two, or is no date; all such values are in the message.
    """
    from rashomon.read.given import given_from

    fields: dict[str, dict[str, str]] = {}
    problems = []
    for field, values in said.items():
        for value in values:
            try:
                name, told = _addressed(paths, value)
            except GivenError as error:
                problems.append(f"--{field} {value}: {error}")
            else:
                fields.setdefault(name, {})[field] = told
    if problems:
        raise GivenError("\n".join(problems))
    return {name: given_from(told, name) for name, told in fields.items()}


def _addressed(paths: Sequence[Path], value: str) -> tuple[str, str]:
    """The name of the file that ``FILE=VALUE`` speaks of, by its path or its bare name, and the value.

    Both may hold "=" themselves (an address with a query), so every cut is tried, the shortest name first.
    """
    files = [path for given in paths for path in _files(given)]
    for cut in (n for n, char in enumerate(value) if char == "="):
        named = {path.name: name for path in files if (name := _report_name(value[:cut], path))}
        if len(named) == 1:
            alike = [path for path in files if path.name in named]
            if len(alike) > 1:
                raise GivenError(f"{len(alike)} reports have this name: {', '.join(map(str, alike))}")
            return next(iter(named.values())), value[cut + 1 :]
    if len(files) == 1:
        return files[0].name, value
    raise GivenError(f"names none of the reports; expected one of {', '.join(path.name for path in files)} before '='")


def _report_name(said: str, path: Path) -> str | None:
    """What the report is called that the user names, if it is the file or a part of it (``bundle.zip/page.html``)."""
    for name in (str(path), path.name):
        if said == name or said.startswith((f"{name}/", f"{name}#")):
            return path.name + said[len(name) :]
    return None


def _files(path: Path) -> list[Path]:
    """The file itself, or the files below a folder."""
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
