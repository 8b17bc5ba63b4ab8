"""The desk without a browser: pages and their JSON, decisions, and who is let in."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from rashomon.ledger import Relation
from rashomon.store import Case
from rashomon.web import Desk, Keys, keys_for, make_app
from rashomon.web.desk import Held
from rashomon.web.layers import lay_out
from rashomon.web.original import harmless
from rashomon.web.pages.accounts import differing
from rashomon.web.site import PAGES
from shelf import copy_case
from test_pdf import pdf_of, words

HOST = "http://127.0.0.1:8765"
BASE = "/cases/copy.case"


@pytest.fixture
def path(shelf: Path, tmp_path: Path) -> Path:
    return copy_case(shelf, tmp_path)


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    with client(path) as opened:
        yield opened


def client(path: Path, keys: Keys | None = None, *, host: str = HOST) -> TestClient:
    return TestClient(make_app(Desk(path=path, author="ann"), keys), base_url=host)


def address_of(desk: TestClient, page: str) -> str:
    """A page's address with an id of each thing that it names."""
    point = desk.get(f"{BASE}/points.json").json()["points"]["items"][0]
    claim = point["accounts"][0]["said"][0]
    entity = desk.get(f"{BASE}/entities.json").json()["entities"]["items"][0]
    filled = page.replace("{point}", point["id"]).replace("{report}", claim["report"])
    return f"{BASE}/{filled.replace('{entity}', entity['id'])}".rstrip("/")


def pair_of(desk: TestClient) -> dict[str, Any]:
    """A contradiction on the first point."""
    page: dict[str, Any] = desk.get(address_of(desk, "points/{point}") + ".json").json()
    return next(one for one in page["pairs"]["items"] if one["relation"] == Relation.CONTRADICTS)


def post(desk: TestClient, to: str, **form: Any) -> Any:
    """As a page of the desk posts it."""
    shown = re.search(r'name="csrf" value="(\w+)"', desk.get(BASE).text)
    assert shown
    return desk.post(f"{BASE}/{to}", data={"csrf": shown[1], **form}, headers={"accept": "application/json"})


def rejected(desk: TestClient) -> str:
    """The id of a judgement that rejects a contradiction."""
    one = pair_of(desk)
    objects = [one["a"]["claim"], one["b"]["claim"]]
    answer = post(desk, "judge", subject="comparison", verdict="reject", object=objects, reason="two nights")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


PLAIN_PAGES = [page.path for page in PAGES if page.path not in ("jobs/{job}", "accounts")]


@pytest.mark.parametrize("page", PLAIN_PAGES)
def test_every_page_is_drawn_and_stands_as_json_in_its_schema(desk: TestClient, page: str) -> None:
    address = address_of(desk, page)
    drawn, given = desk.get(address), desk.get(f"{address}.json")
    assert (drawn.status_code, given.status_code) == (200, 200)
    assert "<h1" in drawn.text
    described = desk.get("/openapi.json").json()
    of = f"/cases/{{case}}/{page}.json" if page else "/cases/{case}.json"
    schema = described["paths"][of]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": described["components"]}).validate(given.json())


def test_two_claims_and_two_reports_stand_side_by_side(desk: TestClient) -> None:
    one = pair_of(desk)
    claims = desk.get(f"{BASE}/accounts.json?a={one['a']['claim']}&b={one['b']['claim']}").json()
    assert "".join(piece["left"] for piece in claims["pieces"]) == one["a"]["words"]
    assert "".join(piece["right"] for piece in claims["pieces"]) == one["b"]["words"]
    assert desk.get(f"{BASE}/accounts").status_code == 200


def test_every_link_of_the_matrix_leads_to_its_words(desk: TestClient) -> None:
    matrix = desk.get(f"{BASE}/matrix.json").json()
    rows = [row for group in matrix["groups"]["items"] for row in group["rows"]]
    entries = [entry for row in rows for cell in row["cells"] for entry in cell["entries"]]
    assert entries
    for entry in entries:
        page = desk.get(entry["href"]).text
        mark = re.search(f'<mark id="{urlsplit(entry["href"]).fragment}"[^>]*>(.*?)</mark>', page, re.DOTALL)
        assert mark
        assert unescape(re.sub("<[^>]*>", "", mark[1])) in entry["words"]


def test_a_search_hit_leads_to_the_found_words(desk: TestClient) -> None:
    (hit,) = desk.get(f"{BASE}/search.json?q=Kestrelmoor").json()["hits"]
    assert [one["words"] for one in hit["text"] if one["found"]] == ["Kestrelmoor"]
    page = desk.get(hit["href"]).text
    assert "Kestrelmoor" in page.partition('<mark id="here"')[2].partition("</mark>")[0]


def test_who_disagrees_is_asked_by_name(desk: TestClient) -> None:
    found = desk.get(f"{BASE}/search.json?speaker=Ines+Vall&kind=number").json()["disagreements"]
    assert [one["question"] for one in found] == ["How many boats ran?"]
    assert "nobody" not in (desk.get(f"{BASE}/search.json?speaker=Zed").json()["wrong"] or "nobody")


def test_a_rejected_comparison_changes_the_points_and_comes_back(desk: TestClient) -> None:
    before = desk.get(f"{BASE}/points.json").json()
    made = rejected(desk)
    assert desk.get(f"{BASE}/points.json").json() != before
    assert "two nights" in desk.get(f"{BASE}/history?done={made}").text
    assert post(desk, "undo", judgement=made).status_code == 200
    assert desk.get(f"{BASE}/points.json").json() == before


def test_decisions_are_signed_by_whoever_says_his_name(desk: TestClient, path: Path) -> None:
    csrf = re.search(r'name="csrf" value="(\w+)"', desk.get(BASE).text)
    assert csrf
    desk.post("/me", data={"csrf": csrf[1], "author": "Bo Ë; x", "back": BASE})
    rejected(desk)
    with Case.open(path, to_write=False) as case:
        assert case.judgements()[-1].author == "Bo Ë; x"


def test_what_cannot_be_decided_is_refused_in_words(desk: TestClient) -> None:
    answer = post(desk, "judge", subject="comparison", verdict="reject", object=["nothing"])
    assert answer.status_code == 400
    assert "nothing in the case has this id" in answer.json()["wrong"]
    assert post(desk, "judge", subject="weather", verdict="reject").status_code == 400


def test_credibility_is_judged_without_a_look_at_reliability(desk: TestClient) -> None:
    entity = desk.get(f"{BASE}/review.json?only=reliability").json()["item"]["objects"]
    post(desk, "judge", subject="reliability", verdict="grade", object=entity, value="D")
    item = desk.get(f"{BASE}/review.json?only=credibility").json()["item"]
    page = desk.get(item["words"][0]["href"] + "&claim=" + item["objects"][0]).text
    for shown in (desk.get(f"{BASE}/review?only=credibility").text, page):
        assert "usually reliable" not in shown


def wait_for_job(desk: TestClient, job: str) -> dict[str, Any]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told: dict[str, Any] = desk.get(f"{BASE}/jobs/{job}.json").json()
        if told["over"]:
            return told
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def add(desk: TestClient, *files: tuple[str, bytes], **told: str) -> dict[str, Any]:
    csrf = re.search(r'name="csrf" value="(\w+)"', desk.get(BASE).text)
    assert csrf
    sent = [("file", (name, data)) for name, data in files]
    answer = desk.post(
        f"{BASE}/add", data={"csrf": csrf[1], **told}, files=sent, headers={"accept": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    return wait_for_job(desk, answer.json()["id"])


def test_reports_are_added_and_what_cannot_be_read_is_named(desk: TestClient) -> None:
    text = b"Twelve boats ran aground off Pell Rock, the coast guard said on Tuesday."
    job = add(desk, ("../../etc/note.txt", text), ("broken.pdf", b"no pdf"))
    assert [file for file, _ in job["added"]] == ["note.txt"]
    assert [file for file, _ in job["unread"]] == ["broken.pdf"]
    assert "Twelve" in desk.get(f"{BASE}/matrix").text


def test_what_a_file_does_not_say_of_itself_can_be_given(desk: TestClient) -> None:
    job = add(desk, ("note.txt", b"The lamp was out."), publisher="Fell Gazette", published="2044-06-09")
    page = desk.get(job["added"][0][1]).text
    assert "Fell Gazette" in page
    assert "2044-06-09" in page


def test_a_report_is_removed_for_a_reason(desk: TestClient) -> None:
    report = next(one for one in desk.get(f"{BASE}/reports.json").json()["reports"]["items"] if "diary" in one["file"])
    assert post(desk, "remove", report=report["id"]).status_code == 400
    assert post(desk, "remove", report=report["id"], reason="asked for").status_code == 200
    assert desk.get(report["href"]).status_code == 404
    assert "asked for" in desk.get(BASE).text


def test_a_batch_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    folder = TemporaryDirectory()
    Path(folder.name, "note.txt").write_text("The lamp was out.")
    held = Held(tmp_path / "gone.case", "gone.case", "ann")
    job = held.add(folder, {}, "ann")
    held.close()
    assert job.state == "failed"
    assert "no such case" in (job.error or "")


def test_what_somebody_else_writes_is_seen_at_once(desk: TestClient, path: Path) -> None:
    assert "Nobody saw" not in desk.get(f"{BASE}/search?q=zeppelin").text
    with Case.open(path) as case:
        case.add_bytes(b"Nobody saw a zeppelin.", "late.txt")
    assert "late.txt" in desk.get(f"{BASE}/reports").text


def test_a_folder_shows_its_cases_and_takes_new_ones(path: Path) -> None:
    (path.parent / "other.txt").write_text("no case")
    with client(path.parent) as desk:
        assert [one["name"] for one in desk.get("/cases.json").json()["cases"]] == ["copy.case"]
        csrf = re.search(r'name="csrf" value="(\w+)"', desk.get("/cases").text)
        assert csrf
        answer = desk.post("/cases", data={"csrf": csrf[1], "title": "A night: two?"})
        assert answer.url.path == "/cases/a-night-two.case/add"
        assert desk.get("/cases/..%2Fcopy.case").status_code == 404


# Who is let in


def test_another_name_for_the_desk_is_refused(path: Path) -> None:
    with client(path, host="http://rebound.example:8765") as desk:
        assert desk.get(BASE).status_code == 421


@pytest.mark.parametrize("host", ["http://localhost:8765", "http://[::1]:8765", HOST])
def test_names_of_the_loopback_are_ours(path: Path, host: str) -> None:
    with client(path, host=host) as desk:
        assert desk.get(BASE).status_code == 200


def test_a_change_without_the_form_of_our_page_is_refused(desk: TestClient) -> None:
    desk.get(BASE)
    assert desk.post(f"{BASE}/undo", data={"judgement": "x"}).status_code == 403
    assert desk.post(f"{BASE}/undo", data={"judgement": "x", "csrf": "0" * 64}).status_code == 403


@pytest.mark.parametrize("header", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_sent_from_elsewhere_is_refused(desk: TestClient, header: dict[str, str]) -> None:
    csrf = re.search(r'name="csrf" value="(\w+)"', desk.get(BASE).text)
    assert csrf
    answer = desk.post(f"{BASE}/undo", data={"judgement": "x", "csrf": csrf[1]}, headers=header)
    assert answer.status_code == 403


def test_beyond_the_loopback_a_token_is_wanted(path: Path) -> None:
    keys = keys_for("0.0.0.0", 8765, token="long enough")
    with client(path, keys, host="http://192.0.2.7:8765") as desk:
        assert desk.get(f"{BASE}.json").status_code == 401
        assert desk.get(f"{BASE}.json", headers={"authorization": "Bearer long enough"}).status_code == 200
        page = desk.get(BASE, headers={"accept": "text/html"})
        assert page.url.path == "/login"
        csrf = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert csrf
        desk.post("/login", data={"csrf": csrf[1], "token": "long enough", "to": BASE})
        assert desk.get(BASE).status_code == 200


def test_a_wrong_token_opens_nothing(path: Path) -> None:
    with client(path, keys_for("0.0.0.0", 8765, token="long enough"), host="http://192.0.2.7:8765") as desk:
        assert desk.get(f"{BASE}.json", headers={"authorization": "Bearer long enougH"}).status_code == 401
        desk.cookies.set("rashomon-8765-in", "guessed")
        assert desk.get(f"{BASE}.json").status_code == 401


def test_a_desk_beyond_the_loopback_always_has_a_token() -> None:
    assert keys_for("127.0.0.1", 1).token is None
    assert len(keys_for("0.0.0.0", 1).token or "") > 20
    with pytest.raises(ValueError, match="shorter"):
        keys_for("0.0.0.0", 1, token="short")


def test_a_program_with_the_token_needs_no_form(path: Path) -> None:
    keys = keys_for("127.0.0.1", 8765, token="long enough")
    with client(path, keys) as desk:
        headers = {"authorization": "Bearer long enough", "accept": "application/json"}
        answer = desk.post(f"{BASE}/undo", data={"judgement": "x"}, headers=headers)
        assert answer.status_code == 400
        assert "no judgement has this id" in answer.json()["wrong"]


def test_every_answer_forbids_what_is_not_ours(desk: TestClient) -> None:
    for address in (BASE, f"{BASE}.json", "/nothing", "/static/desk.css"):
        policy = desk.get(address).headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_no_page_has_scripts_or_styles_of_its_own(desk: TestClient) -> None:
    for page in PLAIN_PAGES:
        text = desk.get(address_of(desk, page)).text
        assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=", text), page


def test_words_of_a_report_stay_words(desk: TestClient) -> None:
    words = "<script>alert(1)</script> & \u202eboats ran aground off Pell Rock, <b>Oto Brandt</b> said."
    job = add(desk, ("<img src=x onerror=alert(1)>.txt", words.encode()))
    for address in (job["added"][0][1], f"{BASE}/reports", f"{BASE}/search?q=alert", f"{BASE}/history"):
        page = desk.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page


def test_the_original_comes_in_a_sandbox_without_what_acts(desk: TestClient) -> None:
    page = b"<title>Quay</title><link rel=preconnect href=//evil.example><script>x</script><p>Nine boats sank.</p>"
    report = add(desk, ("quay.html", page))["added"][0][1]
    shown = desk.get(f"{report}/original")
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "Nine boats sank." in shown.text
    assert "<script" not in shown.text
    assert "evil" not in shown.text
    assert desk.get(f"{report}/original?keep=1").content == page
    assert "iframe sandbox title=" in desk.get(report).text


def test_the_page_of_a_pdf_on_which_a_claim_stands_is_shown_beside_it(desk: TestClient) -> None:
    pages = [words((700, 12, f"{number} boats ran aground, Oto Brandt said.")) for number in ("Nine", "Twelve")]
    report = add(desk, ("quay.pdf", pdf_of(*pages)))["added"][0][1]
    claim = next(one for one in desk.get(f"{report}.json").json()["claims"] if "Twelve" in one["words"])
    assert f"{report}/pages/2.png" in desk.get(claim["href"]).text
    assert f"{report}/pages/1.png" in desk.get(report).text
    image = desk.get(f"{report}/pages/2.png")
    assert (image.headers["content-type"], image.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert desk.get(f"{report}/pages/3.png").status_code == 404


def test_a_page_is_harmless_in_any_encoding() -> None:
    page = "<meta charset=windows-1252><base href=//x><p>Café</p><iframe src=x></iframe>".encode("cp1252")
    assert harmless(page).decode() == "<html><head></head><body><p>Café</p></body></html>"


def test_no_address_leads_off_the_desk(desk: TestClient) -> None:
    one = pair_of(desk)
    objects = [one["a"]["claim"], one["b"]["claim"]]
    for back in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        answer = post(desk, "judge", subject="comparison", verdict="accept", object=objects, back=back)
        assert answer.json()["href"].startswith("/?done=")


# Small parts


def test_a_difference_gives_each_side_its_own_words() -> None:
    left, right = "The nine boats sank at dawn", "the four boats sank"
    pieces = differing(left, right)
    assert ("".join(one.left for one in pieces), "".join(one.right for one in pieces)) == (left, right)
    assert [(one.left, one.right) for one in pieces if not one.same] == [("nine", "four"), (" at dawn", "")]


def test_short_runs_that_both_have_are_no_likeness_of_long_texts() -> None:
    pieces = differing("a man saw the boat", "the boat was a wreck", at_least=3)
    assert [one.same for one in pieces] == [False]


def test_a_graph_is_laid_out_from_who_tells_to_whom_it_is_from() -> None:
    drawn = lay_out({("page", "office"): 2, ("office", "man"): 1, ("page", "man"): 1})
    x = {box.key: box.x for box in drawn.boxes}
    assert x["page"] < x["office"] < x["man"]
    assert len(drawn.arrows) == 3


def test_a_circle_of_voices_is_laid_out_too() -> None:
    drawn = lay_out({("a", "b"): 1, ("b", "c"): 1, ("c", "a"): 1})
    assert {(one.teller, one.source) for one in drawn.arrows} == {("a", "b"), ("b", "c"), ("c", "a")}


def test_boxes_of_a_graph_do_not_lie_on_one_another() -> None:
    drawn = lay_out({(f"a{n}", f"b{n % 3}"): 1 for n in range(9)} | {("a0", "z"): 1, ("b0", "z"): 1})
    places = [(box.x, box.y) for box in drawn.boxes]
    assert len(set(places)) == len(places)
    assert all(abs(y - other) >= 34 for x, y in places for at, other in places if x == at and y != other)
