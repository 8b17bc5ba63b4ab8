"""``verify``: whether an export still holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.output import hand_out

if TYPE_CHECKING:
    from rashomon.verify import Verification

SQLITE = b"SQLite format 3\0"


@click.command()
@click.argument("export", type=click.Path(path_type=Path), metavar="EXPORT|CASE")
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the originals are: they are read anew, and held against the export.",
)
def verify(export: Path, reports: Path | None) -> None:
    """Check a case export, or a case: every quotation, date and figure against its text, every text against its bytes.

    A case keeps the bytes of its reports itself, and the file is checked as well.

    Names each thing that does not hold, and what could not be checked. Exit status: 0 all that was checked holds;
    1 something does not; 2 could not run, or it is no case export.
    """
    from rashomon.dossier.wording import legible
    from rashomon.verify import verify_export
    from rashomon.verify.case import verify_case

    if reports is not None and is_case(export):
        raise click.UsageError("--reports goes with an export; a case is held against the bytes that it keeps")
    done = verify_case(export) if is_case(export) else verify_export(export, reports=reports)
    hand_out("".join(f"{legible(line)}\n" for line in _lines(export, done)), "text", None)
    click.get_current_context().exit(0 if done.holds else 1)


def is_case(path: Path) -> bool:
    """Whether the file is a database, as a case is, and no JSON."""
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _lines(export: Path, done: Verification) -> Iterator[str]:
    yield from (f"does not hold: {line}" for line in done.failures)
    yield from (f"not checked: {line}" for line in done.unchecked)
    checked = f"{done.reports} reports ({done.originals} against their originals), {done.records} other records"
    yield f"{export.name}: {checked}: {'all hold' if done.holds else f'{len(done.failures)} failures'}"
