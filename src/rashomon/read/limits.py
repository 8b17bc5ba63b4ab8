"""How much of a file the readers take before they leave it unread, so that no input holds up the others."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file, or one document within it, may reach but not pass.

    What passes a limit is left unread and named with the limit; nothing is cut to fit. The times that the defaults
    cost at worst are in docs/reading.md.
    """

    document_bytes: int = 64 * MEGABYTE  # of one document, which is held in memory
    container_bytes: int = 4096 * MEGABYTE  # of a container within another, which is copied to a temporary file
    text_chars: int = 2_000_000  # of one document: some 330,000 words, to be parsed
    elements: int = 300_000  # of one page, those that the parser adds among them
    seconds: float = 60.0  # for the pages of a PDF, asked after each; elsewhere sizes bound the time
    parts: int = 100_000  # documents in one file, at all depths
    expansion: int = 100  # times its own size that may come out of a file, at each depth
    depth: int = 4  # containers within one another: a mail with a zip of mails with a zip


SAFE = Limits()
