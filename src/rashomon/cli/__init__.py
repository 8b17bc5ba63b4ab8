"""The command line: thin doors to public functions; what takes time to load is imported inside the commands.

Exit status: 0 done; 1 done, but something could not be read; 2 could not run, or nothing could be read.
Nothing but the result goes to standard output.
"""

from __future__ import annotations

import gc

import click

from rashomon import __version__
from rashomon.cli import attribute, cases, compare, judging, serving, verify
from rashomon.cli.refusals import Group

ALLOCATIONS = 100_000  # between two searches for cyclic garbage; after Python's 700 a large case is walked all the time


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rashomon", message="%(prog)s %(version)s")
@click.option("--traceback", is_flag=True, help="Show where an unexpected error came from.")
def main(traceback: bool) -> None:  # read by Group
    """Lay conflicting accounts of one event side by side: exact words, and who says so on whose word."""
    gc.set_threshold(ALLOCATIONS)


COMMANDS = (compare.compare, compare.demo, attribute.attribute, *cases.COMMANDS, *judging.COMMANDS, verify.verify)
for command in (*COMMANDS, serving.serve):
    main.add_command(command)
