"""Word documents, written here as what they are: archives of XML."""

from __future__ import annotations

import io
import zipfile

import pytest

from rashomon.errors import EmptyReport, ReadError
from rashomon.ledger import Report, Role
from rashomon.read import Limits, read_bytes
from rashomon.split import split_report

STORY = "The barge Velma sank at her mooring during the night, the harbour office said on Monday."
SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:d="http://purl.org/dc/elements/1.1/"'
)
STYLES = f'<w:styles {SPACE}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
CREATED = "<d:created>2031-03-03T16:30:00Z</d:created>"
CORE = f"<p {SPACE}><d:title>A &amp; B</d:title><d:creator>Nell Arden</d:creator>{CREATED}</p>"


def p(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_of(body: str, **others: str) -> bytes:
    out = io.BytesIO()
    members = {"document": f"<w:body>{body}</w:body>", **others}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("docProps/core.xml", CORE)
        archive.writestr("word/styles.xml", STYLES)
        for name, inner in members.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACE}>{inner}</w:{name}>")
    return out.getvalue()


def parts(report: Report) -> list[str]:
    return [report.text[block.start : block.end] for block in report.blocks]


def test_headings_paragraphs_and_tables_stand_in_order() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('Dead')}</w:tc><w:tc>{p('14')}</w:tc></w:tr></w:tbl>"
    report = read_bytes(docx_of(p("Barge sinks", "berschrift1") + p(STORY) + table + p("So it is.")), "a.docx")
    assert parts(report) == ["Barge sinks", STORY, "Dead", "14", "So it is."]
    assert [block.path[-1] for block in report.blocks] == ["h1", "p", "p", "p", "p"]
    assert report.blocks[3].path == ("body", "table", "tr", "td", "p")
    assert dict(report.blocks[1].marks) == {"member": "word/document.xml", "paragraph": "2"}


def test_properties_say_who_and_when_and_the_heading_what() -> None:
    report = read_bytes(docx_of(p("Barge sinks", "berschrift1") + p(STORY)), "a.docx")
    assert (report.title, report.authors, report.published) == ("Barge sinks", ("Nell Arden",), "2031-03-03T16:30:00Z")
    clues = dict(report.clues)
    assert (clues["title"], clues["authors"], clues["published"]) == ("heading", "DOCX creator", "DOCX created")


def test_tracked_changes_breaks_and_doubled_shapes_read_as_they_look() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('One')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:br/><w:t>two</w:t><w:tab/><w:t>th</w:t></w:r></w:ins>{run.format('ree')}"
        f"<w:moveFrom>{run.format('moved')}</w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>.</w:t></w:r>"
        f"<Choice>{p('Boxed.')}</Choice><Fallback>{p('Boxed.')}</Fallback></w:p>"
    )
    assert parts(read_bytes(docx_of(body), "a.docx")) == ["Boxed.", "One\ntwo three."]


def test_notes_heads_and_feet_are_kept_once() -> None:
    note = '<w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
    data = docx_of(
        p(STORY),
        header1=p("Harbour Office"),
        header2=p("Harbour Office"),
        footer1=p("Quay 4"),
        footnotes=f"{note}<w:footnote>{p('Her last survey was in May.')}</w:footnote>",
    )
    report = read_bytes(data, "a.docx")
    assert parts(report) == ["Harbour Office", STORY, "Her last survey was in May.", "Quay 4"]


def test_comments_have_their_writers() -> None:
    comment = '<w:comment w:author="Bo Ek" w:date="2031-03-04T10:00:00Z">{}</w:comment>'
    body = p("Barge sinks", "berschrift1") + p(STORY) * 3
    report = read_bytes(docx_of(body, comments=comment.format(p("That is not how the crew tells it."))), "a.docx")
    (said,) = [one for one in split_report(report) if one.role is Role.COMMENT]
    assert report.text[said.start : said.end].strip() == "That is not how the crew tells it."
    assert (said.voice, said.dated) == ("Bo Ek", "2031-03-04T10:00:00Z")


def test_a_word_document_is_known_by_its_bytes() -> None:
    assert read_bytes(docx_of(p(STORY)), "a").extractor.startswith("docx")


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"PK\x03\x04 x", ReadError, "broken Word document"),
        (docx_of(""), EmptyReport, "no text"),
        (docx_of("<w:p>"), ReadError, "broken XML in word/document.xml: mismatched tag"),
        (docx_of(p(STORY), header1="<w:p></w:header1><w:p>"), ReadError, "broken XML in word/header1.xml"),
        (docx_of(p("a" * 3000)), ReadError, "larger than"),
    ],
)
def test_damage_is_named(data: bytes, error: type[ReadError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        read_bytes(data, "a.docx", limits=Limits(document_bytes=3000))


def test_a_document_type_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>')
    with pytest.raises(ReadError, match=r"a document type in word/document\.xml"):
        read_bytes(out.getvalue(), "a.docx")
