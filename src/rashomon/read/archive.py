"""Archives: zip, tar and gzip, each file in them a report of its own."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, cast

from rashomon.errors import ReadError
from rashomon.read.given import is_sidecar
from rashomon.read.limits import Limits
from rashomon.read.parts import BROKEN, Lost, Part, seekable

BROKEN_ZIP = (*BROKEN, OverflowError, RuntimeError, ValueError)  # offsets that lead nowhere, and locked members
ENCRYPTED = 0x1  # of a zip member's flags
MAX_ZIP_END = 65_536 + 22 + 20 + 56  # the last records of a zip archive, with its comment
ZIP_64 = 0xFFFFFFFF  # a size that stands in another record
LISTED_BYTES = 200  # for a member with its name in the list at the end of a zip archive, on average


def open_zip(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The files in a zip archive, in its order, hidden ones left out.

    Raises:
        ReadError: It is damaged.
    """
    try:
        with zip_archive(stream, limits) as archive:
            for member in archive.infolist():
                if not member.is_dir() and not is_hidden(member.filename):
                    yield zipped(archive, member)
    except BROKEN_ZIP as error:
        raise ReadError(f"a broken zip archive: {error}") from error


@contextmanager
def zip_archive(stream: io.BufferedReader, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive that the bytes are.

    Raises:
        ReadError: It lists more files than may be, all of which would be held in memory.
    """
    with seekable(stream, limits) as file:
        end = file.seek(max(0, file.seek(0, os.SEEK_END) - MAX_ZIP_END))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
        if size == ZIP_64:
            at = tail.rfind(b"PK\x06\x06")
            size = int.from_bytes(tail[at + 40 : at + 48], "little") if at >= 0 else end
        if size > limits.parts * LISTED_BYTES:
            raise ReadError(f"lists more than {limits.parts:,} files; left unread")
        with zipfile.ZipFile(file) as archive:
            yield archive


def zipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Part | Lost:
    """A member of a zip archive, if it can be had."""
    name = member.filename
    if member.flag_bits & ENCRYPTED:
        return Lost(name=name, reason="locked with a password")
    try:
        return _part(name, archive.open(member))
    except BROKEN_ZIP as error:
        return Lost(name=name, reason=f"a broken member of the archive: {error}")


def open_tar(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The files in a tar archive, in its order, hidden ones left out; links are not followed.

    Raises:
        ReadError: It is damaged.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                archive.members.clear()  # type: ignore[attr-defined]  # else the library keeps every one
                data = archive.extractfile(member) if member.isfile() and not is_hidden(member.name) else None
                if data is not None:
                    yield _part(member.name, data)
    except BROKEN as error:
        raise ReadError(f"a broken tar archive: {error}") from error


def open_gzip(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The one file that is packed in another."""
    yield Part(name="", stream=cast(IO[bytes], gzip.GzipFile(fileobj=stream)))


def is_hidden(name: str) -> bool:
    """Whether a member is one that its system keeps from sight (".git/…", "__MACOSX/…")."""
    return any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in PurePosixPath(name).parts)


def _part(name: str, data: IO[bytes]) -> Part | Lost:
    if is_sidecar(PurePosixPath(name)):
        return Lost(name=name, reason="it speaks of reports instead of being one; beside unpacked files it is heard")
    return Part(name=name, stream=data)
