"""The command line: thin doors to public functions; what takes time to load is imported inside the commands.

Exit status: 0 done; 1 done, but something could not be read; 2 could not run, or nothing could be read.
Nothing but the result goes to standard output.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from rashomon import __version__
from rashomon.errors import GivenError, RashomonError

if TYPE_CHECKING:
    from rashomon.attribute import Reader
    from rashomon.errors import ReadError
    from rashomon.ledger import Ledger
    from rashomon.read import Given, Reading
    from rashomon.read.lines import Line

PIPED_WIDTH = 100  # columns where nobody's terminal says how wide it is
QUIET_SECONDS = 1.0  # work that takes less goes without a word on standard error
FORMATS = ("text", "json", "html", "md")
LISTS = ("text", "jsonl")  # the forms of a list of attributions
READERS = ("rules", "model", "both")  # the members of Reader, which is not loaded for a word of help
FORMAT_OF_SUFFIX = {".json": "json", ".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}
LIST_OF_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl"}

Command = Callable[..., None]


class _Refusal(click.ClickException):
    """One clear line on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"rashomon: {self.message}", file=file, err=True)


class _Group(click.Group):
    """Turns errors into refusals: those raised on purpose, those of the file system, and our mistakes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (RashomonError, OSError) as error:
            raise _Refusal(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # a mistake of ours must not look like status 1, "done"
            if ctx.params["traceback"]:
                raise
            where = "rashomon --traceback … shows where it came from"
            raise _Refusal(f"unexpected {type(error).__name__}: {error}\n{where}") from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rashomon", message="%(prog)s %(version)s")
@click.option("--traceback", is_flag=True, help="Show where an unexpected error came from.")
def main(traceback: bool) -> None:  # read by _Group
    """Lay conflicting accounts of one event side by side: exact words, and who says so on whose word."""


def _output_options(forms: Sequence[str]) -> Callable[[Command], Command]:
    """--format, of the forms given, and --output, for every command that gives out a text."""

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
            help="What to write; without it, what FILE's ending says, else text.",
        )(command)

    return with_options


@main.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@_output_options(FORMATS)
@click.option("--publisher", "publishers", multiple=True, metavar="FILE=NAME", help="Who publishes a report.")
@click.option("--published", "dates", multiple=True, metavar="FILE=DATE", help="When: 2031-03-14, 2031-03, 2031.")
@click.option("--url", "urls", multiple=True, metavar="FILE=URL", help="Where it stood.")
@click.option("--title", help="What to call the event.")
def compare(
    reports: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    publishers: tuple[str, ...],
    dates: tuple[str, ...],
    urls: tuple[str, ...],
    title: str | None,
) -> None:
    """Compare reports of one event: pages (.html), text (.txt), mails (.eml), PDF, or folders of them.

    What a report does not say of itself can be given: --publisher wire.txt="Northern Wire". With a single
    report, FILE= may be left out.
    """
    from rashomon.read import read_reports

    paths = tuple(dict.fromkeys(reports))
    _refuse_overwriting(paths, output)
    given = _given(paths, {"publisher": publishers, "published": dates, "url": urls})
    _lay_out(read_reports(paths, given=given), title=title, form=form, output=output)


@main.command()
@_output_options(FORMATS)
def demo(form: str | None, output: Path | None) -> None:
    """Compare five invented reports that come with the program."""
    from rashomon.demo import TITLE, read_demo

    _refuse_overwriting((), output)
    _lay_out(read_demo(), title=TITLE, form=form, output=output)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--jsonl", is_flag=True, help='Read {"id": …, "text": …}, a line a text; write spans, a line a text.')
@click.option(
    "--by",
    type=click.Choice(READERS),
    help="Who reads: by default both; with --jsonl the model, which knows no nesting.",
)
@_output_options(LISTS)
def attribute(files: tuple[Path, ...], jsonl: bool, by: str, form: str | None, output: Path | None) -> None:
    """List who said what on whose word: in reports of any type, or in texts, a line each.

    A line of a text is a paragraph, and offsets are code points, end exclusive. With --jsonl and no FILE (or -),
    standard input is read; lines that hold no text are named, and the others go on.
    """
    from rashomon.attribute import Reader

    paths = tuple(dict.fromkeys(files))
    _refuse_overwriting(paths, output)
    if jsonl and form == "text":
        raise click.UsageError("--jsonl writes JSON Lines; leave out --format text")
    if jsonl:
        _attribute_lines(paths or (Path("-"),), Reader(by or "model"), output)
    elif paths:
        _attribute_reports(paths, Reader(by or "both"), form or LIST_OF_SUFFIX.get(_suffix(output), "text"), output)
    else:
        raise click.UsageError("missing FILE; only with --jsonl is standard input read")


def _attribute_reports(paths: Sequence[Path], by: Reader, form: str, output: Path | None) -> None:
    from rashomon.read import read_reports

    reading = read_reports(paths)
    _name_unread(reading)
    with _Progress() as progress:
        listed = list(_listed(reading, by, form, progress, to_terminal=_is_standard(output)))
    _hand_out(("\n" if form == "text" else "").join(listed), form, output)
    click.get_current_context().exit(1 if reading.unread else 0)


def _listed(reading: Reading, by: Reader, form: str, progress: _Progress, *, to_terminal: bool) -> Iterator[str]:
    """The attributions of each report, in one of the LISTS."""
    from rashomon.dossier.attributions import list_attributions
    from rashomon.export.attributions_jsonl import to_jsonl
    from rashomon.pipeline import attribute_report

    width = _width(to_terminal=to_terminal)
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
    with _sink(output) as write:
        for line in _lines(paths):
            if isinstance(line, ReadError):
                failed += 1
                click.echo(f"rashomon: {line}", err=True)
            else:
                done += 1
                write(to_text_line(line.id, attribute_text(line.text, by=by)))
        if failed and not done:
            raise _Refusal("none of the lines could be read")
    click.get_current_context().exit(1 if failed else 0)


def _lines(paths: Iterable[Path]) -> Iterator[Line | ReadError]:
    """The texts of all files in order; a file that cannot be opened is one error, and the next goes on."""
    from rashomon.errors import ReadError
    from rashomon.read.lines import read_lines

    for path in paths:
        try:
            opened: AbstractContextManager[IO[bytes]] = (
                nullcontext(sys.stdin.buffer) if _is_standard(path) else path.open("rb")
            )
        except OSError as error:
            yield ReadError(f"{path}: {error.strerror}")
            continue
        with opened as file:
            yield from read_lines(file, "standard input" if _is_standard(path) else path.name)


def _lay_out(reading: Reading, *, title: str | None, form: str | None, output: Path | None) -> None:
    """Build the ledger, give it out in the form asked for, and leave with the status that tells how it went."""
    _name_unread(reading)
    from rashomon.pipeline import build_ledger

    with _Progress() as progress:
        ledger = build_ledger(reading.reports, unread=reading.unread, title=title, progress=progress)
    form = form or FORMAT_OF_SUFFIX.get(_suffix(output), "text")
    _hand_out(_written(ledger, form, to_terminal=_is_standard(output)), form, output)
    click.get_current_context().exit(1 if reading.unread else 0)


def _name_unread(reading: Reading) -> None:
    """Say what could not be read; nothing at all is a refusal."""
    for one in reading.unread:
        click.echo(f"rashomon: {one.file}: {one.reason}", err=True)
    if not reading.reports:
        raise _Refusal("none of the reports could be read")


def _hand_out(text: str, form: str, output: Path | None) -> None:
    if output is None or _is_standard(output):
        _print(text, form)
    else:
        _write_whole(output, text)


def _is_standard(output: Path | None) -> bool:
    """Whether the result goes to standard output."""
    return output is None or str(output) == "-"


def _suffix(output: Path | None) -> str:
    return output.suffix.lower() if output else ""


def _width(*, to_terminal: bool) -> int:
    seen = to_terminal and sys.stdout.isatty()
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if seen else PIPED_WIDTH


def _written(ledger: Ledger, form: str, *, to_terminal: bool) -> str:
    """The ledger in one of the FORMATS."""
    import rashomon

    if form == "text":
        color = to_terminal and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return rashomon.to_text(ledger, width=_width(to_terminal=to_terminal), color=color)
    writers: dict[str, Callable[[Ledger], str]] = {
        "json": rashomon.to_json,
        "html": rashomon.to_html,
        "md": rashomon.to_markdown,
    }
    return writers[form](ledger)


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
def _sink(output: Path | None) -> Iterator[Callable[[str], object]]:
    """What writes line by line: to standard output at once, or to a file that stands when all is written."""
    if output is None or _is_standard(output):
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


def _refuse_overwriting(paths: Iterable[Path], output: Path | None) -> None:
    """Say before the work is done that its result could not be written, or would destroy a report."""
    if output is None or str(output) == "-":
        return
    if not output.resolve().parent.is_dir():
        raise _Refusal(f"{output}: no such folder: {output.resolve().parent}")
    if output.resolve() in {path.resolve() for path in paths}:
        raise _Refusal(f"{output}: is one of the reports, and reports are never written to")


def _given(paths: Sequence[Path], said: Mapping[str, Iterable[str]]) -> dict[str, Given]:
    """What the user says of each report, by the name of its file.

    Raises:
        GivenError: A value names no report or two, or is no date; all such values are in the message.
    """
    from rashomon.read.given import given_from

    fields: dict[str, dict[str, str]] = {}
    problems = []
    for field, values in said.items():
        for value in values:
            try:
                name, told = _addressed(paths, value)
            except GivenError as error:
                problems.append(f"--{field} {value}: {error}")
            else:
                fields.setdefault(name, {})[field] = told
    if problems:
        raise GivenError("\n".join(problems))
    return {name: given_from(told, name) for name, told in fields.items()}


def _addressed(paths: Sequence[Path], value: str) -> tuple[str, str]:
    """The name of the file that ``FILE=VALUE`` speaks of, by its path or its bare name, and the value.

    Both may hold "=" themselves (an address with a query), so every cut is tried, the shortest name first.
    """
    files = [path for given in paths for path in _files(given)]
    for cut in (n for n, char in enumerate(value) if char == "="):
        named = [path for path in files if value[:cut] in (str(path), path.name)]
        if len({path.name for path in named}) == 1:
            alike = [path for path in files if path.name == named[0].name]
            if len(alike) > 1:
                raise GivenError(f"{len(alike)} reports have this name: {', '.join(map(str, alike))}")
            return named[0].name, value[cut + 1 :]
    if len(files) == 1:
        return files[0].name, value
    raise GivenError(f"names none of the reports; expected one of {', '.join(path.name for path in files)} before '='")


def _files(path: Path) -> list[Path]:
    """The file itself, or the files below a folder."""
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


class _Progress:
    """Says on standard error which step is at work, once the work has taken more than a second.

    One line that is written over on a terminal; one line a step elsewhere.
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.live = sys.stderr.isatty()
        self.step = ""

    def __enter__(self) -> _Progress:
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
