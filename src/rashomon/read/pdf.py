"""A PDF: the text layer of its pages, cut into paragraphs by what stands apart on the page.

Pages that hold no text but images are read by OCR, where that is installed, and their words marked as such.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.draft import Draft, Fact, Layout, fold, too_long, written
from rashomon.read.limits import MEGABYTE, SAFE, Limits
from rashomon.read.ocr import has_ocr, ocr_name, read_image
from rashomon.read.opening import opening_facts

APART = 1.45  # times the usual distance between lines: a paragraph's gap (half a line or more), not an uneven line
OTHER_SIZE = 0.12  # a heading is set larger than the paragraph under it
INDENT = 0.8  # times the height of a line
SHORT = 0.75  # of the column's width: a line that ends a paragraph
POINTS_PER_INCH = 72
OCR_DPI = 200  # print of 8 points is then some 16 pixels high, which the network wants
MAX_OCR_PIXELS = 4000  # of a side: a page may say that it is a mile wide
STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78])")  # the packed part of an object, where it may begin as zlib does
DICTIONARY_BYTES = 300  # before a stream, which say what it is
PIECE_BYTES = 1 << 16
UNPACKED_SHARE = 2  # of the largest document: pdfium holds a page's drawings twice
PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of print: its words, and where it stands on its page, in points, from the lower left.

    ``score`` is how sure OCR is of the words, None where the file itself says them.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    score: float | None = None

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The text of a PDF in paragraphs; line breaks are kept where the line was not full.

    Each block is marked with its pages, from 1, and its box on each ("page", "box": left, bottom, right and top in
    points from the page's lower left); one that OCR read, with how sure it is ("ocr", 0 to 1).

    Raises:
        EmptyReport: Its pages hold images only, and no OCR is installed or finds any words.
        ReadError: It is damaged or locked with a password.
    """
    _refuse_bombs(data, UNPACKED_SHARE * limits.document_bytes)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ReadError(_complaint(str(error))) from error
    with pdf:
        pages = _pages(pdf, limits)
        images = [number for number, rows in enumerate(pages) if not rows and _has_image(pdf, number)]
        if has_ocr():
            for number in images:
                pages[number] = list(_recognized(pdf, number))
        rows = [row for page in pages for row in page]
        if not rows:
            raise EmptyReport(_no_text(len(pages)))
        info = pdf.get_metadata_dict(skip_empty=True)
    layout = Layout(most=limits.text_chars)
    edge = max(row.right for row in rows)
    for paragraph in _paragraphs(rows):
        layout.add(_joined(paragraph, edge=edge), marks=_marks(paragraph))
    draft = layout.draft()
    facts = (*opening_facts(draft.text, draft.blocks), *_facts(info), *_page_facts(pages, images))
    return Draft(text=draft.text, blocks=draft.blocks, facts=facts)


def _refuse_bombs(data: bytes, most: int) -> None:
    """
    Raises:
        ReadError: Its streams but for images unpack to more bytes than that, all of which pdfium would hold.
    """
    size = 0
    for found in STREAM.finditer(data):
        if b"/Image" in data[max(0, found.start() - DICTIONARY_BYTES) : found.start()]:
            continue  # which only OCR unpacks
        unpacker = zlib.decompressobj()
        for at in range(found.end(), len(data), PIECE_BYTES):
            try:
                size += len(unpacker.decompress(data[at : at + PIECE_BYTES]))
            except zlib.error:
                break  # packed in another way, or not at all
            if size > most:
                raise ReadError(f"a PDF that unpacks to more than {most // MEGABYTE:,} MB; left unread")
            if unpacker.eof:
                break


def _pages(pdf: pdfium.PdfDocument, limits: Limits) -> list[list[Row]]:
    """The lines of each page.

    Raises:
        ReadError: They are too many, or take too long: what is drawn on a page need not be text.
    """
    pages: list[list[Row]] = []
    chars, until = 0, time.monotonic() + limits.seconds
    for number in range(len(pdf)):
        pages.append(_page(pdf, number))
        chars += sum(len(row.text) for row in pages[-1])
        if chars > limits.text_chars:
            raise ReadError(too_long(limits.text_chars))
        if time.monotonic() > until:
            raise ReadError(f"{number + 1} of {len(pdf)} pages took {limits.seconds:,.0f} seconds; left unread")
    return pages


def _no_text(pages: int) -> str:
    count = f"{pages} page{'s' * (pages != 1)} of images"
    way_out = "in which OCR finds no words" if has_ocr() else "the extra rashomon-ledger[ocr] reads such pages"
    return f"no text in the PDF: {count}; {way_out}"


def _complaint(message: str) -> str:
    return "a PDF locked with a password" if "assword" in message else f"a broken PDF: {message}"


def _page(pdf: pdfium.PdfDocument, number: int) -> list[Row]:
    """The lines of a page's text layer from top to bottom; none on a page that is broken: the others may be whole."""
    try:
        return _in_order(list(_rows(pdf[number].get_textpage(), number)))
    except pdfium.PdfiumError:
        return []


def _rows(text: pdfium.PdfTextPage, number: int) -> Iterator[Row]:
    """The lines of a page, in the order of the file, which is the reading order in what typesetters make."""
    at = 0
    # pdfium marks a hyphen at the end of a line by U+FFFE
    chars = text.get_text_range().replace("\r\n", "\n").replace("\r", "\n")
    for line in chars.split("\n"):
        words = fold(written(line.replace("\ufffe", "-")))
        if words:
            yield _row(text, words, number, at, at + len(line))
        at += len(line) + 2  # pdfium counts the line break as two characters


def _has_image(pdf: pdfium.PdfDocument, number: int) -> bool:
    try:
        return any(pdf[number].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))
    except pdfium.PdfiumError:
        return False


def _recognized(pdf: pdfium.PdfDocument, number: int) -> Iterator[Row]:
    """What OCR reads on a page, from top to bottom."""
    page = pdf[number]
    height, scale = page.get_height(), OCR_DPI / POINTS_PER_INCH
    scale = min(scale, MAX_OCR_PIXELS / max(1, height, page.get_width()))
    for seen in read_image(page.render(scale=scale).to_numpy()):
        left, right = seen.left / scale, seen.right / scale
        bottom, top = height - seen.bottom / scale, height - seen.top / scale
        words = fold(written(seen.text))
        yield Row(text=words, page=number, left=left, right=right, bottom=bottom, top=top, score=seen.score)


def _in_order(rows: list[Row]) -> list[Row]:
    """A page's rows from top to bottom, if it has one column; those of several stay in the order of the file."""
    downwards = sorted(rows, key=lambda row: -row.top)
    overlap = any(above.bottom + 0.5 * (above.top - above.bottom) < below.top for above, below in pairwise(downwards))
    return rows if overlap else downwards


def _row(text: pdfium.PdfTextPage, words: str, number: int, start: int, end: int) -> Row:
    boxes = [box for box in (_box(text, at) for at in range(start, end)) if box]
    if not boxes:
        return Row(text=words, page=number, left=0, right=0, bottom=0, top=0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Row(text=words, page=number, left=min(lefts), right=max(rights), bottom=min(bottoms), top=max(tops))


def _box(text: pdfium.PdfTextPage, at: int) -> tuple[float, float, float, float] | None:
    """The box of one character, None for those that are not printed (spaces, line breaks)."""
    try:
        left, bottom, right, top = text.get_charbox(at, loose=True)
    except (pdfium.PdfiumError, IndexError):
        return None
    return (left, bottom, right, top) if right > left and top > bottom else None


def _paragraphs(rows: list[Row]) -> Iterator[list[Row]]:
    usual = _usual_distance(rows)
    edge = max((row.right for row in rows), default=0)
    current: list[Row] = []
    for row in rows:
        if current and _begins(current[-1], row, usual, edge):
            yield current
            current = []
        current.append(row)
    yield current


def _joined(rows: list[Row], *, edge: float) -> str:
    """The rows of a paragraph; one whose next word would not have fitted was broken for width only."""
    text = rows[0].text
    for above, below in pairwise(rows):
        width = (below.right - below.left) / len(below.text)  # of a character
        next_word = width * (1 + len(below.text.split(" ", 1)[0]))
        text += (" " if above.right + next_word > edge else "\n") + below.text
    return text


def _marks(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """On which pages a paragraph stands, and where on each; how sure OCR is of its least sure line."""
    for page, group in groupby(rows, key=lambda row: row.page):
        on_page = list(group)
        lefts, bottoms = min(row.left for row in on_page), min(row.bottom for row in on_page)
        rights, tops = max(row.right for row in on_page), max(row.top for row in on_page)
        yield "page", str(page + 1)
        yield "box", f"{lefts:.1f} {bottoms:.1f} {rights:.1f} {tops:.1f}"
    scores = [row.score for row in rows if row.score is not None]
    if scores:
        yield "ocr", f"{min(scores):.2f}"


def _usual_distance(rows: list[Row]) -> float:
    distances = [above.bottom - below.bottom for above, below in pairwise(rows) if above.page == below.page]
    return median([distance for distance in distances if distance > 0] or [0])


def _begins(above: Row, below: Row, usual: float, edge: float) -> bool:
    """Whether a paragraph begins at the lower row."""
    height = max(below.height, 1)
    ended = re.search(r"[.!?:…][\"'”’)\]]*$", above.text) is not None
    if above.page != below.page:
        return ended
    distance = above.bottom - below.bottom
    if distance > APART * usual or distance < -height:
        return True
    if abs(below.height - above.height) > OTHER_SIZE * above.height:
        return True
    if below.left - above.left > INDENT * height and ended:
        return True
    return ended and above.right - above.left < SHORT * (edge - above.left)


def _page_facts(pages: list[list[Row]], images: list[int]) -> Iterator[Fact]:
    """Which pages hold images only, and whether OCR has read them."""
    seen = [number for number in images if pages[number]]
    unseen = [number for number in images if not pages[number]]
    if seen:
        yield Fact(name="ocr", value=ocr_name(), clue=f"{_list(seen)} read by {ocr_name()}: its words may be wrong")
    if unseen:
        yield Fact(name="unread", value=_list(unseen), clue=f"{_list(unseen)}: images without text")


def _list(pages: list[int]) -> str:
    return f"page{'s' * (len(pages) > 1)} {', '.join(str(number + 1) for number in pages)}"


def _facts(info: dict[str, str]) -> Iterator[Fact]:
    for key, name in (("Title", "title"), ("Author", "author")):
        value = fold(written(info.get(key, ""))).replace("\n", " ")
        if value:
            yield Fact(name=name, value=value, clue=f"PDF {key}")
    made = PDF_DATE.match(info.get("CreationDate", ""))
    if made:
        yield Fact(name="published", value="-".join(made.groups()), clue="PDF CreationDate")
