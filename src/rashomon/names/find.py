"""Who and what a report names: mentions, titles and roles, and the fullest name for each, within one report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rashomon.ledger import EntityKind, Mention, Span
from rashomon.names.places import AREAS, said_inside
from rashomon.names.words import (
    COMPANY_WORDS,
    FEMALE,
    MALE,
    MEDIA,
    ORDINALS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PRONOUNS,
    SAYING,
    TITLES,
)
from rashomon.text import Paragraph, quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "NORP": EntityKind.GROUP,
    "EVENT": EntityKind.EVENT,
    "PRODUCT": EntityKind.THING,
    "WORK_OF_ART": EntityKind.DOCUMENT,
    "LAW": EntityKind.DOCUMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What somebody is called beside the name: the head noun's lemma and the words."""

    head: str
    words: str


@dataclass(slots=True)
class Names:
    """The mentions of one report in order, with what is known of each name."""

    mentions: tuple[Mention, ...] = ()
    roles: dict[str, list[Role]] = field(default_factory=dict)  # by name
    genders: dict[str, str] = field(default_factory=dict)  # by name: "m" or "f"
    inside: frozenset[tuple[str, str]] = frozenset()  # places, each with one that it is said to lie in
    _starts: list[int] = field(default_factory=list)
    _called: dict[str, list[int]] = field(default_factory=dict)  # mentions of people, by the head nouns of their roles

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie in the stretch, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(m for m in self.mentions[first:last] if m.span.end <= end)

    def at(self, position: int) -> Mention | None:
        """The mention that the position lies in."""
        mention = next(self.before(position + 1), None)
        return mention if mention is not None and position < mention.span.end else None

    def by_role(self, head: str, position: int) -> str | None:
        """The person last named before the position whom the report has called by this role's head noun."""
        called = self._called.get(head, [])
        last = bisect_left(called, bisect_left(self._starts, position)) - 1
        return self.mentions[called[last]].name if last >= 0 else None

    def before(self, position: int) -> Iterator[Mention]:
        """The mentions that begin before the position, the nearest first."""
        return (self.mentions[n] for n in range(bisect_left(self._starts, position) - 1, -1, -1))

    def can_be(self, mention: Mention, gender: str) -> bool:
        """Whether a pronoun of that gender can stand for the one mentioned, by all that is known by now."""
        return mention.kind is EntityKind.PERSON and self.genders.get(mention.name, gender) == gender

    def index(self) -> None:
        """Make the mentions, which are in order, and the people's roles findable; after this neither may change."""
        self._starts = [mention.span.start for mention in self.mentions]
        self._called = defaultdict(list)
        for n, mention in enumerate(self.mentions):
            if mention.kind is EntityKind.PERSON:
                for head in dict.fromkeys(role.head for role in self.roles.get(mention.name, ())):
                    self._called[head].append(n)


def find_names(paragraphs: Sequence[Paragraph]) -> Names:
    """Find every name in a report and the fullest form of each.

    A lone surname stands for the one person of that surname; where two share it, for the one last named in full
    whose known gender does not clash with the title.
    """
    found = _without_headline_words(_without_bare_titles([(p, *run) for p in paragraphs for run in _name_runs(p)]))
    kinds = _kinds_by_vote(found)
    names = Names()
    raw: list[tuple[Span, str, EntityKind, str | None]] = []
    for paragraph, tokens, _ in found:
        name = _plain(tokens)
        gender = _gender_by_title(tokens[0])
        raw.append((paragraph.span(tokens), name, kinds[name], gender))
        for role in _roles(tokens):
            names.roles.setdefault(name, []).append(role)
    _genders_by_role(names)
    names.mentions = tuple(sorted(_canonical(paragraphs, raw, names), key=lambda m: m.span))
    _move_roles(names, raw)
    names.inside = said_inside(paragraphs, names.mentions)
    names.index()
    _genders_by_pronouns(paragraphs, names)
    return names


def _without_bare_titles(found: list[tuple[Paragraph, list[Token], str]]) -> list[tuple[Paragraph, list[Token], str]]:
    """Without titles that are nobody's surname: "King" is a name where the report names Billy King."""
    surnames = {tokens[-1].text for _, tokens, _ in found if len(tokens) > 1 and _is_name(tokens)}
    return [one for one in found if _is_name(one[1]) or _plain(one[1]) in surnames]


def _without_headline_words(
    found: list[tuple[Paragraph, list[Token], str]],
) -> list[tuple[Paragraph, list[Token], str]]:
    """Without what only a headline's capitals make a name: in "Young Sailor Flees" every word has one."""
    by_start = {paragraph.start: paragraph for paragraph, _, _ in found}
    titled = {start for start, paragraph in by_start.items() if _is_title_case(paragraph)}
    plain = {_plain(tokens) for paragraph, tokens, _ in found if paragraph.start not in titled}
    parts = {part for name in plain for part in name.split()}
    return [one for one in found if one[0].start not in titled or parts.issuperset(_plain(one[1]).split())]


def _is_title_case(paragraph: Paragraph) -> bool:
    """Whether nearly every longer word has a capital and no full stop ends it."""
    words = [t for t in paragraph.doc if t.is_alpha and len(t) > 3]
    capitals = sum(t.text[0].isupper() for t in words)
    return len(words) >= 4 and capitals >= 0.8 * len(words) and not paragraph.doc.text.rstrip().endswith(".")


def _name_runs(paragraph: Paragraph) -> Iterator[tuple[list[Token], str]]:
    """Each run of tokens that is a name, titles cut off at the front, with the recogniser's label ("" if none)."""
    taken: set[int] = set()
    for ent in paragraph.doc.ents:
        if ent.label_ in KINDS:
            tokens = _trim(list(ent))
            if tokens and any(t.pos_ in ("PROPN", "ADJ", "NOUN") and t.text[:1].isupper() for t in tokens):
                taken.update(t.i for t in tokens)
                yield tokens, ent.label_
        elif ent.label_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE"):
            taken.update(t.i for t in ent)
    run: list[Token] = []
    for token in (*paragraph.doc, None):
        if token is not None and token.i not in taken and token.pos_ == "PROPN" and token.text[:1].isupper():
            run.append(token)
        else:
            tokens = _trim(run)
            if tokens:
                yield tokens, ""
            run = []


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether the run names somebody: not a bare title ("the Minister"), an ordinal or a letter."""
    words = [t for t in tokens if any(char.isalpha() for char in t.text)]  # "O'Brien" is no letters alone
    bare = all(t.lower_ in TITLES or t.lower_ in PERSON_NOUNS for t in words)
    return any(len(t) > 1 for t in words) and not bare and not (len(words) == 1 and words[0].lower_ in ORDINALS)


def _trim(tokens: list[Token]) -> list[Token]:
    """Articles and titles off the front, possessive marks and stray punctuation off both ends."""
    while tokens and (tokens[0].lower_ in ("the", "a", "an") or tokens[0].is_punct or tokens[0].is_space):
        tokens = tokens[1:]
    while tokens and (tokens[-1].text in ("'s", "’s", "'", "’") or tokens[-1].is_punct or tokens[-1].is_space):
        tokens = tokens[:-1]
    return tokens[_after_titles(tokens) :]


def _after_titles(tokens: Sequence[Token]) -> int:
    """Where the name itself begins: after the last title ("Fire Chief Ada Borg"), unless an institution bears it."""
    if any(t.lower_ in ORGANIZATIONS for t in tokens):
        return 0
    titles = [
        n for n, t in enumerate(tokens[:-1]) if t.lower_.rstrip(".") in TITLES and tokens[n + 1].text[:1].isupper()
    ]
    return titles[-1] + 1 if titles else 0


def _plain(tokens: Sequence[Token]) -> str:
    """The words of a run as a name: white space folded, apostrophes plain."""
    doc = tokens[0].doc
    return " ".join(doc[tokens[0].i : tokens[-1].i + 1].text.replace("’", "'").split())


def _kinds_by_vote(found: Iterable[tuple[Paragraph, list[Token], str]]) -> dict[str, EntityKind]:
    """One kind for each name: what the recogniser said most often, corrected by what the words show."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for _, tokens, label in found:
        name = _plain(tokens)
        votes[name][_kind(tokens, label)] += 1 + (label != "")
        lone = len(tokens) == 1 and (_stands_where_places_do(tokens[0]) or _tells_whose(tokens[0]))
        if lone or _is_called_a_place(tokens[-1]):
            votes[name][EntityKind.PLACE] += 2
    return {name: max(counter, key=lambda kind: (counter[kind], kind)) for name, counter in votes.items()}


def _stands_where_places_do(token: Token) -> bool:
    """In X, at X, near X: a lone name there is a place."""
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near", "into", "towards", "from")


def _is_called_a_place(last: Token) -> bool:
    """The X district, the X region."""
    following = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    return following is not None and following.text in AREAS and not following.is_title


def _tells_whose(token: Token) -> bool:
    """The X coastguard: a lone name between an article and an institution is a place."""
    article = token.i and token.doc[token.i - 1].lower_ == "the"
    return bool(article) and token.dep_ in ("compound", "nmod") and token.head.lower_ in ORGANIZATIONS


def _kind(tokens: Sequence[Token], label: str) -> EntityKind:
    last = tokens[-1].lower_
    if any(t.lower_ in ORGANIZATIONS for t in tokens) or (last in COMPANY_WORDS and len(tokens) > 1):
        return EntityKind.ORGANIZATION
    if _title_before(tokens[0]) or _is_called_somebody(tokens) or (label not in ("GPE", "NORP") and _says(tokens)):
        return EntityKind.PERSON
    if label in ("", "PERSON") and _has_article(tokens):  # "the Gull", "the Courier": people bear none
        return EntityKind.ORGANIZATION if last in MEDIA else EntityKind.THING
    return KINDS.get(label, EntityKind.THING)


def _has_article(tokens: Sequence[Token]) -> bool:
    """Whether "the" stands before the name, and the name is no part of a longer phrase ("the Dunn report")."""
    before = tokens[0].doc[tokens[0].i - 1].lower_ if tokens[0].i else ""
    return before == "the" and _head_of(tokens).dep_ not in ("compound", "poss", "amod", "nmod")


def _is_called_somebody(tokens: Sequence[Token]) -> bool:
    """Whether words in apposition call a name of two or three words a surgeon, a mother."""
    head = _head_of(tokens)
    called = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    one = (noun for noun in called if noun.tag_ not in ("NNS", "NNPS"))  # "the owners, Reef Lines"
    return 2 <= len(tokens) <= 3 and any(noun.lemma_.lower() in PERSON_NOUNS for noun in one)


def _says(tokens: Sequence[Token]) -> bool:
    """Whether a name of two or three words, without an article, is the subject of a verb of saying."""
    head = _head_of(tokens)
    plural = head.tag_ in ("NNS", "NNPS")
    return (
        2 <= len(tokens) <= 3
        and not plural
        and not _has_article(tokens)
        and head.dep_ == "nsubj"
        and head.head.lemma_.lower() in SAYING
    )


def _head_of(tokens: Sequence[Token]) -> Token:
    return next((t for t in reversed(tokens) if t.head not in tokens), tokens[-1])


def _title_before(first: Token) -> str | None:
    if first.i == first.doc[0].i:
        return None
    before = first.doc[first.i - first.doc[0].i - 1].lower_.rstrip(".")
    return before if before in TITLES or before in PERSON_NOUNS else None


def _gender_by_title(first: Token) -> str | None:
    before = _title_before(first)
    return "m" if before in MALE else "f" if before in FEMALE else None


def _roles(tokens: Sequence[Token]) -> Iterator[Role]:
    """What the words around a name call its bearer: "naval spokesman X", "X, a surgeon at Y", "the lawyer, X"."""
    head = _head_of(tokens)
    before = [
        t for t in head.subtree if t.i < tokens[0].i and t.pos_ in ("NOUN", "PROPN", "ADJ") and t.ent_type_ != "DATE"
    ]
    run: list[Token] = []
    for token in reversed(before):
        if token.i != tokens[0].i - 1 - len(run):
            break
        run.append(token)
    if run and run[0].pos_ in ("NOUN", "PROPN"):
        yield Role(head=run[0].lemma_.lower(), words=_plain(run[::-1]))
    for noun in (*(c for c in head.children if c.dep_ == "appos"), *([head.head] if head.dep_ == "appos" else [])):
        if noun.pos_ == "NOUN" or noun.lower_ in TITLES:
            phrase = [t for t in noun.subtree if t.dep_ not in ("relcl",) and t.i not in {x.i for x in tokens}]
            yield Role(head=noun.lemma_.lower(), words=_plain([noun] if not phrase else _until_comma(noun, tokens)))


def _until_comma(noun: Token, name: Sequence[Token]) -> list[Token]:
    """The noun's phrase from its left edge up to the first comma, or the name, after it."""
    doc = noun.doc
    stop = noun.i + 1
    while stop <= noun.right_edge.i and not doc[stop].is_punct and doc[stop] not in name:
        stop += 1
    start = noun.left_edge.i
    while doc[start].is_punct or doc[start].lower_ in ("a", "an", "the"):
        start += 1
    return [doc[i] for i in range(min(start, noun.i), max(stop, noun.i + 1))]


def _canonical(
    paragraphs: Sequence[Paragraph], raw: Sequence[tuple[Span, str, EntityKind, str | None]], names: Names
) -> Iterator[Mention]:
    """Each mention under the fullest name of the report that it can stand for."""
    full = {name for _, name, kind, _ in raw if kind is EntityKind.PERSON and " " in name}
    by_part: dict[str, list[str]] = defaultdict(list)
    for name in sorted(full):
        for part in {name.split()[0], name.split()[-1]}:
            by_part[part].append(name)
    recent: dict[str, str] = {}
    for span, name, kind, gender in sorted(raw):
        if name in full:
            recent[name.split()[-1]] = name
        elif name in by_part:
            known = [n for n in by_part[name] if gender and names.genders.get(n) == gender]
            options = known or [n for n in by_part[name] if gender is None or n not in names.genders] or by_part[name]
            name = recent[name] if recent.get(name) in options else options[0]
            kind = EntityKind.PERSON
        if gender and name not in names.genders:
            names.genders[name] = gender
        yield Mention(report=paragraphs[0].report, span=span, name=name, kind=kind)


def _move_roles(names: Names, raw: Sequence[tuple[Span, str, EntityKind, str | None]]) -> None:
    """Roles told of a short form belong to the full name."""
    canon = {mention.span: mention.name for mention in names.mentions}
    for span, name, _, _ in raw:
        full = canon[span]
        if full != name and name in names.roles:
            names.roles.setdefault(full, []).extend(r for r in names.roles[name] if r not in names.roles.get(full, []))
    _genders_by_role(names)


def _genders_by_pronouns(paragraphs: Iterable[Paragraph], names: Names) -> None:
    """What pronouns tell: those that follow the only person whom their paragraph has named so far."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in paragraphs:
        people = [m for m in names.within(*paragraph.extent) if m.kind is EntityKind.PERSON]
        quoted = [q.inner for q in quotations(paragraph.doc.text)]  # "she" in somebody's words is another
        for token in paragraph.doc:
            if any(start <= token.idx < end for start, end in quoted):
                continue
            gender = PRONOUNS.get(token.lower_)
            before = {m.name for m in people if gender and m.span.end <= paragraph.start + token.idx}
            if gender and len(before) == 1:
                votes[before.pop()][gender] += 1
    for name, counter in votes.items():
        if len(counter) == 1:
            names.genders.setdefault(name, next(iter(counter)))


def _genders_by_role(names: Names) -> None:
    """What a role noun tells: a spokeswoman, a brother."""
    for name, roles in names.roles.items():
        for role in roles:
            gender = "m" if role.head in MALE else "f" if role.head in FEMALE else None
            if gender:
                names.genders.setdefault(name, gender)
