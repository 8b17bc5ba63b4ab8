"""``rashomon serve`` as a user starts it, the tutorial's walk, and what is carried along of others."""

from __future__ import annotations

import hashlib
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from click.testing import CliRunner

from rashomon.cli import main
from rashomon.demo import make_demo
from rashomon.store import Case

ROOT = Path(__file__).parents[1]


def refusal(*words: object) -> str:
    """What the command says where it cannot run."""
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == 2
    return done.stderr


def test_serve_answers_until_it_is_stopped(shelf: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rashomon", "serve", str(shelf), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert "Pell Rock" in first_answer(f"http://127.0.0.1:{port}/")
        finally:
            running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=30)[1]
    assert told == f"http://127.0.0.1:{port}/  (Ctrl-C ends it)\n"


def first_answer(address: str) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urlopen(address) as answer:
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the desk does not answer")


def test_serve_refuses_what_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no case")
    assert "no such case or folder" in refusal("serve", tmp_path / "nothing.case")
    assert "is no case" in refusal("serve", tmp_path / "note.txt")


def test_serve_refuses_a_token_that_can_be_guessed(shelf: Path) -> None:
    assert "shorter than 8" in refusal("serve", shelf, "--token", "short")


def test_the_tutorial_comes_out_as_it_says(tmp_path: Path) -> None:
    told = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    block = re.search(r"```text\n(.*?)```", told, re.DOTALL)
    assert block
    (tmp_path / "courier.txt").write_text(block[1], "utf-8")
    assert CliRunner().invoke(main, ["demo", "--case", str(tmp_path / "weir.case")]).exit_code == 0
    with Case.open(tmp_path / "weir.case") as case:
        before = {point.question: point for point in case.ledger().points}
        assert "Did the siren sound?" in before
        case.add([tmp_path / "courier.txt"])
        after = {point.question: point for point in case.ledger().points}
    assert len(before["How many people died?"].accounts) == 3
    assert [account.label for account in after["How many people died?"].accounts][3:] == ["Nine"]


def test_pictures_of_the_documentation_are_there() -> None:
    for page in ("tutorial.md", "desk.md"):
        told = (ROOT / "docs" / page).read_text("utf-8")
        pictures = re.findall(r"\((desk/[\w-]+\.png)\)", told)
        assert pictures
        for picture in pictures:
            assert (ROOT / "docs" / picture).is_file(), picture


def test_what_others_wrote_is_carried_unchanged() -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text("utf-8")
    carried = re.findall(r"\| `([\w/.]+\.js)` \|.*?`([0-9a-f]{64})`", notices)
    assert len(carried) == 2
    for file, told in carried:
        assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == told


def test_the_demo_case_is_made_once(tmp_path: Path) -> None:
    make_demo(tmp_path / "weir.case")
    assert "is there already" in refusal("demo", "--case", tmp_path / "weir.case")
