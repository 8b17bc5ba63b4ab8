"""Draw the desk's pages for the documentation, in the system's Chromium: the demo case, wide and narrow.

    python tests/pictures.py [FOLDER]

Writes ``docs/desk/NAME.png`` and ``NAME-narrow.png``. Run it after a change of the pages, and look at them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from browser import FLAGS, chromium, served
from rashomon.demo import make_demo

FOLDER = Path(__file__).parents[1] / "docs" / "desk"
SIZES = {"": (1100, 720), "-narrow": (390, 780)}
CUT = {"claim": 430, "entity": 600}  # dense pages, to keep each picture under 150 kB


def addresses(page: Page, base: str) -> dict[str, str]:
    """What is drawn, by the name of its picture."""

    def given(path: str) -> Any:
        return page.request.get(f"{base}/{path}.json").json()

    point = given("points")["points"]["items"][0]
    first, second = (account["said"][0] for account in point["accounts"][:2])
    entity = given("entities")["entities"]["items"][0]
    blog = next(one for one in given("reports")["reports"]["items"] if "towpath" in one["file"])
    named = "points matrix timeline chains reports entities review history add".split()
    return {
        "glance": "",
        **{name: name for name in named},
        "point": f"points/{point['id']}",
        "report": f"reports/{blog['id']}",
        "claim": first["href"].removeprefix(f"/cases/{base.rpartition('/')[2]}/"),
        "accounts": f"accounts?a={first['claim']}&b={second['claim']}",
        "entity": f"entities/{entity['id']}",
        "search": "search?q=siren",
    }


def draw(folder: Path) -> None:
    """Draw every page in every size."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as beside, sync_playwright() as driver:
        path = Path(beside, "weir.case")
        make_demo(path, author="ann")
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with served(path) as address:
            for suffix, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                base = f"{address}/cases/{path.name}"
                for name, part in addresses(page, base).items():
                    page.set_viewport_size({"width": width, "height": height if suffix else CUT.get(name, height)})
                    page.goto(f"{base}/{part}".rstrip("/"))
                    page.wait_for_load_state("networkidle")
                    page.screenshot(animations="disabled", path=folder / f"{name}{suffix}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
