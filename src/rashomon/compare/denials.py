"""What is said to be so and not so: the same denied, a thing said not to exist, a saying said not to have been."""

from __future__ import annotations

from dataclasses import replace

from rashomon.compare import thresholds
from rashomon.compare.finding import Finding
from rashomon.compare.scope import occasions_differ, parties_differ, same_predicate
from rashomon.compare.views import PRONOUNS, VAGUE, View, likeness, same_argument, shared_words, short
from rashomon.dates import excludes
from rashomon.ledger import Argument, Asserted, Kind, Relation
from rashomon.lexicon import lexicon
from rashomon.names import called_alike

# Nouns of which there may be none without anything being denied.
ABSTRACT = frozenset(
    "doubt question reason need comment problem sign evidence way time change plan idea hope answer word news choice "
    "use point sense mention report indication risk danger hurry trace".split()
)
LACKING = frozenset("without off out absent missing lack devoid".split())
CAUSING = frozenset("cause start trigger ignite spark provoke set bring lead make".split())
HAVING = frozenset("have show carry contain include bear".split())
# Of what is declared, wanted or feared there may be none.
INTENDING = frozenset("declare announce proclaim call demand seek want propose promise allege fear expect".split())
SAYING = frozenset(("say", "promise"))
NARROWING = frozenset("no not a an one any single".split())  # beside these a word narrows what there was none of
TOTAL = frozenset("no none nobody nothing never neither single".split())
REFUTED = " (supposed only to show that it is not so)"
MAX_OWN_WORDS = 2  # more than these, beside the class itself, narrow down what there was none of


def is_denied(a: View, b: View) -> Finding | None:
    """The same said to be so and not so."""
    if a.claim.negated == b.claim.negated or occasions_differ(a, b) or _is_habit(a) != _is_habit(b):
        return None
    if not (a.claim.arguments and b.claim.arguments):
        return None  # a scrap of a sentence denies nothing
    shared = a.core & b.core
    predicate = same_predicate(a, b) or _same_state(a, b)
    alike = likeness(a, b)
    if not (shared or predicate) or parties_differ(a, b) or (not shared and _are_of_two_things(a, b)):
        return None
    if _denies_only_one(a, b) or _denies_only_one(b, a):
        return None
    same_theme = any(same_argument(a.theme(name), b.theme(name)) is True for name in shared)
    if shared and any(_denies_all(nay, yea, shared) for nay, yea in ((a, b), (b, a))):
        return _denial(a, b, 0.6 + 0.3 * alike)
    if alike < thresholds.DENIED and not (same_theme and alike > thresholds.DENIED_OF_ONE):
        return None
    if shared_words(a, b) < (1 if same_theme else 2) or not (predicate or share_more_than_theme(a, b, shared)):
        return None
    return _denial(a, b, 0.5 + 0.4 * alike, Kind.ACTOR if _stresses_doer(a, b) else Kind.DENIAL)


def _are_of_two_things(a: View, b: View) -> bool:
    """Whether each says what was done to a thing of its own: no shelter was offered, and a tent was."""
    x, y = a.argument("object"), b.argument("object")
    if x is None or y is None or same_argument(x, y) is not None or PRONOUNS & {x.head, y.head}:
        return False
    heads = {argument.head for view in (a, b) for argument in view.claim.arguments if argument not in (x, y)}
    told = bool(heads & {x.head, y.head}) or x.head in y.phrase.lower() or y.head in x.phrase.lower()
    return not told and not called_alike(x.head, y.head)


def _denies_only_one(nay: View, yea: View) -> bool:
    """Whether what is denied is one of several: who was offered a job may not have been offered the job of clerk."""
    if not nay.claim.negated:
        return False
    said = {x.head: x.phrase.lower() for x in yea.claim.arguments if not x.name}
    denied = (x for x in nay.claim.arguments if not x.name and x.phrase.lower().startswith("the "))
    return any(said.get(x.head, "").startswith(("a ", "an ")) for x in denied)


def share_more_than_theme(a: View, b: View, shared: frozenset[str]) -> bool:
    """Whether the two have a word in common beside the deed and its doer; no need where it befell one."""
    if not shared or any(lexicon().classes[name].theme == "object" for name in shared):
        return True
    themes = [theme for name in shared for view in (a, b) if (theme := view.theme(name)) is not None]
    told = {word for theme in themes for word in (theme.head, *theme.phrase.lower().split(), *theme.nouns)}
    return bool(a.weights.keys() & b.weights.keys() - told)


def _stresses_doer(a: View, b: View) -> bool:
    """Whether it is at issue who did it: "it was made by Dunn", "nor did Dunn make it"."""
    doers = a.argument("subject"), b.argument("subject")
    return same_argument(*doers) is True and any(doer is not None and doer.agent for doer in doers)


def _is_habit(view: View) -> bool:
    """Whether it tells what is done as a rule: "does not pay ransoms", and not what was done once."""
    return view.claim.negated and view.claim.verb[:1] in (("do",), ("does",)) and view.claim.when is None


def _same_state(a: View, b: View) -> bool:
    """Whether both say of one and the same that it is such a thing."""
    states = a.claim.predicate == b.claim.predicate == "be"
    same = (
        same_argument(a.argument("complement"), b.argument("complement")),
        same_argument(a.argument("subject"), b.argument("subject")),
    )
    return states and same == (True, True)


def _denial(a: View, b: View, score: float, kind: Kind = Kind.DENIAL) -> Finding:
    """The finding that the same is said to be so and not so."""
    return Finding(relation=Relation.CONTRADICTS, kind=kind, score=score, left=short(a), right=short(b))


def is_doubted(a: View, b: View) -> Finding | None:
    """If he were such a one, would he not have gone; and: he is such a one."""
    refuted = [view.claim.asserted is Asserted.CONDITIONAL and view.claim.denied for view in (a, b)]
    stated = [view.claim.asserted is Asserted.STATED for view in (a, b)]
    found = is_denied(a, b) if any(stated) and refuted == stated[::-1] else None
    if found is None:
        return None
    left, right = (f"{short(v)}{REFUTED if r else ''}" for v, r in zip((a, b), refuted, strict=True))
    described = all(v.claim.predicate == "be" and v.argument("complement") is not None for v in (a, b))
    return replace(found, kind=Kind.IDENTITY if described else found.kind, left=left, right=right)


def is_said_not_to_exist(a: View, b: View) -> Finding | None:
    """There was no siren; and: the siren sounded."""
    if a.claim.negated == b.claim.negated or occasions_differ(a, b):
        return None
    nay, yea = (a, b) if a.claim.negated else (b, a)
    thing = _none_of(nay)
    if thing is None or LACKING & set(yea.claim.lemmas) or not any(_is_such(x, thing) for x in yea.claim.arguments):
        return None
    if yea.claim.predicate in INTENDING and not any(
        _is_such(x, thing) for x in yea.claim.arguments if x.role == "subject"
    ):
        return None
    if yea.claim.predicate == "be" and len(yea.claim.arguments) < 2:
        return None  # a scrap of a sentence: "the only siren was"
    return _denial(a, b, 0.6 + 0.3 * likeness(a, b), Kind.CAUSE if _gives_cause(yea, thing) else Kind.DENIAL)


def _gives_cause(view: View, thing: Argument) -> bool:
    """Whether the thing is told as the cause of something: "a spark set off the blast", "came in through a gap"."""
    if (view.claim.predicate or "").split("_")[0] in CAUSING:
        return any(a.role == "subject" and _is_such(a, thing) for a in view.claim.arguments)
    return any(a.role in ("through", "because", "from") and _is_such(a, thing) for a in view.claim.arguments)


def was_not_said(a: View, b: View) -> Finding | None:
    """She never promised to go; and, in another's report: I will go, she said."""
    for nay, yea in ((a, b), (b, a)):
        speaker = nay.argument("subject") if nay.claim.negated else None
        if speaker is None or not speaker.entity or yea.claim.speaker.entity != speaker.entity:
            continue
        if lexicon().classes_of((nay.claim.predicate or "",)) & SAYING and _is_told(nay, yea):
            return _denial(a, b, 0.6 + 0.3 * likeness(a, b))
    return None


def _is_told(nay: View, yea: View) -> bool:
    """Whether the other claim has what is said not to have been said: half of its words, by weight, or its time."""
    times = nay.claim.when, yea.claim.when
    if times[0] is not None and times[1] is not None and times[0].edtf and times[1].edtf:
        return not excludes(times[0], times[1])
    own = {word: weight for word, weight in nay.weights.items() if not lexicon().classes_of((word,)) & SAYING}
    shared = sum(weight for word, weight in own.items() if word in yea.weights)
    return bool(own) and shared >= thresholds.TOLD_AGAIN * sum(own.values())


def _none_of(view: View) -> Argument | None:
    """What a claim says that there was none of, if it says no more than that."""
    exists = view.claim.predicate == "be" and "there" in view.claim.lemmas
    thing = view.argument("complement") if exists else view.argument("object")
    if thing is None or not (exists or view.claim.predicate in HAVING) or thing.head in VAGUE | ABSTRACT:
        return None
    whole = " ".join(view.report.text[thing.span.start : thing.span.end].split()).lower()
    more = whole.removeprefix(thing.phrase.lower()).strip()  # "no cutter to be seen" does not say that there was none
    return thing if thing.phrase.split()[:1] == ["no"] and (not more or more.startswith("of any")) else None


def _is_such(argument: Argument, thing: Argument) -> bool:
    said = {*argument.nouns, *argument.phrase.lower().split()}
    meant = {word for word in thing.phrase.lower().split()[:-1] if word not in NARROWING}
    return argument.head == thing.head and {*thing.nouns, *meant} <= said


def _denies_all(nay: View, yea: View, shared: frozenset[str]) -> bool:
    """Whether all of what the other tells is said not to have been: "no shot was fired", "nobody fired".

    Not "nobody shot this woman", which leaves others; nor "none of the families", which speaks of these alone; nor
    "no live rounds", unless the other speaks of such a thing too.
    """
    if not nay.claim.negated or not any(lemma in TOTAL for lemma in nay.claim.lemmas):
        return False
    object_ = nay.argument("object")
    if any(a.head == "none" for a in nay.claim.arguments) or (object_ is not None and _is_definite(object_)):
        return False
    if any(_narrows(a, nay, yea) for a in nay.claim.arguments):
        return False
    own = [word for word in nay.weights if not lexicon().classes_of((word,), predicate=word) & shared]
    doers = nay.argument("subject"), yea.argument("subject")
    if doers[0] is not None and doers[0].head not in TOTAL and same_argument(*doers) is not True:
        return False  # that one of them did not fire says nothing of the others
    return (
        len(nay.weights) > 1 and len(own) <= MAX_OWN_WORDS and (not _is_narrowed(object_) or _names_such(yea, shared))
    )


def _narrows(argument: Argument, nay: View, yea: View) -> bool:
    """Whether it says where there was none ("from his sector"), and the other does not speak of that."""
    told = argument.role in ("subject", "object", "complement", "of") or argument.head in PRONOUNS
    return not (told or nay.tells_when(argument)) and argument.head not in yea.claim.lemmas


def _is_definite(argument: Argument) -> bool:
    return argument.phrase.lower().startswith(("the ", "this ", "that ", "these ", "those "))


def _is_narrowed(argument: Argument | None) -> bool:
    """Whether more than a negation stands before the noun: "no live rounds"."""
    words = argument.phrase.lower().split()[:-1] if argument is not None else []
    return any(word not in NARROWING for word in words)


def _names_such(view: View, shared: frozenset[str]) -> bool:
    """Whether a noun of the class stands in the claim."""
    return any(lexicon().classes_of(argument.nouns) & shared for argument in view.claim.arguments)
