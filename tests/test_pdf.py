"""Pages of PDF: where each paragraph stands, and what is said of pages that are images."""

from __future__ import annotations

import importlib.util

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from rashomon.dossier.arrange import Source
from rashomon.errors import EmptyReport
from rashomon.ledger import Passage, Report, Role
from rashomon.read import read_bytes
from rashomon.read.boxes import mark

LINES = ((700, 20, "Barge sinks at the quay"), (660, 12, "She sank at her mooring."), (610, 12, "So it is."))
FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def words(*lines: tuple[int, int, str]) -> tuple[bytes, str]:
    """A page's content with words at (height in points, size), and what it uses."""
    drawn = "\n".join(f"BT /F1 {size} Tf 72 {height} Td ({text}) Tj ET" for height, size, text in lines)
    return drawn.encode(), FONT


def image_of(page: tuple[bytes, str]) -> tuple[bytes, str]:
    """A scan of the page: its picture, and no words."""
    pixels = pdfium.PdfDocument(pdf_of(page))[0].render(scale=2, grayscale=True).to_numpy()
    height, width = pixels.shape[:2]
    head = f"q 612 0 0 792 0 0 cm BI /W {width} /H {height} /CS /G /BPC 8 ID "
    return head.encode() + pixels.tobytes() + b" EI Q", ""


def pdf_of(*pages: tuple[bytes, str]) -> bytes:
    kids = " ".join(f"{2 * n + 3} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for n, (content, used) in enumerate(pages):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {2 * n + 4} 0 R /Resources << {used} >> >>"
        )
        objects += [page.encode(), f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"]
    body = b"".join(f"{n} 0 obj\n".encode() + one + b"\nendobj\n" for n, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


def test_each_paragraph_has_its_page_and_its_box() -> None:
    report = read_bytes(pdf_of(words(*LINES), words((700, 12, "Next page."))), "a.pdf")
    last = report.blocks[-1]
    assert report.text[last.start : last.end] == "Next page."
    assert [mark(block, "page") for block in report.blocks] == ["1", "1", "1", "2"]
    left, bottom, right, top = map(float, str(mark(report.blocks[1], "box")).split())
    assert 70 < left < 75
    assert 180 < right < 220
    assert bottom < 660 < top < 680
    assert mark(last, "ocr") is None


def test_a_paragraph_over_two_pages_has_both() -> None:
    first = words((100, 12, "She sank at her mooring, said"))
    report = read_bytes(pdf_of(first, words((700, 12, "the harbour office."))), "a.pdf")
    (block,) = report.blocks
    assert [value for key, value in block.marks if key == "page"] == ["1", "2"]


@pytest.mark.skipif(importlib.util.find_spec("rapidocr") is not None, reason="OCR is installed")
def test_without_ocr_pages_of_images_are_named() -> None:
    report = read_bytes(pdf_of(words(*LINES), image_of(words(*LINES)), words((700, 12, "Third."))), "a.pdf")
    assert dict(report.clues)["unread"] == "page 2: images without text"
    assert report.text.endswith("Third.")
    with pytest.raises(EmptyReport, match=r"^no text in the PDF: 1 page of images; the extra rashomon-ledger\[ocr\]"):
        read_bytes(pdf_of(image_of(words(*LINES))), "a.pdf")


def test_a_dossier_says_that_words_of_ocr_are_not_exact() -> None:
    scan = Report(file="a.pdf", sha256="0" * 64, text="So it is.", clues=(("ocr", "page 2 read by a machine"),))
    source = Source(report=scan, passages=(Passage(report=scan.id, role=Role.ARTICLE, voice=None, start=0, end=9),))
    assert source.makeup == "1 article; words read by OCR, not exact"
    assert ("ocr", "words read from images, which may be wrong", "page 2 read by a machine") in source.facts


def test_words_that_ocr_reads_are_marked_as_such() -> None:
    pytest.importorskip("rapidocr")
    report = read_bytes(pdf_of(words((700, 12, "First page.")), image_of(words(*LINES))), "a.pdf")
    parts = [report.text[block.start : block.end] for block in report.blocks]
    assert parts == ["First page.", *(text for _, _, text in LINES)]
    assert mark(report.blocks[0], "ocr") is None
    assert all(0.5 <= float(mark(block, "ocr") or 0) <= 1 for block in report.blocks[1:])
    assert [mark(block, "page") for block in report.blocks] == ["1", "2", "2", "2"]
    assert dict(report.clues)["ocr"].startswith("page 2 read by rapidocr")
    assert "rapidocr" in report.extractor
