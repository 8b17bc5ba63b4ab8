"""Rashomon: conflicting accounts of one event, side by side, in their exact words.

    from rashomon import build_ledger, read_reports, to_html

    reading = read_reports(["wire.txt", "blog.html"])
    ledger = build_ledger(reading.reports, unread=reading.unread)
    print(to_html(ledger))

Names load on first use: ``import rashomon`` costs next to nothing, the language model comes with the first ledger.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from rashomon.attribute import Reader
    from rashomon.dossier.html import to_html
    from rashomon.dossier.markdown import to_markdown
    from rashomon.dossier.terminal import to_text
    from rashomon.errors import (
        CaseError,
        CaseLocked,
        EmptyReport,
        ExportError,
        GivenError,
        JudgementError,
        RashomonError,
        ReadError,
        UnknownFormat,
    )
    from rashomon.export.case_json import to_dict, to_json
    from rashomon.ledger import (
        Account,
        Anchor,
        Asserted,
        Attribution,
        Certainty,
        Claim,
        Comparison,
        Copied,
        Entity,
        EntityKind,
        Judgement,
        Kind,
        Ledger,
        Link,
        Mode,
        Origin,
        Passage,
        Point,
        Possible,
        Quantity,
        Relation,
        Report,
        Role,
        Span,
        Stance,
        Status,
        Subject,
        Unread,
        Verdict,
        When,
    )
    from rashomon.pipeline import attribute_report, attribute_text, build_ledger
    from rashomon.read import Given, Reading, read_reports
    from rashomon.store import Case
    from rashomon.verify import Verification, verify_export

_HOMES = {
    "rashomon.store": ("Case",),
    "rashomon.read": ("Given", "Reading", "read_reports"),
    "rashomon.attribute": ("Reader",),
    "rashomon.pipeline": ("attribute_report", "attribute_text", "build_ledger"),
    "rashomon.dossier.terminal": ("to_text",),
    "rashomon.dossier.html": ("to_html",),
    "rashomon.dossier.markdown": ("to_markdown",),
    "rashomon.export.case_json": ("to_dict", "to_json"),
    "rashomon.verify": ("Verification", "verify_export"),
    "rashomon.errors": (
        "CaseError",
        "CaseLocked",
        "EmptyReport",
        "ExportError",
        "GivenError",
        "JudgementError",
        "RashomonError",
        "ReadError",
        "UnknownFormat",
    ),
    "rashomon.ledger": (
        "Account",
        "Anchor",
        "Asserted",
        "Attribution",
        "Certainty",
        "Claim",
        "Comparison",
        "Copied",
        "Entity",
        "EntityKind",
        "Judgement",
        "Kind",
        "Ledger",
        "Link",
        "Mode",
        "Origin",
        "Passage",
        "Point",
        "Possible",
        "Quantity",
        "Relation",
        "Report",
        "Role",
        "Span",
        "Stance",
        "Status",
        "Subject",
        "Unread",
        "Verdict",
        "When",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022  # by what one does: read, build, write; then errors and records
    "read_reports",
    "Given",
    "Reading",
    "build_ledger",
    "attribute_report",
    "attribute_text",
    "Reader",
    "Case",
    "to_text",
    "to_html",
    "to_markdown",
    "to_dict",
    "to_json",
    "verify_export",
    "Verification",
    "RashomonError",
    "ReadError",
    "UnknownFormat",
    "EmptyReport",
    "GivenError",
    "ExportError",
    "CaseError",
    "CaseLocked",
    "JudgementError",
    "Ledger",
    "Report",
    "Passage",
    "Attribution",
    "Claim",
    "Link",
    "When",
    "Quantity",
    "Entity",
    "Comparison",
    "Point",
    "Possible",
    "Account",
    "Origin",
    "Copied",
    "Unread",
    "Judgement",
    "Anchor",
    "Subject",
    "Verdict",
    "Span",
    "Role",
    "Mode",
    "Stance",
    "Certainty",
    "Asserted",
    "EntityKind",
    "Relation",
    "Kind",
    "Status",
    "__version__",
]


def __getattr__(name: str) -> object:
    """Load a public name from the module that defines it (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
