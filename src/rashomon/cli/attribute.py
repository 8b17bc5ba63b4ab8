"""``attribute``: who said what on whose word, in reports or in texts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from rashomon.cli.output import columns, hand_out, is_standard, output_options, refuse_overwriting, sink, suffix_of
from rashomon.cli.progress import Progress
from rashomon.cli.refusals import Refusal, name_unread, say

if TYPE_CHECKING:
    from rashomon.attribute import Reader
    from rashomon.errors import ReadError
    from rashomon.read import Reading
    from rashomon.read.lines import Line

LISTS = ("text", "jsonl")  # the forms of a list of attributions
READERS = ("rules", "model", "both")  # the members of Reader, which is not loaded for a word of help
LIST_OF_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl"}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--jsonl", is_flag=True, help='Read {"id": …, "text": …}, a line a text; write spans, a line a text.')
@click.option(
    "--by",
    type=click.Choice(READERS),
    help="Who reads: by default both; with --jsonl the model, which knows no nesting.",
)
@output_options(LISTS)
def attribute(files: tuple[Path, ...], jsonl: bool, by: str, form: str | None, output: Path | None) -> None:
    """List who said what on whose word: in reports of any type, or in texts, a line each.

    A line of a text is a paragraph, and offsets are code points, end exclusive. With --jsonl and no FILE (or -),
    standard input is read; lines that hold no text are named, and the others go on.
    """
    from rashomon.attribute import Reader

    paths = tuple(dict.fromkeys(files))
    refuse_overwriting(paths, output)
    if jsonl and form == "text":
        raise click.UsageError("--jsonl writes JSON Lines; leave out --format text")
    if jsonl:
        _attribute_lines(paths or (Path("-"),), Reader(by or "model"), output)
    elif paths:
        _attribute_reports(paths, Reader(by or "both"), form or LIST_OF_SUFFIX.get(suffix_of(output), "text"), output)
    else:
        raise click.UsageError("missing FILE; only with --jsonl is standard input read")


def _attribute_reports(paths: Sequence[Path], by: Reader, form: str, output: Path | None) -> None:
    from rashomon.read import read_reports

    reading = read_reports(paths)
    name_unread(reading)
    with Progress() as progress:
        listed = list(_listed(reading, by, form, progress, to_terminal=is_standard(output)))
    hand_out(("\n" if form == "text" else "").join(listed), form, output)
    click.get_current_context().exit(1 if reading.unread else 0)


def _listed(reading: Reading, by: Reader, form: str, progress: Progress, *, to_terminal: bool) -> Iterator[str]:
    """The attributions of each report, in one of the LISTS."""
    from rashomon.dossier.attributions import list_attributions
    from rashomon.export.attributions_jsonl import to_jsonl
    from rashomon.pipeline import attribute_report

    width = columns(to_terminal=to_terminal)
    for n, report in enumerate(reading.reports):
        progress("reading", n, len(reading.reports))
        told = attribute_report(report, by=by)
        yield list_attributions(report, *told, width=width) if form == "text" else to_jsonl(report, *told)


def _attribute_lines(paths: Iterable[Path], by: Reader, output: Path | None) -> None:
    """Each text's attributions, a line a text, written before the next one is read: any number takes no more memory."""
    from rashomon.errors import ReadError
    from rashomon.export.attributions_jsonl import to_text_line
    from rashomon.pipeline import attribute_text

    done = failed = 0
    with sink(output) as write:
        for line in _lines(paths):
            if isinstance(line, ReadError):
                failed += 1
                say(str(line))
            else:
                done += 1
                write(to_text_line(line.id, attribute_text(line.text, by=by)))
        if failed and not done:
            raise Refusal("none of the lines could be read")
    click.get_current_context().exit(1 if failed else 0)


def _lines(paths: Iterable[Path]) -> Iterator[Line | ReadError]:
    """The texts of all files in order; a file that cannot be opened is one error, and the next goes on."""
    from rashomon.errors import ReadError
    from rashomon.read.lines import read_lines

    for path in paths:
        try:
            opened: AbstractContextManager[IO[bytes]] = (
                nullcontext(sys.stdin.buffer) if is_standard(path) else path.open("rb")
            )
        except OSError as error:
            yield ReadError(f"{path}: {error.strerror}")
            continue
        with opened as file:
            yield from read_lines(file, "standard input" if is_standard(path) else path.name)
