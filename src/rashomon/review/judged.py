"""Judgements put into the work of the pipeline, each between the steps where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.compare import Compared
from rashomon.dates import parse_edtf
from rashomon.ledger import (
    Attribution,
    Claim,
    Comparison,
    Judgement,
    Link,
    Origin,
    Passage,
    Point,
    Report,
    Span,
    Subject,
    Verdict,
    When,
)
from rashomon.pipeline import Revision, Statements
from rashomon.resolve import Resolved
from rashomon.review.anchors import Places
from rashomon.review.check import read_relation
from rashomon.review.holding import holding
from rashomon.review.identity import revise_entities
from rashomon.trace import Traced

EARLY = frozenset({Subject.VOICE, Subject.SPEAKER, Subject.TIME, Subject.ENTITY})  # comparisons rest on these
KEEPS = (Verdict.ACCEPT, Verdict.CORRECT)  # the value stands whatever the program suggests by now


class Judged(Revision):
    """The work of the pipeline as the judgements that hold have it."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._held: dict[Subject, list[Judgement]] = defaultdict(list)
        for one in holding(judgements).values():
            self._held[one.subject].append(one)

    def statements(self, report: Report, said: Statements) -> Statements:
        """Voices, speakers and times as judged."""
        places = Places(claims=said.claims, passages=said.passages)
        for one in self._held[Subject.VOICE]:
            passage = places.passage(one.anchors[0])
            if passage is not None:
                said = _with_voice(report, said, passage, _kept(one))
        for one in self._held[Subject.SPEAKER]:
            claim = places.claim(one.anchors[0])
            if claim is not None:
                said = _with_speaker(said, claim, _kept(one))
        times = {c.id: one for one in self._held[Subject.TIME] if (c := places.claim(one.anchors[0])) is not None}
        return _with_claims(said, lambda claim: _with_time(claim, times[claim.id]) if claim.id in times else claim)

    def entities(self, resolved: Resolved, reports: Iterable[Report]) -> Resolved:
        """Entities parted and joined as judged."""
        held = self._held[Subject.ENTITY]
        return revise_entities(resolved, held, reports) if held else resolved

    def comparisons(self, compared: Compared, claims: Iterable[Claim]) -> Compared:
        """Comparisons as judged: a rejected one is gone, an accepted or corrected one stands in any case."""
        decided = _by_pair(self._held[Subject.COMPARISON], Places(claims=claims))
        kept: list[Comparison] = []
        for one in compared.comparisons:
            judgement = decided.get(frozenset((one.a, one.b)))
            if judgement is None or not _removes(judgement, one):
                kept.append(one)
        there = {(frozenset((one.a, one.b)), one.relation, one.kind) for one in kept}
        for pair, judgement in decided.items():
            if judgement.verdict in KEEPS and (pair, *read_relation(judgement.value or "")) not in there:
                kept.append(_own_comparison(judgement, Places(claims=claims)))
        return Compared(
            comparisons=tuple(sorted(kept, key=lambda c: (-c.score, c.id))),
            possible=tuple(one for one in compared.possible if frozenset((one.a, one.b)) not in decided),
        )

    def origins(self, traced: Traced, claims: Iterable[Claim]) -> Traced:
        """Claims moved between origins as judged, ``same_origin`` told anew."""
        claims = tuple(claims)
        home = {claim: n for n, origin in enumerate(traced.origins) for claim in origin.claims}
        names = {n: (origin.name, origin.why) for n, origin in enumerate(traced.origins)}
        moved = _by_pair(self._held[Subject.ORIGIN], Places(claims=claims))
        if not moved:
            return traced
        for one in moved.values():
            a, b = (claim.id for claim in Places(claims=claims).pair(one.anchors) or ())
            _move(home, names, one, a, b)
        return replace(
            traced,
            origins=_origins(home, names, [claim.id for claim in claims]),
            comparisons=tuple(replace(c, same_origin=home[c.a] == home[c.b]) for c in traced.comparisons),
        )

    def points(self, points: tuple[Point, ...], claims: Iterable[Claim]) -> tuple[Point, ...]:
        """Points as judged: a rejected one is gone until it has another claim, "never" for good."""
        places = Places(claims=claims, points=points)
        for one in self._held[Subject.POINT]:
            found = places.point(one.anchors)
            if found is None or (one.verdict is Verdict.REJECT and _size(found) > len(one.anchors)):
                continue
            if one.verdict in KEEPS:
                points = tuple(replace(p, question=one.value or p.question) if p.id == found.id else p for p in points)
            else:
                points = tuple(p for p in points if p.id != found.id)
        return points


def _kept(judgement: Judgement) -> str | None:
    """The value that stands, None where what was suggested is rejected."""
    return judgement.value if judgement.verdict in KEEPS else None


# Statements


def _with_claims(said: Statements, revise: Callable[[Claim], Claim]) -> Statements:
    return said._replace(claims=tuple(revise(claim) for claim in said.claims))


def _with_voice(report: Report, said: Statements, passage: Passage, voice: str | None) -> Statements:
    """The passage's voice, and the link of the page's chain that stands for it."""
    old = passage.voice
    if voice == old:
        return said
    passages = tuple(replace(p, voice=voice) if p.id == passage.id else p for p in said.passages)

    def revise(claim: Claim) -> Claim:
        if claim.passage != passage.id:
            return claim
        page, *inner = claim.chain
        if inner and inner[0].cue is None and inner[0].source is None and inner[0].name == old:
            inner = inner[1:]
        own = [] if voice == report.name else [Link(name=voice)]
        return replace(claim, chain=(page, *own, *(_renamed(link, old, voice) for link in inner)))

    return _with_claims(said._replace(passages=passages), revise)


def _renamed(link: Link, old: str | None, new: str | None) -> Link:
    """Where the voice speaks of itself ("I said"), it goes along."""
    return replace(link, name=new) if old is not None and link.name == old else link


def _with_speaker(said: Statements, judged: Claim, speaker: str | None) -> Statements:
    """The speaker of the claim, and of all that rests on the same words of attribution."""
    last = judged.speaker
    if speaker == last.name:
        return said
    words = (last.source, last.cue)
    if words == (None, None):  # nobody is made answerable on the page: just this claim gets a speaker of its own
        own = replace(judged, chain=(*judged.chain, Link(name=speaker)))
        return _with_claims(said, lambda claim: own if claim.id == judged.id else claim)

    def revise(claim: Claim) -> Claim:
        chain = tuple(replace(link, name=speaker) if (link.source, link.cue) == words else link for link in claim.chain)
        return replace(claim, chain=chain)

    def of(attribution: Attribution) -> Attribution:
        same = (attribution.source, attribution.cue) == words
        return replace(attribution, speaker=speaker, named=speaker is not None) if same else attribution

    said = said._replace(attributions=tuple(of(one) for one in said.attributions))
    return _with_claims(said, revise)


def _with_time(claim: Claim, judgement: Judgement) -> Claim:
    """The time as judged; the words stay what they are."""
    edtf = _kept(judgement)
    if edtf is None:
        return replace(claim, when=None)
    start, end = parse_edtf(edtf)
    words, span = (claim.when.text, claim.when.span) if claim.when else ("", Span(claim.spans[0][0], claim.spans[0][0]))
    return replace(claim, when=When(edtf=edtf, text=words, span=span, start=start, end=end))


# Comparisons and origins


def _by_pair(judgements: Iterable[Judgement], places: Places) -> dict[frozenset[str], Judgement]:
    found = ((places.pair(one.anchors), one) for one in judgements)
    return {frozenset((pair[0].id, pair[1].id)): one for pair, one in found if pair is not None}


def _removes(judgement: Judgement, one: Comparison) -> bool:
    """Whether the judgement leaves no room for this comparison of the pair: a rejected one is another's business."""
    if judgement.verdict is Verdict.REJECT and judgement.value is not None:
        return read_relation(judgement.value) == (one.relation, one.kind)
    if judgement.verdict in KEEPS and judgement.value is not None:
        return read_relation(judgement.value) != (one.relation, one.kind)
    return True


def _own_comparison(judgement: Judgement, places: Places) -> Comparison:
    """What a person sees between two claims."""
    pair = places.pair(judgement.anchors)
    assert pair is not None
    relation, kind = read_relation(judgement.value or "")
    return Comparison(
        a=pair[0].id,
        b=pair[1].id,
        relation=relation,
        kind=kind,
        why=judgement.reason or f"judged so by {judgement.author}",
        score=1.0,
    )


def _move(home: dict[str, int], names: dict[int, tuple[str, str]], one: Judgement, a: str, b: str) -> None:
    """Bring b, with all of its origin, to a's; or out of a's into one of its own."""
    name, why = names[home[b]]
    told = f"{why}; {one.author}: {one.reason or 'judged so'}"
    if one.verdict in KEEPS and home[a] != home[b]:
        left = home[b]
        home.update({claim: home[a] for claim, n in home.items() if n == left})
        names[home[a]] = (one.value or names[home[a]][0], told)
    elif one.verdict not in KEEPS and home[a] == home[b]:
        names[len(names)] = (name, told)
        home[b] = len(names) - 1


def _origins(home: Mapping[str, int], names: Mapping[int, tuple[str, str]], order: Iterable[str]) -> tuple[Origin, ...]:
    members: dict[int, list[str]] = defaultdict(list)
    for claim in order:
        members[home[claim]].append(claim)
    found = [Origin(name=names[n][0], claims=tuple(claims), why=names[n][1]) for n, claims in members.items()]
    return tuple(sorted(found, key=lambda o: (-len(o.claims), o.name, o.id)))


def _size(point: Point) -> int:
    return sum(len(account.claims) for account in point.accounts)
