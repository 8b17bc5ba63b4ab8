"""Five invented reports of one invented night, to see at once what the program makes of conflicting accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.read import Reading

TITLE = "The night the Corvane weir opened"
FOLDER = Path(__file__).parent / "reports"


def demo_paths() -> tuple[Path, ...]:
    """The five files: an agency, a state broadcaster, a blog with its readers, a rights group, a ministry's mail."""
    return tuple(sorted(path for path in FOLDER.iterdir() if path.suffix in {".txt", ".html", ".eml"}))


def read_demo() -> Reading:
    """The five reports, read as any others would be, but for when their files were written, which tells nothing."""
    from rashomon.read import Reading, read_bytes

    return Reading(reports=tuple(read_bytes(path.read_bytes(), path.name) for path in demo_paths()))


def make_demo(path: Path, *, author: str | None = None) -> None:
    """A case of the five reports.

    Raises:
        CaseError: There is something of this name, or the folder cannot be written to.
    """
    from rashomon.read import read_bytes
    from rashomon.store import Case

    with Case.create(path, title=TITLE, author=author) as case:
        found = ((one.name, one.read_bytes()) for one in demo_paths())
        case.take_in((read_bytes(data, name), data) for name, data in found)
