"""The reports of an export against the files that they were read from, where these are at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rashomon.ledger import Report, Unread
from rashomon.read import stream_reports
from rashomon.verify.records import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What came of holding reports against their originals."""

    failures: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    originals: int = 0  # of which the bytes are those that were taken in


def hold_against(taken: Mapping[str, Taken], folder: Path | str | None) -> Held:
    """Read the originals anew, one at a time. A report's own is told by its digest: names and folders may change.

    Args:
        taken: The reports of the export, by id.
        folder: A folder or file of originals, or None.

    Raises:
        OSError: There is no such folder.
        GivenError: A sidecar in it is malformed.
    """
    if folder is None:
        told = f"bytes of {len(taken)} reports: no folder of originals was given"
        return Held(unchecked=(told,) if taken else ())
    if not Path(folder).exists():
        raise FileNotFoundError(f"{folder}: no such folder of originals")
    missing = {report.sha256: report for report in taken.values()}
    failures: list[str] = []
    unchecked: list[str] = []
    others: dict[str, str] = {}  # why a file of this name is no original
    for fresh in stream_reports([folder]):
        report = missing.pop(fresh.sha256, None) if isinstance(fresh, Report) else None
        if isinstance(fresh, Report) and report is not None:
            failures += _differs(report, fresh)
            unchecked += _outdated(report, fresh)
        else:
            others.setdefault(fresh.file, _other(fresh))
    for report in missing.values():
        if report.file in others:
            failures.append(f"{report.file}: {others[report.file]} (SHA-256 {report.sha256})")
        else:
            unchecked.append(f"bytes of {report.file}: not at hand")
    return Held(failures=tuple(failures), unchecked=tuple(unchecked), originals=len(taken) - len(missing))


def _other(fresh: Report | Unread) -> str:
    if isinstance(fresh, Unread):
        return f"cannot be read anew: {fresh.reason}"
    return "its bytes are not those that were taken in"


def _differs(report: Taken, fresh: Report) -> Iterator[str]:
    """The same reader gives the same text for the same bytes."""
    if fresh.extractor == report.extractor and fresh.text_sha256 != report.text_sha256:
        yield f"{report.file}: its text is not what {fresh.extractor} reads from its bytes"


def _outdated(report: Taken, fresh: Report) -> Iterator[str]:
    """Another reader may lay out the text in another way, and be none the worse."""
    if fresh.extractor != report.extractor and fresh.text_sha256 != report.text_sha256:
        made = report.extractor or "a reader that it does not name"
        yield f"text of {report.file} against a fresh reading: made by {made}, and this is {fresh.extractor}"
