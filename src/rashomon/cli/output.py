"""Where results go, and in which form: the options, and what writes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from rashomon.cli.refusals import Refusal

PIPED_WIDTH = 100  # columns where nobody's terminal says how wide it is

Command = Callable[..., None]


def output_options(forms: Sequence[str]) -> Callable[[Command], Command]:
    """--format, of the forms given (the first where nothing tells), and --output, for what gives out a text."""

    def with_options(command: Command) -> Command:
        command = click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write to FILE, whole or not at all, instead of standard output.",
        )(command)
        return click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(forms),
            help=f"What to write; without it, what FILE's ending says, else {forms[0]}.",
        )(command)

    return with_options


def refuse_overwriting(paths: Iterable[Path], output: Path | None) -> None:
    """Say before the work is done that its result could not be written, or would destroy a report."""
    if output is None or str(output) == "-":
        return
    if not output.resolve().parent.is_dir():
        raise Refusal(f"{output}: no such folder: {output.resolve().parent}")
    if output.resolve() in {path.resolve() for path in paths}:
        raise Refusal(f"{output}: is one of the reports, and reports are never written to")


def hand_out(text: str, form: str, output: Path | None) -> None:
    if output is None or is_standard(output):
        _print(text, form)
    else:
        _write_whole(output, text)


def is_standard(output: Path | None) -> bool:
    """Whether the result goes to standard output."""
    return output is None or str(output) == "-"


def suffix_of(output: Path | None) -> str:
    return output.suffix.lower() if output else ""


def columns(*, to_terminal: bool) -> int:
    seen = to_terminal and sys.stdout.isatty()
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if seen else PIPED_WIDTH


def _print(text: str, form: str) -> None:
    """Write to standard output; a reader who has seen enough (``| head``) is no error."""
    encoding = sys.stdout.encoding if form == "text" else "utf-8"
    stream = sys.stdout.buffer
    try:
        stream.write(text.encode(encoding or "utf-8", errors="replace"))
        stream.flush()
    except BrokenPipeError:
        _close_standard_output()


def _close_standard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the interpreter complains on exit


@contextmanager
def sink(output: Path | None) -> Iterator[Callable[[str], object]]:
    """What writes line by line: to standard output at once, or to a file that stands when all is written."""
    if output is None or is_standard(output):
        yield _print_line
    else:
        with _whole(output) as file:
            yield lambda line: file.write(line.encode())


def _print_line(line: str) -> None:
    """
    Raises:
        click.exceptions.Exit: Whoever reads has seen enough; there is no more work to do.
    """
    try:
        sys.stdout.buffer.write(line.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _close_standard_output()
        raise click.exceptions.Exit(0) from error


def _write_whole(path: Path, text: str) -> None:
    with _whole(path) as file:
        file.write(text.encode())


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file written in one step: whoever reads it sees the old text or the new one, never half.

    Raises:
        OSError: The folder cannot be written to.
    """
    if path.exists() and not path.is_file():  # /dev/stdout and the like cannot be replaced
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
