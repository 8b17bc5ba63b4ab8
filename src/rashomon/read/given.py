"""What the user says of a report: in the call, or in a file beside the report."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from rashomon.dates import parse_edtf
from rashomon.errors import GivenError
from rashomon.read.draft import Fact

TABLE = "reports.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says of a report; None where he leaves it to the page.

    The three dates are in EDTF; several authors are parted by a semicolon.
    """

    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    authors: str | None = None
    modified: str | None = None
    captured: str | None = None
    language: str | None = None

    def over(self, other: Given) -> Given:
        """This, and what it leaves open from the other."""
        return Given(**{one.name: getattr(self, one.name) or getattr(other, one.name) for one in fields(Given)})

    def facts(self) -> list[Fact]:
        """Each thing said, as a fact to be believed before the page."""
        said = [(one.name, getattr(self, one.name)) for one in fields(Given) if one.name != "authors"]
        said += [("author", name.strip()) for name in (self.authors or "").split(";")]
        return [Fact(name=name, value=value, clue="given") for name, value in said if value]


DATES = ("published", "modified", "captured")
NAMES = tuple(one.name for one in fields(Given))


def is_sidecar(path: PurePath) -> bool:
    """Whether a file speaks of reports instead of being one."""
    return path.suffix.lower() == ".json" or path.name == TABLE


def beside(path: Path) -> Given:
    """What ``NAME.json`` beside the report, or else ``reports.csv`` in its folder, says of it.

    Raises:
        GivenError: One of them is malformed.
    """
    own = path.with_name(f"{path.name}.json")
    table = path.with_name(TABLE)
    said = _from_json(own) if own.is_file() else Given()
    rows = _from_table(table, table.stat().st_mtime_ns) if table.is_file() else {}
    return said.over(rows.get(path.name, Given()))


def given_from(data: dict[Any, Any], where: str) -> Given:
    """Checked at the door, all problems named together.

    Raises:
        GivenError: A field is unknown or no text, or the date is no date.
    """
    problems = [f"unknown field {key!r}; expected one of {', '.join(NAMES)}" for key in data if key not in NAMES]
    problems += [f"{key} is no text: {data[key]!r}" for key in NAMES if not isinstance(data.get(key, ""), str | None)]
    for key in DATES:
        told = data.get(key)
        if isinstance(told, str) and told.strip() and not _is_date(told.strip()):
            problems.append(f"{key} is no date: {told!r}; expected as in 2031-05-08 or 2031-05-08T14:05")
    if problems:
        raise GivenError("; ".join(f"{where}: {problem}" for problem in problems))
    return Given(**{key: (data.get(key) or "").strip() or None for key in NAMES})


def _is_date(told: str) -> bool:
    """Whether it is one date of the calendar, in EDTF."""
    try:
        parse_edtf(told)
    except ValueError:
        return False
    return not {"/", "["} & {*told}


def _from_json(path: Path) -> Given:
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise GivenError(f"{path}:{error.lineno}: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise GivenError(f"{path}: not in UTF-8") from error
    if not isinstance(data, dict):
        raise GivenError(f"{path}:1: expected an object with {', '.join(NAMES)}")
    return given_from(data, f"{path}:1")


@lru_cache(maxsize=64)
def _from_table(path: Path, changed_ns: int) -> dict[str, Given]:
    """The rows by file name; ``changed_ns`` makes a changed table a new one to the cache."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise GivenError(f"{path}: not in UTF-8") from error
    reader = csv.DictReader(lines)
    if "file" not in (reader.fieldnames or ()):
        raise GivenError(f"{path}:1: no column named file; expected file, {', '.join(NAMES)}")
    out: dict[str, Given] = {}
    for row in reader:
        where = f"{path}:{reader.line_num}"
        if row.get(None) or None in row.values():
            raise GivenError(f"{where}: expected {len(reader.fieldnames or ())} cells")
        file = row.pop("file").strip()
        out[file] = given_from(row, where)
    return out
