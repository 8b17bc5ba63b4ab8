"""Whether two claims can tell of one and the same occasion, and of the same parties."""

from __future__ import annotations

from datetime import datetime, timedelta

from rashomon.compare.views import LIGHT_PREDICATES, View, same_argument
from rashomon.dates import excludes

PAST_AFFAIR = timedelta(days=60)  # what lies further back than this from its report is background, another affair
# Words by which a text itself says that it speaks of another one, or of a whole that holds this one.
APART = frozenset(
    "another other elsewhere neighbouring neighboring previous previously predecessor former similar nearby earlier "
    "maximum minimum average total overall altogether annual usual typical every each record same".split()
)


def occasions_differ(a: View, b: View) -> bool:
    """Whether the times told, or the words, show that the two speak of different occasions."""
    x, y = a.claim.when or a.claim.setting, b.claim.when or b.claim.setting
    if x is not None and y is not None and excludes(x, y):
        return True
    return is_background(a) != is_background(b) or _sets_apart(a) != _sets_apart(b)


def is_background(view: View) -> bool:
    """Whether the claim tells of an affair long before its report, or of a whole year or more."""
    when, dated = view.claim.when or view.claim.setting, view.dated
    if when is None or when.start is None or dated is None:
        return False
    said = datetime.fromisoformat(dated[:10]) if len(dated) >= 10 else None
    if said is None:
        return False
    long = when.end is not None and when.end - when.start >= timedelta(days=300)
    return long or (when.end is not None and said - when.end > PAST_AFFAIR)


def _sets_apart(view: View) -> bool:
    return any(lemma in APART for lemma in view.claim.lemmas)


def same_predicate(a: View, b: View) -> bool:
    """Whether both have the same verb, one that says something of its own."""
    return a.claim.predicate == b.claim.predicate and a.claim.predicate not in LIGHT_PREDICATES


def shared_classes(a: View, b: View) -> frozenset[str]:
    """The classes of both deeds; where one has none of its own, those of the other that its words touch on."""
    if a.core and b.core:
        return a.core & b.core
    return a.classes & b.core if b.core else a.core & b.classes


def parties_differ(a: View, b: View) -> bool:
    """Whether subject or object are known to be different ones."""
    return any(same_argument(a.argument(role), b.argument(role)) is False for role in ("subject", "object"))
