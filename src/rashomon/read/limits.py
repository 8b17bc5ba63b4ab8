"""How much of a file the readers take before they stop, so that no input holds up the others."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, each of which a single file or a member of a container may reach but not pass."""

    document_bytes: int = 64 * MEGABYTE  # of one document, which is held in memory
    container_bytes: int = 4096 * MEGABYTE  # of a container within another, which is copied to a temporary file
    depth: int = 4  # containers within one another: a mail with a zip of mails with a zip


SAFE = Limits()
