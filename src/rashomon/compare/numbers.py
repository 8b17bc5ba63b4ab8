"""Numbers of one thing: when they oppose one another, and when the later one only brings the earlier up to date."""

from __future__ import annotations

from itertools import product

from rashomon.compare.finding import Finding
from rashomon.compare.scope import occasions_differ, parties_differ, same_predicate, shared_classes
from rashomon.compare.views import BODIES, View, likeness, same_argument, shared_words
from rashomon.ledger import Kind, Quantity, Relation
from rashomon.lexicon import lexicon
from rashomon.quantities import AGED, numbers_differ, to_base

SEEING = frozenset("see notice observe spot hear find meet recognize".split())
ADDING = frozenset("additional another further extra".split())
ROUND = 10  # multiples of it are told of many things
MISTAKEN = 12  # years at most by which an age is told wrongly; two who bear one name are further apart
ANYBODY = frozenset("person people body dead victim soul human life".split())
PEOPLE = ANYBODY | frozenset(
    "man woman child passenger soldier worker student "
    "demonstrator protester civilian resident patient employee officer "
    "policeman sailor fisherman member guest spectator rioter marcher fighter prisoner hostage girl boy villager "
    "refugee tourist miner guard crewman striker voter family".split()
)


def numbers_are_opposed(a: View, b: View) -> Finding | None:
    """The same counted thing at numbers that cannot both be; or, later and moving, an update.

    A part ("five of the crew") is not held against a whole, nothing against none (that is a denial), and two
    claims that share a number have no quarrel over numbers.
    """
    if not (a.claim.quantities and b.claim.quantities) or a.claim.negated != b.claim.negated:
        return None
    if occasions_differ(a, b) or parties_differ(a, b):
        return None
    if _counts_years(a) != _counts_years(b) or any(view.claim.predicate in SEEING for view in (a, b)):
        return None  # who saw seven does not say that there were no more
    counts = [[q for q in view.claim.quantities if not (_is_age(view, q) or _is_added(view, q))] for view in (a, b)]
    pairs = [(x, y) for x, y in product(*counts) if same_unit(x, y) and not _is_one_of_list(a, x, b, y)]
    if any(not numbers_differ(x, y) for x, y in pairs):
        return None
    for x, y in pairs:
        scope = (
            _shared_scope(a, x, b, y) if _is_part(a, x) == _is_part(b, y) and not (_is_none(x) or _is_none(y)) else None
        )
        if scope is not None:
            relation, swapped = _moved(a, x, b, y, scope)
            return Finding(
                relation=relation,
                kind=Kind.NUMBER,
                score=0.6 + 0.3 * likeness(a, b),
                left=x.text,
                right=y.text,
                swapped=swapped,
            )
    return None


def people_counted(view: View) -> tuple[float, ...]:
    """Every exact number of people that it tells; "five of the crew" are people, two crews are not."""
    told = (q for q in view.claim.quantities if q.unit in PEOPLE or (q.unit in BODIES and _is_part(view, q)))
    return tuple(q.low for q in told if q.low is not None and q.low == q.high)


def total_of_people(view: View) -> float | None:
    """What kinds of people that it tells of come to; None where there are not two kinds."""
    counted = people_counted(view)
    return sum(counted) if len(counted) > 1 else None


def parts_of(a: View, b: View) -> View | None:
    """The one of the two that tells of kinds of people which add up to the number that the other tells."""
    if not (a.claim.quantities and b.claim.quantities):
        return None
    for parts, whole in ((a, b), (b, a)):
        total = total_of_people(parts)
        if total is not None and people_counted(whole) == (total,):
            return parts
    return None


def is_odd(number: float | None) -> bool:
    """Whether two who tell the number of one kind of thing most likely tell of the same: 13 or 212, not 5 or 300."""
    return number is not None and number > ROUND and number % ROUND != 0


def same_unit(x: Quantity, y: Quantity) -> bool:
    """Whether both count or measure one kind of thing, by the unit; a bare figure fits what counts people."""
    if x.unit is None or y.unit is None:
        return all(unit is None or unit in PEOPLE for unit in (x.unit, y.unit))
    if x.unit in PEOPLE and y.unit in PEOPLE:
        return x.unit == y.unit or bool({x.unit, y.unit} & ANYBODY)
    dimension = to_base(x)[2]
    return dimension == to_base(y)[2] and (dimension != "count" or x.unit == y.unit)


def _shared_scope(a: View, x: Quantity, b: View, y: Quantity) -> str | None:
    """What both numbers are told of: a class of happening in the predicate of both, or the same words."""
    headed = not (a.claim.verb and b.claim.verb)  # "eleven dead": a headline has no verb to tell of what
    counted = shared_classes(a, b) if headed else a.core & b.core
    if to_base(x)[2].startswith(("money", "share")) and shared_words(a, b) < 2:
        return None  # a class of deed alone does not tell for what was paid, nor of what it was so many per cent
    if _of_other_years(a, b):
        return None
    if x.unit == y.unit == AGED:
        return "age" if _are_ages_of_one(a, x, b, y) else None
    told = [name for name in sorted(counted) if _is_of_theme(a, x, name) and _is_of_theme(b, y, name)]
    if told:
        return told[0]
    if _counted_at(a) & _counted_at(b):
        return "who was there"
    return "the same words" if same_predicate(a, b) and shared_words(a, b) >= 2 else None


def _are_ages_of_one(a: View, x: Quantity, b: View, y: Quantity) -> bool:
    """Whether both say how old one and the same is, and neither the years between them nor a son explain it."""
    if any(view.claim.predicate != "be" or view.dated is None for view in (a, b)):
        return False
    if same_argument(a.argument("subject"), b.argument("subject")) is not True:
        return False
    between = abs(int((a.dated or "")[:4]) - int((b.dated or "")[:4]))
    return between < abs((x.low or 0) - (y.low or 0)) <= MISTAKEN


def _of_other_years(a: View, b: View) -> bool:
    """Whether one counts over a year or more, and the other not over the same one."""
    x, y = a.claim.when, b.claim.when
    return (a.background or b.background) and (x is None or y is None or x.edtf != y.edtf)


def _counted_at(view: View) -> frozenset[str]:
    """Where the claim says that so many were: "there were 40 in the hall", "40 had been on the shift"."""
    placing = (a for a in view.claim.arguments if a.role in ("in", "inside", "on", "at", "aboard"))
    here = frozenset(a.head for a in placing if not view.tells_when(a))
    return here if view.claim.predicate == "be" else frozenset()


def _is_of_theme(view: View, quantity: Quantity, name: str) -> bool:
    """Whether the number may count that of which the class is said; not 90 of "a laptop with 90 files was stolen"."""
    theme = view.theme(name)
    inside = theme is not None and theme.span.start <= quantity.span.start and quantity.span.end <= theme.span.end
    if theme is None or not inside or quantity.unit is None:
        return True
    return quantity.unit in (theme.head, *theme.nouns) or theme.head in ANYBODY or theme.head.isdigit()


def _is_part(view: View, quantity: Quantity) -> bool:
    """Whether the words go on with what it is a part of: "three of the dead"."""
    after = view.report.text[quantity.span.end : quantity.span.end + 13].lower().split()
    after = after[after[:1] == ["out"] :]
    return after[:1] == ["of"] and after[1:2] not in (["us"], ["them"], ["you"])  # "143 of us" are all


def _is_one_of_list(a: View, x: Quantity, b: View, y: Quantity) -> bool:
    """Whether a kind of people stands last in a list, and the other number is of all: "a lobbyist and two guards"."""
    named = [(view, q) for view, q in ((a, x), (b, y)) if q.unit not in ANYBODY and q.unit is not None]
    if len(named) != 1:
        return False
    view, quantity = named[0]
    before = view.report.text[view.claim.spans[0].start : quantity.span.start]
    return before.endswith((" and ", "; "))


def _is_age(view: View, quantity: Quantity) -> bool:
    """Whether it stands between commas behind a name: "his son, eleven, was there"."""
    text, (start, end) = view.report.text, quantity.span
    return quantity.unit is None and text[:start].rstrip().endswith(",") and text[end : end + 1] == ","


def _is_added(view: View, quantity: Quantity) -> bool:
    """Whether it comes on top of another: "an additional 13 boats"."""
    return not ADDING.isdisjoint(view.report.text[view.claim.spans[0].start : quantity.span.start].lower().split()[-2:])


def _is_none(quantity: Quantity) -> bool:
    return quantity.high == 0


def _counts_years(view: View) -> bool:
    """Whether the count runs over a long time: "340 have drowned since 2029"."""
    edtf = view.claim.when.edtf if view.claim.when is not None else None
    return edtf is not None and edtf.endswith("/..") and len(edtf) < len("2031-03/..")


def _as_of(view: View) -> str | None:
    """Of which day the count is: the one that it names ("by Friday 40 had died"), or else the day of the words."""
    when = view.claim.when
    if when is not None and when.end is not None and (when.edtf or "").startswith("../"):
        return when.end.isoformat()
    return view.dated


def _moved(a: View, x: Quantity, b: View, y: Quantity, scope: str) -> tuple[Relation, bool]:
    """Whether the difference is one that time explains: a toll that grew between two statements."""
    found = lexicon().classes.get(scope)
    moving = found.moving if found else None
    days = _as_of(a), _as_of(b)
    if moving is None or not days[0] or not days[1] or days[0][:16] == days[1][:16]:
        return Relation.CONTRADICTS, False
    later_is_b = days[0] < days[1]
    early, late = (x, y) if later_is_b else (y, x)
    grew = (late.low or 0) > (early.low or 0)
    if grew == (moving == "up"):
        return Relation.UPDATES, not later_is_b
    return Relation.CONTRADICTS, False
