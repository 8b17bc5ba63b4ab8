"""What several tests start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lamp import lamp_ledger
from rashomon.ledger import Ledger
from rashomon.store import Case
from shelf import copy_case, make_case


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """A small ledger made by hand, every record as the steps would make it."""
    return lamp_ledger()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of three reports on disk; nobody writes to it."""
    folder = tmp_path_factory.mktemp("shelf")
    return make_case(folder / "rock.case", folder)


@pytest.fixture
def case(shelf: Path, tmp_path: Path) -> Iterator[Case]:
    """The same, a copy to write to."""
    with Case.open(copy_case(shelf, tmp_path), author="ann") as opened:
        yield opened
