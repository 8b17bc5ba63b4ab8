"""The command line: what goes where, and with which status it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import rashomon
from rashomon.cli import main
from rashomon.cli.progress import Progress

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "numpy", "rich", "jinja2", "selectolax", "pypdfium2", "rapidfuzz")


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path]:
    wire, letter = tmp_path / "wire.txt", tmp_path / "letter.txt"
    wire.write_text("Nine boats ran aground off Pell Rock, the harbour office said on Tuesday.\n")
    letter.write_text("Four boats ran aground off Pell Rock, keeper Ines Vall said on Tuesday.\n")
    return wire, letter


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


# The package


def test_the_public_names_are_these_and_all_of_them_load() -> None:
    assert rashomon.__all__ == (ROOT / "tests/golden/public-names.txt").read_text().split()
    assert all(getattr(rashomon, name) is not None for name in rashomon.__all__)


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'verdict'"):
        _ = rashomon.verdict


def test_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert rashomon.__version__ == project["version"]
    assert run("--version").output == f"rashomon {project['version']}\n"


@pytest.mark.parametrize("statement", ["import rashomon", "import rashomon.cli", "from rashomon import Ledger"])
def test_importing_loads_nothing_heavy(statement: str) -> None:
    assert not loaded_by(statement) & set(HEAVY)


# Refusals


def test_nothing_readable_is_status_2_and_says_why(tmp_path: Path) -> None:
    done = run("compare", tmp_path / "missing.txt")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr == "rashomon: missing.txt: no such file\nrashomon: none of the reports could be read\n"


def test_an_output_that_is_one_of_the_reports_is_refused(reports: tuple[Path, Path]) -> None:
    before = reports[0].read_bytes()
    done = run("compare", *reports, "-o", reports[0])
    assert done.exit_code == 2
    assert "reports are never written to" in done.stderr
    assert reports[0].read_bytes() == before


def test_an_output_in_no_folder_is_refused_before_the_work(reports: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("compare", *reports, "-o", tmp_path / "nowhere" / "x.html")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no such folder" in done.stderr


def test_what_is_said_of_no_report_is_refused_all_of_it_at_once(reports: tuple[Path, Path]) -> None:
    done = run("compare", *reports, "--publisher", "blog.txt=Gull Wire", "--url", "wire.text=https://gull.example")
    assert done.exit_code == 2
    assert (
        "--publisher blog.txt=Gull Wire: names none of the reports; expected one of wire.txt, letter.txt" in done.stderr
    )
    assert "--url wire.text=" in done.stderr


def test_a_date_that_is_none_is_refused(reports: tuple[Path, Path]) -> None:
    done = run("compare", *reports, "--published", "wire.txt=Tuesday")
    assert done.exit_code == 2
    assert "wire.txt: published is no date: 'Tuesday'" in done.stderr


def test_two_reports_of_one_name_cannot_be_told_apart(reports: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    twin = tmp_path / "old" / "wire.txt"
    twin.write_text("Ten boats ran aground.")
    done = run("compare", reports[0], twin, "--publisher", "wire.txt=Gull Wire")
    assert done.exit_code == 2
    assert "2 reports have this name" in done.stderr


def test_no_report_is_a_usage_error() -> None:
    assert run("compare").exit_code == 2


# Done


def test_json_on_standard_output_and_nothing_else(reports: tuple[Path, Path]) -> None:
    done = run("compare", *reports, "--format", "json", "--publisher", "wire.txt=Gull Wire", "--title", "Pell Rock")
    assert done.exit_code == 0
    case = json.loads(done.stdout)
    assert case["title"] == "Pell Rock"
    assert [(report["file"], report["publisher"]) for report in case["reports"]] == [
        ("letter.txt", None),
        ("wire.txt", "Gull Wire"),
    ]


def test_what_could_not_be_read_is_status_1_and_in_the_result(reports: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("compare", *reports, tmp_path / "empty.txt", "-f", "json")
    assert done.exit_code == 1
    assert [one["file"] for one in json.loads(done.stdout)["unread"]] == ["empty.txt"]
    assert "rashomon: empty.txt: " in done.stderr


def test_a_single_report_needs_no_name_for_what_is_said_of_it(reports: tuple[Path, Path]) -> None:
    url = "https://gull.example/?page=2"
    case = json.loads(run("compare", reports[0], "-f", "json", "--publisher", "Gull Wire", "--url", url).stdout)
    assert (case["reports"][0]["publisher"], case["reports"][0]["url"]) == ("Gull Wire", url)


@pytest.mark.parametrize(
    ("name", "start"), [("x.html", "<!DOCTYPE html>"), ("x.md", "# "), ("x.json", "{"), ("x.txt", "Pell")]
)
def test_the_form_follows_the_name_of_the_file(
    reports: tuple[Path, Path], tmp_path: Path, name: str, start: str
) -> None:
    done = run("compare", *reports, "-o", tmp_path / name, "--title", "Pell Rock")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / name).read_text().startswith(start)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_reader_who_has_seen_enough_is_no_error(reports: tuple[Path, Path]) -> None:
    out, into = os.pipe()
    os.close(out)
    command = [sys.executable, "-m", "rashomon", "compare", *map(str, reports)]
    done = subprocess.run(command, stdout=into, stderr=subprocess.PIPE, text=True, check=False)
    os.close(into)
    assert (done.returncode, "Error" in done.stderr, "Traceback" in done.stderr) == (0, False, False)


def test_quick_work_goes_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        progress("extract", 1, 5)
        assert capsys.readouterr().err == ""
        progress.began -= 2
        progress("resolve", 1, 5)
        progress("resolve", 2, 5)
    assert capsys.readouterr().err == "resolve …\n"


def test_limits_are_options_and_a_report_beyond_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The tug Arden went aground, the harbour master said. " * 4)
    done = run("compare", tmp_path, "--max-chars", 100)
    assert done.exit_code == 2
    assert "a.txt: more than 100 characters of text; left unread" in done.stderr
    assert run("compare", tmp_path, "--max-chars", 0).exit_code == 2


def test_a_files_name_cannot_drive_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mred\u202e.bin").write_bytes(b"\0" * 40)
    done = run("compare", tmp_path)
    assert "[U+001B][31mred[U+202E].bin" in done.stderr
    assert "\x1b" not in done.stderr
