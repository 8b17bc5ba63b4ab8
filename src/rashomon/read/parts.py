"""Documents within a file that holds several, on their way to the readers."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from rashomon.errors import ReadError
from rashomon.read.draft import Fact, written
from rashomon.read.limits import MEGABYTE, Limits

# What the standard library raises for packed bytes that are damaged, or packed in a way that it does not know.
BROKEN = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError)
PEEK_BYTES = 1 << 16
MAX_NAME_CHARS = 200
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # a name read backwards ends in any suffix
NOWHERE = re.compile(r"\.*|[A-Za-z]:")  # "", ".", "..", "C:": names of folders that lead out of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document within a container, or a container within it.

    ``name`` is its name there, folders included; its number in order, from 1, where it has none; "" where it is all
    that is in there, and goes by the container's name. ``stream`` gives its bytes, until the container is asked for
    the next part; their SHA-256 becomes the report's.
    """

    name: str | int
    stream: IO[bytes]
    suffix: str | None = None  # read as a file of that suffix; None: its name, media type and bytes tell
    mime: str | None = None  # what its container calls it: "text/html"
    charset: str | None = None  # the encoding that its container names for it
    body: bytes | None = None  # what the reader takes, where that is not all of its bytes: the HTML of a feed's entry
    made_by: str | None = None  # what made the body of the bytes, and its version, as in EXTRACTORS: "feed 1"
    facts: tuple[Fact, ...] = ()  # what its container says of it, believed before what it says of itself
    otherwise: tuple[Fact, ...] = ()  # what its container says, believed where it says nothing of itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A part that could not be had, and why."""

    name: str | int
    reason: str


# Takes a container apart: what is in it, in order, one at a time. The stream can be read once, forward, and looked
# ahead into; a format that must be searched calls ``seekable``. A ReadError ends the container, and is named.
Container = Callable[[io.BufferedReader, Limits], Iterator[Part | Lost]]


def peekable(stream: IO[bytes]) -> io.BufferedReader:
    """The same bytes, of which the first can be looked at without being taken."""
    return io.BufferedReader(cast(io.RawIOBase, stream), PEEK_BYTES)


def seekable(stream: io.BufferedReader, limits: Limits) -> IO[bytes]:
    """The same bytes, to be read in any order: the file itself, else a temporary copy.

    Raises:
        ReadError: It holds more bytes than a container within another may.
    """
    if isinstance(stream.raw, io.FileIO | io.BytesIO):
        return stream
    copy = tempfile.SpooledTemporaryFile(8 * MEGABYTE)  # noqa: SIM115 (the container closes it)
    for chunk in chunks(stream, limits.container_bytes):
        copy.write(chunk)
    copy.seek(0)
    return cast(IO[bytes], copy)


def chunks(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """The bytes of a stream, piece by piece.

    Raises:
        ReadError: There are more than ``most``.
    """
    taken = 0
    while chunk := stream.read(MEGABYTE):
        taken += len(chunk)
        if taken > most:
            raise ReadError(too_large(most))
        yield chunk


def lines_of(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """The lines of a stream, with their ends; None for one of more than ``most`` bytes."""
    while line := stream.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MEGABYTE)
        yield None


class Budget:
    """What one file may still give out: bytes that come out of it, at each depth, and parts.

    An archive that holds more than its size explains is made to fill a disk or a day (zip bombs, nested or not).
    """

    def __init__(self, file: os.stat_result, limits: Limits) -> None:
        size = file.st_size if stat.S_ISREG(file.st_mode) else limits.container_bytes
        self.exceeded = ""  # why nothing more is taken
        self._limits = limits
        self._most = max(limits.document_bytes, limits.expansion * size)
        self._bytes: Counter[int] = Counter()
        self._parts = 0

    def exceeded_by(self, part: Part | Lost) -> bool:
        """Whether the file has given out all that it may, this part among it."""
        self._parts += part.name != ""
        if self._parts > self._limits.parts:
            self.exceeded = f"more than {self._limits.parts:,} parts"
        return bool(self.exceeded)

    def counted(self, stream: IO[bytes], depth: int) -> IO[bytes]:
        """The same bytes, taken from the budget as they are read.

        Raises, as it is read, a ReadError where the budget is spent.
        """
        return cast(IO[bytes], _Counted(stream, lambda size: self._spend(size, depth)))

    def _spend(self, size: int, depth: int) -> None:
        self._bytes[depth] += size
        if self._bytes[depth] > self._most:
            self.exceeded = f"expands to more than {self._limits.expansion} times its size"
            raise ReadError(f"{self.exceeded}; left unread")


class _Counted(io.RawIOBase):
    """A stream that tells how much is read of it."""

    def __init__(self, stream: IO[bytes], told: Callable[[int], None]) -> None:
        self._stream = stream
        self._told = told

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._told(len(data))
        buffer[: len(data)] = data
        return len(data)


def too_large(most: int) -> str:
    """Why what holds more bytes than that is not read."""
    return f"larger than {most / MEGABYTE:,.0f} MB; left unread"


class Naming:
    """Names for reports that say where each came from, none twice, none that leads out of a folder."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, name: str) -> str:
        """The name, or, from its second use on, ``name~2``."""
        self._given[name] += 1
        count = self._given[name]
        return name if count == 1 else self.of(f"{name}~{count}")

    def within(self, outer: str, name: str | int) -> str:
        """The name of a part: ``threads.mbox#3``, ``bundle.zip/page.html``, ``page.html.gz``."""
        if name == "":
            return outer
        return self.of(f"{outer}#{name}" if isinstance(name, int) else f"{outer}/{safe(name)}")


def safe(name: str) -> str:
    """The name of a member, its end kept if it is long, without what leads out of a folder or cannot be shown."""
    shown = re.sub(r"\s+", " ", TURNING.sub("", written(name)))
    parts = [part.strip() for part in re.split(r"[/\\]", shown)]
    return "/".join(part for part in parts if not NOWHERE.fullmatch(part))[-MAX_NAME_CHARS:].lstrip("/") or "unnamed"
