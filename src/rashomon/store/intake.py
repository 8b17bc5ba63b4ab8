"""Reports with the bytes that they were read from, and read anew from these."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rashomon.errors import ReadError
from rashomon.ledger import Report, Unread
from rashomon.read import Given, read_bytes, stream_reports
from rashomon.store.outcomes import Tombstone


def stream_documents(
    paths: Iterable[Path | str], given: Mapping[str, Given]
) -> Iterator[tuple[Report, bytes] | Unread]:
    """Each report with its bytes, no more than one held at a time."""
    held: list[tuple[Report, bytes]] = []
    for one in stream_reports(paths, given=given, keep=lambda report, data: held.append((report, data))):
        yield held.pop() if isinstance(one, Report) else one


def told_outside(report: Report, data: bytes) -> str | None:
    """What of the report its bytes do not say (the user did, or its container), as a JSON list of fields.

    None where they do not even give the text: the container said how to read them.
    """
    try:
        bare = read_bytes(data, report.file)
    except ReadError:
        return None
    told = sorted({name for name, _ in set(report.clues) - set(bare.clues)})
    return json.dumps(told) if (bare.text, bare.blocks) == (report.text, report.blocks) else None


def read_anew(old: Report, data: bytes, outside: str) -> Report:
    """The report as this version of the program reads it, with what was told of it when it was taken in."""
    fresh, told = read_bytes(data, old.file), set(json.loads(outside))
    clues = [one for one in fresh.clues if one[0] not in told] + [one for one in old.clues if one[0] in told]
    said = {name: getattr(old, name) for name in told}
    return replace(fresh, **said, clues=tuple(sorted(clues)))


def buried(report: Report, stone: Tombstone) -> Unread:
    """Why a report that was removed is not taken in."""
    return Unread(file=report.file, reason=f"removed from the case on {stone.at:%Y-%m-%d}: {stone.reason}")
