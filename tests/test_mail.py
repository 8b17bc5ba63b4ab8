"""Mails, mailboxes and saved pages that are written as mails."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from rashomon.ledger import Role
from rashomon.read import Limits, Reading, read_bytes, read_reports
from rashomon.split import split_report

STORY = "The barge Velma sank at her mooring during the night, the harbour office said on Monday."
DATE = "Mon, 03 Mar 2031 16:30:12 +0200"


def mail_of(text: str, subject: str = "The barge", sender: str = "Ann Lee <ann@quay.example>") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = sender, subject, DATE
    mail.set_content(text)
    return mail


def boxed(*mails: EmailMessage) -> bytes:
    mark = b"From ann@quay.example Mon Mar  3 16:30:12 2031\n"
    return b"".join(mark + bytes(mail).replace(b"\nFrom ", b"\n>From ") + b"\n" for mail in mails)


def reading_of(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> Reading:
    (folder / name).write_bytes(data)
    return read_reports([folder / name], limits=limits or Limits())


def test_each_mail_of_a_mailbox_is_a_report(tmp_path: Path) -> None:
    data = boxed(mail_of(STORY), mail_of(f"{STORY}\n\nFrom Monday on she lay on her side.", subject="Re: The barge"))
    reading = reading_of(tmp_path, "threads.mbox", data)
    assert [report.file for report in reading.reports] == ["threads.mbox#1", "threads.mbox#2"]
    assert [report.title for report in reading.reports] == ["The barge", "Re: The barge"]
    assert {(report.publisher, report.authors) for report in reading.reports} == {("Ann Lee", ("Ann Lee",))}
    assert {report.published for report in reading.reports} == {"2031-03-03T16:30:12+02:00"}
    assert reading.reports[1].text.endswith("From Monday on she lay on her side.")


def test_mailbox_is_known_by_its_bytes_and_a_bad_mail_fails_alone(tmp_path: Path) -> None:
    data = boxed(mail_of(STORY), mail_of("", subject=""), mail_of(STORY * 1000), mail_of("Short."))
    reading = reading_of(tmp_path, "threads", data, Limits(document_bytes=50_000))
    assert [report.file for report in reading.reports] == ["threads#1", "threads#4"]
    assert {one.file: one.reason for one in reading.unread} == {
        "threads#2": "a mail without subject and text",
        "threads#3": "larger than 0 MB; left unread",
    }


def test_attachments_are_reports_of_their_own(tmp_path: Path) -> None:
    mail = mail_of("See the notes.")
    mail.add_attachment(STORY.encode(), maintype="text", subtype="plain", filename="note.txt")
    mail.add_attachment(f"<h1>Barge</h1><p>{STORY}</p>", subtype="html", filename="../page.html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    mail.add_attachment(mail_of(f"{STORY} So it is.", subject="Older"))
    reading = reading_of(tmp_path, "a.eml", bytes(mail))
    assert [report.file for report in reading.reports] == ["a.eml", "a.eml/note.txt", "a.eml/page.html", "a.eml#4"]
    assert reading.reports[0].text == "The barge\nSee the notes."
    assert reading.reports[3].title == "Older"
    assert dict(reading.reports[1].clues)["publisher"] == "mail from, of the mail around it"
    assert [one.file for one in reading.unread] == ["a.eml/map.png"]


def test_a_mail_with_attachments_only_does_not_lose_them(tmp_path: Path) -> None:
    mail = mail_of("", subject="")
    mail.add_attachment(STORY.encode(), maintype="text", subtype="plain", filename="note.txt")
    reading = reading_of(tmp_path, "a.eml", bytes(mail))
    assert [report.file for report in reading.reports] == ["a.eml/note.txt"]
    assert [one.file for one in reading.unread] == ["a.eml"]


def test_of_two_forms_of_a_text_the_plain_one_is_read_unless_it_is_empty() -> None:
    mail = mail_of(STORY)
    mail.add_alternative(f"<p>{STORY}</p>", subtype="html")
    assert read_bytes(bytes(mail), "a.eml").text == f"The barge\n{STORY}"
    mail = mail_of(" ")
    mail.add_alternative("<p>Only here.</p>", subtype="html")
    assert read_bytes(bytes(mail), "a.eml").text == "The barge\nOnly here."


def test_texts_below_one_another_are_all_read() -> None:
    mail = mail_of("Above.")
    mail.make_mixed()
    mail.attach(mail_of("Below."))  # as a mailing list adds its foot
    for part in mail.iter_parts():
        assert isinstance(part, EmailMessage)
    assert read_bytes(bytes(mail), "a.eml").text == "The barge\nAbove.\nBelow."


def test_charset_of_a_part_is_heard() -> None:
    mail = mail_of("")
    mail.set_content("Баржа затонула", charset="koi8-r")
    assert read_bytes(bytes(mail), "a.eml").text.endswith("Баржа затонула")


def saved(*parts: tuple[str, str, str], head: str = "") -> bytes:
    """A page as browsers save it: (location, content id, HTML)."""
    lines = [
        "From: <Saved by Quill>",
        *([head] if head else []),
        "Subject: Barge sinks",
        f"Date: {DATE}",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="b"',
        "",
    ]
    for location, ident, page in parts:
        lines += ["--b", "Content-Type: text/html; charset=windows-1252", f"Content-Location: {location}"]
        lines += [f"Content-ID: <{ident}>", "Content-Transfer-Encoding: quoted-printable", "", page.replace("=", "=3D")]
    return "\r\n".join([*lines, "--b--"]).encode()


def test_saved_page_tells_where_it_stood_and_when_it_was_saved() -> None:
    page = saved(
        ("https://quay.example/barge", "f1", f"<h1>Barge sinks</h1><p>{STORY}</p><p>caf=E9</p>".replace("=E9", "é"))
    )
    report = read_bytes(page.replace("é".encode(), b"=E9"), "page.mhtml")
    assert report.text == f"Barge sinks\n{STORY}\ncafé"
    assert (report.url, report.captured) == ("https://quay.example/barge", "2031-03-03T16:30:12+02:00")
    assert report.title == "Barge sinks"
    assert report.published is None
    assert dict(report.clues)["captured"] == "MHTML date"


def test_frames_of_a_saved_page_stand_in_their_place() -> None:
    page = "<p>Story.</p><iframe src='cid:f2'></iframe><p>Foot.</p>"
    frame = "<html><head><title>Unseen</title></head><body><p>Reader: no.</p></body></html>"
    data = saved(("https://quay.example/barge", "f1", page), ("https://talk.example/t", "f2", frame))
    assert read_bytes(data, "page.mht").text == "Story.\nReader: no.\nFoot."


def test_saved_page_is_known_by_its_bytes_under_any_name() -> None:
    data = saved(
        ("https://quay.example/barge", "f1", f"<p>{STORY}</p>"), head="Snapshot-Content-Location: https://q.example/"
    )
    report = read_bytes(data, "page")
    assert report.extractor.startswith("mhtml")
    assert report.url == "https://q.example/"


ANSWER = "Thanks, the harbour office told us that nobody was hurt."
QUOTED = "The crew had left her before the storm."


def voices(body: str, subtype: str = "plain") -> list[tuple[str | None, str]]:
    """The passages under the subject that are not boilerplate: whose, and their words."""
    mail = mail_of("")
    mail.set_content(body, subtype=subtype)
    report = read_bytes(bytes(mail), "a.eml")
    kept = [one for one in split_report(report) if one.role not in {Role.BOILERPLATE, Role.HEADLINE}]
    return [(one.voice, report.text[one.start : one.end].strip()) for one in kept]


@pytest.mark.parametrize(
    "wrote",
    [
        "On Sun, 2 Mar 2031 at 14:02, Bo Ek <bo@towpath.example> wrote:",
        "On 2 March 2031, at 14:02, Bo Ek\n<bo@towpath.example> wrote:",
        "Bo Ek wrote:",
        "Am 02.03.2031 um 14:02 schrieb Bo Ek:",
        "Le 2 mars 2031 à 14:02, Bo Ek <bo@towpath.example> a écrit :",
    ],
)
def test_a_quoted_reply_speaks_in_the_voice_of_its_writer(wrote: str) -> None:
    (own, first), (other, second) = voices(f"{ANSWER}\n\n{wrote}\n\n> {STORY}\n> {QUOTED}\n")
    assert (own, first) == ("Ann Lee", ANSWER)
    assert other == "Bo Ek"
    assert second.endswith(f"> {STORY}\n> {QUOTED}")


def test_each_depth_of_quotation_has_its_own_writer() -> None:
    deeper = f"> On 2 March 2031, Bo Ek wrote:\n>> {STORY}\n"
    body = f"{ANSWER}\n\nOn 3 March 2031, Cy Dow wrote:\n> I saw it.\n{deeper}> So it is.\n"
    assert [voice for voice, _ in voices(body)] == ["Ann Lee", "Cy Dow", "Bo Ek", "Cy Dow"]


def test_answers_between_quoted_lines_are_the_writers_own() -> None:
    body = f"On 2 March 2031, Bo Ek wrote:\n> {STORY}\n\n{ANSWER}\n\n> {QUOTED}\n\nThey had not, he told us.\n"
    assert [voice for voice, _ in voices(body)] == ["Bo Ek", "Ann Lee", "Bo Ek", "Ann Lee"]


def test_quoted_lines_of_nobody_named_are_not_the_writers() -> None:
    assert [voice for voice, _ in voices(f"{ANSWER}\n\n> {STORY}\n")] == ["Ann Lee", None]


@pytest.mark.parametrize("above", ["", "-----Original Message-----\n", "---------- Forwarded message ---------\n"])
def test_what_is_passed_on_is_its_senders(above: str) -> None:
    head = "From: Bo Ek <bo@towpath.example>\nSent: Sunday, 2 March 2031 14:02\nTo: Ann Lee\nSubject: The barge\n"
    (_, first), (other, second) = voices(f"{ANSWER}\n\n{above}{head}\n{STORY}\n")
    assert (first, other) == (ANSWER, "Bo Ek")
    assert second.endswith(STORY)


def test_quotations_in_html_mails_are_told_by_their_boxes() -> None:
    quoted = (
        f"<div class=attr>On Sun, Mar 2, 2031 at 2:02 PM Bo Ek wrote:<br></div><blockquote><p>{STORY}</p></blockquote>"
    )
    assert [voice for voice, _ in voices(f"<div>{ANSWER}</div><div>{quoted}</div>", "html")] == ["Ann Lee", "Bo Ek"]


def test_a_sentence_is_no_head_of_a_quotation() -> None:
    body = "In a letter of 2 March 2031 the minister wrote:\n\nThe barge was sound.\n"
    report = read_bytes(body.encode(), "a.txt")
    assert {one.role for one in split_report(report)} <= {Role.ARTICLE, Role.HEADLINE, Role.BOILERPLATE}
