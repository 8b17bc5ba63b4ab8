"""Whether a case file still holds: the file itself, and what it would give out, against the bytes that it keeps."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rashomon.errors import ExportError
from rashomon.export.case_json import to_json
from rashomon.store import Case
from rashomon.verify import Verification, verify_export


def verify_case(path: Path | str) -> Verification:
    """Check a case: the file is sound, bytes have their digests, and its export holds against these bytes.

    Raises:
        CaseError: It is no case, or damaged beyond reading.
    """
    with Case.open(path, to_write=False) as case, tempfile.TemporaryDirectory() as folder:
        broken = case.verify()
        if broken:
            return _failed(case, broken)
        originals = Path(folder, "originals")
        originals.mkdir()
        for report in case.alone():
            name = f"{report}{Path(case.file_of(report)).suffix}"
            originals.joinpath(name).write_bytes(case.document(report))
        export = Path(folder, "case.json")
        try:
            export.write_text(to_json(case.ledger()), "utf-8")
        except ExportError as error:
            return _failed(case, tuple(str(error).splitlines()))
        return verify_export(export, reports=originals)


def _failed(case: Case, broken: tuple[str, ...]) -> Verification:
    unchecked = ("the export: the case does not hold",)
    return Verification(
        failures=broken, unchecked=unchecked, reports=len(case.ledger().reports), records=0, originals=0
    )
