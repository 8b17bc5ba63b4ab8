"""Origins: one speaker is one origin however many quote him, and copied words are their source's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.ledger import Copied, Ledger, Passage, Report, Role
from rashomon.trace import MIN_SHARED_WORDS, find_copied
from told import lay_out, make_report

STORM = "The keeper lit the great lamp of the old tower long before the storm came over the bay."
WORDS = "lamp keeper tower storm bay boat rope light night water wind stone gull tide sail".split()


def whole(report: Report) -> Passage:
    return Passage(report=report.id, role=Role.ARTICLE, voice=None, start=0, end=len(report.text))


def copies(one: str, other: str) -> tuple[tuple[Copied, ...], dict[str, str]]:
    reports = [make_report(text, file=f"{n}.txt") for n, text in enumerate((one, other))]
    return find_copied(reports, map(whole, reports)), {report.id: report.text for report in reports}


def test_copied_wording_is_exact_to_the_character() -> None:
    (found,), texts = copies(f"At dusk it rained. {STORM} Boats turned.", f"We read this: “{STORM}” Nobody slept.")
    for stretch in (found.source, found.target):
        assert texts[stretch.report][stretch.start : stretch.end] == STORM.rstrip(".")


def test_run_of_just_enough_words_is_copied_and_one_fewer_is_not() -> None:
    run = WORDS[:MIN_SHARED_WORDS]
    assert len(copies(f"one {' '.join(run)} two", f"three {' '.join(run)} four")[0]) == 1
    assert len(copies(f"one {' '.join(run[1:])} two", f"three {' '.join(run[1:])} four")[0]) == 0


def test_earlier_report_is_the_source() -> None:
    ledger = lay_out(STORM, f"We read: {STORM}", published=("2042-05-09", "2042-05-08"))
    (found,) = ledger.copied
    files = {report.id: report.file for report in ledger.reports}
    assert (files[found.source.report], files[found.target.report]) == ("1.txt", "0.txt")


def test_boilerplate_is_not_copied_wording() -> None:
    reports = [make_report(STORM, file=f"{n}.txt") for n in range(2)]
    menu = [Passage(report=r.id, role=Role.BOILERPLATE, voice=None, start=0, end=len(r.text)) for r in reports]
    assert find_copied(reports, menu) == ()


def test_run_does_not_cross_what_is_left_out() -> None:
    one, other = make_report(STORM, file="0.txt"), make_report(STORM.replace("lamp", "lamp MENU"), file="1.txt")
    menu = other.text.index("MENU")
    cuts = ((0, menu, Role.ARTICLE), (menu, menu + 5, Role.BOILERPLATE), (menu + 5, len(other.text), Role.ARTICLE))
    parts = [Passage(report=other.id, role=role, voice=None, start=start, end=end) for start, end, role in cuts]
    (found,) = find_copied([one, other], [whole(one), *parts])
    assert other.text[found.target.start : found.target.end] == STORM[STORM.index("of the old") :].rstrip(".")


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
def test_both_stretches_hold_the_same_words_and_no_word_is_copied_twice(one: list[str], other: list[str]) -> None:
    found, texts = copies(" ".join(one), " ".join(other) + ".")
    at = 0
    for copied in found:
        source, target = copied.source, copied.target
        words = texts[source.report][source.start : source.end]
        assert words == texts[target.report][target.start : target.end]
        assert len(words.split()) >= MIN_SHARED_WORDS
    for target in sorted((c.target for c in found), key=lambda t: t.start):
        assert target.start >= at
        at = target.end


def origins(ledger: Ledger) -> list[tuple[str, int]]:
    return sorted((origin.name, len(origin.claims)) for origin in ledger.origins)


def test_speaker_whom_two_reports_quote_is_one_origin() -> None:
    ledger = lay_out("Peter Lang said the mill burned down.", "“The mill burned down,” said Peter Lang.")
    assert origins(ledger) == [("Peter Lang", 2)]
    assert "0.txt, 1.txt" in ledger.origins[0].why


def test_two_speakers_are_two_origins() -> None:
    ledger = lay_out("Peter Lang said the mill burned down.", "Anna Keller said the mill burned down.")
    assert origins(ledger) == [("Anna Keller", 1), ("Peter Lang", 1)]


def test_nameless_witnesses_of_two_reports_are_two_origins() -> None:
    ledger = lay_out("A witness said two men ran.", "A witness said three men ran.")
    assert origins(ledger) == [("witness", 1), ("witness", 1)]


def test_nameless_witness_in_copied_words_is_one_origin() -> None:
    text = "A witness said two men in dark coats ran from the mill to the old ferry quay."
    assert origins(lay_out(text, text + "\n\nIt rained.")) == [("Marsh Radio", 1), ("witness", 2)]


def test_copied_words_in_a_pages_own_voice_are_their_sources() -> None:
    assert origins(lay_out(STORM, STORM + " Nobody slept.")) == [("Marsh Radio", 1), ("Tern Post", 4)]


def test_each_claim_has_one_origin() -> None:
    ledger = lay_out(STORM, f"{STORM} Peter Lang said nobody slept.", "The lamp reportedly failed, a source said.")
    listed = [claim for origin in ledger.origins for claim in origin.claims]
    assert sorted(listed) == sorted(claim.id for claim in ledger.claims)


def test_comparison_of_one_speakers_words_is_of_one_origin() -> None:
    said, denied = "Peter Lang said twelve people died in the fire.", "Nineteen people died in the fire."
    ledger = lay_out(said, "Twelve people died in the fire, Peter Lang said.", denied)
    speaker = {claim.id: claim.speaker.name for claim in ledger.claims}
    for comparison in ledger.comparisons:
        assert comparison.same_origin == (speaker[comparison.a] == speaker[comparison.b])
    assert {c.same_origin for c in ledger.comparisons} == {True, False}
