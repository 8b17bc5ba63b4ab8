"""What must hold of every ledger, over reports put together by chance from invented sentences."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.export.case_json import to_json
from rashomon.ledger import Ledger, Report, Unread, quote
from rashomon.pipeline import build_ledger, read_one
from told import make_report

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NAMES = ("Anna Keller", "Peter Lang", "Dr Khalil Marzouki", "a witness", "the river police", "the Ministry of Forests")
NUMBERS = ("nine", "twelve", "at least 15", "about 40", "no", "1,200")
SENTENCES = (
    "{number} people died in the fire, {name} said.",
    "{Name} denied that {number} boats left Elm Haven on Monday.",
    "“The gate was locked,” said {name}. “We saw {number} men.”",
    "The gate was open, according to {name}.",
    "{Name} was captured on 3 May.",
    "{Name} surrendered on Tuesday night.",
    "She told the Coast Herald: “He said ‘run to the mill’ and I ran.",
    "The mill reportedly burned for {number} hours.",
    "Who opened the dam? If {name} did, {number} villages would drown.",
    "{Name} said that {other} had told her that the mill was “beyond all repair”.",
    "By his account, {name} came with {number} men and {other} left.",
    "Nobody but {name} saw it.",
)


def fill(form: str, name: str, other: str, number: str) -> str:
    """A sentence of the form."""
    return form.format(name=name, Name=name[0].upper() + name[1:], other=other, number=number)


sentence = st.builds(
    fill, st.sampled_from(SENTENCES), st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NUMBERS)
)
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
body = st.lists(paragraph, min_size=1, max_size=4).map("\n\n".join)
event = st.lists(body, min_size=1, max_size=3)


def reports_of(bodies: list[str]) -> list[Report]:
    """Reports by three outlets, of three days."""
    outlets = ("Tern Post", None, "Marsh Radio")
    return [
        make_report(text, publisher=outlet, published=f"2042-05-0{n + 7}", file=f"{n}.txt")
        for n, (text, outlet) in enumerate(zip(bodies, outlets, strict=False))
    ]


def texts_of(ledger: Ledger) -> dict[str, str]:
    return {report.id: report.text for report in ledger.reports}


@FEW
@given(event)
def test_every_span_slices_to_its_quotation(bodies: list[str]) -> None:
    ledger = build_ledger(reports_of(bodies))
    texts = texts_of(ledger)
    for claim in ledger.claims:
        assert claim.text == quote(texts[claim.report], claim.spans)
        assert all(start < end for start, end in claim.spans)
        said = [(quantity.span, quantity.text) for quantity in claim.quantities]
        said += [(claim.when.span, claim.when.text)] if claim.when else []
        assert all(texts[claim.report][start:end] == text for (start, end), text in said)
    for attribution in ledger.attributions:
        for start, end in filter(None, (*attribution.content, attribution.source, attribution.cue)):
            words = texts[attribution.report][start:end]
            assert words
            assert words == words.strip()


@FEW
@given(event)
def test_passages_cover_each_text_without_gap_or_overlap(bodies: list[str]) -> None:
    ledger = build_ledger(reports_of(bodies))
    for report in ledger.reports:
        own = sorted((p for p in ledger.passages if p.report == report.id), key=lambda p: p.start)
        assert [p.start for p in own] == [0, *(p.end for p in own[:-1])]
        assert own[-1].end == len(report.text)


@FEW
@given(event)
def test_chains_run_from_the_publisher_inward(bodies: list[str]) -> None:
    ledger = build_ledger(reports_of(bodies))
    name = {report.id: report.name for report in ledger.reports}
    for claim in ledger.claims:
        assert claim.chain[0].name == name[claim.report]
        assert all(one.name != then.name for one, then in zip(claim.chain, claim.chain[1:], strict=False))


@FEW
@given(event)
def test_accounts_are_disjoint_and_each_claim_has_one_origin(bodies: list[str]) -> None:
    ledger = build_ledger(reports_of(bodies))
    for point in ledger.points:
        claims = [claim for account in point.accounts for claim in account.claims]
        assert len(claims) == len(set(claims))
    traced = [claim for origin in ledger.origins for claim in origin.claims]
    assert sorted(traced) == sorted(claim.id for claim in ledger.claims)


@FEW
@given(event, st.randoms(use_true_random=False))
def test_export_does_not_depend_on_the_order_of_the_reports(bodies: list[str], chance: random.Random) -> None:
    reports = reports_of(bodies)
    first = to_json(build_ledger(reports))
    chance.shuffle(reports)
    assert to_json(build_ledger([*reports, reports[0]])) == first


@FEW
@given(event)
def test_claims_of_a_report_do_not_depend_on_the_others(bodies: list[str]) -> None:
    reports = reports_of(bodies)
    ledger = build_ledger(reports)
    for report in reports:
        alone = [claim.id for claim in read_one(report)[2]]
        assert alone == [claim.id for claim in ledger.claims if claim.report == report.id]


def test_same_input_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import random, sys\n"
        "from test_pipeline import NAMES, NUMBERS, SENTENCES, build_ledger, fill, reports_of, to_json\n"
        "chance = random.Random(7)\n"
        "def say(form):\n"
        "    return fill(form, *chance.sample(NAMES, 2), chance.choice(NUMBERS))\n"
        "bodies = [' '.join(map(say, SENTENCES)) for _ in range(3)]\n"
        "sys.stdout.buffer.write(to_json(build_ledger(reports_of(bodies))).encode())\n"
    )
    exports = [_run(program, seed) for seed in ("1", "2")]
    assert exports[0] == exports[1]
    assert len(json.loads(exports[0])["comparisons"]) > 3


def _run(program: str, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    folder = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", program], env=environment, cwd=folder, capture_output=True, check=True)
    return done.stdout


MARKS = st.text(alphabet="“”„«»‘’'\" ,.:?aA9\n", min_size=1, max_size=60)
WORDS = (
    "“ ” \" ' ‘ said Peter Lang the mill burned that , . : he who denied reportedly by her account 12 not if ?".split()
)
JUMBLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)


@settings(FEW, max_examples=120)
@given(st.lists(st.one_of(st.text(min_size=1, max_size=80), MARKS, JUMBLE), min_size=1, max_size=2))
def test_nothing_crashes_on_any_text(bodies: list[str]) -> None:
    readable = [body for body in bodies if body.strip()]  # readers refuse what holds nothing to read
    ledger = build_ledger(reports_of(readable))
    told = [claim["text"] for claim in json.loads(to_json(ledger))["claims"]]
    assert sorted(told) == sorted(claim.text for claim in ledger.claims)


def test_nothing_gives_an_empty_ledger() -> None:
    ledger = build_ledger([], unread=[Unread(file="scan.pdf", reason="no text")], title="Nothing")
    assert (ledger.title, ledger.claims, ledger.points, len(ledger.unread)) == ("Nothing", (), (), 1)


@pytest.mark.parametrize(("given_title", "shown"), [("The fire", "The fire"), (None, "0.txt, 1.txt")])
def test_title_is_the_given_one_or_the_files(given_title: str | None, shown: str) -> None:
    assert build_ledger(reports_of(["It rained.", "It snowed."]), title=given_title).title == shown


def test_progress_is_told_for_each_report_and_the_comparing() -> None:
    told: list[tuple[str, int, int]] = []
    build_ledger(reports_of(["It rained.", "It snowed."]), progress=lambda *step: told.append(step))
    assert told == [*(("reading", n, 2) for n in (0, 1, 2)), ("comparing", 0, 1), ("comparing", 1, 1)]
