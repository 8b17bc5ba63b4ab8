"""Whether a case export still holds: its records against the texts, the texts against the originals; all offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from rashomon.errors import ExportError
from rashomon.export.case_json import schema
from rashomon.export.stream import read_sections
from rashomon.verify.originals import hold_against
from rashomon.verify.records import CHECKS, Known

if TYPE_CHECKING:
    from jsonschema_rs import Validator

__all__ = ["Verification", "verify_export"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of it: a line for each thing that does not hold, and one for each that could not be checked."""

    failures: tuple[str, ...]
    unchecked: tuple[str, ...]
    reports: int
    records: int  # all others: claims, entities, comparisons, …
    originals: int  # reports whose bytes were at hand, and are those that were taken in

    @property
    def holds(self) -> bool:
        """Whether nothing failed; what could not be checked is no failure."""
        return not self.failures


def verify_export(export: Path | str, *, reports: Path | str | None = None) -> Verification:
    """Check a case export against its schema and itself and, where the originals are at hand, against these.

    Reads record by record: memory holds the reports' texts and the ids, and time grows with the file's length. What
    has no words in the export (who speaks, where a name is mentioned) is checked to lie within the text.

    Args:
        export: A case export, version 1.
        reports: The folder (or file) of the originals. None: their bytes are not checked, which the result says.

    Raises:
        ExportError: It is no case export.
        OSError: It cannot be opened.
        GivenError: A sidecar among the originals is malformed.
    """
    known = Known()
    with Path(export).open(encoding="utf-8-sig") as file:
        failures = [*_failures(file, known), *known.dangling()]
    held = hold_against(known.taken, reports)
    return Verification(
        failures=(*failures, *held.failures),
        unchecked=held.unchecked,
        reports=len(known.taken),
        records=known.records - len(known.taken),
        originals=held.originals,
    )


def _failures(file: IO[str], known: Known) -> Iterator[str]:
    """What does not hold in the file itself, in its order; records that stand before the reports come last."""
    checks = _Checks(known)
    early: list[tuple[str, Any]] = []
    for name, value in read_sections(file):
        known.sections.add(name)
        if not isinstance(value, Iterator):
            yield from checks.whole(name, value)
            continue
        for record in value:
            if "reports" in known.sections:
                yield from checks.record(name, record)
            else:
                early.append((name, record))
    for name, record in early:
        yield from checks.record(name, record)
    yield from checks.missing()


class _Checks:
    """The schema's rule and our own check for each part of an export."""

    def __init__(self, known: Known) -> None:
        from jsonschema_rs import validator_for

        self.known = known
        whole: Any = schema()
        parts = {name: rule.get("items", rule) for name, rule in whole["properties"].items()}
        self.required: list[str] = whole["required"]
        self.rules: dict[str, Validator] = {
            name: validator_for({"$schema": whole["$schema"], "$defs": whole["$defs"], **rule})
            for name, rule in parts.items()
        }
        self.lists = {name for name, rule in whole["properties"].items() if "items" in rule}

    def whole(self, name: str, value: Any) -> Iterator[str]:
        """A part that is no list.

        Raises:
            ExportError: The file says that it is something else than a case export of this version.
        """
        if name in ("format", "version") and not self.rules[name].is_valid(value):
            raise ExportError(f"no case export, version 1: {name} {value!r}")
        if name in self.lists:
            yield f"{name}: no list"
        elif name in self.rules and not self.rules[name].is_valid(value):
            yield f"{name}: {next(self.rules[name].iter_errors(value)).message}"

    def record(self, name: str, record: Any) -> Iterator[str]:
        """One element of a list; one that breaks the schema is checked no further."""
        if name not in self.rules:
            return  # of a later program; what it means is not known here
        self.known.records += 1
        if not self.rules[name].is_valid(record):
            error = next(self.rules[name].iter_errors(record))
            where = "/".join(map(str, error.instance_path))
            yield f"{name}: {_called(record)}: {where}{where and ': '}{error.message}"
        elif name in CHECKS:
            yield from CHECKS[name](record, self.known)

    def missing(self) -> Iterator[str]:
        """
        Raises:
            ExportError: Nothing says that it is a case export.
        """
        if "format" not in self.known.sections:
            raise ExportError("no case export: it names no format")
        yield from (f"{name}: missing" for name in self.required if name not in self.known.sections)


def _called(record: Any) -> str:
    return str(record.get("id") or record.get("file") or "?") if isinstance(record, dict) else repr(record)[:40]
