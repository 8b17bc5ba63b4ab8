"""The case export, version 1: a ledger as JSON, for scorers, notebooks and other programs.

The format is public: a field keeps its name and meaning once released, new fields may be added. The JSON Schema
beside this file, ``case-export-1.schema.json``, says it for machines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from rashomon import __version__
from rashomon.errors import ExportError
from rashomon.group.namings import find_namings
from rashomon.ledger import (
    Change,
    Claim,
    Comparison,
    Copied,
    Correction,
    Edition,
    Entity,
    Ledger,
    Link,
    Naming,
    Origin,
    Passage,
    Point,
    Possible,
    Quantity,
    Report,
    Span,
    Status,
    Stretch,
    When,
    quote,
)

Json = dict[str, object]

UNPLACED = "XXXX"  # EDTF for "some year": words for a time that nothing places, kept rather than dropped
MAX_PROBLEMS_SHOWN = 10


def to_dict(ledger: Ledger) -> Json:
    """The ledger as the case export, version 1, in plain JSON types.

    The order does not depend on the order of arrival: reports by file, claims as they stand on the page,
    everything else by what it points to.

    Raises:
        ExportError: A quotation is not what stands at its place, the passages of a report leave a gap or
            overlap, or a record points to one that is not there. All problems are in the message.
    """
    _refuse_misfits(ledger)
    place = _places(ledger)
    claims = sorted(ledger.claims, key=lambda c: place[c.id])
    texts = {report.id: report.text for report in ledger.reports}
    return {
        "format": "rashomon-case",
        "version": 1,
        "title": ledger.title,
        "made_by": f"rashomon {__version__}",
        "reports": [_report(report, ledger.passages) for report in _in_order(ledger.reports)],
        "entities": [_entity(entity) for entity in sorted(ledger.entities, key=lambda e: (e.kind, e.name, e.id))],
        "claims": [_claim(claim) for claim in claims],
        "comparisons": [_comparison(one) for one in sorted(ledger.comparisons, key=lambda c: _pair(c, place))],
        "points": [_point(point) for point in sorted(ledger.points, key=lambda p: _first(p, place))],
        "origins": [_origin(origin, place) for origin in sorted(ledger.origins, key=lambda o: (o.name, o.id))],
        "possible": [_possible(one) for one in sorted(ledger.possible, key=lambda p: (place[p.a], place[p.b]))],
        "namings": [_naming(one) for one in find_namings(claims, ledger.comparisons)],
        "unread": [{"file": one.file, "reason": one.reason} for one in sorted(ledger.unread, key=lambda u: u.file)],
        "copied": [_copied(one) for one in sorted(ledger.copied, key=_copied_key)],
        "editions": [_edition(one, texts) for one in sorted(ledger.editions, key=lambda e: (e.page, e.number))],
        "corrections": [_correction(one, texts) for one in _by_place(ledger)],
    }


def _possible(one: Possible) -> Json:
    return {"a": one.a, "b": one.b, "why": one.why, "score": one.score}


def to_json(ledger: Ledger) -> str:
    """The case export as text: the same ledger gives the same bytes. Raises as ``to_dict`` does."""
    return json.dumps(to_dict(ledger), ensure_ascii=False, indent=1) + "\n"


def schema() -> Json:
    """The JSON Schema (draft 2020-12) that every case export satisfies."""
    text = files("rashomon.export").joinpath("case-export-1.schema.json").read_text("utf-8")
    loaded: Json = json.loads(text)
    return loaded


def misfits(ledger: Ledger) -> tuple[str, ...]:
    """What in a ledger does not fit together, a line each; nothing where all is well."""
    texts = {report.id: report.text for report in ledger.reports}
    files_of = {report.id: report.file for report in ledger.reports}
    return (
        *_misquotations(ledger.claims, texts, files_of),
        *_gaps(ledger),
        *_dangling(ledger),
    )


def _refuse_misfits(ledger: Ledger) -> None:
    if found := misfits(ledger):
        shown = "\n".join(found[:MAX_PROBLEMS_SHOWN])
        more = f"\n… and {len(found) - MAX_PROBLEMS_SHOWN} more" if len(found) > MAX_PROBLEMS_SHOWN else ""
        raise ExportError(f"the ledger does not fit its reports:\n{shown}{more}")


def _misquotations(claims: Iterable[Claim], texts: dict[str, str], files_of: dict[str, str]) -> Iterator[str]:
    for claim in claims:
        if claim.report not in texts:
            yield f"claim {claim.id}: no report {claim.report}"
        elif claim.text != quote(texts[claim.report], claim.spans):
            offsets = ", ".join(f"{start}:{end}" for start, end in claim.spans)
            yield f"{files_of[claim.report]}: claim {claim.id}: not the words at {offsets}: {claim.text!r}"


def _gaps(ledger: Ledger) -> Iterator[str]:
    """Places where a report's passages do not cover its text from end to end."""
    for report in ledger.reports:
        reached = 0
        for passage in _passages_of(report, ledger.passages):
            if passage.start != reached:
                yield f"{report.file}: passage {passage.id} starts at {passage.start}, expected {reached}"
            reached = passage.end
        if reached != len(report.text):
            yield f"{report.file}: passages end at {reached}, the text at {len(report.text)}"


def _dangling(ledger: Ledger) -> Iterator[str]:
    """References to records that are not there."""
    claims = {claim.id for claim in ledger.claims}
    entities = {entity.id for entity in ledger.entities}
    origins = {origin.id for origin in ledger.origins}
    passages = {passage.id for passage in ledger.passages}
    reports = {report.id for report in ledger.reports}
    for where, wanted, known in _references(ledger, claims, entities, origins, passages, reports):
        for missing in sorted(set(wanted) - known):
            yield f"{where}: nothing has the id {missing}"


def _references(
    ledger: Ledger,
    claims: set[str],
    entities: set[str],
    origins: set[str],
    passages: set[str],
    reports: set[str],
) -> Iterator[tuple[str, Iterable[str], set[str]]]:
    for claim in ledger.claims:
        yield f"claim {claim.id}", (claim.passage,), passages
        speakers = tuple(link.entity for link in claim.chain if link.entity is not None)
        yield f"claim {claim.id}", (*claim.places, *claim.about, *speakers), entities
    for one in ledger.comparisons:
        yield f"comparison {one.id}", (one.a, one.b), claims
    for origin in ledger.origins:
        yield f"origin {origin.id}", origin.claims, claims
    for point in ledger.points:
        for account in point.accounts:
            yield f"point {point.id}", account.claims, claims
            yield f"point {point.id}", account.origins, origins
    for copied in ledger.copied:
        yield "copied wording", (copied.source.report, copied.target.report), reports
    for edition in ledger.editions:
        yield f"an edition of {edition.page}", filter(None, (edition.report, edition.previous)), reports
    for correction in ledger.corrections:
        yield f"correction {correction.id}", (correction.report, *(one.report for one in correction.of)), reports
        yield f"correction {correction.id}", correction.claims, claims


# Order: nothing below rests on the order in which reports came.


def _in_order(reports: Iterable[Report]) -> list[Report]:
    return sorted(reports, key=lambda report: (report.file, report.id))


def _passages_of(report: Report, passages: Iterable[Passage]) -> list[Passage]:
    return sorted((one for one in passages if one.report == report.id), key=lambda one: (one.start, one.end))


def _places(ledger: Ledger) -> dict[str, tuple[int, tuple[Span, ...], str]]:
    """Where each claim stands: number of its report, spans, id."""
    number = {report.id: n for n, report in enumerate(_in_order(ledger.reports))}
    return {claim.id: (number[claim.report], claim.spans, claim.id) for claim in ledger.claims}


def _by_place(ledger: Ledger) -> list[Correction]:
    number = {report.id: n for n, report in enumerate(_in_order(ledger.reports))}
    return sorted(ledger.corrections, key=lambda one: (number[one.report], one.span))


def _pair(one: Comparison, place: dict[str, tuple[int, tuple[Span, ...], str]]) -> tuple[object, ...]:
    return (one.relation, place[one.a], place[one.b], one.kind, one.id)


def _first(point: Point, place: dict[str, tuple[int, tuple[Span, ...], str]]) -> tuple[object, ...]:
    """Contested points first, then by the first claim's place."""
    claims = [place[claim] for account in point.accounts for claim in account.claims]
    return (list(Status).index(point.status), min(claims, default=(0, (), "")), point.kind, point.id)


def _copied_key(one: Copied) -> tuple[str, int, int, str, int, int]:
    source, target = one.source, one.target
    return (source.report, source.start, source.end, target.report, target.start, target.end)


# One function a record.


def _report(report: Report, passages: Iterable[Passage]) -> Json:
    return {
        "id": report.id,
        "file": report.file,
        "sha256": report.sha256,
        "text_sha256": report.text_sha256,
        "url": report.url,
        "title": report.title,
        "publisher": report.publisher,
        "authors": list(report.authors),
        "published": report.published,
        "modified": report.modified,
        "captured": report.captured,
        "language": report.language,
        "extractor": report.extractor,
        "clues": dict(report.clues),
        "text": report.text,
        "passages": [
            {"id": one.id, "role": one.role.value, "voice": one.voice, "start": one.start, "end": one.end}
            for one in _passages_of(report, passages)
        ],
    }


def _entity(entity: Entity) -> Json:
    mentions = sorted({(mention.report, *mention.span) for mention in entity.mentions})
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "aliases": sorted(entity.aliases),
        "roles": sorted(entity.roles),
        "within": sorted(entity.within),
        "mentions": [{"report": report, "start": start, "end": end} for report, start, end in mentions],
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "report": claim.report,
        "passage": claim.passage,
        "spans": [list(span) for span in claim.spans],
        "text": claim.text,
        "chain": [_link(link) for link in claim.chain],
        "negated": claim.negated,
        "certainty": claim.certainty.value,
        "asserted": claim.asserted.value,
        "when": None if claim.when is None else _when(claim.when),
        "said": None if claim.said is None else _when(claim.said),
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "places": list(claim.places),
        "about": list(claim.about),
        "predicate": claim.predicate,
    }


def _link(link: Link) -> Json:
    """One step of a chain; mode, source and cue stand only where words on the page show them."""
    shown: Json = {"name": link.name, "entity": link.entity, "stance": link.stance.value}
    if link.mode is not None:
        shown["mode"] = link.mode.value
    if link.source is not None:
        shown["source"] = list(link.source)
    if link.cue is not None:
        shown["cue"] = list(link.cue)
    return shown


def _when(when: When) -> Json:
    return {"edtf": when.edtf or UNPLACED, "text": when.text, "span": list(when.span)}


def _quantity(quantity: Quantity) -> Json:
    return {
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "approximate": quantity.approximate,
        "text": quantity.text,
        "span": list(quantity.span),
    }


def _number(value: float | None) -> float | None:
    """Whole numbers without a fraction: 14, not 14.0."""
    return int(value) if value is not None and float(value).is_integer() else value


def _comparison(one: Comparison) -> Json:
    return {
        "id": one.id,
        "a": one.a,
        "b": one.b,
        "relation": one.relation.value,
        "kind": one.kind.value,
        "why": one.why,
        "score": round(one.score, 4),
        "same_origin": one.same_origin,
    }


def _point(point: Point) -> Json:
    return {
        "id": point.id,
        "question": point.question,
        "kind": point.kind.value,
        "status": point.status.value,
        "accounts": [
            {"label": one.label, "claims": list(one.claims), "origins": list(one.origins)} for one in point.accounts
        ],
    }


def _naming(naming: Naming) -> Json:
    return {"id": naming.id, "names": [{"words": one.words, "claims": list(one.claims)} for one in naming.names]}


def _origin(origin: Origin, place: dict[str, tuple[int, tuple[Span, ...], str]]) -> Json:
    claims = sorted(origin.claims, key=lambda claim: place[claim])
    return {"id": origin.id, "name": origin.name, "claims": claims, "why": origin.why}


def _copied(one: Copied) -> Json:
    return {"from": _stretch(one.source), "to": _stretch(one.target)}


def _edition(one: Edition, texts: Mapping[str, str]) -> Json:
    return {
        "report": one.report,
        "page": one.page,
        "number": one.number,
        "previous": one.previous,
        "clock": one.clock.value,
        "changes": [_change(change, texts[one.previous or ""], texts[one.report]) for change in one.changes],
    }


def _change(change: Change, before: str, after: str) -> Json:
    return {
        "before": list(change.before),
        "was": before[slice(*change.before)],
        "after": list(change.after),
        "now": after[slice(*change.after)],
    }


def _correction(one: Correction, texts: Mapping[str, str]) -> Json:
    return {
        "id": one.id,
        "report": one.report,
        "span": list(one.span),
        "text": texts[one.report][slice(*one.span)],
        "kind": one.kind.value,
        "of": [_stretch(stretch) for stretch in one.of],
        "claims": list(one.claims),
    }


def _stretch(one: Stretch) -> Json:
    return {"report": one.report, "start": one.start, "end": one.end}
