"""Which stretch of a page is what, and whose: in the page styles that there are."""

from __future__ import annotations

import pytest

from rashomon.ledger import Passage, Report, Role
from rashomon.read import read_bytes
from rashomon.split import split_report

FIRST = "The barge Velma sank at her mooring during the night after a storm, the harbour office said on Monday."
SECOND = "Nobody was on board, the harbour master, Ole Brandt, told reporters; divers will look at the hull on Tuesday."
STORY = f"<p>{FIRST}</p><p>{SECOND}</p>"


def page(body: str, head: str = "<title>Barge sinks | Pier View</title>") -> Report:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def plain(text: str, file: str = "page.txt") -> Report:
    return read_bytes(text.encode(), file)


def words(report: Report, passage: Passage) -> str:
    return report.text[passage.start : passage.end].strip()


def parts(report: Report, *roles: Role) -> list[tuple[str | None, str]]:
    """Voice and words of the passages in these roles."""
    return [(one.voice, words(report, one)) for one in split_report(report) if one.role in roles]


def comments(report: Report) -> list[tuple[str | None, str | None, str | None, str]]:
    """Voice, date, whom it answers, and words of each comment."""
    found = [one for one in split_report(report) if one.role is Role.COMMENT]
    return [(one.voice, one.dated, one.answers, words(report, one)) for one in found]


BLOGGER = f"""<div class="header"><h1 class="title"><a href="http://s.example/">Pier View</a></h1></div>
<h2 class="date-header">Tuesday, March 4, 2031</h2><div class="post hentry"><h3 class="post-title">Barge sinks</h3>
<div class="post-body">The Quay Gazette has this report:<br/><br/><blockquote>{FIRST}<br/><br/>{SECOND}</blockquote>
<br/>I walked past and saw nothing.</div>
<div class="post-footer">Posted by <span class="fn">Nell Arden</span></div></div>
<div class="comments" id="comments"><h4>2 comments:</h4><dl id="comments-block">
<dt class="comment-author"><a>pike</a> said...</dt><dd class="comment-body"><p>She leaked.</p></dd>
<dd class="comment-footer"><span class="comment-timestamp">March 4, 2031 at 10:02 AM</span></dd>
<dt class="comment-author">Mags said...</dt><dd class="comment-body"><p>Not true.</p><p>I painted her.</p></dd>
<dd class="comment-footer"><span class="comment-timestamp">March 4, 2031 at 11:40 AM</span></dd></dl>
<p class="comment-footer"><a>Post a Comment</a></p></div>"""
DISQUS = f"""<h1>Barge sinks</h1>{STORY}
<div id="disqus_thread"><ul><li class="post" id="post-1"><div class="post-content">
<header class="post-byline"><span class="author">seabird</span> <a class="time-ago">3 years ago</a></header>
<div class="post-message"><p>The storm was nothing.</p></div><footer><a>Reply</a> <a>Share</a></footer></div>
<ul class="children"><li class="post" id="post-2"><div class="post-content">
<header class="post-byline"><span class="author">Ragna</span></header>
<div class="post-message"><p>It took my roof!</p></div></div></li></ul>
</li></ul></div>"""
GUESTBOOK = f"""<h1>Barge sinks</h1>{STORY}<h3>Comments (2)</h3>
<p><b>Ove</b>, 3 March 2031 18:20: The pumps were off.</p>
<p><b>Lise K.</b>, 4 March 2031 07:05: Never trust berth four. It leaks.</p><p>Comments are closed.</p>"""
TABLES = f"""<table><tr><td>PIER VIEW</td></tr><tr><td><a href=a>Ships</a><br><a href=b>Links</a></td>
<td><b>Barge sinks</b>
<br><i>3 March 2031</i><br><br>{FIRST}<br><br>{SECOND}<br><br>
Readers' comments:<br><br>
<b>Ove</b> (3.3.2031, 18:20):<br>The pumps were off.<br><br>
<b>Lise K.</b> (4.3.2031):<br>Never trust berth four.</td></tr>
<tr><td>(c) 2031 Pier View. <a href=m>Webmaster</a></td></tr></table>"""
FORUM = """<div id="page-header"><h1><a href="/">Dock Talk Forum</a></h1></div><h2>Barge at berth 4</h2>
<div id="p1" class="post bg1">
<div class="postbody">
<p class="author">by <strong>crane7</strong> &raquo; 3 Mar 2031 7:15 am</p>
<div class="content">The lines were cut, I am sure of it, with a knife or an axe, at five this morning.</div>
</div></div>
<div id="p2" class="post bg2"><div class="postbody">
<p class="author">by <strong>Mags</strong> &raquo; 3 Mar 2031 8:02 am</p>
<div class="content"><blockquote><cite>crane7 wrote:</cite> The lines were cut</blockquote>Rubbish.</div></div></div>"""
SAVED = f"""Pier View

Barge sinks

Posted on March 3, 2031 by Jo Lund

The Quay Gazette reports:

{FIRST}

{SECOND}

I do not believe a word about the storm.

2 thoughts on “Barge sinks”

Ove says:
March 3, 2031 at 12:00 pm
Quite right.
Reply

Lise K. says:
March 4, 2031 at 7:05 am
Never trust berth four.

It leaks.
Reply

Leave a Reply

Your email address will not be published.
"""


@pytest.mark.parametrize(
    "report",
    [
        *map(page, (BLOGGER, DISQUS, GUESTBOOK, TABLES, FORUM, STORY, "x")),
        plain(SAVED),
        plain(FIRST),
        plain("\n\n x \n"),
    ],
)
def test_passages_cover_the_text_without_gap_or_overlap(report: Report) -> None:
    passages = split_report(report)
    assert "".join(report.text[one.start : one.end] for one in passages) == report.text
    assert all(one.start < one.end for one in passages)


@pytest.mark.parametrize(
    ("report", "found"),
    [
        (
            page(BLOGGER),
            [
                ("pike", "2031-03-04T10:02", None, "She leaked."),
                ("Mags", "2031-03-04T11:40", None, "Not true.\nI painted her."),
            ],
        ),
        (
            page(DISQUS),
            [("seabird", None, None, "The storm was nothing."), ("Ragna", None, "seabird", "It took my roof!")],
        ),
        (
            page(GUESTBOOK),
            [
                ("Ove", "2031-03-03T18:20", None, "The pumps were off."),
                ("Lise K.", "2031-03-04T07:05", None, "Never trust berth four. It leaks."),
            ],
        ),
        (
            page(TABLES),
            [
                ("Ove", "2031-03-03T18:20", None, "The pumps were off."),
                ("Lise K.", "2031-03-04", None, "Never trust berth four."),
            ],
        ),
        (
            page(FORUM),
            [
                (
                    "crane7",
                    "2031-03-03T07:15",
                    None,
                    "The lines were cut, I am sure of it, with a knife or an axe, at five this morning.",
                ),
                ("crane7", None, None, "The lines were cut"),
                ("Mags", "2031-03-03T08:02", "crane7", "Rubbish."),
            ],
        ),
        (
            plain(SAVED),
            [
                ("Ove", "2031-03-03T12:00", None, "Quite right."),
                ("Lise K.", "2031-03-04T07:05", None, "Never trust berth four.\nIt leaks."),
            ],
        ),
    ],
    ids=["blogger", "disqus", "guestbook", "tables", "forum", "saved"],
)
def test_comments_have_writer_date_and_addressee(
    report: Report, found: list[tuple[str | None, str | None, str | None, str]]
) -> None:
    assert comments(report) == found


@pytest.mark.parametrize("report", [page(BLOGGER), plain(SAVED)], ids=["boxed", "unboxed"])
def test_reprint_is_the_outlets_and_what_is_around_it_the_authors(report: Report) -> None:
    (reprint,) = parts(report, Role.REPRINT)
    before, after = parts(report, Role.COMMENTARY)
    assert reprint == ("The Quay Gazette", f"{FIRST}\n{SECOND}")
    assert before[1].startswith("The Quay Gazette")
    assert after[1].startswith("I ")
    assert before[0] == after[0] == report.authors[0]


def test_nameless_commenters_are_numbered_and_end_before_the_form() -> None:
    report = plain(
        f"Barge sinks\n\nQuay Gazette\n\n{FIRST}\n\n2 responses to “Barge sinks\n\n  1. She leaked.\n     I saw it.\n\n"
        "  2. Not true.\n\nLeave a Reply\n\nFill in your details below.\n\nYou are commenting using your account."
    )
    assert report.publisher is None
    assert parts(report, Role.REPRINT) == [("Quay Gazette", FIRST)]
    assert parts(report, Role.COMMENT) == [("commenter 1", "She leaked.\nI saw it."), ("commenter 2", "Not true.")]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="sharebar"><p>Send it to a friend who sails.</p></div>',
        '<div class="promo"><p>Tonight at nine: a film about the river and its boats.</p></div>',
        "<p>Read also: <a href='#'>Who owns berth four?</a></p>",
        "<p><a href='#'>The long story of berth four and its owners</a></p>",
        "<figure><img><figcaption>Berth four in better days</figcaption></figure>",
        "<form><p>Sign up for our newsletter</p><input></form>",
        "<aside><p>The harbour has nine berths, of which four are in use at present.</p></aside>",
    ],
)
def test_boxes_within_the_article_are_boilerplate(box: str) -> None:
    report = page(f"<h1>Barge sinks</h1><article><p>{FIRST}</p>{box}<p>{SECOND}</p></article>")
    assert [text for _, text in parts(report, Role.ARTICLE)] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "sentence",
    [
        "By Friday the toll had risen to twelve, officials said.",
        "More than twenty were hurt: nine of them children.",
        "Share prices fell.",
        "The board does not subscribe to this view.",
        "She was launched on 3 May 1961.",
        "3 May 1961: the barge is launched at Elm",
        "Published figures say otherwise.",
        "About 300 people came.",
        "The Minister has asked the board for more details.",
    ],
)
def test_sentence_that_opens_as_furniture_does_stays_in_the_article(sentence: str) -> None:
    report = page(f"<h1>Barge sinks</h1><article>{STORY}<p>{sentence}</p><p>{SECOND}</p></article>")
    assert parts(report, Role.ARTICLE) == [("Pier View", f"{FIRST}\n{SECOND}\n{sentence}\n{SECOND}")]


def test_deck_belongs_to_the_headline_and_the_byline_does_not() -> None:
    report = page(f"<h1>Barge sinks</h1><h2>Divers to look at hull</h2><p>By Bo Ek, 3 March 2031</p>{STORY}")
    assert parts(report, Role.HEADLINE) == [("Pier View", "Barge sinks\nDivers to look at hull")]
    assert parts(report, Role.ARTICLE) == [("Pier View", f"{FIRST}\n{SECOND}")]


def test_words_of_a_wrapper_do_not_make_its_story_boilerplate() -> None:
    report = page(f'<div class="post category-sea tag-storm more"><h1>Barge sinks</h1>{STORY}</div>')
    assert parts(report, Role.ARTICLE) == [("Pier View", f"{FIRST}\n{SECOND}")]


def test_words_quoted_from_a_person_are_no_reprint() -> None:
    report = page(
        f"<h1>Barge sinks</h1>{STORY}<p>The Minister said:</p><blockquote><p>“We are sad.”</p></blockquote>{STORY}"
    )
    assert parts(report, Role.REPRINT) == []


@pytest.mark.parametrize(
    ("before", "voice"),
    [
        ("I was told. Here is the Elm Gazette’s account of that night:", "Elm Gazette"),
        ("The Elm Gazette has put a long piece on its first page.", "The Elm Gazette"),
        ("The Harbour Board said in a letter to all of us:", "The Harbour Board"),
    ],
)
def test_long_quotation_is_theirs_who_are_named_before_it(before: str, voice: str) -> None:
    quoted = f"<blockquote><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p></blockquote>"
    report = page(f"<h1>Barge sinks</h1><p>{before}</p>{quoted}<p>I doubt it very much, as a man of the river.</p>")
    ((found, text),) = parts(report, Role.REPRINT)
    assert found is not None
    assert found.removeprefix("The ") == voice.removeprefix("The ")
    assert text.startswith(FIRST)


def test_quoted_dispatch_is_the_agencys_by_its_dateline() -> None:
    quoted = f"<blockquote><p>PORT ELM (Lowland Press) - {FIRST}</p><p>{SECOND}</p></blockquote>"
    report = page(f"<h1>Barge sinks</h1><p>This came in just now, for those who care about boats at all.</p>{quoted}")
    assert [voice for voice, _ in parts(report, Role.REPRINT)] == ["Lowland Press"]


def test_own_dateline_makes_no_reprint() -> None:
    report = plain(
        f"LOWLAND PRESS\n3 March 2031\n\nBarge sinks\n\nPORT ELM (LoPress) - {FIRST}\n\n{SECOND}\n\n-- LoPress"
    )
    assert parts(report, Role.ARTICLE) == [("Lowland Press", f"PORT ELM (LoPress) - {FIRST}\n{SECOND}")]


def test_letter_is_without_greeting_and_signature_and_quotes_the_other() -> None:
    mail = (
        f'From: "Harbour Board" <p@h.example>\nSubject: The barge\n\nDear Ms Lee,\n\n{FIRST}\n\nYours faithfully,'
        "\n\nOle Brandt\n\nOn 3 March 2031 at 14:02, Ann Lee (Lowland Press) wrote:\n"
        "> Did she sink?\n\nThis message is confidential.\n"
    )
    report = plain(mail, "a.eml")
    assert parts(report, Role.HEADLINE, Role.ARTICLE) == [("Harbour Board", "The barge"), ("Harbour Board", FIRST)]
    ((voice, quoted),) = parts(report, Role.REPRINT)
    assert voice == "Ann Lee"
    assert quoted.endswith("> Did she sink?")


def test_statement_ends_at_its_end_mark() -> None:
    report = plain(
        f"HARBOUR BOARD\nPress release\n3 March 2031\n\nBarge sinks\n\n"
        f"{FIRST}\n\n{SECOND}\n\nENDS\n\nPress desk, Quay 1"
    )
    assert parts(report, Role.ARTICLE) == [("Harbour Board", f"{FIRST}\n{SECOND}")]


def test_words_about_the_publisher_are_boilerplate_and_its_demands_are_not() -> None:
    demand = "Pier View demands that the board publish the diver's report within a week."
    report = page(f"<h1>Barge sinks</h1>{STORY}<p>{demand}</p><p>Pier View is funded by its readers.</p>")
    assert parts(report, Role.ARTICLE)[0][1].endswith(demand)


def test_thread_is_known_by_what_forums_print_behind_a_name() -> None:
    who = '<div class="who"><b>{}</b> Posts: {}</div><div class="when">3 Mar 2031, 13:0{}</div>'
    post = f'<div class="post">{who}<p>{{}}</p></div>'
    quoted = f"<blockquote><cite>Quay Police, notice no. 4:</cite><p>{SECOND}</p></blockquote>"
    posts = (("ove", "2,114", 5, FIRST), ("Mags (moderator)", 87, 9, f"{quoted}</p><p>Never."))
    report = page(f"<h2>Barge sinks</h2><p>Page 1 of 1</p>{''.join(post.format(*one) for one in posts)}")
    assert parts(report, Role.ARTICLE) == []
    assert parts(report, Role.COMMENT, Role.REPRINT) == [("ove", FIRST), ("Quay Police", SECOND), ("Mags", "Never.")]


def test_take_of_an_agency_is_its_own_by_dateline_and_signature() -> None:
    take = "QNA 0231 4 ECO BARGE-SUNK (2ND UPDATE)"
    report = plain(
        f"{take}\n\nBarge sinks\n\nQUAY, March 3, 2031, 9.20 (QNA) - {FIRST}\n\n{SECOND}\n\n-- QNA (Quay News)"
    )
    assert (report.publisher, report.title, report.published) == ("Quay News", "Barge sinks", "2031-03-03T09:20")
    assert [text for _, text in parts(report, Role.BOILERPLATE)] == [take, "-- QNA (Quay News)"]


def test_text_in_numbered_sections_begins_with_the_first() -> None:
    head = "QUAY PATROL\nDaily report 7/2031\nCovers 3 March 2031, 06:00, to 4 March 2031, 06:00"
    report = plain(f"{head}\n\n1. Berth four\n\n{FIRST}\n\n2. Berth five\n\n{SECOND}")
    assert parts(report, Role.ARTICLE) == [("Quay Patrol", f"1. Berth four\n{FIRST}\n2. Berth five\n{SECOND}")]
    assert report.published == "2031-03-04T06:00"


def test_signature_of_a_mail_is_no_part_of_its_text() -> None:
    headers = "From: Quay Police <a@q.example>\nSubject: Barge\nDate: Mon, 3 Mar 2031 09:00:00 +0000"
    foot = "Ole Brandt\nPress officer\n\n--\nQuay Police. Lines are open."
    body = f"Quay, 3 March 2031, 9.30 a.m.\n\n{FIRST}\n\n{SECOND}\n\n{foot}"
    assert parts(plain(f"{headers}\n\n{body}", "a.eml"), Role.ARTICLE) == [("Quay Police", f"{FIRST}\n{SECOND}")]


def test_quotation_that_a_blog_says_somebody_put_out_is_a_reprint() -> None:
    quoted = f"<p>Here is what Quaypress put out today:</p><blockquote>{STORY}{STORY}</blockquote>"
    told = f"<p>I mend boats.</p>{quoted}<p>Well, I saw it.</p>"
    report = page(f"<h1>Barge sinks</h1><p>by Nell Arden</p><article>{told}</article>")
    assert [voice for voice, _ in parts(report, Role.REPRINT)] == ["Quaypress"]
