"""What came of a step of work on a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rashomon.ledger import Judgement, Report, Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A derived record that is there no longer, is new, or says something else: what rested on what was done.

    ``table`` is that of the case file, and the field of ``Ledger``; ``words`` are the record's own, for a reader.
    """

    table: str
    id: str
    became: str  # "gone", "new", "changed"
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of taking reports in."""

    new: tuple[Report, ...] = ()
    known: tuple[Report, ...] = ()  # the case had them: not worked through again
    unread: tuple[Unread, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A judgement, and what rested on what it decides."""

    judgement: Judgement
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stays of a report that was removed: that it was there, who removed it, when and why."""

    report: str
    sha256: str
    file: str
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of taking another's case in."""

    added: Added
    judgements: int  # new to this case
    removed_there: tuple[str, ...] = ()  # files that the other has removed and this case still holds
    removed_here: tuple[str, ...] = ()  # files that stay removed though the other holds them


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of a case's history; ``on`` is the id of what it was done to."""

    number: int
    at: datetime
    author: str
    action: str
    on: str | None
    detail: dict[str, object]
