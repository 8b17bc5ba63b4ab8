"""The case: made, added to, looked at, searched, checked and given out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.compare import FORMAT_OF_SUFFIX, written
from rashomon.cli.given import given_by, given_options
from rashomon.cli.output import columns, hand_out, is_standard, output_options, refuse_overwriting, suffix_of
from rashomon.cli.progress import Progress
from rashomon.cli.refusals import Refusal, say

if TYPE_CHECKING:
    from rashomon.dossier.arrange import Dossier
    from rashomon.ledger import Claim, Ledger
    from rashomon.query import Disagreement
    from rashomon.store import Added

FORMATS = ("json", "html", "md")
KINDS = "number date place actor event cause status identity denial".split()  # of ledger.Kind, which is not loaded here

Command = Callable[..., Any]
case_argument = click.argument("case", type=click.Path(path_type=Path), metavar="CASE")
author_option = click.option(
    "--author", envvar="RASHOMON_AUTHOR", help="Who does it; else $RASHOMON_AUTHOR, or your name on this machine."
)


@click.command()
@case_argument
@click.option("--title", help="What to call the event; else the first report's title.")
@author_option
def new(case: Path, title: str | None, author: str | None) -> None:
    """Make a new case: one file that holds reports, what they claim, and what people decide."""
    from rashomon.store import Case

    Case.create(case, title=title, author=author).close()


@click.command()
@case_argument
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@given_options
@author_option
def add(case: Path, reports: tuple[Path, ...], author: str | None, **said: tuple[str, ...]) -> None:
    """Add reports to a case: files, or folders of them. Only what is new is worked through."""
    from rashomon.store import Case

    paths = tuple(dict.fromkeys(reports))
    given = given_by(paths, said)
    with Case.open(case, author=author) as opened, Progress() as progress:
        added = opened.add(paths, given=given, progress=progress)
    _tell_added(added)
    _leave(added)


@click.command()
@case_argument
@click.argument("report")
@click.option("--reason", required=True, help="Why; it stays in the case.")
@author_option
def remove(case: Path, report: str, reason: str, author: str | None) -> None:
    """Remove a report, by its file's name, id or digest: its words and bytes go, a tombstone with the reason stays."""
    from rashomon.dossier.wording import legible
    from rashomon.store import Case

    with Case.open(case, author=author) as opened:
        try:
            stone = opened.remove(report, reason=reason)
        except KeyError as error:
            raise Refusal(error.args[0]) from error
    click.echo(legible(f"removed {stone.file}"))


@click.command()
@case_argument
@click.argument("other", type=click.Path(path_type=Path), metavar="CASE")
@author_option
def merge(case: Path, other: Path, author: str | None) -> None:
    """Take the second case into the first: its reports, and its judgements beside those that are there."""
    from rashomon.store import Case

    with Case.open(case, author=author) as opened, Progress() as progress:
        merged = opened.merge(other, progress=progress)
    _tell_added(merged.added)
    click.echo(f"{merged.judgements} judgements taken over")
    for file in merged.removed_here:
        say(f"{file}: was removed here, and stays so")
    for file in merged.removed_there:
        say(f"{file}: was removed there; it is still here")


@click.command()
@case_argument
@author_option
def reread(case: Path, author: str | None) -> None:
    """Read all reports anew, as this version of the program does; judgements find their objects again."""
    from rashomon.store import Case

    with Case.open(case, author=author) as opened, Progress() as progress:
        changes = opened.reread(progress=progress)
        stale = opened.stale()
    click.echo(f"{len(changes)} changes, {len(stale)} stale judgements")


@click.command()
@case_argument
def show(case: Path) -> None:
    """Show a case as a dossier."""
    _print_dossier(case, lambda dossier: dossier)


@click.command()
@case_argument
def points(case: Path) -> None:
    """Show the questions of a case, with the accounts side by side."""
    _print_dossier(case, lambda one: _only(one, "contested", "corroborated"))


@click.command()
@case_argument
def timeline(case: Path) -> None:
    """Show what came when, by the times told of."""
    _print_dossier(case, lambda one: _only(one, "timeline", "unplaced"))


@click.command()
@case_argument
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="How many paragraphs.")
def search(case: Path, words: tuple[str, ...], limit: int) -> None:
    """Find paragraphs that hold all the words, shown to the letter with their place; "words together" in quotes."""
    from rashomon.dossier.wording import folded, legible
    from rashomon.store import Case

    with Case.open(case, to_write=False) as opened:
        hits = opened.search(" ".join(f'"{word}"' if " " in word else word for word in words), limit=limit)
    for hit in hits:
        place = f"{hit.file} [{hit.spans[0].start}:{hit.spans[-1].end}]" if hit.spans else hit.file
        click.echo(legible(f"{place}  {folded(hit.text)}"))


@click.command()
@case_argument
@click.option("--with", "speaker", metavar="NAME", help="Who disagrees with this one.")
@click.option("--kind", type=click.Choice(KINDS), help="In what.")
@click.option("--date", metavar="EDTF", help="Of what time: 2031-03-13, 2031-03, 2031-03-13/2031-03-15.")
@click.option("--place", metavar="NAME", help="Of what place.")
def query(case: Path, speaker: str | None, kind: str | None, date: str | None, place: str | None) -> None:
    """Who disagrees with whom, and on what."""
    from rashomon.ledger import Kind
    from rashomon.query import find_disagreements

    ledger = _ledger(case)
    found = find_disagreements(ledger, speaker=speaker, kind=Kind(kind) if kind else None, date=date, place=place)
    hand_out("\n".join(_disagreement(one, ledger) for one in found), "text", None)


@click.command()
@case_argument
@output_options(FORMATS)
def export(case: Path, form: str | None, output: Path | None) -> None:
    """Give a case out: as JSON for other programs, as HTML or Markdown for readers."""
    refuse_overwriting((case,), output)
    ledger = _ledger(case)
    form = form or FORMAT_OF_SUFFIX.get(suffix_of(output), "json")
    hand_out(written(ledger, form, to_terminal=is_standard(output)), form, output)


def _only(dossier: Dossier, *sections: str) -> Dossier:
    """The dossier with nothing in it but these sections."""
    listed = (
        "sources contested corroborated updates refinements possible single timeline unplaced echoes unread".split()
    )
    empty: dict[str, Any] = {name: () for name in listed if name not in sections}
    return replace(dossier, **empty)


def _ledger(case: Path) -> Ledger:
    from rashomon.store import Case

    with Case.open(case, to_write=False) as opened:
        return opened.ledger()


def _print_dossier(case: Path, choose: Callable[[Dossier], Dossier]) -> None:
    from rashomon.dossier.arrange import arrange
    from rashomon.dossier.terminal import print_dossier

    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    dossier = choose(arrange(_ledger(case)))
    hand_out(print_dossier(dossier, width=columns(to_terminal=True), color=color), "text", None)


def _disagreement(one: Disagreement, ledger: Ledger) -> str:
    from rashomon.dossier.wording import legible

    said = [f"  {line}" for line in _said(one.own, ledger)]
    against = [f"  against {line}" for line in _said(one.against, ledger)]
    return legible("\n".join((f"{one.point.question} ({one.point.kind.value})", *said, *against))) + "\n"


def _said(claims: Iterable[Claim], ledger: Ledger) -> Iterator[str]:
    from rashomon.dossier.arrange import NOBODY
    from rashomon.dossier.wording import folded

    files = {report.id: report.file for report in ledger.reports}
    for claim in claims:
        place = f"{files[claim.report]} [{claim.spans[0].start}:{claim.spans[-1].end}]"
        yield f"{claim.speaker.name or NOBODY}: “{folded(claim.text)}”  {place}"


def _tell_added(added: Added) -> None:
    """Strangers name files: what a name could do to a terminal is shown, not done."""
    from rashomon.dossier.wording import legible

    for report in added.new:
        click.echo(legible(f"added {report.file}"))
    for report in added.known:
        click.echo(legible(f"known {report.file}"))
    for one in added.unread:
        say(f"{one.file}: {one.reason}")


def _leave(added: Added) -> None:
    """0 all taken in or known; 1 something could not be read; 2 nothing could."""
    nothing = not added.new and not added.known
    click.get_current_context().exit(0 if not added.unread else 2 if nothing else 1)


COMMANDS = (new, add, remove, merge, reread, show, points, timeline, search, query, export)
