"""The desk as a web application."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from rashomon import __version__, to_html, to_json, to_markdown
from rashomon.dossier.wording import counted, legible
from rashomon.errors import CaseLocked, RashomonError
from rashomon.ledger import Subject, Verdict
from rashomon.read.decode import decode
from rashomon.read.given import given_from
from rashomon.review.check import CREDIBILITIES, RELIABILITIES
from rashomon.web.asked import Ask, DeskAsk, NotThere
from rashomon.web.desk import Desk, Held
from rashomon.web.guard import WRONG_TOKEN_SECONDS, Guard, Keys, Refused, cookie, form_of
from rashomon.web.original import POLICY as SANDBOX
from rashomon.web.original import harmless, page_image, sight_of
from rashomon.web.pages.cases import cases_page
from rashomon.web.pages.chains import name_in
from rashomon.web.pages.reports import passages_drawn
from rashomon.web.plain import plain
from rashomon.web.site import PAGES, Done, Page, describe

EXPORTS = {"json": (to_json, "application/json"), "html": (to_html, "text/html"), "md": (to_markdown, "text/markdown")}
SHOWN_CHANGES, MAX_ORIGINS = 12, 10
STATIC_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
YEAR_SECONDS = 31_536_000


def make_app(desk: Desk, keys: Keys | None = None) -> Starlette:
    """The desk for any ASGI server; ``keys`` say who may talk to it, by default whoever asks for the loopback."""
    keys = keys or Keys()
    doors = _Doors(desk, keys)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(desk.close)

    return Starlette(
        routes=doors.routes(),
        middleware=[Middleware(Guard, keys=keys), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={
            NotThere: doors.not_there,
            404: doors.not_there,
            Refused: partial(doors.wrong, status=403),
            CaseLocked: partial(doors.wrong, status=503),
            RashomonError: partial(doors.wrong, status=400),
        },
        lifespan=life,
    )


class _Doors:
    """What answers each address."""

    def __init__(self, desk: Desk, keys: Keys) -> None:
        self.desk, self.keys = desk, keys

    def routes(self) -> list[Route]:
        routes = [
            Route("/", self.root),
            Route("/static/{file}", _static),
            Route("/openapi.json", _openapi),
            Route("/login", self.login, methods=["GET", "POST"]),
            Route("/me", self.me, methods=["POST"]),
            Route("/cases.json", self.cases),
            Route("/cases", self.cases),
            Route("/cases", self.new, methods=["POST"]),
            Route("/cases/{case}/judge", self.judge, methods=["POST"]),
            Route("/cases/{case}/undo", self.undo, methods=["POST"]),
            Route("/cases/{case}/add", self.add, methods=["POST"]),
            Route("/cases/{case}/remove", self.remove, methods=["POST"]),
            Route("/cases/{case}/busy", self.busy),
            Route("/cases/{case}/export.{form}", self.export),
            Route("/cases/{case}/reports/{report}/original", self.original),
            Route("/cases/{case}/reports/{report}/pages/{number:int}.png", self.page_image),
        ]
        for page in PAGES:
            path = "/cases/{case}" + (f"/{page.path}" if page.path else "")
            routes.append(Route(f"{path}.json", partial(self.page, page=page, as_json=True)))
            routes.append(Route(path, partial(self.page, page=page, as_json=False)))
        return routes

    # What is looked at

    def root(self, request: Request) -> Response:
        one = self.desk.one
        return RedirectResponse("/cases" if one is None else f"/cases/{_in_path(one)}", status_code=303)

    def cases(self, request: Request) -> Response:
        record = cases_page(DeskAsk(desk=self.desk))
        if request.url.path.endswith(".json"):
            return JSONResponse(plain(record))
        return self._drawn(request, "cases", record, json_at="/cases.json")

    def page(self, request: Request, page: Page, as_json: bool) -> Response:
        ask = self._ask(request)
        try:
            record = page.build(ask)
        except NotThere:
            if "done" not in ask.params:
                raise
            above = ask.address(page.path.partition("/")[0], done=ask.params["done"])  # the decision was its end
            return RedirectResponse(above, status_code=303)
        if as_json:
            return JSONResponse(plain(record))
        return self._drawn(request, page.name, record, ask=ask, json_at=_json_address(request))

    def busy(self, request: Request) -> Response:
        """For a page that waits for what is being worked out: it is to look again once that is done."""
        held = self._held(request)
        return Response(status_code=204, headers={} if held.busy else {"HX-Refresh": "true"})

    def export(self, request: Request) -> Response:
        ask, form = self._ask(request), request.path_params["form"]
        if form not in EXPORTS:
            raise NotThere(f"{form}: expected one of {', '.join(EXPORTS)}")
        write, kind = EXPORTS[form]
        name = PurePath(ask.held.name).stem
        return Response(write(ask.view.ledger), media_type=kind, headers=_as_file(f"{name}.{form}"))

    def original(self, request: Request) -> Response:
        """A report's bytes: to keep, or shown in a sandbox."""
        ask = self._ask(request)
        report = ask.find(ask.view.reports, "report")
        data = self._bytes(ask, report.id)
        if "keep" in ask.params:
            return Response(data, media_type="application/octet-stream", headers=_as_file(report.file))
        how = sight_of(report.file).how
        if how == "page":
            return Response(harmless(data), media_type="text/html; charset=utf-8", headers=_SANDBOXED)
        if how == "text":
            return Response(decode(data), media_type="text/plain", headers=_SANDBOXED)
        raise NotThere(f"{report.file}: cannot be shown; it can be kept as it is")

    def page_image(self, request: Request) -> Response:
        ask = self._ask(request)
        report = ask.find(ask.view.reports, "report")
        try:
            png = page_image(self._bytes(ask, report.id), request.path_params["number"])
        except IndexError as error:
            raise NotThere(f"{report.file}: {error}") from error
        return Response(png, media_type="image/png")

    # What is done

    async def judge(self, request: Request) -> Response:
        form, held = await form_of(request, self.keys), await run_in_threadpool(self._held, request)
        made = await run_in_threadpool(
            held.judge,
            _one_of(Subject, form, "subject"),
            _one_of(Verdict, form, "verdict"),
            tuple(str(one) for one in form.getlist("object")),
            value=_said(form, "value") or None,
            reason=_said(form, "reason"),
            author=self._author(request),
        )
        return self._done(request, held, form, made)

    async def undo(self, request: Request) -> Response:
        form, held = await form_of(request, self.keys), await run_in_threadpool(self._held, request)
        made = await run_in_threadpool(
            held.undo, _said(form, "judgement"), reason=_said(form, "reason"), author=self._author(request)
        )
        return self._done(request, held, form, made)

    async def remove(self, request: Request) -> Response:
        form, held = await form_of(request, self.keys), await run_in_threadpool(self._held, request)
        if not _said(form, "reason"):
            raise RashomonError("a report is removed for a reason, which stays in the case; say it")
        report = _said(form, "report")
        try:
            await run_in_threadpool(held.remove, report, reason=_said(form, "reason"), author=self._author(request))
        except KeyError as error:
            raise NotThere(str(error.args[0])) from error
        return _sent(request, Done(id=report, href=f"{_base(held)}/history"))

    async def add(self, request: Request) -> Response:
        form, held = await form_of(request, self.keys), await run_in_threadpool(self._held, request)
        folder = tempfile.TemporaryDirectory(prefix="rashomon-")
        kept = await _keep_files(form, Path(folder.name))
        if not kept:
            folder.cleanup()
            raise RashomonError("no file was given")
        told = {name: _said(form, name) for name in ("publisher", "published", "url")} if len(kept) == 1 else {}
        given = {kept[0]: given_from(told, kept[0])} if any(told.values()) else {}
        job = held.add(folder, given, self._author(request))
        return _sent(request, Done(id=job.id, href=f"{_base(held)}/add"))

    async def new(self, request: Request) -> Response:
        form = await form_of(request, self.keys)
        if not _said(form, "title"):
            raise RashomonError("a case needs a title")
        name = await run_in_threadpool(self.desk.new, _said(form, "title"))
        return _sent(request, Done(id=name, href=f"/cases/{_in_path(name)}/add"))

    async def me(self, request: Request) -> Response:
        """Who signs from now on what this visitor decides."""
        form = await form_of(request, self.keys)
        answer = RedirectResponse(_own_path(_said(form, "back")), status_code=303)
        name = _in_path(_said(form, "author")[:80])
        answer.headers.append("Set-Cookie", cookie(f"{self.keys.jar}-author", name, request))
        return answer

    async def login(self, request: Request) -> Response:
        if request.method == "GET":
            return self._drawn(request, "login", None, to=_own_path(request.query_params.get("to", "/")))
        form = await form_of(request, self.keys)
        if not self.keys.is_token(_said(form, "token")):
            await asyncio.sleep(WRONG_TOKEN_SECONDS)
            raise Refused("this is not the token of the desk")
        answer = RedirectResponse(_own_path(_said(form, "to")), status_code=303)
        answer.headers.append("Set-Cookie", cookie(f"{self.keys.jar}-in", self.keys.seal("in"), request))
        return answer

    # What goes wrong

    def not_there(self, request: Request, error: Exception) -> Response:
        told = str(error) if isinstance(error, NotThere) else "There is no such page."
        return self.wrong(request, NotThere(told), status=404)

    def wrong(self, request: Request, error: Exception, *, status: int) -> Response:
        if request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"wrong": str(error)}, status_code=status)
        return self._drawn(request, "wrong", None, status=status, told=str(error))

    # How it is done

    def _held(self, request: Request) -> Held:
        name = request.path_params["case"]
        try:
            return self.desk.case(name)
        except KeyError as error:
            raise NotThere(f"{name}: no such case is served here") from error

    def _ask(self, request: Request) -> Ask:
        held = self._held(request)
        return Ask(held=held, state=held.state(), params={**request.query_params, **request.path_params})

    def _bytes(self, ask: Ask, report: str) -> bytes:
        try:
            return ask.held.document(report)
        except KeyError as error:  # removed since the page was drawn
            raise NotThere(f"{report}: no report of this id is in the case") from error

    def _author(self, request: Request) -> str:
        return unquote(request.cookies.get(f"{self.keys.jar}-author", "")) or self.desk.author

    def _done(self, request: Request, held: Held, form: FormData, made: str) -> Response:
        back = _own_path(_said(form, "back") or f"{_base(held)}/history")
        before, hash_sign, place = back.partition("#")
        joined = f"{before}{'&' if '?' in before else '?'}done={made}{hash_sign}{place}"
        return _sent(request, Done(id=made, href=joined))

    def _drawn(
        self,
        request: Request,
        name: str,
        record: Any,
        *,
        ask: Ask | None = None,
        json_at: str = "",
        status: int = 200,
        **more: object,
    ) -> Response:
        context = {
            "page": record,
            "ask": ask,
            "here": _here(request),
            "json_at": json_at,
            "csrf": self.keys.form_token(request.state.visitor),
            "author": self._author(request),
            "only": self.desk.one is not None,
            "outcome": _outcome(request, ask),
            "fragment": "hx-request" in request.headers and "hx-boosted" not in request.headers,
            "passages": partial(passages_drawn, ask) if ask else None,
            "name_in": partial(name_in, ask) if ask else None,
            "turned": partial(_turned, request),
            **more,
        }
        return HTMLResponse(_templates().get_template(f"{name}.html").render(context), status_code=status)


_SANDBOXED = {"Content-Security-Policy": SANDBOX}


def _outcome(request: Request, ask: Ask | None) -> object:
    """What came of the judgement that the address names, while the desk remembers it."""
    return ask.held.outcomes.get(request.query_params.get("done", "")) if ask else None


def _here(request: Request) -> str:
    """This page's address, without the note of what was done last; where a change was posted, its case."""
    if request.method == "POST":
        return "/"
    query = "&".join(part for part in request.url.query.split("&") if part and not part.startswith("done="))
    return request.url.path + (f"?{query}" if query else "")


def _turned(request: Request, page: int, by: str) -> str:
    """The address of another part of the long list that this page shows."""
    asked = {**request.query_params, by: str(page)}
    asked.pop("done", None)
    if by == "page":
        asked.pop("rows", None)
    return f"{request.url.path}?{urlencode(asked)}"


def _json_address(request: Request) -> str:
    return f"{request.url.path}.json" + (f"?{request.url.query}" if request.url.query else "")


def _own_path(path: str) -> str:
    """A path of this desk; an address elsewhere is the desk's front."""
    fine = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if fine else "/"


def _in_path(name: str) -> str:
    return quote(name, safe="")


def _base(held: Held) -> str:
    return f"/cases/{_in_path(held.name)}"


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{_in_path(name)}"}


def _said(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _one_of(kind: Any, form: FormData, name: str) -> Any:
    try:
        return kind(_said(form, name))
    except ValueError as error:
        raise RashomonError(f"{name} {_said(form, name)!r}; expected one of {', '.join(kind)}") from error


def _sent(request: Request, done: Done) -> Response:
    """To the page that shows what was done; for a program, the same in JSON."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(plain(done))
    return RedirectResponse(done.href, status_code=303)


async def _keep_files(form: FormData, folder: Path) -> list[str]:
    """Write what was sent into the folder, each under its own name without folders; the names."""
    kept: list[str] = []
    for upload in form.getlist("file"):
        if not isinstance(upload, UploadFile) or not upload.filename:
            continue
        name = _free_name(upload.filename, kept)
        with (folder / name).open("wb") as file:
            while data := await upload.read(1 << 20):
                await run_in_threadpool(file.write, data)
        kept.append(name)
    return kept


def _free_name(said: str, taken: list[str]) -> str:
    """The bare name, made another where it is taken; a hidden or special one is made plain."""
    bare = PurePath(said.replace("\\", "/")).name.replace("\0", "").lstrip(".") or "report"
    bare = bare.encode()[-200:].decode("utf-8", "ignore")
    return bare if bare not in taken else f"{len(taken) + 1}-{bare}"


def _static(request: Request) -> Response:
    """Our own style sheet and scripts; an address with their digest may be kept for good."""
    name = request.path_params["file"]
    found = _statics().get(name)
    if found is None:
        raise NotThere(f"{name}: no such file")
    kind = STATIC_TYPES[PurePath(name).suffix]
    keeps = f"public, max-age={YEAR_SECONDS}, immutable" if request.url.query else "no-cache"
    return Response(found[0], media_type=kind, headers={"Cache-Control": keeps})


def _openapi(request: Request) -> Response:
    return JSONResponse(_description())


@lru_cache(maxsize=1)
def _description() -> Mapping[str, object]:
    return describe()


@lru_cache(maxsize=1)
def _statics() -> dict[str, tuple[bytes, str]]:
    """Each file with its digest."""
    folder = files("rashomon.web").joinpath("static")
    read = {one.name: one.read_bytes() for one in folder.iterdir() if PurePath(one.name).suffix in STATIC_TYPES}
    return {name: (data, hashlib.sha256(data).hexdigest()[:12]) for name, data in read.items()}


def _static_address(name: str) -> str:
    return f"/static/{name}?{_statics()[name][1]}"


def _seen(value: object) -> object:
    """What a report says cannot hide, turn or colour anything on the page."""
    return legible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"counted": counted, "in_path": _in_path}
    environment.globals |= {
        "static": _static_address,
        "version": __version__,
        "pages": PAGES,
        "credibilities": CREDIBILITIES,
        "reliabilities": RELIABILITIES,
        "SHOWN_CHANGES": SHOWN_CHANGES,
        "MAX_ORIGINS": MAX_ORIGINS,
    }
    return environment
