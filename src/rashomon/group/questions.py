"""The plain question that a point's accounts answer, made of the words of its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rashomon.ledger import Argument, Claim, Kind, Span
from rashomon.lexicon import lexicon

FRONTED = frozenset(
    "was were is are am been has have had did does do will would can could may might must shall should".split()
)
NONE = frozenset("no not neither none any nobody nothing".split())
MAX_PHRASE_WORDS = 7


def ask(kind: Kind, claims: Sequence[Claim], names: Mapping[str, str]) -> str:
    """The question of a point; ``names`` is by entity id.

    Where two classes exclude one another the lexicon has a question; else it is made of the claim whose words lend
    themselves best, and where none does, of the shortest claim with a gap in place of what is at issue.
    """
    opposed = _by_opposition(kind, claims, names)
    if opposed is not None:
        return opposed
    ordered = sorted(claims, key=lambda c: (c.negated, not _names_subject(c), len(c.text), c.id))
    if kind is Kind.ACTOR:
        ordered.sort(key=lambda c: not _is_passive(c))
    made = (question for claim in ordered if (question := _plain(kind, claim, names)) is not None)
    return next(made, None) or _with_gap(kind, ordered[0])


def _by_opposition(kind: Kind, claims: Sequence[Claim], names: Mapping[str, str]) -> str | None:
    if kind in (Kind.NUMBER, Kind.DATE, Kind.ACTOR):
        return None
    classes = [lexicon().classes_of(claim.lemmas, predicate=claim.predicate) for claim in claims]
    pairs = ((own, other) for n, own in enumerate(classes) for other in classes[n + 1 :])
    found = next((f for own, other in pairs if (f := lexicon().opposition(own, other)) is not None), None)
    theme = _theme(claims, names)
    return _sentence(found[2].question.format(theme=theme)) if found and theme else None


def _theme(claims: Sequence[Claim], names: Mapping[str, str]) -> str | None:
    """What the claims are about: whom they name, else what they call it."""
    arguments = [a for claim in claims for role in ("object", "subject") for a in claim.arguments if a.role == role]
    named = Counter(a.entity for a in arguments if a.entity)
    if named:
        return names[max(sorted(named), key=named.__getitem__)]
    return next((phrase for a in arguments if (phrase := _phrase(a, names)) is not None), None)


def _plain(kind: Kind, claim: Claim, names: Mapping[str, str]) -> str | None:
    if kind is Kind.NUMBER:
        return _how_many(claim, names)
    if kind is Kind.ACTOR:
        return _by_whom(claim, names)
    whether = _whether(claim, names)
    if whether is None:
        return None
    asked = {Kind.DATE: "when ", Kind.PLACE: "where ", Kind.CAUSE: "why "}.get(kind, "")
    return _sentence(f"{asked}{whether}?")


def _by_whom(claim: Claim, names: Mapping[str, str]) -> str | None:
    """By whom was the gate opened? Of deeds told in the active voice: who rammed whom?"""
    if not claim.verb:
        return None
    whether = _whether(claim, names) if _is_passive(claim) else None
    return f"By whom {whether}?" if whether else f"Who {' '.join(claim.verb)} whom?"


def _whether(claim: Claim, names: Mapping[str, str]) -> str | None:
    """The claim turned into a question of yes or no, without what is told beside the deed."""
    subject = _surface_subject(claim)
    told = subject and _phrase(subject, names)
    if not told or not claim.verb or not claim.predicate:
        return None
    rest = "" if _is_passive(claim) else _completion(claim, names)
    if rest is None:
        return None
    *auxiliaries, main = claim.verb
    if auxiliaries and auxiliaries[0] in FRONTED:
        return " ".join(filter(None, (auxiliaries[0], told, *auxiliaries[1:], main, rest)))
    if main in ("was", "were", "is", "are"):
        return " ".join((main, told, rest)) if rest else None
    if auxiliaries:
        return None
    return " ".join(filter(None, ("did", told, claim.predicate.replace("_", " "), rest)))


def _surface_subject(claim: Claim) -> Argument | None:
    role = "object" if _is_passive(claim) else "subject"
    return next((a for a in claim.arguments if a.role == role), None)


def _names_subject(claim: Claim) -> bool:
    subject = _surface_subject(claim)
    return subject is not None and subject.entity is not None


def _is_passive(claim: Claim) -> bool:
    return any(aux in ("was", "were", "been", "is", "are", "being") for aux in claim.verb[:-1]) and not claim.verb[
        -1
    ].endswith("ing")


def _completion(claim: Claim, names: Mapping[str, str]) -> str | None:
    """Object or complement in words; "" where there is none, None where it cannot be said in a few words."""
    found = next((a for a in claim.arguments if a.role in ("object", "complement")), None)
    return "" if found is None else _phrase(found, names)


def _phrase(argument: Argument, names: Mapping[str, str]) -> str | None:
    """A few words for an argument: its name, or its own words with the article made fit for a question."""
    if argument.entity and argument.entity in names:
        return names[argument.entity]
    words = argument.phrase.split()
    if not words or len(words) > MAX_PHRASE_WORDS or argument.head in _PRONOUNS:
        return None
    if words[0].lower() in NONE:
        return " ".join(("any", *words[1:])) if len(words) > 1 else None
    if words[0].lower() in ("the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "these", "those"):
        words[0] = "the" if len(words) > 1 else words[0]
    return " ".join(words)


_PRONOUNS = frozenset("i we you he she it they who which that this these those there one us me him them what".split())


def _how_many(claim: Claim, names: Mapping[str, str]) -> str | None:
    """How many people died? How many passengers did the ship carry? None where the words do not lend themselves."""
    quantity = claim.quantities[0] if claim.quantities else None
    counted = next((a for a in claim.arguments if quantity and _holds(a.span, quantity.span)), None)
    if quantity is None or counted is None or quantity.unit is None or not claim.verb or not claim.predicate:
        return None
    unit = (
        "people"
        if quantity.unit == "person"
        else quantity.unit.partition(" per ")[0]
        if counted.head != quantity.unit.partition(" per ")[0]
        else counted.phrase.split()[-1]
    )
    subject = _surface_subject(claim)
    if subject is counted:
        return f"How many {unit} {' '.join(claim.verb)}?"
    told = subject and _phrase(subject, names)
    if counted.role != "object" or not told or len(claim.verb) > 1:
        return None
    return f"How many {unit} did {told} {claim.predicate.replace('_', ' ')}?"


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _with_gap(kind: Kind, claim: Claim) -> str:
    """The claim's own words with a gap in place of what is at issue: “the ferry had … people on board”: how many?"""
    at_issue: str | None = None
    if kind is Kind.NUMBER and claim.quantities:
        at_issue = claim.quantities[0].text
    elif kind is Kind.DATE and claim.when:
        at_issue = claim.when.text
    words = " ".join(claim.text.split())
    asked = {Kind.NUMBER: "how many?", Kind.DATE: "when?", Kind.PLACE: "where?", Kind.ACTOR: "who?"}.get(
        kind, "is it so?"
    )
    return f"“{words.replace(at_issue, '…', 1) if at_issue else words}”: {asked}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
