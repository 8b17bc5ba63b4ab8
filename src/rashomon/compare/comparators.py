"""The typed comparators: each a small function named for its finding, from two views to a finding or None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from rashomon.compare import thresholds
from rashomon.compare.agree import numbers_agree, parts_make_the_whole, quantities_clash, says_the_same, times_agree
from rashomon.compare.denials import is_denied, is_doubted, is_said_not_to_exist, share_more_than_theme, was_not_said
from rashomon.compare.finding import Finding
from rashomon.compare.numbers import numbers_are_opposed, parts_of
from rashomon.compare.places import places_are_opposed
from rashomon.compare.scope import (
    are_held,
    are_stated,
    occasions_differ,
    parties_differ,
    same_predicate,
    shared_classes,
)
from rashomon.compare.views import PRONOUNS, VAGUE, View, likeness, same_argument, shared_words, short
from rashomon.dates import contains, excludes, parse_edtf
from rashomon.ledger import Argument, Kind, Relation, When
from rashomon.lexicon import ASPECTS, lexicon
from rashomon.names import called_alike

STATES = frozenset("be have remain stay keep continue".split())
MORE = frozenset("also again too".split())
FURTHER = frozenset("further additional separate second third fourth".split())
ONCE = frozenset("die capture destroy".split())  # what befalls one once, whoever is said to have done it
NEW = ("a ", "an ")  # how a thing is first told of
PASSIVE = frozenset("is are was were been be".split())
OF_SOMETHING = frozenset("agree refuse promise pass fail win lose".split())  # one may agree to this and refuse that


def times_are_opposed(a: View, b: View) -> Finding | None:
    """The same happening at two times that cannot both be; or one time within the other."""
    x, y = _begun(a), _begun(b)
    if x is None or y is None or a.claim.negated != b.claim.negated or not _same_happening(a, b):
        return None
    if (
        a.background != b.background
        or (_is_long(x) and _is_long(y) and not _befell_one(a, b))
        or (_is_state(a) != _is_state(b) and not _since(a, b))
    ):
        return None
    if _is_one_of_several(a) or _is_one_of_several(b) or (quantities_clash(a, b) and (_is_long(x) or _is_long(y))):
        return None  # ten million in one year and thirty in another: two earnings
    score = 0.6 + 0.3 * likeness(a, b)
    if excludes(x, y):
        return Finding(relation=Relation.CONTRADICTS, kind=Kind.DATE, score=score, left=x.text, right=y.text)
    if contains(x, y) or contains(y, x):
        return Finding(
            relation=Relation.REFINES, kind=Kind.DATE, score=score, left=x.text, right=y.text, swapped=contains(y, x)
        )
    return None


def _is_one_of_several(view: View) -> bool:
    """Whether the claim says that there was more than one such happening: "a second boat also sank on Friday"."""
    told = (a for a in view.claim.arguments if not view.tells_when(a))
    beside = {word for a in told for word in a.phrase.lower().split()[:-1]}
    return bool(MORE & {*view.claim.lemmas} or FURTHER & beside)


def _befell_one(a: View, b: View) -> bool:
    """Whether both tell what was done to one and the same thing: a house is built once, but earns every year."""
    return same_argument(a.argument("object"), b.argument("object")) is True


def _is_long(when: When) -> bool:
    """Whether it is a year or longer: of two years in each of which such a thing may have happened, neither opposes."""
    return when.start is not None and when.end is not None and when.end - when.start >= timedelta(days=300)


def _begun(view: View) -> When | None:
    """The time at which it began, of what is told to have been so since then."""
    when = view.claim.when
    lasting = view.claim.predicate in STATES or "been" in view.claim.verb  # "has been held since", not "has sold three"
    if when is None or not (lasting and _is_since(when)):
        return when
    begun = (when.edtf or "").removesuffix("/..")
    start, end = parse_edtf(begun)
    return replace(when, edtf=begun, start=start, end=end)


def _is_since(when: When) -> bool:
    return (when.edtf or "").endswith("/..") and when.text.lower().startswith("since")


def _since(a: View, b: View) -> bool:
    """Whether one tells since when something is so: that is when it came to be so."""
    return any(view.claim.when is not None and _is_since(view.claim.when) for view in (a, b))


def _is_state(view: View) -> bool:
    """Whether it tells how things were, which may be so before and after what happened at another time."""
    return view.claim.predicate in STATES


def _same_happening(a: View, b: View) -> bool:
    """Same predicate or class, and whoever it happened to is the same."""
    shared = shared_classes(a, b)
    predicate = same_predicate(a, b)
    if (not shared and not predicate) or _are_of_two_doers(a, b):
        return False
    if shared and all("T" in (view.claim.when.edtf or "") for view in (a, b) if view.claim.when):
        said_of = [(a.theme(name), b.theme(name)) for name in shared]
        apart = any(x is not None and y is not None and are_two(x, y) for x, y in said_of)
        return not apart and not parties_differ(a, b)  # one happening of a kind is enough to set the clock by
    themes = [same_argument(a.theme(name), b.theme(name)) for name in shared] or [
        same_argument(a.argument("object", "subject"), b.argument("object", "subject"))
    ]
    if any(same is True for same in themes):
        return True
    if any(same is False for same in themes):
        return False
    objects = a.argument("object"), b.argument("object")
    apart = objects[0] is not None and objects[1] is not None and are_two(objects[0], objects[1])
    return (predicate and not apart and shared_words(a, b) >= 1) or (
        likeness(a, b) > thresholds.ONE_HAPPENING and shared_words(a, b) >= 2
    )


def _are_of_two_doers(a: View, b: View) -> bool:
    """Whether each tells of one more thing of a kind, that nobody says the same one did: each "sent a letter"."""
    (x, thing), (y, other) = ((view.argument("subject"), view.argument("object")) for view in (a, b))
    new = all(one is not None and not one.name and one.phrase.lower().startswith(NEW) for one in (thing, other))
    return new and not ONCE & a.core & b.core and x is not None and y is not None and same_argument(x, y) is not True


def outcomes_exclude(a: View, b: View) -> Finding | None:
    """Two happenings or states that cannot both be true of one thing (the table of oppositions)."""
    found = lexicon().opposition(a.core, b.core)
    if found is None or a.core & b.core or a.claim.negated or b.claim.negated:
        return None
    if occasions_differ(a, b) or _is_given(a) or _is_given(b):
        return None
    left, right, opposition = found
    if opposition.kind is Kind.STATUS and not any(_is_state(v) or PASSIVE & {*v.claim.verb} for v in (a, b)):
        return None  # shut, and then reopened: two happenings in turn
    if not share_more_than_theme(a, b, frozenset((left, right) if {left, right} & OF_SOMETHING else ())):
        return None
    score = _theme_score(a, left, b, right)
    if score is None:
        return None
    return Finding(relation=Relation.CONTRADICTS, kind=opposition.kind, score=score, left=short(a), right=short(b))


def _is_given(view: View) -> bool:
    """Whether the time is stressed and the deed itself taken as known: "he only came on Monday"."""
    claim = view.claim
    deed = (claim.predicate or "").partition("_")[0]
    return ("only", deed) in {*pairwise(claim.lemmas)} and claim.when is not None and view.argument("object") is None


def _theme_score(a: View, left: str, b: View, right: str) -> float | None:
    """How sure it is that both are said of one thing; None where it is not."""
    same = same_argument(a.theme(left), b.theme(right))
    if same is False:
        return None
    if same is True:
        return 0.8
    return 0.6 if a.about & b.about or shared_words(a, b) >= 2 else None


def doers_are_swapped(a: View, b: View) -> Finding | None:
    """The same deed, with doer and done-to exchanged."""
    if a.claim.negated or b.claim.negated or not a.core & b.core or _is_of_aspect(a) or _is_of_aspect(b):
        return None
    crossed = (
        same_argument(a.argument("subject"), b.argument("object")),
        same_argument(a.argument("object"), b.argument("subject")),
    )
    if _is_crossed(*crossed, a, b) and same_argument(a.argument("subject"), b.argument("subject")) is not True:
        return Finding(relation=Relation.CONTRADICTS, kind=Kind.ACTOR, score=0.7, left=short(a), right=short(b))
    return None


def _is_of_aspect(view: View) -> bool:
    """Whether it tells of a side of what happened, and not who did it: "she put the time of the crash at noon"."""
    told = view.argument("object")
    return told is not None and told.head in ASPECTS


def doers_differ(a: View, b: View) -> Finding | None:
    """The same deed done to the same thing, laid at the door of two that are not one."""
    if a.claim.negated or b.claim.negated or occasions_differ(a, b) or not (a.core & b.core or same_predicate(a, b)):
        return None
    x, y = a.argument("subject"), b.argument("subject")
    if x is None or y is None or same_argument(a.argument("object"), b.argument("object")) is not True:
        return None
    if not (x.agent or y.agent) or not are_two(x, y):
        return None  # only where the words stress who did it
    score = 0.5 + 0.3 * likeness(a, b)
    return Finding(relation=Relation.CONTRADICTS, kind=Kind.ACTOR, score=score, left=x.phrase, right=y.phrase)


def are_two(x: Argument, y: Argument) -> bool:
    """Whether two doers are told apart by their names, or by nouns that no one bears at once."""
    same = same_argument(x, y)
    if same is not None or {x.head, y.head} & VAGUE or PRONOUNS & {x.head, y.head} or called_alike(x.head, y.head):
        return same is False
    return not (x.entity or y.entity) and not {x.head, *x.nouns} & {y.head, *y.nouns}


def _is_crossed(first: bool | None, second: bool | None, a: View, b: View) -> bool:
    """Both parties stand on the other side; where one is "us", the other party tells."""
    ours = any(argument.head in ("we", "us") for v in (a, b) if (argument := v.argument("object")) is not None)
    return (first, second) == (True, True) or (ours and True in (first, second) and False not in (first, second))


COMPARATORS: tuple[Callable[[View, View], Finding | None], ...] = (
    numbers_are_opposed,
    times_are_opposed,
    places_are_opposed,
    outcomes_exclude,
    is_denied,
    is_said_not_to_exist,
    was_not_said,
    doers_are_swapped,
    doers_differ,
)
AGREEMENTS: tuple[Callable[[View, View], Finding | None], ...] = (
    parts_make_the_whole,
    numbers_agree,
    times_agree,
    says_the_same,
)


def comparable(a: View, b: View) -> bool:
    """Whether the two come from two voices, or from one voice told by two reports."""
    two = a.claim.report != b.claim.report or _voices(a) != _voices(b)
    return two and not _one_telling(a, b)


def _voices(view: View) -> tuple[str | None, ...]:
    return tuple(link.name for link in view.claim.chain)


def _one_telling(a: View, b: View) -> bool:
    """Whether one passage tells the one in its own voice and the other as its speaker's: it goes on with his story.

    Unless its own words deny what he says, give another number of one and the same, or add his numbers up.
    """
    if a.claim.passage != b.claim.passage or len(a.claim.chain) == len(b.claim.chain):
        return False
    x, y = a.argument("subject"), b.argument("subject")
    of_one = x is not None and y is not None and x.entity is not None and x.entity == y.entity
    if a.claim.negated != b.claim.negated or (of_one and quantities_clash(a, b)):
        return False
    return parts_of(a, b) is None


def best_finding(a: View, b: View) -> Finding | None:
    """What the first comparator finds that finds them opposed, else what the first finds that finds anything.

    What is asked, supposed, wished or planned opposes nothing, but that it was said may be denied, and what is supposed
    only to refute it; a plan agrees with what came of it.
    """
    if a.claim.text == b.claim.text and a.speaker == b.speaker:
        return says_the_same(a, b)  # the same words of one mouth, told by two
    comparators = COMPARATORS if are_stated(a, b) else (was_not_said, is_doubted)
    agreements = AGREEMENTS if are_held(a, b) else ()
    first: Finding | None = None
    for compare in (*comparators, *agreements):
        finding = compare(a, b)
        if finding is not None and finding.relation is Relation.CONTRADICTS:
            return finding
        first = first or finding
    return first
