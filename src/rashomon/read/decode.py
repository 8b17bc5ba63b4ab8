"""Bytes to characters, as browsers do it: the mark, UTF-8, the declaration, else what the letters look like.

Labels of encodings mean what the WHATWG Encoding Standard says ("latin1" is Windows-1252), and where no label helps,
chardetng judges, which Firefox uses.
"""

from __future__ import annotations

import codecs
import re
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING

import webencodings
from chardetng_py import EncodingDetector

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.draft import written

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
DECLARED_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
DECLARATION_BYTES = 4096  # browsers look at the first 1024; saved pages put scripts before the declaration
MAX_CONTROL_SHARE = 0.02  # of the first bytes; text has next to none, compressed data about an eighth
PROBE_BYTES = 4096
DETECTED_BYTES = 1 << 20  # 50 milliseconds of the detector
CHUNK_BYTES = 1 << 16
PYTHON_ONLY = re.compile(r"(?:cp|iso|mac|hz|utf-?7)[\w.-]*", re.I)  # labels of mails that browsers have no use for
SHIFTED = re.compile(rb"\x1b\$[@B]")  # ISO-2022-JP: ASCII bytes that are none
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
SIGNS = re.compile(rb"[\xa3\xa5] ?\d|\d[\xbc-\xbe]")  # pounds, yen and fractions in Windows-1252, letters in its kin
KIN = frozenset({"cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-4"})
SHIFTING = ("iso2022", "hz", "utf-7")  # all their bytes are below 128, and are not always the ASCII characters
WIDE = ("utf-16", "utf-32", *SHIFTING)


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> str:
    """The characters that the bytes stand for, none of them unprintable; lines end in a newline.

    Args:
        data: A text file, as it was taken in.
        charset: The encoding that others name for it, in a header; it counts before a declaration.
        markup: Whether a declaration of the encoding within the text counts.

    Raises:
        EmptyReport: There is nothing but white space.
        ReadError: The bytes are no text.
    """
    return decode_as(data, encoding_of(data, charset=charset, markup=markup))


def decode_as(data: bytes, encoding: str) -> str:
    """As ``decode``, the encoding known.

    Raises:
        EmptyReport: There is nothing but white space.
    """
    text = data.decode(encoding, "replace").lstrip("\ufeff")
    text = written(text.replace("\r\n", "\n"))
    if not text.strip():
        raise EmptyReport("an empty file")
    return text


def encoding_of(data: bytes, *, charset: str | None = None, markup: bool = False) -> str:
    """The encoding, as Python calls it; a mark at the beginning is not taken off.

    Raises:
        ReadError: The bytes are no text.
    """
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if marked:
        return marked
    wide = _unmarked_wide(data[:PROBE_BYTES])
    if wide:
        return wide
    if is_binary(data):
        raise ReadError("binary data, where text was expected")
    named = codec_of(charset) or (_declared(data) if markup else None)
    if SHIFTED.search(data, 0, DETECTED_BYTES):
        return "iso2022_jp"
    if named and named.startswith(SHIFTING):
        return named
    return _narrow(data, named)


def codec_of(label: str | None) -> str | None:
    """Python's name for the encoding that a label means, None where it means none."""
    known = webencodings.lookup(label) if label else None
    if known is not None and known.name not in {"replacement", "x-user-defined"}:
        return "gb18030" if known.name == "gbk" else str(known.codec_info.name)
    if not label or not PYTHON_ONLY.fullmatch(label):
        return None
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def is_binary(data: bytes) -> bool:
    """Whether the first bytes hold more control characters than any text does."""
    probe = data[:PROBE_BYTES]
    if probe.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _unmarked_wide(probe):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in probe)
    return controls > max(2, MAX_CONTROL_SHARE * len(probe))


def _unmarked_wide(probe: bytes) -> str | None:
    """UTF-16 without a mark: its spaces and line breaks put zeros in every second place, and only there."""
    zeros = (probe[0::2].count(0), probe[1::2].count(0))
    if max(zeros) < 2 or min(zeros) > max(zeros) / 20:
        return None
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = probe[: len(probe) // 2 * 2].decode(encoding, "replace")
    odd = sum(not (char.isprintable() or char in "\t\n\r") for char in text)
    words = sum(char.isalpha() or char.isspace() for char in text)
    return encoding if odd <= len(text) / 50 and words > len(text) / 2 else None


def _declared(data: bytes) -> str | None:
    head = data[:DECLARATION_BYTES]
    found = DECLARED.search(head) or DECLARED_XML.search(head)
    name = codec_of(found[1].decode("ascii", "replace")) if found else None
    # WHATWG Encoding: a declaration that can be read in single bytes is not in UTF-16
    return None if name is None or name.startswith(("utf-16", "utf-32")) else name


def _narrow(data: bytes, named: str | None) -> str:
    """UTF-8 where the bytes are valid UTF-8, even against the declaration: chance does not produce it."""
    if _is_utf8(data):
        return "utf-8"
    if named and not named.startswith("utf"):
        return named
    return "utf-8" if _mostly_utf8(data) else _detected(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether only the odd byte is broken, or the last, where a file was cut short."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - lost > 4 * (lost - text.endswith("\ufffd"))


def _detected(data: bytes) -> str:
    telling = next(BEYOND_ASCII.finditer(data)).start()
    detector = EncodingDetector()
    detector.feed(data[max(0, telling - CHUNK_BYTES) : telling + DETECTED_BYTES], last=True)
    name = codec_of(detector.guess(tld=None, allow_utf8=False)) or "cp1252"
    return "cp1252" if name in KIN and SIGNS.search(data) else name


class _Recoded(RawIOBase):
    """A stream in some encoding, in UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._left and not self._ended:
            chunk = self._stream.read(CHUNK_BYTES)
            self._ended = not chunk
            try:
                self._left = self._decoder.decode(chunk, self._ended).encode()
            except UnicodeError as error:  # "pending buffer overflow": no text in this encoding
                raise ReadError(f"broken text: {error}") from error
        view = memoryview(buffer)
        count = min(len(view), len(self._left))
        view[:count], self._left = self._left[:count], self._left[count:]
        return count


def narrowed(stream: BufferedReader, *, charset: str | None = None, markup: bool = False) -> tuple[BufferedReader, str]:
    """A stream in which all bytes below 128 are the ASCII characters, and its encoding.

    What is in UTF-16, or shifts between alphabets, is turned into UTF-8 on the way; all else stays as it is.

    Raises:
        ReadError: The bytes are no text.
    """
    head = stream.peek(PROBE_BYTES)
    encoding = encoding_of(head[: head.rfind(b"\n") + 1] or head, charset=charset, markup=markup)
    if not encoding.startswith(WIDE):
        return stream, encoding
    return BufferedReader(_Recoded(stream, encoding)), "utf-8"


def decode_narrow(data: bytes, encoding: str) -> str:
    """The characters of a piece of such a stream: one not in UTF-8 is in the stream's encoding, or in its own."""
    return data.decode(_narrow(data, encoding), "replace").lstrip("\ufeff")
