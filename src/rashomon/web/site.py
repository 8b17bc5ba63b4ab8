"""Every page of the desk: where it is, what it is built from, and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from rashomon import __version__
from rashomon.ledger import Subject, Verdict
from rashomon.web.asked import Ask
from rashomon.web.pages.accounts import accounts_page
from rashomon.web.pages.adding import add_page, job_page
from rashomon.web.pages.cases import CasesPage, glance_page
from rashomon.web.pages.chains import chains_page
from rashomon.web.pages.entities import entities_page, entity_page
from rashomon.web.pages.history import history_page
from rashomon.web.pages.matrix import matrix_page
from rashomon.web.pages.points import point_page, points_page
from rashomon.web.pages.reports import report_page, reports_page
from rashomon.web.pages.review import review_page
from rashomon.web.pages.search import search_page
from rashomon.web.pages.timeline import timeline_page
from rashomon.web.plain import Json, schema_of

PAGE = {"page": "Which part of a long list, from 1."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a case; its address with ``.json`` gives out the record that it is drawn from."""

    path: str  # below the case; "" is the case itself
    name: str  # of its template
    label: str  # in the navigation, "" where it is reached from another page
    build: Callable[[Ask], Any]
    query: Mapping[str, str] = field(default_factory=dict)


PAGES = (
    Page(path="", name="glance", label="At a glance", build=glance_page),
    Page(
        path="points",
        name="points",
        label="Points",
        build=points_page,
        query={"status": "contested or corroborated.", "kind": "In what the accounts differ: number, date, …", **PAGE},
    ),
    Page(
        path="points/{point}",
        name="point",
        label="",
        build=point_page,
        query={"account": "All of this account alone, from 1.", **PAGE},
    ),
    Page(
        path="matrix",
        name="matrix",
        label="Matrix",
        build=matrix_page,
        query={"page": "Which part of the questions, from 1.", "rows": "Which part of the origins, from 1."},
    ),
    Page(
        path="timeline",
        name="timeline",
        label="Timeline",
        build=timeline_page,
        query={"clock": "event, statement, publication or capture.", **PAGE},
    ),
    Page(
        path="chains",
        name="chains",
        label="Who from whom",
        build=chains_page,
        query={
            "of": "Only what is next to this voice.",
            "teller": "With source: the claims that this one tells.",
            "source": "With teller: from whom.",
            **PAGE,
        },
    ),
    Page(path="reports", name="reports", label="Reports", build=reports_page, query=PAGE),
    Page(
        path="reports/{report}",
        name="report",
        label="",
        build=report_page,
        query={
            "claim": "A claim to look at closely.",
            "start": "With end: a stretch to be marked, in code points of the text.",
            "end": "Its end, exclusive.",
            "sheet": "Which page of a PDF to show beside it, from 1.",
        },
    ),
    Page(
        path="accounts",
        name="accounts",
        label="Two accounts",
        build=accounts_page,
        query={"a": "A claim, or a report.", "b": "Another."},
    ),
    Page(
        path="entities",
        name="entities",
        label="Entities",
        build=entities_page,
        query={"kind": "person, organization, place, …", "q": "Part of a name.", **PAGE},
    ),
    Page(path="entities/{entity}", name="entity", label="", build=entity_page, query=PAGE),
    Page(
        path="search",
        name="search",
        label="Search",
        build=search_page,
        query={
            "q": 'Words that a paragraph must hold; "words together" between quotation marks.',
            "speaker": "Who disagrees with this one.",
            "kind": "In what.",
            "date": "Of what time, in EDTF.",
            "place": "Of what place.",
        },
    ),
    Page(
        path="review",
        name="review",
        label="Review",
        build=review_page,
        query={"only": "On what to decide: voice, speaker, …", "at": "From which place of the queue, from 0."},
    ),
    Page(
        path="history",
        name="history",
        label="History",
        build=history_page,
        query={"stale": "1: judgements whose object is gone.", **PAGE},
    ),
    Page(path="add", name="add", label="Add reports", build=add_page),
    Page(path="jobs/{job}", name="job", label="", build=job_page),
)

ACTIONS: Mapping[str, tuple[str, Mapping[str, tuple[str, Json, bool]]]] = {
    "judge": (
        "Decide something; what rested on it is worked out anew.",
        {
            "subject": ("On what.", {"enum": [one.value for one in Subject]}, True),
            "verdict": ("What is decided.", {"enum": [one.value for one in Verdict if one is not Verdict.UNDO]}, True),
            "object": (
                "Ids of the records, or names of entities.",
                {"type": "array", "items": {"type": "string"}},
                True,
            ),
            "value": ("What is right instead, or the grade.", {"type": "string"}, False),
            "reason": ("Why.", {"type": "string"}, False),
        },
    ),
    "undo": (
        "Take a judgement back, by another judgement.",
        {
            "judgement": ("Its id.", {"type": "string"}, True),
            "reason": ("Why.", {"type": "string"}, False),
        },
    ),
    "add": (
        "Add reports; they are worked through one after the other.",
        {
            "file": ("The files.", {"type": "array", "items": {"type": "string", "format": "binary"}}, True),
            "publisher": ("Who publishes it; with a single file.", {"type": "string"}, False),
            "published": ("When, in EDTF; with a single file.", {"type": "string"}, False),
            "url": ("Where it stood; with a single file.", {"type": "string"}, False),
        },
    ),
    "remove": (
        "Remove a report: its words and bytes go, a tombstone with the reason stays.",
        {"report": ("Its id.", {"type": "string"}, True), "reason": ("Why.", {"type": "string"}, True)},
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of an action: the id of the judgement or of the batch of reports, and where to look."""

    id: str
    href: str


def describe() -> Json:
    """The desk in OpenAPI 3.1, made from the table of pages and the types of their records."""
    known: dict[str, Json] = {}
    paths: dict[str, Json] = {
        "/cases.json": {"get": _get("cases", "The cases that are served.", CasesPage, {}, (), known)}
    }
    for page in PAGES:
        says = (page.build.__doc__ or "").partition("\n")[0]
        inside = tuple(part[1:-1] for part in page.path.split("/") if part.startswith("{"))
        path = f"/cases/{{case}}/{page.path}.json" if page.path else "/cases/{case}.json"
        kind = get_type_hints(page.build)["return"]
        paths[path] = {"get": _get(page.name, says, kind, page.query, ("case", *inside), known)}
    for name, (says, takes) in ACTIONS.items():
        paths[f"/cases/{{case}}/{name}"] = {"post": _post(name, says, takes, known)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rashomon desk",
            "version": __version__,
            "description": "Every page has the record that it is drawn from at the same address with .json.",
        },
        "paths": paths,
        "components": {
            "schemas": known,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _get(
    name: str, says: str, kind: Any, query: Mapping[str, str], inside: tuple[str, ...], known: dict[str, Json]
) -> Json:
    parameters = [_parameter(one, "path", "") for one in inside]
    parameters += [_parameter(one, "query", told) for one, told in query.items()]
    return {
        "operationId": name,
        "summary": says,
        "parameters": parameters,
        "responses": {"200": _answer("The page.", schema_of(kind, known)), "404": {"description": "No such thing."}},
    }


def _post(name: str, says: str, takes: Mapping[str, tuple[str, Json, bool]], known: dict[str, Json]) -> Json:
    members = {one: {"description": told, **schema} for one, (told, schema, _) in takes.items()}
    wanted = [one for one, (_, _, needed) in takes.items() if needed]
    form = {"multipart/form-data": {"schema": {"type": "object", "properties": members, "required": wanted}}}
    csrf = {"name": "X-CSRF-Token", "in": "header", "required": False, "schema": {"type": "string"}}
    csrf["description"] = "As the pages show it to their visitor; not wanted of who sends the desk's token."
    return {
        "operationId": name,
        "summary": says,
        "parameters": [_parameter("case", "path", ""), csrf],
        "requestBody": {"required": True, "content": form},
        "responses": {
            "200": _answer("Done; asked for with Accept: application/json.", schema_of(Done, known)),
            "303": {"description": "Done; to the page that shows it."},
            "400": {"description": "It cannot be decided like this; the answer says why."},
            "403": {"description": "Not sent from a page of the desk."},
        },
    }


def _parameter(name: str, where: str, says: str) -> Json:
    told = {"description": says} if says else {}
    return {"name": name, "in": where, "required": where == "path", "schema": {"type": "string"}, **told}


def _answer(says: str, schema: Json) -> Json:
    return {"description": says, "content": {"application/json": {"schema": schema}}}
