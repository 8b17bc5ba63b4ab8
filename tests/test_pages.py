"""Whole pages of the kinds that there are, each against what a reader wrote beside it: voices, comments, dates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from layers import KEY, check_page
from rashomon.ledger import Report, Role
from rashomon.read import read_bytes
from rashomon.split import split_report

PAGES = sorted(key.with_suffix("") for key in (Path(__file__).parent / "pages").glob(f"*{KEY}"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_read_as_a_person_reads_it(page: Path) -> None:
    assert check_page(page).wrong == []


STORY = "<p>The barge Velma sank at her mooring during the night after a storm, the harbour office said on Monday.</p>"
COMMENT = '<div class="comment"><b class="fn">{}</b> <time datetime="{}">{}</time><p>She leaked.</p></div>'


def page(body: str, head: str = "") -> Report:
    html = f"<html><head><title>Barge sinks | Pier View</title>{head}</head><body>{body}</body></html>"
    return read_bytes(html.encode(), "page.html")


def commented(*shown: str, captured: str | None = None) -> list[str | None]:
    """The dates of comments whose age is shown so on a page taken at that time."""
    items = "".join(f'<div class="comment"><b class="fn">Ove</b> <i>{age}</i><p>She leaked.</p></div>' for age in shown)
    report = replace(page(f"<h1>Barge sinks</h1>{STORY}<div id=comments>{items}</div>"), captured=captured)
    return [passage.dated for passage in split_report(report) if passage.role is Role.COMMENT]


@pytest.mark.parametrize(
    "comments",
    [
        '<div id="comments">{0}{0}</div>',
        '<section><div itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
        '<span itemprop="author">Ove</span><p>She leaked.</p></div></section>',
        '<div vocab="https://schema.org/" typeof="Comment"><span property="author">Ove</span><p>She leaked.</p></div>',
        "<h3>2 comments</h3><p>By Ove, 4 March 2031</p><p>She leaked.</p>",
    ],
    ids=["class", "microdata", "rdfa", "printed"],
)
def test_commenter_is_never_the_author_of_the_page(comments: str) -> None:
    body = comments.format(COMMENT.format("Ove", "2031-03-04", "4 March"))
    assert page(f"<h1>Barge sinks</h1>{STORY}{body}").authors == ()


@pytest.mark.parametrize(
    ("markup", "clue"),
    [
        (
            '<article itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author" itemscope '
            'itemtype="https://schema.org/Person"><i itemprop="name">Bo Ek</i></span>'
            '<meta itemprop="datePublished" content="2031-03-03T09:00"><meta itemprop="dateModified" '
            'content="2031-03-04">{}</article>',
            "microdata",
        ),
        (
            '<article vocab="https://schema.org/" typeof="NewsArticle"><span property="author">Bo Ek</span>'
            '<meta property="schema:datePublished" content="2031-03-03T09:00"><meta property="dateModified" '
            'content="2031-03-04">{}</article>',
            "RDFa",
        ),
    ],
    ids=["microdata", "RDFa"],
)
def test_page_says_of_itself_in_its_markup_who_and_when(markup: str, clue: str) -> None:
    report = page(markup.format(f"<h1>Barge sinks</h1>{STORY}"))
    assert (report.authors, report.published, report.modified) == (("Bo Ek",), "2031-03-03T09:00", "2031-03-04")
    assert dict(report.clues)["published"] == f"{clue} datePublished"


def test_age_of_a_comment_is_told_from_the_capture_as_far_as_it_goes() -> None:
    ages = ("3 hours ago", "2 days ago", "5 months ago", "1 year ago", "20 minutes ago")
    assert commented(*ages) == [None] * 5
    assert commented(*ages, captured="2031-03-04T12:00:00Z") == [
        "2031-03-04",
        "2031-03-02~",
        "2030-10~",
        "2030~",
        "2031-03-04",
    ]
    assert commented("3 hours ago", captured="2031-03-04T03:30:00Z") == ["2031-03-04~"]


def test_markup_within_a_comment_says_nothing_of_the_page() -> None:
    comment = (
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><meta itemprop="author" content="Ove">'
        '<meta itemprop="datePublished" content="2031-03-09"><p itemprop="text">She leaked.</p></div>'
    )
    report = page(f"<h1>Barge sinks</h1>{STORY}{comment}")
    assert (report.authors, report.published) == ((), None)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Vessel: Velma</p><p>Owner: Elm Barges</p><p>Built: Quay Yard</p><p>Master: Ole Brandt</p>",
        "<h3>What happened?</h3><p>We were told of it at six.</p><h3>Is the water safe?</h3><p>Yes, we tested it.</p>"
        "<h3>What should I do?</h3><p>You can call our office.</p>",
        "<p>Note: divers go down on Tuesday.</p><p>Ole Brandt: “It was the storm.” He said no more of it to us.</p>",
        "<ul><li><a href=a>Crane falls</a> 3 March 2031</li><li><a href=b>Pilot saved</a> 2 March 2031</li></ul>",
    ],
    ids=["facts", "questions to an office", "two labels", "related stories"],
)
def test_what_looks_like_speech_or_a_thread_and_is_none_stays_the_pages(body: str) -> None:
    passages = split_report(page(f"<h1>Barge sinks</h1><article>{STORY}{body}{STORY}</article>"))
    assert {passage.voice for passage in passages} == {"Pier View"}
    assert Role.COMMENT not in {passage.role for passage in passages}


def test_posts_of_a_blogs_front_page_are_neither_a_thread_nor_a_live_report() -> None:
    posts = "".join(
        f'<article class="post"><h2><a href="/{day}">Barge {day}</a></h2><p>by <b class="author">{name}</b>'
        f' <time datetime="2031-03-{day}T09:00">{day} March 2031</time></p>{STORY}</article>'
        for day, name in (("21", "Bo Ek"), ("14", "Nell Arden"), ("07", "Bo Ek"))
    )
    passages = split_report(page(f'<h1><a href="/" rel="home">Pier View</a></h1><main>{posts}</main>'))
    assert all(passage.role is not Role.COMMENT and passage.dated is None for passage in passages)
