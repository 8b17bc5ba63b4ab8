"""Questions to a ledger: who disagrees with whom, on what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from rashomon.dates import parse_edtf
from rashomon.errors import QueryError
from rashomon.ledger import Claim, Entity, Kind, Ledger, Point, Status

Test = Callable[[Claim], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A contested point: what one side says, and what is said against it.

    Asked without a speaker, ``own`` is the first account's claims. Only the claims that fit the question are in either.
    """

    point: Point
    own: tuple[Claim, ...]
    against: tuple[Claim, ...]


def find_disagreements(
    ledger: Ledger,
    *,
    speaker: str | None = None,
    kind: Kind | None = None,
    date: str | None = None,
    place: str | None = None,
) -> tuple[Disagreement, ...]:
    """Who disagrees with the speaker, and on what; with no speaker named, all that is contested.

    Args:
        ledger: Where to look.
        speaker: A name, or an alias, of one whose own words they are, in whatever capitals.
        kind: In what they differ.
        date: EDTF; at least one claim tells of a time that can lie in it.
        place: A name, or an alias, of a place that at least one claim names.

    Raises:
        QueryError: Nobody, or no place, is called this, or the date is none.
    """
    speakers = _called(ledger.entities, speaker, "no speaker")
    places = _called(ledger.entities, place, "no place")
    tests: list[Test] = [] if date is None else [_tells_of(date)]
    if places is not None:
        tests.append(lambda claim: not places.isdisjoint(claim.places))
    claims = {claim.id: claim for claim in ledger.claims}
    found = []
    for point in ledger.points:
        if point.status is not Status.CONTESTED or kind not in (None, point.kind):
            continue
        accounts = [[claims[claim] for claim in account.claims] for account in point.accounts]
        if all(any(test(claim) for account in accounts for claim in account) for test in tests):
            found += _sides(point, accounts, speakers)
    return tuple(found)


def _sides(point: Point, accounts: list[list[Claim]], speakers: set[str] | None) -> list[Disagreement]:
    """The point seen from the speaker's account, if he has one; he does not disagree with himself."""
    if speakers is None:
        own, against = accounts[0], [claim for account in accounts[1:] for claim in account]
        return [Disagreement(point=point, own=tuple(own), against=tuple(against))]
    own = [claim for account in accounts for claim in account if claim.speaker.entity in speakers]
    his = [account for account in accounts if any(claim in account for claim in own)]
    # who stands in two accounts has somebody against him in each
    opposed = accounts if len(his) > 1 else [account for account in accounts if account not in his]
    against = [claim for account in opposed for claim in account if claim.speaker.entity not in speakers]
    return [Disagreement(point=point, own=tuple(own), against=tuple(against))] if own and against else []


def _called(entities: Iterable[Entity], name: str | None, nobody: str) -> set[str] | None:
    """The ids of all that bear the name; None where none is asked for."""
    if name is None:
        return None
    wanted = name.casefold()
    entities = tuple(entities)
    found = {e.id for e in entities if wanted in (n.casefold() for n in (e.name, *e.aliases))}
    if not found:
        like = sorted(e.name for e in entities if any(wanted in n.casefold() for n in (e.name, *e.aliases)))
        raise QueryError(f"{name}: {nobody} of this name{'; there is ' + ', '.join(like[:8]) if like else ''}")
    return found


def _tells_of(date: str) -> Test:
    """Whether a claim's time can lie in the date."""
    try:
        start, end = parse_edtf(date)
    except ValueError as error:
        raise QueryError(
            f"{date}: no date; expected EDTF, as in 2031-03-13, 2031-03 or 2031-03-13/2031-03-15"
        ) from error
    first, last = start or datetime.min, end or datetime.max

    def test(claim: Claim) -> bool:
        when = claim.when
        if when is None or (when.start is None and when.end is None):
            return False
        return (when.start or datetime.min) < last and first < (when.end or datetime.max)

    return test
