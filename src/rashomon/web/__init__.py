"""The web desk: a case, or a folder of cases, to be read, judged and added to in a browser.

guard     who may talk to it                  app       what answers each address
desk      the cases, one writer each          view      what pages look up, kept for each state of a case
site      the table of pages, and OpenAPI     pages/    what each shows, as records
asked     what a page is asked for            plain     records as JSON
layers    a graph laid out                    original  a report's own bytes, made harmless

Nothing is loaded from elsewhere: the style sheet, the script and htmx stand in ``static``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from rashomon.web.app import make_app
from rashomon.web.desk import Desk, author_of
from rashomon.web.guard import LOOPBACK, Keys

__all__ = ["Desk", "Keys", "author_of", "keys_for", "make_app"]

MIN_TOKEN_CHARS = 8


def keys_for(host: str, port: int, *, token: str | None = None, names: Iterable[str] = ()) -> Keys:
    """Who may talk to a desk that listens there.

    On the loopback no token is needed; elsewhere one is made where none is given. ``names`` are further names by which
    the desk may be called.

    Raises:
        ValueError: The token could be guessed.
    """
    if token is not None and len(token) < MIN_TOKEN_CHARS:
        raise ValueError(f"the token is shorter than {MIN_TOKEN_CHARS} characters")
    local = host in LOOPBACK
    return Keys(
        hosts=frozenset((*LOOPBACK, host.lower(), *(name.lower() for name in names))),
        any_address=not local,
        token=token if local else token or secrets.token_urlsafe(18),
        jar=f"rashomon-{port}",
    )
