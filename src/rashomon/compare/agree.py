"""Where two claims agree, in a value or in other words: each a small function named for its finding.

What agrees need not be told in the same words, but something must tie the two together: a deed of one class, one they
are about, or words that few claims of the case share.
"""

from __future__ import annotations

from itertools import product

from rashomon.compare import thresholds
from rashomon.compare.finding import Finding
from rashomon.compare.numbers import PEOPLE, is_odd, parts_of, same_unit, total_of_people
from rashomon.compare.scope import days_differ, parties_differ, same_predicate, shared_classes
from rashomon.compare.views import (
    BODIES,
    LIGHT_PREDICATES,
    PRONOUNS,
    View,
    likeness,
    same_argument,
    shared_words,
    short,
    tells_its_verb,
)
from rashomon.dates import contains, excludes
from rashomon.ledger import Kind, Quantity, Relation
from rashomon.lexicon import lexicon
from rashomon.quantities import numbers_differ, to_base

NEGATIONS = frozenset("not n't no never nothing nobody none neither nor".split())
LIMITS = frozenset("after before until still yet already only except but without".split())
TURNING = NEGATIONS | LIMITS
SETTING_A_DAY = frozenset("be plan schedule set hold expect start begin open".split())
DONE_TO = ("object", "for", "to", "of", "complement", "as")


def numbers_agree(a: View, b: View) -> Finding | None:
    """The same number of one kind of thing, or one number within the bounds of the other."""
    if not (a.claim.quantities and b.claim.quantities and may_agree(a, b)):
        return None
    pairs = [(x, y) for x, y in product(a.claim.quantities, b.claim.quantities) if count_one_thing(x, y)]
    equal = next(((x, y) for x, y in pairs if (x.low, x.high) == (y.low, y.high) and x.high != 0), None)
    told_alike = equal is not None and _are_of_one_group(a, b, *equal)
    if any(numbers_differ(x, y) for x, y in pairs) or not (told_alike or _are_tied(a, b)):
        return None
    if equal is not None:
        return _agrees(a, b, Kind.NUMBER, equal[0].text, equal[1].text)
    if not pairs or any(x.high == 0 or y.high == 0 for x, y in pairs):
        return None
    x, y = pairs[0]
    return _refines(a, b, Kind.NUMBER, x.text, y.text, swapped=_is_narrower(x, y))


def parts_make_the_whole(a: View, b: View) -> Finding | None:
    """Kinds of people that add up to what the other counts: "twelve passengers and five of the crew", "17 dead"."""
    parts = parts_of(a, b)
    if parts is None or a.claim.negated or not may_agree(a, b):
        return None
    tied = _are_tied(a, b) and not _are_of_two_classes(a, b)
    if not tied and (tells_its_verb(parts.claim) or not is_odd(total_of_people(parts))):
        return None
    return _refines(a, b, Kind.NUMBER, short(a), short(b), swapped=parts is a)


def _are_of_one_group(a: View, b: View, x: Quantity, y: Quantity) -> bool:
    """Whether it is so odd a number of things of one kind that both most likely tell of the same: 13 men, and 13 men.

    Unless each says what they did, or what befell them.
    """
    exact = all(is_odd(q.low) and q.low == q.high and "dozen" not in q.text for q in (x, y))
    light = any(view.claim.predicate in LIGHT_PREDICATES for view in (a, b))
    return exact and light and to_base(x)[2] == "count" and not _are_of_two_classes(a, b)


def _are_of_two_classes(a: View, b: View) -> bool:
    return bool(a.core and b.core and not a.core & b.core)


def count_one_thing(x: Quantity, y: Quantity) -> bool:
    """Whether both are numbers of one kind of thing; people count as one, whatever they are called."""
    people = all(unit in PEOPLE or unit in BODIES for unit in (x.unit, y.unit))
    return x.unit is not None and (people or same_unit(x, y))


def times_agree(a: View, b: View) -> Finding | None:
    """The same happening at one time, or at a time within the other."""
    x, y = a.claim.when, b.claim.when
    if x is None or y is None or not x.edtf or not y.edtf or not may_agree(a, b):
        return None
    if excludes(x, y) or ".." in x.edtf + y.edtf:
        return None  # since June, and in August: neither the one time nor the other
    alike = shared_words(a, b) >= 3 and likeness(a, b) >= thresholds.ALIKE
    if not (a.core & b.core or same_predicate(a, b) or alike or _set_one_day(a, b)):
        return None
    if x.edtf == y.edtf:
        return _agrees(a, b, Kind.DATE, x.text, y.text)
    if contains(x, y) or contains(y, x):
        return _refines(a, b, Kind.DATE, x.text, y.text, swapped=contains(y, x))
    return None


def _set_one_day(a: View, b: View) -> bool:
    """Whether both tell when one and the same is to be: "a vote is planned for Monday", "the vote is on Monday"."""
    told = [view.argument("object", "subject") for view in (a, b)]
    setting = all(view.claim.predicate in SETTING_A_DAY for view in (a, b))
    of_others = a.about and b.about and not a.about & b.about  # her trial, and his
    return setting and not of_others and same_argument(*told) is True


def says_the_same(a: View, b: View) -> Finding | None:
    """The same in the same or in other words."""
    same = a.claim.lemmas == b.claim.lemmas and a.claim.negated == b.claim.negated
    if not same and not (_shares_most(a, b) and could_be_one(a, b)):
        return None
    return _agrees(a, b, Kind.EVENT, short(a), short(b))


def _shares_most(a: View, b: View) -> bool:
    alike, words = likeness(a, b), shared_words(a, b)
    tied = bool(shared_classes(a, b)) or same_predicate(a, b)
    return (
        (words >= 3 and alike >= thresholds.SAME_WORDS)
        or (tied and words >= 2 and alike >= thresholds.ALIKE)
        or _are_of_one_thing(a, b)
        or _tell_one_deed(a, b)
    )


def _are_of_one_thing(a: View, b: View) -> bool:
    """Whether one and the same is said to have to do with one thing: "he sought asylum", "he applied for asylum"."""
    if same_argument(a.argument("subject"), b.argument("subject")) is not True:
        return False
    nouns = [{x.head for x in v.claim.arguments if x.role in DONE_TO and not x.entity} for v in (a, b)]
    return bool((nouns[0] & nouns[1]) - PRONOUNS)


def _tell_one_deed(a: View, b: View) -> bool:
    """Whether the same class of deed, and no other, is said of one and the same: "officers were hurt", "… injured".

    Some word must be shared, be it only whom it befell ("he was sent there" and "he served" are of one class too), and
    not each may go on with words of its own: killed in an ambush, and in a crash.
    """
    if a.core != b.core or "be" in (a.claim.predicate, b.claim.predicate) or not shared_words(a, b):
        return False
    themes = [(x, y) for name in a.core if same_argument(x := a.theme(name), y := b.theme(name)) is True]
    if not themes:
        return False
    told = {word for x, y in themes for theme in (x, y) if theme for word in (theme.head, *theme.nouns)}
    rests = [
        {word for word in view.weights.keys() - told if not lexicon().classes_of((word,)) & a.core} for view in (a, b)
    ]
    return not all(rests) or bool(rests[0] & rests[1])


def may_agree(a: View, b: View) -> bool:
    """Whether nothing stands against it that the two tell of one occasion and of the same parties."""
    return _denied(a) == _denied(b) and not days_differ(a, b) and not parties_differ(a, b)


def _denied(view: View) -> tuple[bool, bool]:
    """Whether the claim is negated, and whether a part of it is: "made not by him but by her"."""
    return view.claim.negated, not NEGATIONS.isdisjoint(view.claim.lemmas)


def could_be_one(a: View, b: View) -> bool:
    """Whether the two can be one statement in like words: no party, no figure and no small word tells them apart."""
    return may_agree(a, b) and not _turns_on_small_words(a, b) and could_be_told_otherwise(a, b)


def could_be_told_otherwise(a: View, b: View) -> bool:
    """Whether the two can be one statement in other words: one may deny what the other says in words of its own."""
    opposed = lexicon().opposition(a.classes, b.classes) is not None or quantities_clash(a, b)
    return _limits(a) == _limits(b) and not opposed


def _limits(view: View) -> frozenset[str]:
    """The words by which it holds only so far; the "but" of "not by him but by her" is none."""
    found = LIMITS & {*view.claim.lemmas}
    return found - {"but"} if "not" in view.claim.lemmas else found


def _turns_on_small_words(a: View, b: View) -> bool:
    """Whether a word that the overlap does not see may turn one into the other's opposite: before, nothing but."""
    x, y = ({*view.claim.lemmas} & TURNING for view in (a, b))
    return x != y or any(not view.claim.negated and x & NEGATIONS for view in (a, b))


def _are_tied(a: View, b: View) -> bool:
    """Whether the two tell of one matter: a deed of one class, or one whom both are about, with words in common."""
    if a.classes & b.classes or same_predicate(a, b):
        return True
    return shared_words(a, b) >= (1 if a.about & b.about else 2) and likeness(a, b) >= thresholds.TIED


def quantities_clash(a: View, b: View) -> bool:
    """Whether they give two numbers of one kind of thing that cannot both be."""
    return any(same_unit(x, y) and numbers_differ(x, y) for x, y in product(a.claim.quantities, b.claim.quantities))


def _is_narrower(x: Quantity, y: Quantity) -> bool:
    """Whether the first says more: an exact number against bounds."""
    return x.low is not None and x.low == x.high and y.low != y.high


def _agrees(a: View, b: View, kind: Kind, left: str, right: str) -> Finding:
    return Finding(relation=Relation.AGREES, kind=kind, score=0.5 + 0.5 * likeness(a, b), left=left, right=right)


def _refines(a: View, b: View, kind: Kind, left: str, right: str, *, swapped: bool) -> Finding:
    score = 0.5 + 0.4 * likeness(a, b)
    return Finding(relation=Relation.REFINES, kind=kind, score=score, left=left, right=right, swapped=swapped)
