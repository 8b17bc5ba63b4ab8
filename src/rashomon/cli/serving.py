"""``serve``: the web desk."""

from __future__ import annotations

from pathlib import Path

import click

from rashomon.cli.cases import author_option
from rashomon.cli.refusals import Refusal

PORT = 8765


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="CASE|FOLDER")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Elsewhere than on this machine a token is wanted."
)
@click.option("--token", envvar="RASHOMON_TOKEN", help="Token or password; else $RASHOMON_TOKEN, or one is made.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="A further name by which the desk may be called.")
@author_option
def serve(path: Path, port: int, host: str, token: str | None, names: tuple[str, ...], author: str | None) -> None:
    """Show a case, or the cases of a folder, in a browser: to be read, judged and added to. Ctrl-C ends it."""
    import uvicorn

    from rashomon.web import Desk, author_of, keys_for, make_app

    if not path.exists():
        raise Refusal(f"{path}: no such case or folder")
    try:
        keys = keys_for(host, port, token=token, names=names)
    except ValueError as error:
        raise Refusal(str(error)) from error
    app = make_app(Desk(path=path, author=author_of(author)), keys)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{port}/  (Ctrl-C ends it)", err=True)
    if token is None and keys.token is not None:
        click.echo(f"token: {keys.token}", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
