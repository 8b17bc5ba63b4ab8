"""Whole pages of the kinds that there are, each against what a reader wrote beside it: voices, comments, dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers import KEY, check_page

PAGES = sorted(key.with_suffix("") for key in (Path(__file__).parent / "pages").glob(f"*{KEY}"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_read_as_a_person_reads_it(page: Path) -> None:
    assert check_page(page).wrong == []
