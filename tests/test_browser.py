"""The desk in a real browser: every page wide and narrow, light and dark, and the walks that people take through it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser import FLAGS, chromium, faults, listener, served
from rashomon.store import Case
from rashomon.web.site import PAGES
from shelf import copy_case

expect.set_options(timeout=30_000)  # how long a page may take on a machine that is busy
WIDE, NARROW = (1280, 900), (390, 844)
NOTE = b"Twelve boats ran aground off Pell Rock, the coast guard said on Tuesday."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        told = "no Chromium: install it (Debian: apt-get install chromium) or set RASHOMON_CHROMIUM"
        if os.environ.get("RASHOMON_BROWSER_TESTS") == "required":
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def shown(shelf: Path) -> Iterator[str]:
    """A desk that nobody changes; the address of its case."""
    with served(shelf) as address:
        yield f"{address}/cases/{shelf.name}"


@pytest.fixture
def desk(shelf: Path, tmp_path: Path) -> Iterator[str]:
    """A desk of one's own."""
    path = copy_case(shelf, tmp_path)
    with served(path) as address:
        yield f"{address}/cases/{path.name}"


class Watched:
    """A page, and what it asked for and complained of."""

    def __init__(self, browser: Browser, size: tuple[int, int] = WIDE, **how: object) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **how)  # type: ignore[arg-type]
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda one: self.complaints.append(one.text) if one.type == "error" else None)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with Watched(browser) as watched:
        yield watched.page
        assert not watched.complaints


def addresses(shelf: Path) -> list[str]:
    """Every page of the case, with an id of each thing that is named in an address."""
    with Case.open(shelf, to_write=False) as case:
        ledger = case.ledger()
    claims = [claim for account in ledger.points[0].accounts for claim in account.claims[:1]]
    report = next(claim.report for claim in ledger.claims if claim.id == claims[0])
    parts = {"{point}": ledger.points[0].id, "{report}": report, "{entity}": ledger.entities[0].id}
    paths = [page.path for page in PAGES if page.path != "jobs/{job}"]
    for name, part in parts.items():
        paths = [path.replace(name, part) for path in paths]
    teller, source = next(claim.chain for claim in ledger.claims if len(claim.chain) > 1)[:2]
    steps = f"chains?teller={teller.entity}&source={source.entity}"
    asked = [f"reports/{report}?claim={claims[0]}#c-{claims[0]}", "accounts?a={}&b={}".format(*claims), steps]
    return [
        *paths,
        *asked,
        "search?q=boats",
        "search?kind=number",
        "timeline?clock=publication",
        "review?only=reliability",
    ]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide", "narrow"])
def test_every_page_is_sound(browser: Browser, shown: str, shelf: Path, size: tuple[int, int], scheme: str) -> None:
    with Watched(browser, size, color_scheme=scheme) as watched:
        for address in addresses(shelf):
            answer = watched.page.goto(f"{shown}/{address}".rstrip("/"))
            assert answer is None or answer.ok, address
            watched.page.wait_for_load_state("networkidle")
            assert faults(watched.page) == [], address
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= size[0], address
        assert not watched.complaints
        assert {urlsplit(one).netloc for one in watched.asked} == {urlsplit(shown).netloc}


def test_from_the_cases_to_a_point_to_the_words(browser: Browser, shelf: Path, page: Page) -> None:
    with served(shelf.parent) as address:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
        page.get_by_role("link", name="Pell Rock").click()
        page.get_by_role("main").get_by_role("link", name="How many boats ran?").click()
        expect(page.get_by_role("heading", name="Four")).to_be_visible()
        page.get_by_role("link", name="Four boats ran aground off Pell Rock").first.click()
        mark = page.locator("mark.here")
        expect(mark).to_be_in_viewport()
        assert "Four boats" in mark.inner_text()
        expect(page.get_by_role("heading", name="The claim")).to_be_visible()
        expect(page.locator(".asked .mouth").first).to_contain_text("Vall")


def test_a_cell_of_the_matrix_is_one_click_from_its_words(desk: str, page: Page) -> None:
    page.goto(f"{desk}/matrix")
    cell = page.locator(".cell").first
    words = cell.get_attribute("title") or ""
    cell.click()
    expect(page.locator("mark.here")).to_be_in_viewport()
    assert page.locator("mark.here").inner_text() in words


def test_a_rejected_comparison_changes_the_matrix_until_it_is_taken_back(desk: str, page: Page) -> None:
    page.goto(f"{desk}/matrix")
    before = page.locator("main").inner_text()
    page.goto(f"{desk}/points")
    page.get_by_role("link", name="lamp").first.click()
    page.locator(".pair", has_text="contradicts").first.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("status")).to_contain_text("comparison: reject.")
    page.goto(f"{desk}/matrix")
    assert page.locator("main").inner_text() != before
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name=re.compile("Take back")).first.click()
    expect(page.get_by_role("status")).to_contain_text("undo")
    page.goto(f"{desk}/matrix")
    assert page.locator("main").inner_text() == before


def test_the_queue_is_walked_by_keys(desk: str, page: Page) -> None:
    page.goto(f"{desk}/review")
    asked = page.locator("#asked")
    first = asked.inner_text()
    page.keyboard.press("j")
    expect(asked).not_to_have_text(first)
    page.keyboard.press("k")
    expect(asked).to_have_text(first)
    page.keyboard.press("y")
    expect(asked).not_to_have_text(first)
    expect(asked).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("accept")
    page.keyboard.press("u")
    expect(asked).to_have_text(first)


def test_a_correction_is_typed_and_sent_with_enter(desk: str, page: Page) -> None:
    page.goto(f"{desk}/review?only=speaker")
    page.keyboard.press("c")
    page.keyboard.type("Nya Holm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("speaker: correct.")
    page.goto(f"{desk}/entities?q=Nya")
    expect(page.get_by_role("link", name="Nya Holm")).to_be_visible()


def test_keys_can_be_switched_off(desk: str, page: Page) -> None:
    page.goto(f"{desk}/review")
    first = page.locator("#asked").inner_text()
    page.get_by_text("Keys", exact=True).click()
    page.get_by_role("checkbox", name="Keys answer on this page").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.reload()
    expect(page.locator("#asked")).to_have_text(first)
    page.keyboard.press("j")
    expect(page.locator("#asked")).to_have_text(first)


def test_a_source_is_graded_with_a_button(desk: str, page: Page) -> None:
    page.goto(f"{desk}/entities?q=Vall")
    page.get_by_role("link", name="Ines Vall").click()
    page.get_by_role("button", name="B: usually reliable").click()
    expect(page.get_by_role("button", name="B: usually reliable")).to_have_attribute("aria-pressed", "true")


def add_chosen(page: Page) -> None:
    page.get_by_label("Files").set_input_files({"name": "note.txt", "mimeType": "text/plain", "buffer": NOTE})
    page.get_by_role("button", name="Add", exact=True).click()


def drop(page: Page) -> None:
    files = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'note.txt')); return all; }",
        NOTE.decode(),
    )
    page.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": files})


@pytest.mark.parametrize("way", [add_chosen, drop])
def test_an_added_report_shows_in_the_matrix(desk: str, page: Page, way: object) -> None:
    page.goto(f"{desk}/matrix")
    expect(page.get_by_role("link", name="Twelve")).to_have_count(0)
    page.get_by_role("link", name="Add reports").click()
    assert callable(way)
    way(page)
    expect(page.get_by_role("heading", name="1 file: done")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="See the matrix").click()
    expect(page).to_have_url(f"{desk}/matrix")
    page.get_by_role("link", name="Twelve").first.click()
    expect(page.locator("mark.here")).to_contain_text("Twelve boats")


def test_without_scripts_the_same_can_be_done(browser: Browser, desk: str) -> None:
    with Watched(browser, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{desk}/review")
        first = page.locator("#asked").inner_text()
        page.get_by_role("button", name="Yes").click()
        assert page.locator("#asked").inner_text() != first
        page.goto(f"{desk}/add")
        add_chosen(page)
        for _ in range(200):
            if page.get_by_role("heading", name="1 file: done").count():
                break
            page.wait_for_timeout(100)
            page.goto(f"{desk}/add")
        expect(page.get_by_role("heading", name="1 file: done")).to_be_visible()


def test_all_is_reached_without_a_mouse(desk: str, page: Page) -> None:
    page.goto(desk)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add reports")


def test_an_original_page_neither_runs_nor_calls(browser: Browser, desk: str, tmp_path: Path) -> None:
    with listener() as (there, called), Watched(browser) as watched:
        evil = (
            f"<title>Quay</title><p>Nine boats sank.</p><img src='{there}/a'><link rel=stylesheet href='{there}/b'>"
            f"<style>p {{ background: url({there}/c) }}</style><script>parent.document.title = 'taken'</script>"
            f"<meta http-equiv=refresh content='0;url={there}/d'><iframe src='{there}/e'></iframe>"
            f"<a href='{there}/f'>out</a>"
        )
        with Case.open(tmp_path / "copy.case") as case:
            (report,) = case.add_bytes(evil.encode(), "quay.html").new
        watched.page.goto(f"{desk}/reports/{report.id}")
        inside = watched.page.frame_locator("iframe")
        expect(inside.get_by_text("Nine boats sank.")).to_be_visible()
        inside.get_by_role("link", name="out").click()
        watched.page.wait_for_timeout(500)
        assert "taken" not in watched.page.title()
        assert called == []
