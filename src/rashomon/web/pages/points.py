"""The questions with their accounts side by side, and one of them with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.dossier.arrange import Question
from rashomon.dossier.arrange import Side as Account
from rashomon.ledger import Comparison, Judgement, Kind, Possible, Relation, Subject
from rashomon.web.asked import Ask, NotThere, Shown
from rashomon.web.view import Origins, Quoted, View

POINTS_A_PAGE = 10
PAIRS_A_PAGE = 24
SAID_A_PAGE = 30
MAX_SAID, MAX_SAID_OF_ONE = 5, 15  # claims shown of one account, in the list and on the point's own page
MAX_AGAIN = 3  # other places shown of the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCard:
    """One side of a point; ``more`` counts what its address shows beyond."""

    label: str
    origins: tuple[Origins, ...]
    said: tuple[Quoted, ...]
    more: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCard:
    """A point with its accounts."""

    id: str
    number: int
    question: str
    kind: str
    status: str
    accounts: tuple[AccountCard, ...]
    reasons: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The judgement that holds on something."""

    id: str
    verdict: str
    value: str | None
    author: str
    made: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims set beside one another; ``id`` is None where only the pair model does so."""

    id: str | None
    a: Quoted
    b: Quoted
    relation: str
    kind: str | None
    why: str
    score: float
    same_origin: bool
    href: str
    decided: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsPage:
    """Points of one status, of one kind or all."""

    status: str
    kind: str
    kinds: tuple[str, ...]
    contested: int
    corroborated: int
    points: Shown[PointCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointPage:
    """One point, all that is said on it, and the comparisons that it rests on."""

    point: PointCard
    account: Shown[Quoted] | None  # all of one account, where that is asked for
    account_label: str
    decided: Decision | None
    pairs: Shown[Pair]


def points_page(ask: Ask) -> PointsPage:
    """The points as the dossier orders them: the most independent origins first."""
    dossier = ask.view.dossier
    status = "corroborated" if ask.text("status") == "corroborated" else "contested"
    every = dossier.corroborated if status == "corroborated" else dossier.contested
    kind = ask.text("kind") if ask.text("kind") in list(Kind) else ""
    wanted = [one for one in every if kind in ("", one.kind.value)]
    shown = ask.page_of(wanted, POINTS_A_PAGE)
    return PointsPage(
        status=status,
        kind=kind,
        kinds=tuple(dict.fromkeys(one.kind.value for one in every)),
        contested=len(dossier.contested),
        corroborated=len(dossier.corroborated),
        points=shown.each(lambda one: card(ask.view, one, at_most=MAX_SAID)),
    )


def point_page(ask: Ask) -> PointPage:
    """One point. Raises NotThere where the case has no such point."""
    question = ask.find(ask.view.questions, "point")
    if asked := ask.text("account"):
        return _account_page(ask, question, ask.number("account"), asked)
    claims = {claim for side in question.sides for claim in side.claims}
    pairs = list(
        dict.fromkeys(
            one
            for claim in claims
            for one in ask.view.comparisons_of.get(claim, ())
            if one.a in claims and one.b in claims
        )
    )
    pairs.sort(key=lambda one: (one.relation is not Relation.CONTRADICTS, -one.score, one.id))
    shown = ask.page_of(pairs, PAIRS_A_PAGE)
    return PointPage(
        point=card(ask.view, question, at_most=MAX_SAID_OF_ONE),
        account=None,
        account_label="",
        decided=decision(ask.state.held_on(Subject.POINT, (question.id,))),
        pairs=shown.each(lambda one: pair(ask, one)),
    )


def _account_page(ask: Ask, question: Question, number: int, asked: str) -> PointPage:
    """All that is said for one account, a part at a time."""
    if not 1 <= number <= len(question.sides):
        raise NotThere(f"{asked}: the point has {len(question.sides)} accounts")
    side = question.sides[number - 1]
    shown = ask.page_of(side.said, SAID_A_PAGE)
    return PointPage(
        point=card(ask.view, question, at_most=0),
        account=shown.each(lambda said: ask.view.quoted_with(said, again=SAID_A_PAGE)),
        account_label=side.label,
        decided=None,
        pairs=Shown(items=(), total=0, page=1, pages=1),
    )


def card(view: View, question: Question, *, at_most: int) -> PointCard:
    """A point with its accounts, of each so many claims at most."""
    return PointCard(
        id=question.id,
        number=question.number,
        question=question.text,
        kind=question.kind.value,
        status="contested" if question.id in view.contested else "corroborated",
        accounts=tuple(_account(view, question, n, side, at_most) for n, side in enumerate(question.sides, 1)),
        reasons=question.reasons[:MAX_SAID],
        href=view.point_at(question.id),
    )


def _account(view: View, question: Question, number: int, side: Account, at_most: int) -> AccountCard:
    shown = side.said[:at_most]
    return AccountCard(
        label=side.label,
        origins=tuple(Origins(id=one.id, name=one.name, why=one.why) for one in side.origins),
        said=tuple(view.quoted_with(one, again=MAX_AGAIN) for one in shown),
        more=len(side.said) - len(shown),
        href=f"{view.point_at(question.id)}?account={number}",
    )


def pair(ask: Ask, one: Comparison | Possible) -> Pair:
    """A comparison with the words of both."""
    known = one if isinstance(one, Comparison) else None
    return Pair(
        id=known.id if known else None,
        a=ask.view.quoted(one.a),
        b=ask.view.quoted(one.b),
        relation=known.relation.value if known else "possibly contradicts",
        kind=known.kind.value if known else None,
        why=one.why,
        score=one.score,
        same_origin=known.same_origin if known else False,
        href=ask.view.pair_at(one.a, one.b),
        decided=decision(ask.state.held_on(Subject.COMPARISON, (one.a, one.b))),
    )


def decision(judgement: Judgement | None) -> Decision | None:
    """A judgement for a page."""
    if judgement is None:
        return None
    return Decision(
        id=judgement.id,
        verdict=judgement.verdict.value,
        value=judgement.value,
        author=judgement.author,
        made=f"{judgement.made:%Y-%m-%d %H:%M}",
        reason=judgement.reason,
    )


def claim_of(ask: Ask, name: str) -> str:
    """The claim that a parameter names. Raises NotThere."""
    if ask.text(name) not in ask.view.said:
        raise NotThere(f"{ask.text(name) or 'nothing'}: no claim of this id is in the case")
    return ask.text(name)
