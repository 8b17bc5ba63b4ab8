"""Who may talk to the desk, and what the browser may do with its answers.

A desk on the loopback can be reached by any page that the same browser shows. So each request must name a host that is
ours (a foreign name that was made to point here does not, DNS rebinding), each change must carry a token that only our
own pages show, cookies go to our own pages alone, and no answer may load, run or send anything elsewhere.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
OPEN_PATHS = ("/login", "/static/")  # what one sees before giving the token
WRONG_TOKEN_SECONDS = 1.0  # so that guessing takes longer than the desk is open
MAX_FILES, MAX_FIELD_BYTES = 2000, 1 << 20


class Refused(Exception):
    """A request that our own pages would not make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What this desk, from its start to its end, knows its visitors by."""

    hosts: frozenset[str] = LOOPBACK
    any_address: bool = False  # whether a bare IP address is ours; no name can be made to look like one
    token: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    jar: str = "rashomon"  # cookies of two desks on one host are told apart by it

    def seal(self, text: str) -> str:
        """What only this desk can make of the text."""
        return hmac.new(self.secret, text.encode(), sha256).hexdigest()

    def knows_host(self, host: str) -> bool:
        """Whether the name in a request's Host header is ours."""
        name = (urlsplit(f"//{host}").hostname or "").lower()
        return name in self.hosts or (self.any_address and _is_address(name))

    def lets_in(self, request: Request) -> bool:
        """Whether the visitor has shown the token, in a header or once before."""
        if self.token is None:
            return True
        kind, _, said = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self.is_token(said.strip()):
            return True
        return hmac.compare_digest(request.cookies.get(f"{self.jar}-in", ""), self.seal("in"))

    def is_token(self, said: str) -> bool:
        """Compared in constant time."""
        return self.token is not None and hmac.compare_digest(said.encode(), self.token.encode())

    def form_token(self, visitor: str) -> str:
        """What a form must carry to show that it is from a page of ours, shown to this visitor."""
        return self.seal(f"form {visitor}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Stands before the whole desk."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app, self.keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the desk has no sockets
        request = Request(scope)
        visitor = request.cookies.get(f"{self.keys.jar}-visitor", "")
        fresh = "" if len(visitor) >= 20 else secrets.token_urlsafe(24)
        scope["state"] = {**scope.get("state", {}), "visitor": visitor or fresh}
        refusal = await self._refusal(request)
        await (refusal or self.app)(scope, receive, self._guarded(request, send, fresh))

    async def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if not self.keys.knows_host(host):
            return PlainTextResponse(f"{host}: not a name of this desk", status_code=421)
        if self.keys.lets_in(request) or request.url.path.startswith(OPEN_PATHS):
            return None
        if "authorization" in request.headers:
            await asyncio.sleep(WRONG_TOKEN_SECONDS)
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(f"/login?to={quote(request.url.path)}", status_code=303)
        return PlainTextResponse("the desk’s token is wanted: Authorization: Bearer …", status_code=401)

    def _guarded(self, request: Request, send: Send, fresh: str) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if fresh:
                    headers.append("Set-Cookie", cookie(f"{self.keys.jar}-visitor", fresh, request))
            await send(message)

        return guarded


def cookie(name: str, value: str, request: Request) -> str:
    """A cookie for our own pages alone."""
    secure = "; Secure" if request.url.scheme == "https" else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}"


async def form_of(request: Request, keys: Keys) -> FormData:
    """The form that one of our own pages sent.

    Raises:
        Refused: It is from elsewhere, as far as anything tells.
    """
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(f"sent from {origin}, not from a page of this desk")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused("sent from a page elsewhere")
    form = await request.form(max_files=MAX_FILES, max_part_size=MAX_FIELD_BYTES)
    said = request.headers.get("x-csrf-token") or str(form.get("csrf") or "")
    by_token = keys.token is not None and "authorization" in request.headers  # no browser sends that by itself
    if not by_token and not hmac.compare_digest(said.encode(), keys.form_token(request.state.visitor).encode()):
        raise Refused("the form is from an earlier start of the desk, or from elsewhere; open the page anew")
    return form
