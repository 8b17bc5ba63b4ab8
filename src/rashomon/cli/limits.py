"""How much is taken of a file, in options."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rashomon.read import Limits


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--max-megabytes, --max-chars and --max-parts, as ``limits_by`` takes them."""
    for name, told in (
        ("parts", "Leave the rest of a file unread after so many reports in it (100,000)."),
        ("chars", "Leave a report of more characters of text unread (2,000,000)."),
        ("megabytes", "Leave a document of more megabytes unread (64)."),
    ):
        kind = click.IntRange(min=1)
        command = click.option(f"--max-{name}", f"max_{name}", type=kind, metavar="N", help=told)(command)
    return command


def limits_by(max_megabytes: int | None, max_chars: int | None, max_parts: int | None) -> Limits:
    """The limits that the user sets, and the safe ones where he sets none."""
    from dataclasses import replace

    from rashomon.read.limits import MEGABYTE, SAFE

    return replace(
        SAFE,
        document_bytes=max_megabytes * MEGABYTE if max_megabytes else SAFE.document_bytes,
        text_chars=max_chars or SAFE.text_chars,
        parts=max_parts or SAFE.parts,
    )
