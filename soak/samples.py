"""A small, whole file of every format that is read, with some of all that the format knows; and how each is packed."""

from __future__ import annotations

import gzip
import io
import tarfile
import textwrap
import zipfile
from collections.abc import Callable, Mapping

STORY = (
    "The tug Arden went aground off Pell Point on Sunday, the harbour master, Ines Dahl, said. “Nobody was hurt,” she "
    "said, “and she floats again.” The Pell Post had reported three injured."
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tug aground – Quay Gazette</title>
<meta property="og:site_name" content="Quay Gazette"><link rel="canonical" href="https://quay.example/tug">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Tug aground", "datePublished": "2031-05-04",
"author": {{"name": "Bo Ek"}}}}</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Quay Gazette</a> <a href="/sea">Sea</a></nav><article class="post"><h1>Tug aground</h1>
<p class="byline">By Bo Ek, 4 May 2031, 10:15</p><p>{STORY}</p><blockquote><p>{STORY}</p><p>PELL (Wire) - It sank.</p>
</blockquote><ul><li>One<li>Two</ul><table><tr><td>12<td>men</table>
<p onclick="x()">It was &#x202e;late&nbsp;&mdash; very.</p>
</article><div id="comments"><h3>2 comments</h3><div class="comment"><span class="author">moss</span>
<time datetime="2031-05-05T08:00:00Z">5 May</time><p>I was there.</p><div class="comment"><b class="author">fern</b>
<p>@moss So was I.</p></div></div><form><textarea>Leave a reply</textarea></form></div>
<footer>© 2031 Quay Gazette</footer>"""
TEXT = f"""QUAY GAZETTE

Tug aground
By Bo Ek, 4 May 2031

PELL POINT, May 4 (Wire) - {STORY}

{STORY}

2 comments

1. moss, 5 May 2031: I was there.
2. fern: So was I.
"""
MAIL = f"""From: "Press Office, Harbour Board" <press@harbour.example>
To: =?utf-8?q?Desk?= <desk@quay.example>
Subject: =?utf-8?b?VHVnIGFncm91bmQ=?=
Date: Sun, 04 May 2031 10:15:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Dear all,=20

{STORY.replace("“", "=E2=80=9C").replace("”", "=E2=80=9D")}

On 3 May 2031 at 14:02, Ann Lee wrote:
> Is it so that she went aground, and that three are hurt?

--c
Content-Type: text/html; charset=utf-8

<p>{STORY}</p>
--c--
--b
Content-Type: text/plain; name="note.txt"
Content-Disposition: attachment; filename="note.txt"
Content-Transfer-Encoding: base64

VGhlIHR1ZyBpcyBhZmxvYXQgYWdhaW4sIHRoZSBoYXJib3VyIG1hc3RlciBzYWlkLg==
--b--
"""
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://quay.example/tug
Subject: Tug aground
Date: Sun, 04 May 2031 10:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://quay.example/tug

{PAGE.replace("=", "=3D")}
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://quay.example/a.png

iVBORw0KGgo=
--b--
"""
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay Gazette</title><language>en</language>
<item><title>Tug aground</title><link>https://quay.example/tug</link><dc:creator>Bo Ek</dc:creator>
<pubDate>Sun, 04 May 2031 10:15:00 +0200</pubDate><content:encoded><![CDATA[<p>{STORY}</p>]]></content:encoded></item>
<item><title>Afloat</title><description>&lt;p&gt;{STORY}&lt;/p&gt;</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Gazette</title>
<entry><title>Tug aground</title><link href="https://quay.example/tug"/><author><name>Bo Ek</name></author>
<published>2031-05-04T10:15:00Z</published><content type="xhtml"><div><p>{STORY}</p></div></content></entry>
<entry><title type="html">&lt;b&gt;Afloat&lt;/b&gt;</title><summary>{STORY}</summary></entry></feed>"""
LINES = f"""{{"id": 1, "title": "Tug aground", "text": "{STORY}", "url": "https://quay.example/t", "date": "2031-05"}}
{{"id": 2, "text": "{STORY} Afloat.", "author": ["Bo Ek", "Ann Lee"]}}
"""
TABLE = f"""title,text,date,author
Tug aground,"{STORY}",2031-05-04,Bo Ek
Afloat,"She is ""afloat"".
{STORY}",,
"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = f"""<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>
<w:r><w:t>Tug aground</w:t></w:r></w:p><w:p><w:r><w:t>{STORY}</w:t></w:r>
<w:r><w:br/><w:t xml:space="preserve"> So.</w:t></w:r>
</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""
CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Tug aground</dc:title><dc:creator>Bo Ek</dc:creator></cp:coreProperties>"""


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of the members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar archive of the members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def record(kind: str, body: bytes, mime: str = "application/http; msgtype=response") -> bytes:
    """A WARC record."""
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://quay.example/tug\r\n"
    head += "WARC-Date: 2031-05-04T10:15:00Z\r\n"
    return f"{head}Content-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def captured(page: bytes) -> bytes:
    """A WARC of the page, sent in chunks, and of what else such archives hold."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    packed = http + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<!doctype html><p>" + STORY.encode(), mtime=0)
    return (
        record("warcinfo", b"software: x\r\n", "application/warc-fields")
        + record("response", http + b"Transfer-Encoding: chunked\r\n\r\n" + chunked)
        + record("revisit", http + b"\r\n")
        + record("response", packed)
        + record("resource", b"\x89PNG", "image/png")
    )


def printed(words: bytes) -> bytes:
    """A PDF of one page with the words, in lines of at most 60 bytes."""
    lines = textwrap.wrap(words[:3000].decode("latin-1"), 60)
    rows = [line.encode("latin-1").translate(None, b"()\\\r\n") for line in lines]
    drawn = b"BT /F1 12 Tf 50 780 Td 14 TL " + b" ".join(b"(%s) '" % row for row in rows) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>>>>>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Tug aground) /Author (Bo Ek) /CreationDate (D:20310504101500Z) >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def _as_is(data: bytes) -> bytes:
    return data


# For each suffix what is inside, and how that is packed: the one and the other are mutated.
SAMPLES: Mapping[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    ".atom": (ATOM.encode(), _as_is),
    ".csv": (TABLE.encode(), _as_is),
    ".docx": (
        WORD.encode(),
        lambda data: zipped(
            {"[Content_Types].xml": b"<Types/>", "word/document.xml": data, "docProps/core.xml": CORE.encode()}
        ),
    ),
    ".eml": (MAIL.encode(), _as_is),
    ".gz": (PAGE.encode(), lambda data: gzip.compress(data, mtime=0)),
    ".html": (PAGE.encode(), _as_is),
    ".jsonl": (LINES.encode(), _as_is),
    ".mbox": (
        b"".join(b"From ann@quay.example Sun May  4 10:15:00 2031\n%s\n" % MAIL.encode() for _ in range(2)),
        _as_is,
    ),
    ".mhtml": (MHTML.encode(), _as_is),
    ".pdf": (STORY.encode("latin-1", "replace"), printed),
    ".rss": (RSS.encode(), _as_is),
    ".tar": (PAGE.encode(), lambda data: tarred({"a.html": data, "b/c.txt": TEXT.encode()})),
    ".tgz": (TEXT.encode(), lambda data: gzip.compress(tarred({"a.txt": data}), mtime=0)),
    ".tsv": (TABLE.replace(",", "\t").encode(), _as_is),
    ".txt": (TEXT.encode(), _as_is),
    ".wacz": (PAGE.encode(), lambda data: zipped({"archive/data.warc.gz": gzip.compress(captured(data), mtime=0)})),
    ".warc": (PAGE.encode(), captured),
    ".zip": (
        PAGE.encode(),
        lambda data: zipped({"a.html": data, "b.eml": MAIL.encode(), "c.zip": zipped({"d.txt": TEXT.encode()})}),
    ),
}
ALIKE = {
    ".docm": ".docx",
    ".htm": ".html",
    ".md": ".txt",
    ".mht": ".mhtml",
    ".ndjson": ".jsonl",
    ".text": ".txt",
    ".xhtml": ".html",
}


def sample(suffix: str) -> bytes:
    """The whole file."""
    inside, packed = SAMPLES[suffix]
    return packed(inside)
