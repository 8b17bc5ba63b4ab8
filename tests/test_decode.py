"""Encodings are found as browsers find them."""

from __future__ import annotations

import io

import pytest

from rashomon.errors import ReadError
from rashomon.read.decode import codec_of, decode, decode_narrow, encoding_of, narrowed

LATIN = "The caf\u00e9 \u2013 \u201cna\u00efve\u201d, she said."
RUSSIAN = "Баржа затонула у причала ночью, сообщил инспектор порта. Никто не пострадал, сказал он."
JAPANESE = "はしけは夜の間に係留場所で沈没したと、港湾局が月曜日に発表した。けが人はいないという。"
CHINESE = "驳船夜间在泊位沉没，港务局星期一表示。没有人受伤，他补充说。船员在暴风雨前已经上岸。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATIN, "windows-1252"),
        (LATIN, "utf-8"),
        (LATIN, "utf-8-sig"),
        (LATIN, "utf-16"),
        (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"),
        (LATIN, "utf-32"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "iso-8859-5"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "utf-16-le"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (CHINESE, "gb18030"),
        ("Η φορτηγίδα βυθίστηκε τη νύχτα, δήλωσε τη Δευτέρα το λιμεναρχείο.", "windows-1253"),
        ("Mavna gece bağlı olduğu yerde battı, dedi liman dairesi. Kimse yaralanmadı.", "windows-1254"),
        ("Barka zatonęła w nocy przy nabrzeżu, powiedział w poniedziałek inspektor portu.", "iso-8859-2"),
        ("הדוברה טבעה בלילה במעגן, אמר ביום שני משרד הנמל.", "windows-1255"),
        ("바지선이 밤사이 정박지에서 침몰했다고 항만청이 월요일에 밝혔다.", "euc-kr"),
        ("The fine was \u00a35m, or 12\u00bd years of wages.", "windows-1252"),  # not 5m with a Polish letter
    ],
)
def test_an_encoding_that_nobody_names_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("gb2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("cp850", "cp850"),
        ("zip", None),
        ("no-such", None),
        ("replacement", None),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


def test_a_header_outweighs_the_page_and_utf_8_outweighs_both() -> None:
    page = b'<meta charset="koi8-r">' + "Łódź".encode("iso-8859-2")
    assert decode(page, markup=True).endswith("Łódź".encode("iso-8859-2").decode("koi8-r"))
    assert decode(page, charset="iso-8859-2", markup=True).endswith("Łódź")
    assert decode("café".encode(), charset="shift_jis") == "café"


def test_a_file_cut_within_a_character_is_still_utf_8() -> None:
    assert decode("naïve café".encode()[:-1]) == "naïve caf\ufffd"


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(100), b"\x00\x01" * 400])
def test_data_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="binary"):
        encoding_of(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-2022-jp", "shift_jis", "utf-8"])
def test_a_stream_is_cut_at_line_breaks_in_any_encoding(encoding: str) -> None:
    text = f"{JAPANESE}\nb,c\n" * 9000
    stream, narrow = narrowed(io.BufferedReader(io.BytesIO(text.encode(encoding))))
    assert [decode_narrow(line, narrow) for line in stream] == text.splitlines(keepends=True)
