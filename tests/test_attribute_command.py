"""The command that lists who said what: reports as a list or as lines, texts line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rashomon import Reader, Span, attribute_text, read_reports
from rashomon.cli import main
from rashomon.cli.attribute import READERS
from rashomon.dossier.attributions import list_attributions
from rashomon.export.attributions_jsonl import to_jsonl
from rashomon.ledger import Attribution, Certainty, Passage, Report, Role, Stance
from told import make_report

TEXT = (
    "The baker said that Peter Lang had told him the mill was empty.\n\n“The wheel broke at noon,” Anna Keller said.\n"
)
TOLD = "Anna Keller said that Peter Lang had told her that the mill was empty."


def run(*args: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["attribute", *map(str, args)], input=stdin)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.txt"
    path.write_text(TEXT)
    return path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def article(report: Report) -> Passage:
    return Passage(report=report.id, role=Role.ARTICLE, voice="Tern Post", start=0, end=len(report.text))


def nested(report: Report, passage: Passage) -> tuple[Attribution, Attribution]:
    """What Anna Keller said, and in it what Peter Lang had told her."""
    outer = Attribution(
        report=report.id,
        passage=passage.id,
        source=Span(0, 11),
        cue=Span(12, 16),
        content=(Span(22, 69),),
        speaker="Anna Keller",
    )
    inner = Attribution(
        report=report.id,
        passage=passage.id,
        source=Span(22, 32),
        cue=Span(37, 41),
        content=(Span(51, 69),),
        speaker="the miller",
        certainty=Certainty.PROBABLE,
        on_word_of=outer.id,
    )
    return outer, inner


# Reports


def test_list_shows_each_passage_with_speaker_cue_stance_and_exact_words(wire: Path) -> None:
    done = run(wire, "--by", "rules")
    assert done.exit_code == 0
    assert "article, in the voice of wire.txt" in done.stdout
    assert "  Anna Keller · “said” · asserts · direct · [65:88]\n    «The wheel broke at noon»\n" in done.stdout


def test_what_rests_on_anothers_word_stands_beneath_it() -> None:
    report = make_report(TOLD)
    passage = article(report)
    shown = list_attributions(report, [passage], nested(report, passage), width=120).splitlines()
    assert shown[4:] == [
        "  Anna Keller · “said” · asserts · indirect · [22:69]",
        "    «Peter Lang had told her that the mill was empty»",
        "",
        "    the miller (“Peter Lang”) · “told” · asserts · indirect · probable · on the word of Anna Keller · [51:69]",
        "      «the mill was empty»",
    ]


def test_two_that_rest_on_one_another_are_both_shown() -> None:
    report = make_report(TOLD)
    passage = article(report)
    outer, inner = nested(report, passage)
    ring = Attribution(report=report.id, passage=passage.id, cue=outer.cue, content=outer.content, on_word_of=inner.id)
    shown = list_attributions(report, [passage], (ring, inner))
    assert shown.count("«") == 2


def test_no_line_is_wider_than_asked_for() -> None:
    report = make_report(TOLD)
    passage = article(report)
    shown = list_attributions(report, [passage], nested(report, passage), width=48)
    assert max(map(len, shown.splitlines()[1:])) <= 48


def test_words_cannot_disguise_themselves() -> None:
    report = make_report("\u202eAnna Keller said it.")
    passage = article(report)
    told = Attribution(report=report.id, passage=passage.id, content=(Span(0, 3),), speaker="\x1b[2J")
    shown = list_attributions(report, [passage], [told])
    assert "[U+202E]An" in shown
    assert "\x1b" not in shown


def test_json_lines_hold_spans_that_slice_to_their_words(wire: Path) -> None:
    text = read_reports([wire]).reports[0].text
    told = lines(run(wire, "--by", "rules", "-f", "jsonl").stdout)
    assert len(told) == 3
    for one in told:
        for part in (one["source"], one["cue"], one["content"]):
            assert " … ".join(text[start:end] for start, end in part["spans"]) == part["text"]
    assert {(one["file"], one["role"], one["voice"]) for one in told} == {("wire.txt", "article", None)}


def test_json_line_names_the_one_on_whose_word_it_is() -> None:
    report = make_report(TOLD)
    passage = article(report)
    outer, inner = lines(to_jsonl(report, [passage], nested(report, passage)))
    assert (inner["on_word_of"], outer["on_word_of"]) == (outer["id"], None)
    assert (inner["stance"], inner["certainty"]) == (Stance.ASSERTS, Certainty.PROBABLE)


def test_form_follows_the_name_of_the_file(wire: Path, tmp_path: Path) -> None:
    done = run(wire, "--by", "rules", "-o", tmp_path / "told.jsonl")
    assert (done.exit_code, done.stdout) == (0, "")
    assert len(lines((tmp_path / "told.jsonl").read_text())) == 3


def test_unread_report_is_named_and_the_others_go_on(wire: Path, tmp_path: Path) -> None:
    done = run(wire, tmp_path / "gone.txt", "--by", "rules", "-f", "jsonl")
    assert (done.exit_code, len(lines(done.stdout))) == (1, 3)
    assert "rashomon: gone.txt: no such file" in done.stderr


# Texts, a line each


def test_a_line_a_text_comes_out_in_the_order_in_which_it_came_in() -> None:
    texts = [{"id": "b", "text": "It rained.", "more": 1}, {"id": 7, "text": "\nPolice said that it rained."}]
    done = run("--jsonl", "--by", "rules", stdin="\n".join(map(json.dumps, texts)))
    assert done.exit_code == 0
    told = {"source": [[1, 7]], "cue": [[8, 12]], "content": [[18, 27]]}
    assert lines(done.stdout) == [{"id": "b", "attributions": []}, {"id": 7, "attributions": [told]}]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rain", "no JSON in UTF-8"),
        (b"\xff", "no JSON in UTF-8"),
        ("[]", "expected an object with id and text, not list"),
        ('{"text": "Rain."}', "id: missing or of the wrong type"),
        ('{"id": true, "text": null}', "id and text: missing or of the wrong type"),
        ('{"id": "a", "text": "\\ud800"}', "half a character"),
    ],
)
def test_malformed_line_is_named_by_its_number_and_the_others_go_on(line: str | bytes, message: str) -> None:
    bad = line if isinstance(line, bytes) else line.encode()
    done = run("--jsonl", "--by", "rules", stdin=b'{"id": "a", "text": "Rain."}\n\n' + bad + b'\n{"id":"z","text":""}')
    assert done.exit_code == 1
    assert [one["id"] for one in lines(done.stdout)] == ["a", "z"]
    assert done.stderr.startswith("rashomon: standard input:3: ")
    assert message in done.stderr


def test_lines_of_which_none_can_be_read_are_status_2(tmp_path: Path) -> None:
    done = run("--jsonl", tmp_path / "gone.jsonl", "-o", tmp_path / "told.jsonl")
    assert done.exit_code == 2
    assert "gone.jsonl: No such file" in done.stderr
    assert not (tmp_path / "told.jsonl").exists()


def test_a_line_is_answered_before_the_next_one_is_read() -> None:
    command = [sys.executable, "-m", "rashomon", "attribute", "--jsonl", "--by", "rules"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": "a", "text": "Rain."}\n')
        process.stdin.flush()
        assert process.stdout.readline() == b'{"id": "a", "attributions": []}\n'
        process.stdin.close()


@pytest.mark.parametrize("args", [(), ("--jsonl", "-f", "text"), ("--by", "chance", "x.txt")])
def test_what_cannot_be_meant_is_a_usage_error(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")


# Readers


def test_the_readers_on_offer_are_all_there_are() -> None:
    assert tuple(Reader) == READERS


@pytest.mark.parametrize("by", Reader)
def test_every_reader_finds_plain_speech(by: Reader) -> None:
    text = "It rained all day.\nThe mill burned down on Monday, Anna Keller said."
    (told,) = attribute_text(text, by=by)
    assert told.source is not None
    assert told.cue is not None
    assert (text[slice(*told.source)], text[slice(*told.cue)]) == ("Anna Keller", "said")
    assert text[slice(*told.content[0])].rstrip(",") == "The mill burned down on Monday"
