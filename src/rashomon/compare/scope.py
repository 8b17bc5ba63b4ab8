"""Whether two claims can tell of one and the same occasion, and of the same parties."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.compare.views import LIGHT_PREDICATES, View, same_argument
from rashomon.dates import excludes
from rashomon.ledger import Argument, Asserted, Claim, Stance, When
from rashomon.lexicon import lexicon

CLOCK = re.compile(r"T[\d:+Z~?%.-]+")
DEMANDING = frozenset("demand request urge seek".split())
HELD = (Asserted.STATED, Asserted.PLAN)


def are_stated(a: View, b: View) -> bool:
    """Whether both say that something is so."""
    return all(view.claim.asserted is Asserted.STATED for view in (a, b))


def are_held(a: View, b: View) -> bool:
    """Whether both say that something is so or will be: a plan agrees with what came of it."""
    return all(view.claim.asserted in HELD for view in (a, b))


def are_demanded(a: View, b: View) -> bool:
    """Whether both tell what one and the same demands: "Paris demands her release", "France urged them to free her"."""
    if not (demands(a) and demands(b)):
        return False
    x, y = _who_demands(a), _who_demands(b)
    return x is not None and y is not None and (x == y or _are_of_one_country(a, x, y))


def _who_demands(view: View) -> str | None:
    told = view.argument("subject") if is_demand(view.claim) else view.claim.speaker
    return told.name if told is not None else None


def demands(view: View) -> bool:
    """Whether it tells what somebody demands, in a clause of its own or as the object of a verb."""
    claim = view.claim
    held = claim.asserted in (Asserted.STATED, Asserted.WISH) and not claim.negated
    return held and (is_demand(claim) or claim.speaker.stance is Stance.DEMANDS)


def is_demand(claim: Claim) -> bool:
    """Whether its verb is one of demanding: "demands her release", "called for her release"."""
    called_for = claim.predicate in ("call", "ask") and any(a.role == "for" for a in claim.arguments)
    return called_for or claim.predicate in DEMANDING


def occasions_differ(a: View, b: View) -> bool:
    """Whether the times told, or the words, show that the two speak of different occasions."""
    return _exclude(_time_of(a), _time_of(b)) or _are_apart(a, b)


def days_differ(a: View, b: View) -> bool:
    """As ``occasions_differ``, but what is told after a clock time may last beyond it: only its day counts."""
    if a.claim.when is not None and b.claim.when is not None:
        return occasions_differ(a, b)
    if a.claim.when is None and b.claim.when is None:
        return _are_apart(a, b)  # the last times told before may be of something else
    return _exclude(_day_of(a), _day_of(b)) or _are_apart(a, b)


def _exclude(x: When | None, y: When | None) -> bool:
    return x is not None and y is not None and excludes(x, y)


def _are_apart(a: View, b: View) -> bool:
    return a.background != b.background or a.apart != b.apart


def _time_of(view: View) -> When | None:
    """The time told, else the last one told before."""
    return view.claim.when or view.claim.setting


def _day_of(view: View) -> When | None:
    when = _time_of(view)
    return when and replace(when, edtf=CLOCK.sub("", when.edtf or "") or None)


def same_predicate(a: View, b: View) -> bool:
    """Whether both have the same verb, one that says something of its own."""
    return a.claim.predicate == b.claim.predicate and a.claim.predicate not in LIGHT_PREDICATES


def shared_classes(a: View, b: View) -> frozenset[str]:
    """The classes of both deeds; where one has none of its own, those of the other that its words touch on."""
    if a.core and b.core:
        return a.core & b.core
    return a.classes & b.core if b.core else a.core & b.classes


def parties_differ(a: View, b: View) -> bool:
    """Whether subject or object are known to be different ones; who collides with whom may be told either way."""
    if are_crossed(a, b):
        return False
    roles = [(a.argument(role), b.argument(role)) for role in ("subject", "object")]
    return any(same_argument(x, y) is False and not _are_one_state(a, x, y) for x, y in roles)


def _are_one_state(view: View, x: Argument | None, y: Argument | None) -> bool:
    """Whether a capital stands for its country: "Paris demands", "France demands"."""
    if x is None or y is None or not x.name or not y.name or x.role != "subject":
        return False
    return _are_of_one_country(view, x.name, y.name)


def _are_of_one_country(view: View, x: str, y: str) -> bool:
    return bool(view.atlas.countries_of(x) & view.atlas.countries_of(y))


def are_crossed(a: View, b: View) -> bool:
    """Whether a mutual deed is told with one party on the other side: "she hit him", "he hit her"."""
    if not any(lexicon().classes[name].mutual for name in a.core & b.core):
        return False
    roles = (("subject", "object"), ("object", "subject"))
    return any(same_argument(a.argument(x), b.argument(y)) is True for x, y in roles)
