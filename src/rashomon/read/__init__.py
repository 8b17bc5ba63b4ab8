"""Files to reports: the visible text with its blocks, and what each page says of itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.errors import EmptyReport, GivenError, ReadError, UnknownFormat
from rashomon.ledger import Report, Unread
from rashomon.read.draft import Draft, Fact
from rashomon.read.given import Given, beside, is_sidecar
from rashomon.read.html import read_html
from rashomon.read.mail import read_mail
from rashomon.read.pdf import read_pdf
from rashomon.read.plain import read_plain

__all__ = ["EXTRACTORS", "READERS", "Given", "Reading", "read_bytes", "read_reports"]

READERS: dict[str, Callable[[bytes], Draft]] = {
    ".eml": read_mail,
    ".htm": read_html,
    ".html": read_html,
    ".pdf": read_pdf,
    ".txt": read_plain,
    ".xhtml": read_html,
}
LOOKS_LIKE_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|\?xml[^>]*>\s*<(?:!doctype )?html)",
    re.I | re.S,
)
LOOKS_LIKE_MAIL = re.compile(
    rb"^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:From|Subject):[^\n]*\n(?:[^\n]*\n){0,60}?\s*\n", re.I
)
# Which reader derived a text, and its version: raised with every change of the text that it gives for the same bytes.
EXTRACTORS: dict[Callable[[bytes], Draft], str] = {
    read_html: "html 1",
    read_mail: "mail 1",
    read_pdf: "pdf 1",
    read_plain: "plain 1",
}
NO_GIVEN: Mapping[str, Given] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading some files: the reports, in order, and the files that gave none, each with its reason."""

    reports: tuple[Report, ...]
    unread: tuple[Unread, ...] = ()


def read_reports(paths: Iterable[Path | str], *, given: Mapping[str, Given] = NO_GIVEN) -> Reading:
    """Read files, and all files below folders, as reports.

    Never stops at a bad file: it is named in ``unread`` with the reason. A file of the same bytes as an earlier
    one is the same report, and named there too.

    Args:
        paths: Files and folders. In a folder, hidden files and the sidecars (``*.json``, ``*.csv``) are passed over.
        given: What the user says of a report, by file name; it outweighs sidecars and the page itself.

    Raises:
        GivenError: A sidecar is malformed, or ``given`` names a file that is not there.
    """
    reports: list[Report] = []
    unread: list[Unread] = []
    names: dict[str, str] = {}  # digest of the bytes to the file that had them first
    files = _files(paths)
    strangers = sorted(given.keys() - {path.name for path in files})
    if strangers:
        raise GivenError(f"given for {', '.join(strangers)}: no such report; there are {_some(files)}")
    for path in files:
        said = given.get(path.name, Given()).over(beside(path))
        try:
            report = _read(path, said)
        except (ReadError, OSError) as error:
            unread.append(Unread(file=path.name, reason=_reason(error)))
            continue
        if report.sha256 in names:
            unread.append(Unread(file=path.name, reason=f"same bytes as {names[report.sha256]}"))
            continue
        names[report.sha256] = path.name
        reports.append(report)
    return Reading(reports=tuple(reports), unread=tuple(unread))


def read_bytes(data: bytes, file: str, *, given: Given | None = None) -> Report:
    """Read one report from its bytes; the file's name tells the format, or else the first bytes do.

    Raises:
        EmptyReport: There is nothing in it that a person could read.
        UnknownFormat: No reader knows this type of file.
        ReadError: It is damaged.
    """
    if not data.strip():
        raise EmptyReport("an empty file")
    reader = _reader(data, file)
    report = _report(reader(data), file, hashlib.sha256(data).hexdigest(), given or Given())
    return replace(report, extractor=EXTRACTORS[reader])


def _some(files: Iterable[Path]) -> str:
    return ", ".join(path.name for path in files) or "none"


def _files(paths: Iterable[Path | str]) -> list[Path]:
    out: list[Path] = []
    for path in map(Path, paths):
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        out += [one for one in below if one is path or _is_report(one, path)]
    return list(dict.fromkeys(out))


def _is_report(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and not is_sidecar(path)


def _read(path: Path, said: Given) -> Report:
    try:
        return read_bytes(path.read_bytes(), path.name, given=said)
    except (ReadError, OSError):
        raise
    except Exception as error:  # the batch door: no bad file may stop the others
        raise ReadError(f"could not be read: {type(error).__name__}: {error}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return (error.strerror or "could not be opened").lower() if isinstance(error, OSError) else str(error)


def _reader(data: bytes, file: str) -> Callable[[bytes], Draft]:
    """The reader for the suffix; a suffix that is not known, or none, is judged by the first bytes."""
    suffix = Path(file).suffix.lower()
    if data.startswith(b"%PDF-"):
        return read_pdf
    if suffix in READERS and suffix != ".txt":
        return READERS[suffix]
    if LOOKS_LIKE_HTML.match(data[:4096]):
        return read_html
    if suffix in {".txt", "", ".text", ".md"}:
        return read_mail if suffix == "" and LOOKS_LIKE_MAIL.match(data[:8192]) else read_plain
    raise UnknownFormat(f"no reader for {suffix} files; expected one of {', '.join(READERS)}")


def _report(draft: Draft, file: str, sha256: str, given: Given) -> Report:
    facts = [*given.facts(), *draft.facts]
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
