"""What a reader sees: every format shows the words, the chains and both sides, and no report can disguise itself."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamp import WIRE, cover, make_report
from rashomon import to_html, to_markdown, to_text
from rashomon.corrections import find_corrections
from rashomon.dossier.arrange import Moment, Said, arrange
from rashomon.dossier.marks import Mark, marked
from rashomon.dossier.timeline import EDGE, MIN_TICK_DISTANCE, draw
from rashomon.dossier.wording import counted, legible, readable_time
from rashomon.editions import find_editions
from rashomon.ledger import Comparison, Kind, Ledger, Relation, Role, Status

VOID = {"meta", "br", "input", "line", "rect"}


class Page(HTMLParser):
    """The visible text of a page with its ids and links; fails on tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.every_tag: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)
        assert self.tags == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.every_tag.append(tag)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told[name] or "" for name in ("href", "src") if name in told]
        if tag not in VOID:
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


# The arrangement


@pytest.mark.parametrize(
    ("edtf", "read"),
    [
        ("2044-06-07", "2044-06-07"),
        ("2044-06~", "about 2044-06"),
        ("2044?", "perhaps 2044"),
        ("2044-21", "spring 2044"),
        ("2044-06-07T03:40", "2044-06-07 03:40"),
        ("2044-06-07T03:40:00+02:00", "2044-06-07 03:40"),
        ("2044-06-07T03:40~", "about 2044-06-07 03:40"),
        ("2044-06-07/2044-06-09", "2044-06-07 to 2044-06-09"),
        ("2044-06-07T00:00/2044-06-07T11:59", "2044-06-07 00:00 to 11:59"),
        ("2044-06-07T23:00/2044-06-08T01:00", "2044-06-07 23:00 to 2044-06-08 01:00"),
        ("../2044-06~", "until about 2044-06"),
        ("2044-06/..", "since 2044-06"),
        ("XXXX-06-07", "06-07, year not said"),
        ("XXXX", "year not said"),
        ("XXXX-23", "autumn, year not said"),
        ("XXXX-XX-XXT18:00/XXXX-XX-XXT05:59", "18:00 to 05:59, day not said"),
        ("XXXX-06-07/2044-06-09", "06-07, year not said to 2044-06-09"),
    ],
)
def test_a_time_is_read_out_no_more_exactly_than_it_is(edtf: str, read: str) -> None:
    assert readable_time(edtf) == read


@pytest.mark.parametrize(
    ("n", "noun", "said"), [(1, "claim", "1 claim"), (0, "claim", "0 claims"), (2, "commentary", "2 commentaries")]
)
def test_a_count_agrees_with_its_noun(n: int, noun: str, said: str) -> None:
    assert counted(n, noun) == said


def test_points_with_more_independent_origins_come_first(ledger: Ledger) -> None:
    dossier = arrange(ledger)
    assert [question.text for question in dossier.contested] == ["How many boats ran aground?", "Did the lamp go out?"]
    assert [question.number for question in dossier.questions] == [1, 2, 3]


def ids(said: tuple[Said, ...]) -> set[str]:
    return {one.claim.id for first in said for one in first.everywhere}


def test_the_same_words_of_the_same_mouth_are_shown_once(ledger: Ledger) -> None:
    nine = arrange(ledger).contested[0].sides[0].said
    assert [(one.report.file, [copy.report.file for copy in one.again]) for one in nine] == [
        ("1-wire.txt", ["2-blog.html"])
    ]


def test_updates_of_one_matter_are_one_series_in_their_order(ledger: Ledger) -> None:
    first, second, third = (claim.id for claim in ledger.claims[2:5])
    pairs = ((second, third), (first, second), (first, third))
    steps = tuple(
        Comparison(a=a, b=b, relation=Relation.UPDATES, kind=Kind.NUMBER, why="more by the hour", score=1.0)
        for a, b in pairs
    )
    (series,) = arrange(replace(ledger, comparisons=steps)).updates
    assert [one.claim.id for one in series.said] == [first, second, third]
    assert series.reasons == ("more by the hour",)


def test_every_claim_is_in_a_question_or_with_its_speaker(ledger: Ledger) -> None:
    dossier = arrange(ledger)
    asked = {claim for question in dossier.questions for side in question.sides for claim in side.claims}
    alone = {claim for speaker in dossier.single for claim in ids(speaker.said)}
    assert asked | alone == {claim.id for claim in ledger.claims}
    assert not asked & alone


def test_shown_are_the_words_at_the_place_whatever_a_claim_says_of_itself(ledger: Ledger) -> None:
    claims = tuple(replace(claim, text="other words") for claim in ledger.claims)
    shown = to_text(replace(ledger, claims=claims))
    assert "other words" not in shown
    assert "«I counted four hulls on the sand»" in shown


def test_the_arrangement_does_not_depend_on_the_order_of_arrival(ledger: Ledger) -> None:
    turned = replace(ledger, reports=ledger.reports[::-1], claims=ledger.claims[::-1], points=ledger.points[::-1])
    assert arrange(turned) == arrange(ledger)


def test_reasons_of_a_contested_point_are_its_contradictions_only(ledger: Ledger) -> None:
    assert arrange(ledger).contested[0].reasons == ("harbour office: 9 boats; Sand & Salt: 4",)


# Every format


@pytest.mark.parametrize("write", [to_text, to_html, to_markdown])
def test_nothing_that_turns_text_or_drives_a_terminal_comes_through(ledger: Ledger, write: type) -> None:
    title = "The \x1b[31mdark\u202e lamp"
    shown = str(write(replace(ledger, title=title)))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize("write", [to_text, to_html, to_markdown])
def test_a_ledger_without_a_claim_is_still_a_dossier(ledger: Ledger, write: type) -> None:
    bare = replace(ledger, claims=(), comparisons=(), points=(), origins=(), copied=())
    assert "The dark lamp" in str(write(bare))


def test_controls_are_named_and_line_ends_kept() -> None:
    assert legible("a\u202eb\x1bc\n") == "a[U+202E]b[U+001B]c\n"


# Terminal


def test_accounts_stand_side_by_side_where_there_is_room(ledger: Ledger) -> None:
    assert any("nine boats" in line and "four boats" in line for line in to_text(ledger, width=100).splitlines())


def test_accounts_stand_one_below_the_other_where_there_is_none(ledger: Ledger) -> None:
    shown = to_text(ledger, width=60)
    assert not any("nine boats" in line and "four boats" in line for line in shown.splitlines())
    assert max(map(len, shown.splitlines())) <= 60


def test_a_claim_leads_back_to_its_line_and_offsets(ledger: Ledger) -> None:
    shown = to_text(ledger, width=200)
    assert "«I counted four hulls on the sand»" in shown
    assert "2-blog.html:7 [136:168]" in shown
    assert "Sand & Salt › moss › My aunt (denies)" in shown


def test_colours_only_when_asked_for(ledger: Ledger) -> None:
    assert "\x1b[" not in to_text(ledger)
    assert "\x1b[" in to_text(ledger, color=True)


def test_what_was_not_read_is_named(ledger: Ledger) -> None:
    assert "4-scan.pdf: no text in the PDF: 2 pages of images" in to_text(ledger)


# Markdown


def test_words_of_a_report_are_never_markup(ledger: Ledger) -> None:
    shown = to_markdown(replace(ledger, title="*Dark* [lamp](x) & 1 < 2"))
    assert shown.startswith(r"# \*Dark\* \[lamp\](x) & 1 \< 2")
    assert r"\<b\>Ask\</b\>" in shown


# Page


def test_the_page_nests_and_every_link_within_it_arrives(ledger: Ledger) -> None:
    page = Page(to_html(ledger))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_asks_for_nothing_and_runs_nothing(ledger: Ledger) -> None:
    page = Page(to_html(ledger))
    assert all(link.startswith("#") for link in page.links)
    assert not {"script", "iframe", "img", "link", "form", "object"} & set(page.every_tag)


def test_the_policy_admits_the_style_sheet_by_its_digest(ledger: Ledger) -> None:
    shown = to_html(ledger)
    css = shown.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = re.search('Content-Security-Policy" content="([^"]*)"', shown)
    assert policy is not None
    assert policy[1].replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_every_claim_has_its_place_in_the_full_text(ledger: Ledger) -> None:
    ids = Page(to_html(ledger)).ids
    assert sorted(one for one in ids if one.startswith("c-")) == sorted(f"c-{claim.id}" for claim in ledger.claims)


def test_the_full_text_of_every_report_is_on_the_page(ledger: Ledger) -> None:
    seen = "".join(re.sub(r"</a>\d", "", Page(to_html(replace(ledger, points=()))).text).split())
    for report in ledger.reports:
        assert "".join(legible(report.text).split()) in re.sub("|".join(map(re.escape, _headings(ledger))), "", seen), (
            report.file
        )


def _headings(ledger: Ledger) -> list[str]:
    from rashomon.dossier.html import heading

    heads = {heading(passage) for passage in ledger.passages}
    boilerplate = {f"{heading(one)}(2words)" for one in ledger.passages if one.role is Role.BOILERPLATE}
    return sorted(("".join(head.split()) for head in heads | boilerplate), key=len, reverse=True)


def test_markup_in_a_report_is_shown_not_obeyed(ledger: Ledger) -> None:
    shown = to_html(ledger)
    assert "&lt;b&gt;Ask&lt;/b&gt;" in shown
    assert "<b>Ask" not in shown


def test_a_contested_claim_leads_back_to_its_question(ledger: Ledger) -> None:
    point = next(one for one in ledger.points if one.status is Status.CONTESTED)
    assert f'class="back" href="#q-{point.id}"' in to_html(ledger)


TEXT = "She said that he said <so> & more"
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda span: span[0] < span[1])


@given(spans=st.lists(SPANS, max_size=6, unique=True))
def test_marks_that_cross_still_nest_and_lose_no_letter(spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start=s, end=e, tag="mark", css="", anchor=f"c-{n}") for n, (s, e) in enumerate(spans)]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    page = Page(str(marked(TEXT, 0, len(TEXT), marks)))
    assert page.text == TEXT
    assert sorted(page.ids) == sorted(mark.anchor for mark in marks)


def test_a_mark_over_two_paragraphs_has_its_anchor_in_the_first() -> None:
    mark = Mark(start=2, end=12, tag="mark", css="", anchor="c-1")
    assert Page(str(marked(TEXT, 0, 8, [mark]))).ids == ["c-1"]
    assert Page(str(marked(TEXT, 8, len(TEXT), [mark]))).ids == []


# Timeline

NIGHT = datetime(2044, 6, 7, tzinfo=UTC)


def moment(start: int | None, end: int | None) -> Moment:
    hours = [None if n is None else NIGHT + timedelta(hours=n) for n in (start, end)]
    return Moment(label="", start=hours[0], end=hours[1], said=())


def test_an_open_bound_runs_to_the_edge() -> None:
    line = draw([moment(None, 2), moment(1, None)])
    assert (line.bars[0].left, line.bars[0].open_left, line.bars[0].open_right) == (0.0, True, False)
    assert line.bars[1].left + line.bars[1].width == pytest.approx(100)


def test_order_and_overlap_are_drawn_true_across_a_year() -> None:
    bars = draw([moment(-9000, -8999), moment(0, 3), moment(2, 4)]).bars
    assert bars[0].left + bars[0].width < bars[1].left < bars[2].left < bars[1].left + bars[1].width
    assert bars[0].left == EDGE


def test_dates_on_the_line_do_not_print_over_one_another() -> None:
    ticks = draw([moment(n, n + 1) for n in range(40)]).ticks
    assert all(later.left - earlier.left >= MIN_TICK_DISTANCE for earlier, later in pairwise(ticks))


# Colours


def _luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_can_be_read(ledger: Ledger, scheme: int) -> None:
    css = to_html(ledger).partition("<style>")[2]
    colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", css, re.S)[scheme]))
    for text in ("ink", "soft", "link", "a", "b", "c", "d"):
        assert min(_contrast(colors[text], colors[paper]) for paper in ("paper", "sheet")) >= 4.5, text
    for ground in ("claim", "contested", "corroborated", "aim"):
        assert min(_contrast(colors[text], colors[ground]) for text in ("ink", "link")) >= 4.5, ground


# What pages changed

LATER = WIRE.replace("Nine boats", "Eight boats") + "\n\nCorrection: they were eight boats, not nine."


def edited() -> Ledger:
    """A page taken twice, with a word changed and a notice."""
    page, captured = "https://gull.example/lamp", ("2044-06-08", "2044-06-09")
    reports = [
        replace(make_report(f"{n}.html", text, "Gull Wire", "2044-06-08"), url=page, captured=captured[n])
        for n, text in enumerate((WIRE, LATER))
    ]
    passages = [part for report in reports for part in cover(report, (Role.ARTICLE, "Gull Wire", "Lamp"))]
    editions = find_editions(reports, passages)
    corrections = find_corrections(reports, passages, (), editions)
    return Ledger(
        title="Lamp",
        reports=tuple(reports),
        passages=tuple(passages),
        editions=editions,
        corrections=corrections,
    )


def test_every_format_shows_what_was_changed_between_editions_and_how_it_is_owned_up_to() -> None:
    ledger = edited()
    for shown in (to_text(ledger), to_markdown(ledger), Page(to_html(ledger)).text):
        assert "changed between editions" in shown.casefold()
        assert "captured 2044-06-08 → 2044-06-09" in shown
        assert "said in a notice" in shown
        assert "without a notice" not in shown
        assert "corrections and retractions" in shown.casefold()
        assert "they were eight boats, not nine" in shown


def test_page_without_changes_says_so() -> None:
    ledger = edited()
    same = replace(ledger, editions=tuple(replace(one, changes=()) for one in ledger.editions))
    assert "no words changed" in to_text(same)


def test_three_clocks_of_a_claim_are_called_by_their_names(ledger: Ledger) -> None:
    said = next(one for series in arrange(ledger).contested for side in series.sides for one in side.said if one.of)
    assert replace(said, at="“on Monday”").clocks.startswith(f"said “on Monday” · published {said.on} · of ")
    assert replace(said, at=None, on=None, of=None).clocks == "date not said"


def test_what_is_known_of_a_report_stands_with_its_clue(ledger: Ledger) -> None:
    clues = (("captured", "file time"), ("title", "h1"))
    told = replace(ledger.reports[0], captured="2044-06-10T12:00", title="The lamp", clues=clues)
    turned = replace(ledger, reports=(told, *ledger.reports[1:]))
    facts = arrange(turned).sources[0].facts
    assert ("captured", "2044-06-10 12:00", "file time") in facts
    assert ("published", "2044-06-08", "") in facts
    shown = " ".join(Page(to_html(turned)).text.split())
    assert "title The lamp (h1)" in shown
    assert "captured 2044-06-10 12:00 (file time)" in shown
