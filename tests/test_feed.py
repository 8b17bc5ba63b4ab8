"""Feeds: an entry a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.read import Limits, Reading, read_reports

STORY = "The barge Velma sank at her mooring during the night, the harbour office said."
RSS = f"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>
<rss version="2.0" xmlns:content="c" xmlns:dc="d" xmlns:atom="a"><channel>
<title>Quay Gazette</title><link>https://quay.example/</link><language>en</language>
<item>
 <title>Barge sinks &amp; crew safe</title><link>https://quay.example/1</link>
 <dc:creator>Nell Arden</dc:creator><pubDate>Mon, 03 Mar 2031 16:30:12 +0200</pubDate>
 <description>Short.</description>
 <content:encoded><![CDATA[<p>{STORY}</p><p>An <item> & more ]] > so.</p>]]></content:encoded>
</item>
<!-- <item><title>Not published</title></item> -->
<item><title>Bad</title><description>no end</item>
<item>
 <title>Second&nbsp;day</title><guid>https://quay.example/2</guid><author>desk@quay.example (Bo Ek)</author>
 <description>&lt;p&gt;AT&T said so.&lt;/p&gt; &x; &b;</description>
</item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Towpath</title><author><name>Ann Lee</name></author>
<entry><title type="html">Barge &lt;b&gt;sinks&lt;/b&gt;</title><link rel="self" href="https://t.example/self"/>
<link href="https://t.example/1"/><published>2031-03-03T16:30:00Z</published><updated>2031-03-04</updated>
<content type="xhtml"><div xmlns="x"><p>{STORY}</p><p>So <i>it</i> is.</p></div></content></entry>
<entry><title>Plain</title><author><name>Bo Ek</name></author><updated>2031-03-05</updated>
<summary>1 &lt; 2 barges

Next.</summary></entry></feed>"""


def reading_of(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Reading:
    (folder / name).write_bytes(text.encode(encoding))
    return read_reports([folder / name])


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed"])
def test_each_entry_of_a_feed_is_a_report(tmp_path: Path, name: str) -> None:
    first, second = reading_of(tmp_path, name, RSS).reports
    assert (first.file, second.file) == (f"{name}#1", f"{name}#3")
    assert first.text == f"Barge sinks & crew safe\n{STORY}\nAn\n& more ]] > so."
    assert (first.title, first.publisher, first.language) == ("Barge sinks & crew safe", "Quay Gazette", "en")
    assert (first.authors, first.published) == (("Nell Arden",), "2031-03-03T16:30:12+02:00")
    assert first.url == "https://quay.example/1"
    assert dict(first.clues)["authors"] == "feed dc:creator"
    assert first.extractor == "feed 1, html 1"
    assert (second.title, second.authors, second.url) == ("Second day", ("Bo Ek",), "https://quay.example/2")


def test_a_broken_entry_is_named_and_the_others_survive(tmp_path: Path) -> None:
    (lost,) = reading_of(tmp_path, "feed.rss", RSS).unread
    assert lost.file == "feed.rss#2"
    assert lost.reason.startswith("broken XML: mismatched tag")


def test_entities_of_a_document_type_are_not_heard(tmp_path: Path) -> None:
    text = reading_of(tmp_path, "feed.rss", RSS).reports[1].text
    assert text == "Second day\nAT&T said so.\n&x; &b;"


def test_atom_says_which_texts_are_markup_and_lends_its_author(tmp_path: Path) -> None:
    first, second = reading_of(tmp_path, "feed.atom", ATOM).reports
    assert first.text == f"Barge sinks\n{STORY}\nSo it is."
    assert (first.title, first.url, first.authors) == ("Barge sinks", "https://t.example/1", ("Ann Lee",))
    assert (first.published, first.modified) == ("2031-03-03T16:30:00Z", "2031-03-04")
    assert second.text == "Plain\n1 < 2 barges\nNext."
    assert (second.authors, second.published) == (("Bo Ek",), "2031-03-05")
    assert dict(second.clues)["published"] == "feed updated"


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "shift_jis"])
def test_a_feed_may_be_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><item><title>Баржа</title></item></rss>'
    assert reading_of(tmp_path, "feed.rss", text, encoding).reports[0].text == "Баржа"


def test_an_entry_over_the_limit_and_one_cut_off_cost_no_other(tmp_path: Path) -> None:
    items = "".join(f"<item><title>{n}</title><description>{'x ' * n}</description></item>" for n in (10, 9000, 20))
    (tmp_path / "feed.rss").write_text(f"<rss>{items}<item><title>cut")
    reading = read_reports([tmp_path / "feed.rss"], limits=Limits(document_bytes=5000))
    assert [report.title for report in reading.reports] == ["10", "20"]
    assert [one.file for one in reading.unread] == ["feed.rss#2", "feed.rss#4"]
