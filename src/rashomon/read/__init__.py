"""Files to reports: the visible text with its blocks, and what each page says of itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO, FileIO
from pathlib import Path
from typing import IO

from rashomon.errors import EmptyReport, GivenError, ReadError, UnknownFormat
from rashomon.ledger import FILE_TIME, Block, Report, Unread
from rashomon.read.draft import Draft, Fact
from rashomon.read.formats import CONTAINERS, EXTRACTORS, FORMATS, READERS
from rashomon.read.given import Given, beside, is_sidecar
from rashomon.read.kinds import kind_of, suffix_of
from rashomon.read.limits import SAFE, Limits
from rashomon.read.parts import BROKEN, PEEK_BYTES, Budget, Lost, Naming, Part, chunks, peekable

__all__ = ["EXTRACTORS", "READERS", "Given", "Limits", "Reading", "read_bytes", "read_reports", "stream_reports"]

NO_GIVEN: Mapping[str, Given] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading some files: the reports, in order, and the files that gave none, each with its reason."""

    reports: tuple[Report, ...]
    unread: tuple[Unread, ...] = ()


def read_reports(
    paths: Iterable[Path | str], *, given: Mapping[str, Given] = NO_GIVEN, limits: Limits = SAFE
) -> Reading:
    """Read files, and all files below folders, as reports; archives, mailboxes and their like as what is in them.

    Never stops at a bad file: it is named in ``unread`` with the reason. A file of the same bytes as an earlier
    one is the same report, and named there too.

    Args:
        paths: Files and folders. In a folder, hidden files and the sidecars (``*.json``, ``reports.csv``) are passed
            over.
        given: What the user says of a report, by file name, or of all that is in a container, by the container's;
            it outweighs sidecars and the page itself.
        limits: How much of a file is taken.

    Raises:
        GivenError: A sidecar is malformed, or ``given`` names a file that is not there.
    """
    reports: list[Report] = []
    unread: list[Unread] = []
    for one in stream_reports(paths, given=given, limits=limits):
        if isinstance(one, Report):
            reports.append(one)
        else:
            unread.append(one)
    return Reading(reports=tuple(reports), unread=tuple(unread))


def stream_reports(
    paths: Iterable[Path | str],
    *,
    given: Mapping[str, Given] = NO_GIVEN,
    limits: Limits = SAFE,
    keep: Callable[[Report, bytes], None] | None = None,
) -> Iterator[Report | Unread]:
    """As ``read_reports``, one at a time: no more than one document is held, however large its container is.

    ``keep`` is called with each report and the bytes that it was read from, before the report is given out.
    """
    files = _files(paths)
    names = [path.name for path in files]
    _refuse_strangers([key for key in given if not any(_is_of(key, name) for name in names)], names)
    intake = _Intake(given, limits, keep)
    for path in files:
        yield from intake.file(path)
    _refuse_strangers(given.keys() - intake.named, names)


def read_bytes(
    data: bytes, file: str, *, given: Given | None = None, charset: str | None = None, limits: Limits = SAFE
) -> Report:
    """Read one report from its bytes; the first bytes tell the format, or else the file's name does.

    Args:
        data: A document, no container of several.
        file: Its name.
        given: What the user says of it.
        charset: Which encoding others name for it.
        limits: How much of it is taken.

    Raises:
        EmptyReport: There is nothing in it that a person could read.
        UnknownFormat: No reader knows this type of file, or it holds several reports.
        ReadError: It is damaged.
    """
    part = Part(name=file, stream=BytesIO(data), charset=charset)
    return _read(part, data, kind_of(data[:PEEK_BYTES], file, FORMATS), file, given or Given(), limits)


def _refuse_strangers(keys: Iterable[str], files: Iterable[str]) -> None:
    strangers = sorted(keys)
    if strangers:
        there = ", ".join(files) or "none"
        raise GivenError(f"given for {', '.join(strangers)}: no such report; there are {there}")


def _is_of(key: str, name: str) -> bool:
    """Whether what the user names may be the file, or a part of it."""
    return key == name or key.startswith((f"{name}/", f"{name}#"))


def _files(paths: Iterable[Path | str]) -> list[Path]:
    out: list[Path] = []
    for path in map(Path, paths):
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        out += [one for one in below if one is path or _is_report(one, path)]
    return list(dict.fromkeys(out))


def _is_report(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and not is_sidecar(path)


class _Intake:
    """What a run of reading remembers: the names that it gave, and the digests that it met."""

    def __init__(
        self, given: Mapping[str, Given], limits: Limits, keep: Callable[[Report, bytes], None] | None
    ) -> None:
        self.given = given
        self.limits = limits
        self.keep = keep
        self.named: set[str] = set()  # what the user said something of, and is there
        self._naming = Naming()
        self._first: dict[str, str] = {}  # digest of the bytes to the file that had them first

    def file(self, path: Path) -> Iterator[Report | Unread]:
        said = self._said(path.name, beside(path))
        file = self._naming.of(path.name)
        try:
            with path.open("rb", buffering=0) as stream:
                self._budget = Budget(os.fstat(stream.fileno()), self.limits)
                yield from self._take(Part(name=path.name, stream=stream, otherwise=_file_time(stream)), file, said, 0)
        except OSError as error:
            yield Unread(file=file, reason=_reason(error))

    def _said(self, name: str, otherwise: Given) -> Given:
        if name not in self.given:
            return otherwise
        self.named.add(name)
        return self.given[name].over(otherwise)

    def _take(self, part: Part, file: str, said: Given, depth: int) -> Iterator[Report | Unread]:
        """The report that a part is, or those that are in it."""
        stream = peekable(self._budget.counted(part.stream, depth) if depth else part.stream)
        try:
            head = stream.peek(PEEK_BYTES)
            kind = part.suffix or kind_of(head, _called(part, file), FORMATS, part.mime)
        except Exception as error:
            yield Unread(file=file, reason=_reason(error))
            return
        if not head or kind not in CONTAINERS or (part.suffix and kind in READERS):
            yield self._report(part, stream, kind, file, said)
        elif depth == self.limits.depth:
            yield Unread(file=file, reason=f"{depth} containers within one another; left unread")
        else:
            yield from self._inside(CONTAINERS[kind](stream, self.limits), file, said, depth + 1)

    def _inside(self, parts: Iterator[Part | Lost], file: str, said: Given, depth: int) -> Iterator[Report | Unread]:
        found = False
        while True:
            try:
                part = next(parts, None)
            except Exception as error:  # the batch door: no bad container may stop the others
                yield Unread(file=file, reason=_reason(error))
                return
            if part is None:
                break
            found = True
            if self._budget.exceeded_by(part):
                yield Unread(file=file, reason=f"{self._budget.exceeded}; the rest of it left unread")
                return
            name = self._naming.within(file, part.name)
            if isinstance(part, Lost):
                yield Unread(file=name, reason=part.reason)
            else:
                yield from self._take(part, name, said if name == file else self._said(name, said), depth)
        if not found:
            yield Unread(file=file, reason="nothing in it")

    def _report(self, part: Part, stream: IO[bytes], kind: str, file: str, said: Given) -> Report | Unread:
        try:
            data = b"".join(chunks(stream, self.limits.document_bytes))
            report = _read(part, data, kind, file, said, self.limits)
        except Exception as error:  # the batch door: no bad file may stop the others
            return Unread(file=file, reason=_reason(error))
        first = self._first.setdefault(report.sha256, file)
        if first != file:
            return Unread(file=file, reason=f"same bytes as {first}")
        if self.keep is not None:
            self.keep(report, data)
        return report


def _file_time(stream: FileIO) -> tuple[Fact, ...]:
    """When the file was written: the weakest clue of when the page was captured, for a copy may be younger."""
    written = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC)
    return (Fact(name="captured", value=f"{written:%Y-%m-%dT%H:%M:%SZ}", clue=FILE_TIME),)


def _called(part: Part, file: str) -> str:
    """The name whose suffix counts; what is alone in a packed file has its name without the last one."""
    name = part.name or file.removesuffix(suffix_of(file))
    return name if isinstance(name, str) else ""


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, ReadError):
        return str(error)
    if isinstance(error, BROKEN):
        return f"damaged: {error}"
    if isinstance(error, OSError):
        return (error.strerror or "could not be opened").lower()
    return f"could not be read: {type(error).__name__}: {error}"


def _read(part: Part, data: bytes, kind: str, file: str, given: Given, limits: Limits) -> Report:
    """
    Raises:
        ReadError: The part is empty, damaged, or of a type that no reader takes.
    """
    if not data.strip():
        raise EmptyReport("an empty file")
    reader = READERS.get(kind)
    if reader is None:
        if kind in CONTAINERS:
            raise UnknownFormat("it holds several reports, which read_reports gives one by one")
        raise UnknownFormat(f"no reader for {kind} files; expected one of {', '.join(FORMATS)}")
    draft = reader(data if part.body is None else part.body, charset=part.charset, limits=limits)
    if part.body is not None:
        draft = replace(draft, blocks=tuple(map(_without_places, draft.blocks)))
    facts = [*given.facts(), *part.facts, *draft.facts, *part.otherwise]
    report = _report(draft, facts, file, hashlib.sha256(data).hexdigest())
    seen_by = [fact.value for fact in draft.facts if fact.name == "ocr"]
    makers = [*filter(None, [part.made_by]), EXTRACTORS[reader], *seen_by]
    return replace(report, extractor=", ".join(makers))


def _without_places(block: Block) -> Block:
    """A block of a body that is not all of the bytes: the places in it are not in them."""
    return replace(block, marks=tuple(mark for mark in block.marks if mark[0] not in {"line", "bytes"}))


def _report(draft: Draft, facts: Iterable[Fact], file: str, sha256: str) -> Report:
    facts = tuple(facts)
    first: dict[str, Fact] = {}
    for fact in facts:
        if fact.value:
            first.setdefault(fact.name, fact)
    authors = [fact for fact in facts if fact.name == "author" and fact.clue == first["author"].clue]
    believed = {name: fact.value for name, fact in first.items() if name != "author"}
    return Report(
        file=file,
        sha256=sha256,
        text=draft.text,
        blocks=draft.blocks,
        url=believed.get("url"),
        title=believed.get("title"),
        publisher=believed.get("publisher"),
        authors=tuple(dict.fromkeys(fact.value for fact in authors)),
        published=believed.get("published"),
        modified=believed.get("modified"),
        captured=believed.get("captured"),
        language=believed.get("language"),
        clues=tuple(("authors" if name == "author" else name, fact.clue) for name, fact in sorted(first.items())),
    )
