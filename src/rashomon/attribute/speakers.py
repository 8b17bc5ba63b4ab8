"""Who a source stands for within its report: pronouns, roles, surnames, the page itself, and sources not named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.attribute.find import Found
from rashomon.attribute.phrases import (
    OURSELVES,
    behind_ordinal,
    gender_of,
    has_no_article,
    is_definite,
    is_one_outlet,
    is_ours,
    is_possessor,
    is_salient,
    last_part,
    may_be_company,
    whose,
    words_of,
)
from rashomon.ledger import EntityKind, Mention, Passage, Report, Role, Span
from rashomon.names import FEMALE, MALE, MEDIA, ORDINALS, ORGANIZATIONS, PERSON_NOUNS, TITLES, Names
from rashomon.text import Paragraph, quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
THINGS = frozenset("it its which".split())
_ONE_OF = frozenset("one two three some many most several all both each none neither".split())
MAX_NAME_WORDS = 5  # more is a description
NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
COLLECTIVES = frozenset("patrol team delegation panel jury squad crew unit expedition".split())
KIN = {
    **dict.fromkeys(("father", "mother", "parent"), ("son", "daughter", "child", "boy", "girl", "baby")),
    **dict.fromkeys(("son", "daughter"), ("father", "mother")),
    "husband": ("wife",),
    "wife": ("husband",),
    "widow": ("husband",),
    "brother": ("sister", "brother"),
    "sister": ("sister", "brother"),
}
ORGANS = frozenset("board management leadership directorate presidium executive".split())  # which speak for it all
COMPANIES = frozenset("company firm operator manufacturer maker corporation employer".split())
MERE_TITLES = frozenset("mr mrs ms miss".split())  # they tell no trade
_COUNTED = re.compile(r"(?:not one|none|all|both|each|any|neither) (?:of )?the (\w+ \w+s)\b", re.IGNORECASE)
_OF_NUMBER = re.compile(r"(?:none|all|both|each|any|most|some|neither) (?:of )?the (\w+)", re.IGNORECASE)
_NAME = re.compile(r"\s(?:[Tt]he )?([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_INITIALS = re.compile(r"(?:[A-Z]\.-?){1,3}")  # by which reports call those whom they shield
_DAY = re.compile(
    r",? (?:(?:on|late|early) ){0,2}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday),?$| on$"
)
_ONLY_AS = re.compile(
    r"(?:(?:names?|identified|known)\b(?: \w+)? (?:only |simply |just )?as|(?:his|her|their) (?:\w+ )?name,)"
    r" ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is made answerable; ``named`` is False where the name is only words that stand for somebody."""

    name: str
    named: bool
    gender: str | None = None
    head: str = ""  # the head noun's lemma, by which "the sailor" finds "a sailor" again
    person: bool = True
    plural: bool = False


@dataclass(slots=True)
class Outer:
    """Who tells that it was said, and whether in his very words: there "he" is another than himself, "I" is himself."""

    speaker: Speaker
    direct: bool

    def is_not(self, name: str) -> bool:
        return not (self.direct and self.speaker.name == name)


@dataclass(slots=True)
class Speakers:
    """Resolves one report's sources in reading order, remembering who has spoken where."""

    report: Report
    names: Names
    spoken: list[tuple[int, Speaker]] = field(default_factory=list)  # position, speaker
    paragraph: Paragraph | None = None
    subjects: list[tuple[int, Speaker]] = field(default_factory=list)  # of this paragraph, in order
    told: tuple[Span, ...] = ()  # what somebody is made to say in it
    outlets: list[str] = field(default_factory=list)  # to which somebody spoke, in order
    nested: set[int] = field(default_factory=set)  # where one spoke whom another only tells of

    def enter(self, paragraph: Paragraph, passage: Passage, contents: Iterable[Span]) -> None:
        """Go on to the next paragraph, with what is told in it; a comment begins with nobody having spoken."""
        fresh = self.paragraph is None or self.paragraph.passage != paragraph.passage
        if fresh and passage.role in (Role.COMMENT, Role.COMMENTARY):
            self.spoken.clear()
        self.paragraph = paragraph
        quoted = (
            Span(paragraph.start + a, paragraph.start + b) for a, b in (q.outer for q in quotations(paragraph.doc.text))
        )
        self.told = (*contents, *quoted)
        self.subjects = list(self._subjects(paragraph))

    def resolve(self, found: Found, passage: Passage, within: Outer | None = None) -> Speaker | None:
        """Who the source stands for; None where a pronoun stands for nobody that is known. Remembers the answer.

        ``within`` is who tells that it was said.
        """
        assert found.source is not None
        source = self._untimed(found.source)
        speaker = self._resolve(source, found.head, passage, within, let_in=self._is_let_in(found))
        if speaker is not None:
            self.spoken.append((found.source.start, speaker))
            if within is not None:
                self.nested.add(found.source.start)
        return speaker

    def _untimed(self, source: Span) -> Span:
        """The source without the day that agencies put before the verb: "the ministry on Friday rejected"."""
        time = _DAY.search(self.report.text, *source)
        return Span(source.start, time.start()) if time and time.start() > source.start else source

    def just_told(self, found: Found) -> Speaker | None:
        """The person of whom the sentence right before a quotation tells: "Dunn was furious. “Never!”"."""
        start = found.content[0].start
        begins = self._sentence_start(self._sentence_start(start) - 2)
        return next((s for at, s in self.subjects if begins <= at < start and s.person and s.named), None)

    def _is_let_in(self, found: Found) -> bool:
        """Whether the tag stands between commas within its content: "the pilot, she said, was asleep"."""
        text = self.report.text
        if found.source is None or found.cue is None or found.cue.start < found.source.end:
            return False
        before, after = text[: found.source.start].rstrip()[-1:], text[found.cue.end :].lstrip()[:1]
        return before == "," and after in ",.;:"

    def outlet(self, source: Span, head: Token, passage: Passage) -> Speaker | None:
        """The outlet that the words name, None where it is the page itself."""
        speaker = (
            self._named_after(source)
            or self._by_name(source, head)
            or self._organization(head.lemma_.lower(), source, passage)
            or self._by_words(source, head)
        )
        self.outlets.append(speaker.name)
        own = [name for name in (passage.voice, self.report.name) if name]
        return None if any(is_one_outlet(speaker.name, name) for name in own) else speaker

    def _named_after(self, source: Span) -> Speaker | None:
        """The name that stands right behind the words: "the agency Reef Wire"."""
        beside = _NAME.match(self.report.text, source.end)
        if beside is None:
            return None
        mention = self.names.at(beside.start(1))
        return Speaker(name=mention.name if mention else beside.group(1), named=True, person=False)

    def _resolve(
        self, source: Span, head: Token | None, passage: Passage, within: Outer | None, *, let_in: bool
    ) -> Speaker | None:
        head = behind_ordinal(head)
        if head is not None and head.lower_ in ("who", "which") and head.head.dep_ == "relcl":
            assert self.paragraph is not None
            head = head.head.head
            source = self.paragraph.span([head.left_edge, head])
        if (owner := whose(head)) is not None:
            assert self.paragraph is not None
            head, source = owner, self.paragraph.span([owner.left_edge, owner])
        lower = head.lower_ if head is not None else self.report.text[source.start : source.end].lower()
        if lower in OURSELVES or is_ours(head):
            inside = within.speaker if within is not None and within.direct else None
            return inside or self._first_person(passage, alone=lower in ("i", "my", "me"))
        if lower in GENDERS:
            return self._pronoun(GENDERS[lower], source.start, passage, within, let_in=let_in)
        alone = source.end - source.start == len(lower)  # not "one of the guards"
        of_them = self.report.text[source.start : source.end].lower().endswith(" of them")
        if lower in ("they", "their") or (of_them and lower in _ONE_OF):
            return self._several(source.start, passage, within)
        if lower in THINGS or (lower in ("one", "both") and alone):
            return self._thing(source.start, passage)
        if lower in ("this", "that"):
            return None
        return (
            self._only_as(source)
            or self._by_name(source, head)
            or self._called_after(source, head)
            or self._by_role(source, head, passage, within)
            or self._by_number(source)
            or self._by_words(source, head)
        )

    def _first_person(self, passage: Passage, *, alone: bool) -> Speaker:
        """The voice of the passage; "I" of a page is its author, where it names one."""
        if alone and passage.voice in (None, self.report.publisher) and len(self.report.authors) == 1:
            return Speaker(name=self.report.authors[0], named=True, person=False)
        return Speaker(name=passage.voice or self.report.name, named=True, person=False)  # "he" is never "I"

    # pronouns

    def _subjects(self, paragraph: Paragraph) -> Iterator[tuple[int, Speaker]]:
        """Who is the subject of a verb in the paragraph: people by name, and people by what they are."""
        for token in paragraph.doc:
            if not is_salient(token):
                continue
            at = paragraph.start + token.idx
            named = token.head if token.dep_ == "appos" else token  # "Dunn, a student, who had come late"
            mention = self.names.at(paragraph.start + named.idx)
            lemma = token.lemma_.lower()
            if _INITIALS.fullmatch(token.text):
                yield at, Speaker(name=token.text, named=True)
            elif mention is not None and mention.kind is not EntityKind.GROUP:
                yield at, self._known(mention)
            elif (called := self._called(token, paragraph)) is not None:
                yield at, called
            elif lemma in ORGANIZATIONS and token.pos_ == "NOUN":
                yield at, self._by_words(paragraph.span([token.doc[token.left_edge.i], token]), token)
            elif lemma in COLLECTIVES and is_definite(token):
                span = paragraph.span([token.doc[token.left_edge.i], token])
                yield at, self._unnamed_again(lemma, token) or self._by_words(span, token)
            elif lemma in PERSON_NOUNS and token.tag_ == "NN":
                span = paragraph.span([token.doc[token.left_edge.i], last_part(token)])
                phrase = paragraph.span([token.doc[token.left_edge.i], token.doc[token.right_edge.i]])
                role = self._by_person_role(lemma, at) if is_definite(token) else None
                yield at, self._only_as(phrase) or self._by_name(phrase, token) or role or self._by_words(span, token)

    def _called(self, token: Token, paragraph: Paragraph) -> Speaker | None:
        """The one whose name stands beside another word for him: "one of them, the baker Dunn"; "the firm, Reef"."""
        if not any(c.dep_ == "appos" for c in token.children):
            return None
        phrase = paragraph.span([token.doc[token.left_edge.i], token.doc[token.right_edge.i]])
        inside = self.names.within(*phrase)
        institution = token.lower_ in ORGANIZATIONS | COMPANIES
        mention = self._appositive(inside, token) if institution else self._person_called(phrase, inside)
        return self._known(mention) if mention else None

    def _known(self, mention: Mention) -> Speaker:
        return Speaker(
            name=mention.name,
            named=True,
            gender=self.names.genders.get(mention.name),
            person=mention.kind in (EntityKind.PERSON, EntityKind.THING),
        )

    def _pronoun(
        self, gender: str, position: int, passage: Passage, within: Outer | None, *, let_in: bool
    ) -> Speaker | None:
        """The last one in this paragraph who spoke or was a subject, else the last speaker, else the last one named.

        A reader's "he" with nobody before it in the comment is whom the page tells of most, and so is a speaker's
        "he"; the words that a tag is let into tell of another than who says them.
        """
        assert self.paragraph is not None
        start = self.paragraph.start
        sentence = self._sentence_start(position) if let_in else position
        told = [
            (at, s)
            for at, s in (*self.spoken, *self.subjects)
            if at < position and self._fits(s, gender) and (within is None or within.is_not(s.name))
        ]
        here = [(at, s) for at, s in told if start <= at and self._heard(at, position) and not sentence <= at]
        before = [(at, s) for at, s in told if at < start and at not in self.nested and within is None]
        last = max(here or before, key=lambda x: x[0], default=None)
        found = last[1] if last else self._not_heard(gender, position, passage, within)
        if found is not None and found.named:
            self.names.genders.setdefault(found.name, gender)
        return found

    def _not_heard(self, gender: str, position: int, passage: Passage, within: Outer | None) -> Speaker | None:
        """Whom a pronoun stands for where nobody before it spoke or acted: one named before, or soon after."""
        if passage.role in (Role.COMMENT, Role.COMMENTARY) or within is not None:
            found = self._protagonist(gender, passage, position, within)
        else:
            found = self._last_named(gender, position)
        return found or self._next_named(gender, position, within)

    def _sentence_start(self, position: int) -> int:
        """Where the sentence begins in which the position lies."""
        assert self.paragraph is not None
        here = position - self.paragraph.start
        starts = [s.start_char for s in self.paragraph.doc.sents if s.start_char <= here]
        semicolon = self.paragraph.doc.text.rfind(";", 0, here)
        return self.paragraph.start + max(starts[-1], semicolon + 1) if starts else position

    def _fits(self, speaker: Speaker, gender: str | None) -> bool:
        """Whether a pronoun of that gender can stand for the speaker, by all that is known by now."""
        known = speaker.gender or self.names.genders.get(speaker.name)
        return speaker.person and (gender is None or (known in (None, gender) and not speaker.plural))

    def _heard(self, at: int, position: int) -> bool:
        """Whether one named there can be meant here: "Dunn fell, she said" is not said by Dunn, who is spoken of."""
        return not any(a <= at < b and not a <= position < b for a, b in self.told)

    def _last_named(self, gender: str, position: int) -> Speaker | None:
        mention = next((m for m in self.names.before(position) if self.names.can_be(m, gender)), None)
        return self._known(mention) if mention else None

    def _next_named(self, gender: str, position: int, within: Outer | None) -> Speaker | None:
        """The next one to be named: "he knocked" comes before "it was Karel Dunn who knocked"."""
        people = (m for m in self.names.mentions if m.span.start > position and self.names.can_be(m, gender))
        other = next((m for m in people if within is None or within.is_not(m.name)), None)
        return self._known(other) if other else None

    def _protagonist(self, gender: str, passage: Passage, position: int, within: Outer | None = None) -> Speaker | None:
        """The person last named in the comment itself, else the one most often named on the page before it."""
        people = [
            m
            for m in self.names.before(position)
            if self.names.can_be(m, gender) and (within is None or within.is_not(m.name))
        ]
        own = next((m for m in people if m.span.start >= passage.start), None)
        if own is not None and within is None:
            return self._known(own)
        counts = Counter(m.name for m in people)
        name = max(sorted(counts), key=counts.__getitem__, default=None)
        return Speaker(name=name, named=True, gender=gender) if name else None

    def _thing(self, position: int, passage: Passage) -> Speaker | None:
        """The last one of this paragraph who is no person, another than the page if there is one."""
        assert self.paragraph is not None
        start, own = self.paragraph.start, [name for name in (passage.voice, self.report.name) if name]

        def fits(at: int, speaker: Speaker) -> bool:
            return not speaker.person and at >= start

        def is_other(at: int, speaker: Speaker) -> bool:
            return fits(at, speaker) and not any(is_one_outlet(speaker.name, name) for name in own)

        return self._last(position, is_other) or self._last(position, fits)

    def _several(self, position: int, passage: Passage, within: Outer | None) -> Speaker | None:
        """ "They": the last ones who are several or an institution, else the institution most spoken of."""
        last = self._last(
            position, lambda _, s: (s.plural or not s.person) and (within is None or within.is_not(s.name))
        )
        return last or self._main_organization(passage, lambda _: True)

    def _last(self, position: int, fits: Callable[[int, Speaker], bool]) -> Speaker | None:
        """The last before the position who spoke, or was a subject in this paragraph, and fits."""
        told = [(at, s) for at, s in (*self.spoken, *self.subjects) if at < position and fits(at, s)]
        return max(told, key=lambda x: x[0])[1] if told else None

    def _main_organization(self, passage: Passage, fits: Callable[[str], bool]) -> Speaker | None:
        """The organisation that the report names most, other than itself; the only one, or at least twice."""
        own = [name for name in (passage.voice, self.report.name) if name]
        counts = Counter(
            m.name
            for m in self.names.mentions
            if self._may_be_organization(m) and fits(m.name) and not any(is_one_outlet(m.name, name) for name in own)
        )
        name = max(sorted(counts), key=counts.__getitem__, default="")
        sure = counts[name] > 1 or len(counts) == 1
        return Speaker(name=name, named=True, person=False) if name and sure else None

    def _may_be_organization(self, mention: Mention) -> bool:
        """An organisation, or one word that nothing but the recogniser calls a person."""
        if mention.kind is EntityKind.PERSON:
            known = mention.name in self.names.roles or mention.name in self.names.genders
            return not known and " " not in mention.name
        return mention.kind is EntityKind.ORGANIZATION

    # noun phrases

    def _only_as(self, source: Span) -> Speaker | None:
        """Who gave a name only as X."""
        text = self.report.text
        goes_on = text.startswith((", who", " who", ", identified"), source.end)
        found = _ONLY_AS.search(text, source.start, source.end + 60 * goes_on)
        return Speaker(name=found.group(1), named=True) if found else None

    def _by_name(self, source: Span, head: Token | None) -> Speaker | None:
        """The name that is the head of the phrase, or stands beside its head."""
        inside = self.names.within(source.start, source.end)
        if not inside or head is None:
            return None
        mention = self._mention_at(inside, head) or self._appositive(inside, head)
        if mention is None or mention.kind in (EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.GROUP):
            mention = self._person_called(source, inside) or mention
        if mention is None:
            return None
        known = self._known(mention)
        return Speaker(name=known.name, named=True, gender=known.gender, head=head.lemma_.lower(), person=known.person)

    def _person_called(self, source: Span, inside: Sequence[Mention]) -> Mention | None:
        """The one person in a phrase that calls him something: "the ministry's spokesman, Colonel X"."""
        words = self.report.text[source.start : source.end]
        people = [m for m in inside if m.kind is EntityKind.PERSON and self._is_beside(m)]
        called = any(word.strip(",.").lower() in PERSON_NOUNS for word in words.split())
        return people[0] if called and len(people) == 1 else None

    def _is_beside(self, mention: Mention) -> bool:
        """Whether the name stands for the one called so, and tells neither whose nor where he is."""
        assert self.paragraph is not None
        tokens = self.paragraph.tokens(mention.span)
        place = any(t.dep_ == "pobj" or (t.dep_ == "compound" and t.head.dep_ == "pobj") for t in tokens[-1:])
        return not place and not is_possessor(self.report.text, mention.span)

    def _mention_at(self, inside: Sequence[Mention], token: Token) -> Mention | None:
        assert self.paragraph is not None
        at = self.paragraph.start + token.idx
        return next((m for m in inside if m.span.start <= at < m.span.end), None)

    def _appositive(self, inside: Sequence[Mention], head: Token) -> Mention | None:
        """The person whose name stands in apposition to a role: "the movement's lawyer, X"; "the actor X"."""
        person = head.lemma_.lower() in PERSON_NOUNS
        beside = [
            c
            for c in head.children
            if c.pos_ == "PROPN" and (c.dep_ == "appos" or (person and c.dep_ in ("compound", "nmod")))
        ]
        found = [self._mention_at(inside, token) for token in beside]
        assert self.paragraph is not None
        end = self.paragraph.start + head.idx + len(head)
        found += [m for m in inside if self.report.text[end : m.span.start] == ", "]
        return next((m for m in found if m is not None and m.kind is not EntityKind.PLACE), None)

    def _called_after(self, source: Span, head: Token | None) -> Speaker | None:
        """The one whose name follows the words for him: "their leader, X"."""
        if head is None or not any(c.dep_ == "appos" for c in head.children):
            return None
        behind = re.compile(", ").match(self.report.text, source.end)
        mention = self.names.at(behind.end()) if behind else None
        person = mention is not None and mention.kind is EntityKind.PERSON and head.lemma_.lower() in PERSON_NOUNS
        return self._known(mention) if mention and person else None

    def _by_kin(self, lemma: str, position: int) -> Speaker | None:
        """The father, of a report that has told of X's son: X."""
        if lemma not in KIN:
            return None
        before = [m for m in self.names.before(position) if self.names.can_be(m, gender_of(lemma) or "")]
        owned = re.compile(rf"['’]s? (?:[\w-]+ ){{0,2}}(?:{'|'.join(KIN[lemma])})\b")
        whose = (m for m in before if owned.match(self.report.text, m.span.end))
        mention = next(whose, None)
        return replace(self._known(mention), head=lemma) if mention else None

    def _by_role(self, source: Span, head: Token | None, passage: Passage, within: Outer | None) -> Speaker | None:
        """The one named by the role that the words give him: "the captain", "the ministry"; before, or in a headline
        anywhere, where articles are left out."""
        headline = passage.role is Role.HEADLINE
        if head is None or not (is_definite(head) or (headline and has_no_article(head))):
            return None
        lemma = head.lemma_.lower()
        if lemma in ORGANIZATIONS or lemma in MEDIA:
            return self._organization(lemma, source, passage)
        if head.tag_ in ("NNS", "NNPS") or source.end - source.start > len(head.text) + 25:
            return None
        return (
            self._by_person_role(lemma, len(self.report.text) if headline else source.start)
            or self._by_kin(lemma, source.start)
            or self._unnamed_again(lemma, head)
            or self._only_one_here(lemma, source.start, within)
            or self._only_one_without_role(lemma)
        )

    def _by_person_role(self, lemma: str, position: int) -> Speaker | None:
        name = self.names.by_role(lemma, position)
        return (
            Speaker(name=name, named=True, gender=self.names.genders.get(name, gender_of(lemma)), head=lemma)
            if name
            else None
        )

    def _unnamed_again(self, lemma: str, head: Token) -> Speaker | None:
        """The one without a name who has spoken under the same noun, or under any, where he is "the source" again.

        Who is told from others ("the patrol in the north") is no other's second mention.
        """
        if any(c.dep_ == "prep" and c.i > head.i for c in head.children):
            return None
        again = [s for _, s in reversed(self.spoken) if not s.named]
        same = (s for s in again if s.head == lemma or (lemma == "source" and s.head in PERSON_NOUNS))
        return next(same, None)

    def _only_one_here(self, lemma: str, position: int, within: Outer | None) -> Speaker | None:
        """The one person of this paragraph: newspapers call him by his trade the second time.

        One whom the report calls something else gives way to one whom it has called nothing yet.
        """
        assert self.paragraph is not None
        start = self.paragraph.start
        if lemma not in PERSON_NOUNS:
            return None
        spoken = {s.name: s for at, s in self.spoken if start <= at < position and s.person and s.named}
        named = {m.name: self._known(m) for m in self.names.within(start, position) if m.kind is EntityKind.PERSON}
        free = {n: s for n, s in (spoken | named).items() if not self._has_other_role(n, lemma)}
        for group in ({n: s for n, s in spoken.items() if n in free}, free, spoken):
            one = next(iter(group.values())) if len(group) == 1 else None
            if (
                one is not None
                and self._fits(one, gender_of(lemma))
                and (within is None or one.name != within.speaker.name)
            ):
                return replace(one, head=lemma)
        return None

    def _has_other_role(self, name: str, lemma: str) -> bool:
        heads = {role.head for role in self.names.roles.get(name, ())} - MERE_TITLES
        heads |= {s.head for _, s in self.spoken if s.name == name and s.head in PERSON_NOUNS}
        return bool(heads) and lemma not in heads

    def _only_one_without_role(self, lemma: str) -> Speaker | None:
        """ "The Minister" of a page that has roles for all whom it names but "Ms Dunn"."""
        if lemma not in TITLES - MALE - FEMALE:
            return None
        titled = {name: {role.head for role in roles} for name, roles in self.names.roles.items()}
        people = {m.name for m in self.names.mentions if m.kind is EntityKind.PERSON}
        free = [name for name, heads in titled.items() if name in people and heads <= MERE_TITLES]
        one = self.names.genders.get(free[0]) if len(free) == 1 else None
        return Speaker(name=free[0], named=True, gender=one, head=lemma) if one else None

    def _organization(self, lemma: str, source: Span, passage: Passage) -> Speaker | None:
        """The organisation named before that ends in this word; the page itself where it is such a one."""
        own = passage.voice or self.report.name
        organ = lemma in ORGANS and (ORGANIZATIONS - MEDIA) & words_of(own)
        if organ and self.report.text[source.start : source.end].lower() == f"the {lemma}":
            return Speaker(name=own, named=True, person=False)
        if self.report.text[source.start : source.end].lower() == f"the {lemma}" and lemma in own.lower().split():
            return Speaker(name=own, named=True, person=False)
        if source.end - source.start > len(lemma) + 5:  # "the ministry in X": where there is only one, it is that
            bearing = {
                m.name
                for m in self.names.mentions
                if m.kind is EntityKind.ORGANIZATION and lemma in m.name.lower().split()
            }
            own_words = self.report.text[source.start : source.end].count(" ") <= 3
            return (
                Speaker(name=bearing.pop(), named=True, head=lemma, person=False)
                if len(bearing) == 1 and own_words
                else None
            )
        for mention in self.names.before(source.start):
            if lemma in mention.name.lower().split() and mention.kind is EntityKind.ORGANIZATION:
                return Speaker(name=mention.name, named=True, head=lemma, person=False)
        again = next((s for _, s in reversed(self.spoken) if s.head == lemma), None)
        return again or self._of_sort(lemma, source.start, passage)

    def _company(self, position: int) -> Speaker | None:
        """The firm last named before in this paragraph."""
        assert self.paragraph is not None
        here = self.names.within(self.paragraph.start, position)
        firms = [m for m in here if m.kind is EntityKind.ORGANIZATION and may_be_company(m.name)]
        return self._known(firms[-1]) if firms else None

    def _of_sort(self, lemma: str, position: int, passage: Passage) -> Speaker | None:
        """The one of that sort that the report is about: "the company", "the newspaper"."""
        if lemma in COMPANIES:
            return self._company(position) or self._main_organization(passage, may_be_company)
        if lemma not in MEDIA:
            return None
        outlets = [m.name for m in self.names.mentions if MEDIA & words_of(m.name)]
        last = self.outlets[-1:] or outlets[-1:]
        return Speaker(name=last[0], named=True, person=False) if last else None

    def _by_number(self, source: Span) -> Speaker | None:
        """ "None of the six": the six who were counted before."""
        whole = _COUNTED.match(self.report.text, *source)
        if whole and whole.group(1).split()[0].lower() in NUMBERS:
            return Speaker(name=whole.group(1).lower(), named=False, plural=True)
        counted = _OF_NUMBER.fullmatch(self.report.text, *source)
        before = self.report.text[: source.start]
        found = re.findall(rf"\b{counted.group(1)} [a-z]+s\b", before, re.IGNORECASE) if counted else []
        return Speaker(name=found[-1].lower(), named=False, plural=True) if found else None

    def _by_words(self, source: Span, head: Token | None) -> Speaker:
        """Nobody known: the words themselves, without what a comma or a relative clause adds."""
        words = self._with_owner(self._own_words(source, head), head, source)
        words = re.sub(rf"^(?:{'|'.join(sorted(ORDINALS))}),\s", "", words, flags=re.IGNORECASE)
        name = re.split(r"\s(?:who|whom|whose|which|that|itself|himself|herself|themselves)\b", words.split(",")[0])[0]
        name = self._short(head, re.sub(r"^(?:the|an?|our)\s", "", name, flags=re.IGNORECASE) or words)
        lemma = head.lemma_.lower() if head is not None else ""
        first = next((s for _, s in self.spoken if s.name.lower() == name.lower()), None)
        is_person = lemma in PERSON_NOUNS
        proper = head.pos_ == "PROPN" if head is not None else name[:1].isupper()
        return first or Speaker(
            name=name,
            named=not is_person and proper,
            gender=gender_of(lemma),
            head=lemma,
            person=is_person and lemma not in ORGANIZATIONS,
            plural=head is not None and head.tag_ in ("NNS", "NNPS"),
        )

    def _with_owner(self, words: str, head: Token | None, source: Span) -> str:
        """A document by its owner's name: "its log" is Reef Wire's log."""
        owner = next((c for c in head.children if c.tag_ == "PRP$"), None) if head is not None else None
        if owner is None or head is None or head.lemma_.lower() not in cues.DOCUMENTS:
            return words
        things = [s for at, s in (*self.spoken, *self.subjects) if at < source.start and not s.person and s.named]
        if owner.lower_ != "its" or not things:
            return words
        return re.sub(r"^its\b", f"{things[-1].name}'s", words, flags=re.IGNORECASE)

    def _short(self, head: Token | None, words: str) -> str:
        """The words without where he was, if there are many: a nurse, of "a nurse at the harbour mission's clinic"."""
        last = [c for c in head.children if c.dep_ == "prep" and c.i > head.i] if head is not None else []
        inner = [g for c in last for o in c.children if o.dep_ == "pobj" for g in o.children if g.dep_ == "prep"]
        for preposition in sorted((*last, *inner), key=lambda t: -t.i):
            at = words.rfind(f" {preposition.text} ")
            if at > 0 and len(words.split()) > MAX_NAME_WORDS:
                words = words[:at]
        return words

    def _first_of(self, head: Token) -> Token:
        """The first word of the phrase, without the page's own name: the clerk, of "the Guild's clerk"."""
        own = words_of(self.report.name)
        owner = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in own), None)
        if owner is None or owner.i + 2 >= len(head.doc):
            return head.left_edge
        return head.doc[owner.right_edge.i + 1]

    def _own_words(self, source: Span, head: Token | None) -> str:
        """The words of the source from where its head's phrase begins, without what was done to a document."""
        assert self.paragraph is not None
        start, end = source
        if head is not None:
            start = max(start, self.paragraph.start + self._first_of(head).idx)
            document = head.lemma_.lower() in cues.DOCUMENTS and head.i + 1 < len(head.doc)
            if document and head.nbor().tag_ == "VBN":
                end = self.paragraph.start + head.nbor().idx
        words = " ".join(self.report.text[start:end].replace("’", "'").strip(" .,;:").split())
        return words.removesuffix("'s")  # "the army's claim"
