"""A desk that a real browser looks at: the system's Chromium, driven by Playwright, which brings no browser here."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import uvicorn

from rashomon.web import Desk, Keys, make_app

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def chromium() -> str | None:
    """Where the browser is: $RASHOMON_CHROMIUM, or by its name on the path; None where there is none."""
    return os.environ.get("RASHOMON_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def served(path: Path, keys: Keys | None = None) -> Iterator[str]:
    """The desk on a free port of the loopback, in a thread; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_app(Desk(path=path, author="ann"), keys)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A stranger's server: its address, and what was asked of it."""
    called: list[str] = []

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", called
        server.shutdown()


def faults(page: Any) -> list[str]:
    """What axe-core finds wrong with a page, one line each."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false})")["violations"]
    return [f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
