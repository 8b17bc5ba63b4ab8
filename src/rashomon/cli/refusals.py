"""What the program says where it cannot do what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.read import Reading


class Refusal(click.ClickException):
    """One clear line on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        say(self.message, file=file)


class Group(click.Group):
    """Turns errors into refusals: those raised on purpose, those of the file system, and our mistakes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (RashomonError, OSError) as error:
            raise Refusal(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # a mistake of ours must not look like status 1, "done"
            if ctx.params["traceback"]:
                raise
            where = "rashomon --traceback … shows where it came from"
            raise Refusal(f"unexpected {type(error).__name__}: {error}\n{where}") from error


def say(message: str, file: Any = None) -> None:
    """A line on standard error; what a file's name or its words could do to a terminal is shown, not done."""
    from rashomon.dossier.wording import legible

    click.echo(f"rashomon: {legible(message)}", file=file, err=True)


def name_unread(reading: Reading) -> None:
    """Say what could not be read; nothing at all is a refusal."""
    for one in reading.unread:
        say(f"{one.file}: {one.reason}")
    if not reading.reports:
        raise Refusal("none of the reports could be read")
