"""Who has it from whom: the chains of all claims as one graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from rashomon.ledger import Claim
from rashomon.web.asked import Ask, Shown
from rashomon.web.layers import Drawing, lay_out
from rashomon.web.view import Quoted, View, called, key_of, neighbours

STEPS_A_PAGE = 40
MAX_EDGES = 60  # drawn; the table has them all
SAID_A_PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody in a chain."""

    key: str
    name: str
    href: str  # the graph around this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One who tells what another said, and how many claims go that way."""

    teller: Voice
    source: Voice
    claims: int
    example: Quoted
    href: str  # all these claims


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainsPage:
    """The whole graph, or what is next to one voice; with ``teller`` and ``source``, the claims of that step."""

    around: Voice | None
    drawn: int  # of how many steps the picture shows the most used ones
    steps: Shown[Step]
    said: Shown[Quoted] | None
    drawing: Drawing


Ends = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Every step with its claims, the most used first, and the names of all voices."""

    claims: dict[Ends, tuple[Claim, ...]]
    names: dict[str, str]


def chains_page(ask: Ask) -> ChainsPage:
    """Every step of every chain, the most used first."""
    web = ask.view.kept("web", lambda: _web(ask.view))
    around = ask.text("of") if ask.text("of") in web.names else None
    wanted = [ends for ends in web.claims if around is None or around in ends]
    shown = ask.page_of(wanted, STEPS_A_PAGE)
    drawn = wanted[:MAX_EDGES]
    return ChainsPage(
        around=_voice(ask, web, around) if around else None,
        drawn=len(drawn),
        steps=shown.each(lambda ends: _step(ask, web, ends)),
        said=_said(ask, web),
        drawing=lay_out({ends: len(web.claims[ends]) for ends in drawn}),
    )


def name_in(ask: Ask, key: str) -> str:
    """What a voice of the graph is called."""
    return ask.view.kept("web", lambda: _web(ask.view)).names[key]


def _web(view: View) -> Web:
    claims: dict[Ends, list[Claim]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in (one.claim for one in view.said.values()):
        for link in claim.chain:
            names[key_of(link, claim.report)][called(link)] += 1
        for teller, source in neighbours(claim):
            claims[key_of(teller, claim.report), key_of(source, claim.report)].append(claim)
    used = sorted(claims, key=lambda ends: -len(claims[ends]))
    known = {
        key: view.entities[key].name if key in view.entities else most.most_common(1)[0][0]
        for key, most in names.items()
    }
    return Web(claims={ends: tuple(claims[ends]) for ends in used if ends[0] != ends[1]}, names=known)


def _voice(ask: Ask, web: Web, key: str) -> Voice:
    return Voice(key=key, name=web.names[key], href=ask.address("chains", of=key))


def _step(ask: Ask, web: Web, ends: Ends) -> Step:
    claims = web.claims[ends]
    return Step(
        teller=_voice(ask, web, ends[0]),
        source=_voice(ask, web, ends[1]),
        claims=len(claims),
        example=ask.view.quoted(claims[0].id),
        href=ask.address("chains", teller=ends[0], source=ends[1]) + "#said",
    )


def _said(ask: Ask, web: Web) -> Shown[Quoted] | None:
    claims = web.claims.get((ask.text("teller"), ask.text("source")))
    if claims is None:
        return None
    shown = ask.page_of(claims, SAID_A_PAGE)
    return shown.each(lambda claim: ask.view.quoted(claim.id))
