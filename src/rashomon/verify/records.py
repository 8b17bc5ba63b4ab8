"""Each record of a case export against what it speaks of: its words, its place, the records that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rashomon.ledger import Span, digest, quote
from rashomon.read.bylines import plain

Record = dict[str, Any]  # has passed the schema

MAX_WORDS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """A report as the export tells of it: what its bytes and its text must be."""

    file: str
    sha256: str
    text_sha256: str
    extractor: str


@dataclass(slots=True)
class Known:
    """What has been read so far, for what comes after to be held against."""

    sections: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    taken: dict[str, Taken] = field(default_factory=dict)
    passages: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)  # by kind of record
    wanted: dict[str, dict[str, str]] = field(default_factory=dict)  # by kind: an id, and who first names it
    records: int = 0

    def add(self, kind: str, record: Record) -> Iterator[str]:
        """Note that there is such a record; two of one id cannot be told apart."""
        ids = self.ids.setdefault(kind, set())
        if record["id"] in ids:
            yield f"{kind} {record['id']}: its id stands twice"
        ids.add(record["id"])

    def want(self, kind: str, ids: Iterable[str], by: str) -> None:
        """Note that a record names others, which may come later."""
        wanted = self.wanted.setdefault(kind, {})
        for one in ids:
            wanted.setdefault(one, by)

    def dangling(self) -> Iterator[str]:
        """The ids that are named and of no record."""
        for kind, wanted in self.wanted.items():
            known = self.ids.get(kind, set())
            yield from (f"{by}: no {kind} has the id {one}" for one, by in wanted.items() if one not in known)

    def words(self, stretch: Record) -> str | None:
        """The words at a stretch of a report; None where there is no such place."""
        text = self.texts.get(stretch["report"])
        start, end = stretch["start"], stretch["end"]
        return text[start:end] if text is not None and start <= end <= len(text) else None

    def file(self, report: str) -> str:
        """The name of the report's file."""
        return self.taken[report].file if report in self.taken else f"report {report}"


def check_report(report: Record, known: Known) -> Iterator[str]:
    """The text's digest, the passages from end to end, and the ids, which rest on the bytes' digest."""
    file, text = report["file"], report["text"]
    known.texts[report["id"]] = text
    known.taken[report["id"]] = Taken(file, report["sha256"], report["text_sha256"], report.get("extractor", ""))
    yield from known.add("report", report)
    if report["id"] != digest("report", report["sha256"]):
        yield f"{file}: report {report['id']}: its id is not that of its bytes"
    if hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest() != report["text_sha256"]:
        yield f"{file}: its text is not that of text_sha256"
    reached = 0
    for passage in report["passages"]:
        start, end = passage["start"], passage["end"]
        yield from known.add("passage", passage)
        known.passages[passage["id"]] = (report["id"], start, end)
        if start != reached or end < start:
            yield f"{file}: passage {passage['id']}: at {start}:{end}, expected from {reached} on"
        if passage["id"] != digest("passage", report["id"], start, end):
            yield f"{file}: passage {passage['id']}: its id is not that of {start}:{end}"
        reached = end
    if reached != len(text):
        yield f"{file}: passages end at {reached}, the text at {len(text)}"


def check_claim(claim: Record, known: Known) -> Iterator[str]:
    """Its words at its spans, within its passage; the words of its times and quantities; the places of its speakers."""
    yield from known.add("claim", claim)
    report = claim["report"]
    name = f"{known.file(report)}: claim {claim['id']}"
    text = known.texts.get(report)
    if text is None:
        yield f"{name}: no report has the id {report}"
        return
    spans = tuple(Span(start, end) for start, end in claim["spans"])
    within, first, last = known.passages.get(claim["passage"], (None, 0, 0))
    if within != report:
        yield f"{name}: no passage of its report has the id {claim['passage']}"
    elif not all(first <= start < end <= last for start, end in spans):
        yield f"{name}: {_at(spans)} is not within its passage, {first}:{last}"
    elif claim["text"] != quote(text, spans):
        yield f"{name}: not the words at {_at(spans)}: {_shown(claim['text'])}"
    elif claim["id"] != digest("claim", report, spans):
        yield f"{name}: its id is not that of {_at(spans)}"
    for told in filter(None, (claim["when"], claim.get("said"), *claim["quantities"])):
        if "span" not in told:  # quantities had none at first
            if (told["text"] or "") not in claim["text"]:
                yield f"{name}: {_shown(told['text'])} is not in its words"
        elif text[slice(*told["span"])] != told["text"]:
            yield f"{name}: not the words at {_at((told['span'],))}: {_shown(told['text'])}"
    for link in claim["chain"]:
        for part in ("source", "cue"):
            if part in link and not 0 <= link[part][0] < link[part][1] <= len(text):
                yield f"{name}: its {part} at {_at((link[part],))} is not within the text"
        if link["entity"] is not None:
            known.want("entity", (link["entity"],), name)
    known.want("entity", claim["places"], name)
    known.want("entity", claim["about"], name)


def check_entity(entity: Record, known: Known) -> Iterator[str]:
    """Its mentions within their reports."""
    yield from known.add("entity", entity)
    name = f"entity {entity['id']} ({entity['name']})"
    for mention in entity["mentions"]:
        if not known.words(mention):
            yield f"{name}: no words at {known.file(mention['report'])} {mention['start']}:{mention['end']}"


def check_comparison(comparison: Record, known: Known) -> Iterator[str]:
    """The claims that it compares."""
    yield from known.add("comparison", comparison)
    known.want("claim", (comparison["a"], comparison["b"]), f"comparison {comparison['id']}")


def check_possible(possible: Record, known: Known) -> Iterator[str]:
    """The claims that it compares."""
    known.want("claim", (possible["a"], possible["b"]), "a possible contradiction")
    return iter(())


def check_naming(naming: Record, known: Known) -> Iterator[str]:
    """The claims that use its names."""
    yield from known.add("naming", naming)
    for name in naming["names"]:
        known.want("claim", name["claims"], f"naming {naming['id']}")


def check_point(point: Record, known: Known) -> Iterator[str]:
    """The claims of its accounts, and their origins."""
    yield from known.add("point", point)
    for account in point["accounts"]:
        known.want("claim", account["claims"], f"point {point['id']}")
        known.want("origin", account["origins"], f"point {point['id']}")


def check_origin(origin: Record, known: Known) -> Iterator[str]:
    """The claims that come from there."""
    yield from known.add("origin", origin)
    known.want("claim", origin["claims"], f"origin {origin['id']}")


def check_copied(copied: Record, known: Known) -> Iterator[str]:
    """The same words on both sides, be their marks and capitals what they may."""
    taken, given = known.words(copied["to"]), known.words(copied["from"])
    if not taken or not given or plain(taken) != plain(given):
        ends = (f"{known.file(one['report'])} {one['start']}:{one['end']}" for one in (copied["from"], copied["to"]))
        yield f"copied wording: not the same words at {' and '.join(ends)}"


def check_edition(edition: Record, known: Known) -> Iterator[str]:
    """The words that were changed, on both sides."""
    name = f"{known.file(edition['report'])}: edition {edition['number']} of {edition['page']}"
    ends = (("before", "was", edition["previous"]), ("after", "now", edition["report"]))
    for change in edition["changes"]:
        for place, words, report in ends:
            start, end = change[place]
            if known.words({"report": report, "start": start, "end": end}) != change[words]:
                yield f"{name}: not the words at {known.file(report)} {start}:{end}: {_shown(change[words])}"


def check_correction(correction: Record, known: Known) -> Iterator[str]:
    """Its words, and the places and claims that it speaks of."""
    yield from known.add("correction", correction)
    name = f"{known.file(correction['report'])}: correction {correction['id']}"
    start, end = correction["span"]
    if known.words({"report": correction["report"], "start": start, "end": end}) != correction["text"]:
        yield f"{name}: not the words at {start}:{end}: {_shown(correction['text'])}"
    for stretch in correction["of"]:
        if not known.words(stretch):
            yield f"{name}: no words at {known.file(stretch['report'])} {stretch['start']}:{stretch['end']}"
    known.want("claim", correction["claims"], name)


CHECKS: dict[str, Callable[[Record, Known], Iterator[str]]] = {
    "reports": check_report,
    "entities": check_entity,
    "claims": check_claim,
    "comparisons": check_comparison,
    "points": check_point,
    "origins": check_origin,
    "possible": check_possible,
    "namings": check_naming,
    "copied": check_copied,
    "editions": check_edition,
    "corrections": check_correction,
}


def _at(spans: Iterable[Iterable[int]]) -> str:
    return ", ".join(":".join(map(str, span)) for span in spans)


def _shown(words: str) -> str:
    """The words, cut and with what a terminal would obey made visible."""
    return repr(words if len(words) <= MAX_WORDS_SHOWN else f"{words[:MAX_WORDS_SHOWN]}…")
