"""What a mail quotes of another mail: whose words, and which lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.stamps import CLOCK, find_stamps
from rashomon.split.lines import Line

WROTE = re.compile(r"^On\b(?P<rest>.{6,200})\bwrote\s*:$", re.S)
ORIGINAL = re.compile(r"^-{2,}\s*(?:original|forwarded) message\s*-{2,}|^begin forwarded message", re.I)
SENDER = re.compile(r"^\W*from\s*:\s*\"?(?P<name>[^\"<\[(]+)", re.I)
MARKED = re.compile(r"^\s*>")


def quoted_mail(lines: Sequence[Line]) -> dict[int, str | None]:
    """The lines of a mail that this one answers or passes on, by index, with the name of its writer.

    Lines that begin with ">" belong to it; under "Original Message", all that follow do.
    """
    out: dict[int, str | None] = {}
    name: str | None = None
    rest = False
    for n, line in enumerate(lines):
        text = line.text.strip()
        wrote = _writer(lines, n)
        rest = rest or ORIGINAL.match(text) is not None
        sender = SENDER.match(text) if rest else None
        name = wrote or (sender["name"].strip() if sender else name)
        if wrote or rest or (MARKED.match(text) and name):
            out[n] = name
    return {n: name if rest and writer is None else writer for n, writer in out.items()}


def _writer(lines: Sequence[Line], n: int) -> str | None:
    """The name in a line like "On 3 May 2031 at 14:02, Ann Lee wrote:", which a quotation follows."""
    found = WROTE.match(lines[n].text.strip())
    if not found or n + 1 == len(lines):
        return None
    rest = re.sub(r"<[^>]*>|\([^)]*\)|\[[^\]]*\]", "", found["rest"])
    for stamp in reversed(find_stamps(rest)):
        rest = rest[: stamp.span.start] + ", " + rest[stamp.span.end :]
    return CLOCK.sub(" ", re.split(r",\s*", rest.strip(" ,"))[-1]).strip(" ,") or None
