"""What is said of work under way."""

from __future__ import annotations

import sys
import time

import click

QUIET_SECONDS = 1.0  # work that takes less goes without a word on standard error


class Progress:
    """Says on standard error which step is at work, once the work has taken more than a second.

    One line that is written over on a terminal; one line a step elsewhere.
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.live = sys.stderr.isatty()
        self.step = ""

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.live and self.step:
            click.echo("\r\x1b[K", err=True, nl=False)

    def __call__(self, step: str, done: int, total: int) -> None:
        if time.monotonic() - self.began < QUIET_SECONDS:
            return
        if self.live:
            click.echo(f"\r\x1b[K{step} {done}/{total}", err=True, nl=False)
        elif step != self.step:
            click.echo(f"{step} …", err=True)
        self.step = step
