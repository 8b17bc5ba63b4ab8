"""``compare`` and ``demo``: reports in, one ledger out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.given import given_by, given_options
from rashomon.cli.limits import limit_options, limits_by
from rashomon.cli.output import columns, hand_out, is_standard, output_options, refuse_overwriting, suffix_of
from rashomon.cli.progress import Progress
from rashomon.cli.refusals import name_unread

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.read import Reading

FORMATS = ("text", "json", "html", "md")
FORMAT_OF_SUFFIX = {".json": "json", ".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@output_options(FORMATS)
@given_options
@limit_options
@click.option("--title", help="What to call the event.")
@click.option(
    "--aliases",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names that are one thing, in TOML: see docs/names.md.",
)
def compare(
    reports: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    title: str | None,
    aliases: Path | None,
    max_megabytes: int | None,
    max_chars: int | None,
    max_parts: int | None,
    **said: tuple[str, ...],
) -> None:
    """Compare reports of one event: saved pages, texts, mails and mailboxes, PDF, Word, feeds, web archives, tables,
    JSON Lines, archives of these, or folders of them.

    What a report does not say of itself can be given: --publisher wire.txt="Northern Wire". With a single
    report, FILE= may be left out.
    """
    from rashomon.read import read_reports

    paths = tuple(dict.fromkeys(reports))
    refuse_overwriting(paths, output)
    given = given_by(paths, said)
    reading = read_reports(paths, given=given, limits=limits_by(max_megabytes, max_chars, max_parts))
    _lay_out(reading, title=title, aliases=aliases, form=form, output=output)


@click.command()
@output_options(FORMATS)
@click.option(
    "--case", type=click.Path(path_type=Path), metavar="CASE", help="Make a case of them, for serve and others."
)
def demo(form: str | None, output: Path | None, case: Path | None) -> None:
    """Compare five invented reports that come with the program."""
    from rashomon.demo import TITLE, make_demo, read_demo

    if case is not None:
        make_demo(case)
        return
    refuse_overwriting((), output)
    _lay_out(read_demo(), title=TITLE, form=form, output=output)


def _lay_out(
    reading: Reading, *, title: str | None, form: str | None, output: Path | None, aliases: Path | None = None
) -> None:
    """Build the ledger, give it out in the form asked for, and leave with the status that tells how it went."""
    name_unread(reading)
    from rashomon.pipeline import build_ledger

    with Progress() as progress:
        ledger = build_ledger(reading.reports, unread=reading.unread, title=title, aliases=aliases, progress=progress)
    form = form or FORMAT_OF_SUFFIX.get(suffix_of(output), "text")
    hand_out(written(ledger, form, to_terminal=is_standard(output)), form, output)
    click.get_current_context().exit(1 if reading.unread else 0)


def written(ledger: Ledger, form: str, *, to_terminal: bool) -> str:
    """The ledger in one of the FORMATS."""
    import rashomon

    if form == "text":
        color = to_terminal and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return rashomon.to_text(ledger, width=columns(to_terminal=to_terminal), color=color)
    writers: dict[str, Callable[[Ledger], str]] = {
        "json": rashomon.to_json,
        "html": rashomon.to_html,
        "md": rashomon.to_markdown,
    }
    return writers[form](ledger)
