"""What several tests start from."""

from __future__ import annotations

import pytest

from lamp import lamp_ledger
from rashomon.ledger import Ledger


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """A small ledger made by hand, every record as the steps would make it."""
    return lamp_ledger()
