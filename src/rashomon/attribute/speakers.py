"""Who a source stands for within its report: pronouns, roles, surnames, the page itself, and sources not named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.ledger import EntityKind, Mention, Passage, Report, Role, Span
from rashomon.names import FEMALE, MALE, ORDINALS, ORGANIZATIONS, PERSON_NOUNS, Names
from rashomon.text import Paragraph, quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
OURSELVES = frozenset("we i us our me my".split())
THINGS = frozenset("it its which".split())
_ONLY_AS = re.compile(
    r"(?:names?|identified|known)\b(?: \w+)? (?:only |simply |just )?as ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is made answerable; ``named`` is False where the name is only words that stand for somebody."""

    name: str
    named: bool
    gender: str | None = None
    head: str = ""  # the head noun's lemma, by which "the sailor" finds "a sailor" again
    person: bool = True


@dataclass(slots=True)
class Speakers:
    """Resolves one report's sources in reading order, remembering who has spoken where."""

    report: Report
    names: Names
    spoken: list[tuple[int, Speaker]] = field(default_factory=list)  # position, speaker
    paragraph: Paragraph | None = None
    subjects: list[tuple[int, Speaker]] = field(default_factory=list)  # of this paragraph, in order
    told: tuple[Span, ...] = ()  # what somebody is made to say in it

    def enter(self, paragraph: Paragraph, passage: Passage, contents: Iterable[Span]) -> None:
        """Go on to the next paragraph, with what is told in it; a comment begins with nobody having spoken."""
        if passage.role is Role.COMMENT and (self.paragraph is None or self.paragraph.passage != paragraph.passage):
            self.spoken.clear()
        self.paragraph = paragraph
        quoted = (
            Span(paragraph.start + a, paragraph.start + b) for a, b in (q.outer for q in quotations(paragraph.doc.text))
        )
        self.told = (*contents, *quoted)
        self.subjects = list(self._subjects(paragraph))

    def resolve(self, source: Span, head: Token | None, passage: Passage) -> Speaker | None:
        """Who the source stands for; None where a pronoun stands for nobody that is known. Remembers the answer."""
        speaker = self._resolve(source, head, passage)
        if speaker is not None:
            self.spoken.append((source.start, speaker))
        return speaker

    def outlet(self, source: Span, head: Token, passage: Passage) -> Speaker | None:
        """The outlet that the words name, None where it is the page itself."""
        speaker = self._by_name(source, head) or self._by_words(source, head)
        own = [name.lower() for name in (passage.voice, self.report.name) if name]
        return None if any(speaker.name.lower() in name or name in speaker.name.lower() for name in own) else speaker

    def _resolve(self, source: Span, head: Token | None, passage: Passage) -> Speaker | None:
        head = _behind_ordinal(head)
        lower = head.lower_ if head is not None else self.report.text[source.start : source.end].lower()
        if lower in OURSELVES:
            return self._first_person(passage)
        if lower in GENDERS:
            return self._pronoun(GENDERS[lower], source.start, passage)
        alone = source.end - source.start == len(lower)  # not "one of the guards"
        if lower in (*THINGS, "they", "their", "this", "that") or (lower in ("one", "both") and alone):
            return (
                self._thing(source.start, plural=lower in ("they", "their")) if lower not in ("this", "that") else None
            )
        return (
            self._only_as(source)
            or self._by_name(source, head)
            or self._by_role(source, head, passage)
            or self._by_words(source, head)
        )

    def _first_person(self, passage: Passage) -> Speaker:
        """The voice of the passage; within a quotation whoever is quoted, which the nesting tells."""
        return Speaker(name=passage.voice or self.report.name, named=True, person=False)  # "he" is never "I"

    # pronouns

    def _subjects(self, paragraph: Paragraph) -> Iterator[tuple[int, Speaker]]:
        """Who is the subject of a verb in the paragraph: people by name, and people by what they are."""
        for token in paragraph.doc:
            if not _is_salient(token):
                continue
            at = paragraph.start + token.idx
            mention = self.names.at(at)
            lemma = token.lemma_.lower()
            if mention is not None and mention.kind is not EntityKind.GROUP:
                yield at, self._known(mention)
            elif lemma in PERSON_NOUNS and token.tag_ == "NN":
                span = paragraph.span([token.doc[token.left_edge.i], token])
                phrase = paragraph.span([token.doc[token.left_edge.i], token.doc[token.right_edge.i]])
                role = self._by_person_role(lemma, at) if _is_definite(token) else None
                yield at, self._only_as(phrase) or self._by_name(phrase, token) or role or self._by_words(span, token)

    def _known(self, mention: Mention) -> Speaker:
        return Speaker(
            name=mention.name,
            named=True,
            gender=self.names.genders.get(mention.name),
            person=mention.kind in (EntityKind.PERSON, EntityKind.THING),
        )

    def _pronoun(self, gender: str, position: int, passage: Passage) -> Speaker | None:
        """The last one in this paragraph who spoke or was a subject, else the last speaker, else the last one named.

        A reader's "he" with nobody before it in the comment is whom the page tells of most.
        """
        assert self.paragraph is not None
        start = self.paragraph.start
        told = [
            (at, s) for at, s in (*self.spoken, *self.subjects) if start <= at < position and self._heard(at, position)
        ]
        here = [(at, s) for at, s in told if self._fits(s, gender)]
        before = [(at, s) for at, s in self.spoken if at < start and self._fits(s, gender)]
        found = max(here, key=lambda x: x[0])[1] if here else before[-1][1] if before else None
        if found is None:
            found = (
                self._protagonist(gender, passage, position)
                if passage.role is Role.COMMENT
                else self._last_named(gender, position)
            )
        if found is not None and found.named:
            self.names.genders.setdefault(found.name, gender)
        return found

    def _fits(self, speaker: Speaker, gender: str | None) -> bool:
        """Whether a pronoun of that gender can stand for the speaker, by all that is known by now."""
        known = speaker.gender or self.names.genders.get(speaker.name)
        return speaker.person and (gender is None or known in (None, gender))

    def _heard(self, at: int, position: int) -> bool:
        """Whether one named there can be meant here: "Dunn fell, she said" is not said by Dunn, who is spoken of."""
        return not any(a <= at < b and not a <= position < b for a, b in self.told)

    def _last_named(self, gender: str, position: int) -> Speaker | None:
        mention = next((m for m in self.names.before(position) if self.names.can_be(m, gender)), None)
        return self._known(mention) if mention else None

    def _protagonist(self, gender: str, passage: Passage, position: int) -> Speaker | None:
        """The person last named in the comment itself, else the one most often named on the page before it."""
        people = [m for m in self.names.before(position) if self.names.can_be(m, gender)]
        own = next((m for m in people if m.span.start >= passage.start), None)
        if own is not None:
            return self._known(own)
        counts = Counter(m.name for m in people)
        name = max(sorted(counts), key=counts.__getitem__, default=None)
        return Speaker(name=name, named=True, gender=gender) if name else None

    def _thing(self, position: int, *, plural: bool) -> Speaker | None:
        """The last one of this paragraph who is no person; of "they", whoever spoke last."""
        assert self.paragraph is not None
        here = [(at, s) for at, s in (*self.spoken, *self.subjects) if self.paragraph.start <= at < position]
        fitting = [(at, s) for at, s in here if plural or not s.person]
        return max(fitting, key=lambda x: x[0])[1] if fitting else None

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
        people = [m for m in inside if m.kind is EntityKind.PERSON and not _is_possessor(self.report.text, m.span)]
        called = any(word.strip(",.").lower() in PERSON_NOUNS for word in words.split())
        return people[0] if called and len(people) == 1 else None

    def _mention_at(self, inside: Sequence[Mention], token: Token) -> Mention | None:
        assert self.paragraph is not None
        at = self.paragraph.start + token.idx
        return next((m for m in inside if m.span.start <= at < m.span.end), None)

    def _appositive(self, inside: Sequence[Mention], head: Token) -> Mention | None:
        """The person whose name stands in apposition to a role: "the movement's lawyer, X"; "the actor X"."""
        beside = [c for c in head.children if c.dep_ in ("appos", "compound", "nmod") and c.pos_ == "PROPN"]
        found = (self._mention_at(inside, token) for token in beside)
        return next((m for m in found if m is not None and m.kind is not EntityKind.PLACE), None)

    def _by_role(self, source: Span, head: Token | None, passage: Passage) -> Speaker | None:
        """The one named before by the role that the words give him: "the captain", "the ministry"."""
        if head is None or not _is_definite(head):
            return None
        lemma = head.lemma_.lower()
        if lemma in ORGANIZATIONS or lemma in cues.MEDIA:
            return self._organization(lemma, source, passage)
        if head.tag_ in ("NNS", "NNPS") or source.end - source.start > len(head.text) + 25:
            return None
        position = source.start if passage.role is not Role.HEADLINE else len(self.report.text)
        return (
            self._by_person_role(lemma, position)
            or self._unnamed_again(lemma)
            or self._only_one_here(lemma, source.start)
        )

    def _by_person_role(self, lemma: str, position: int) -> Speaker | None:
        name = self.names.by_role(lemma, position)
        return (
            Speaker(name=name, named=True, gender=self.names.genders.get(name, _gender(lemma)), head=lemma)
            if name
            else None
        )

    def _unnamed_again(self, lemma: str) -> Speaker | None:
        """The one without a name who has spoken under the same noun."""
        return next((s for _, s in reversed(self.spoken) if s.head == lemma and not s.named), None)

    def _only_one_here(self, lemma: str, position: int) -> Speaker | None:
        """The one person who has spoken in this paragraph: newspapers call him by his trade the second time."""
        assert self.paragraph is not None
        here = {s.name: s for at, s in self.spoken if self.paragraph.start <= at < position and s.person and s.named}
        one = next(iter(here.values())) if len(here) == 1 else None
        fits = one is not None and lemma in PERSON_NOUNS and self._fits(one, _gender(lemma))
        return one if fits else None

    def _organization(self, lemma: str, source: Span, passage: Passage) -> Speaker | None:
        """The organisation named before that ends in this word; the page itself where it is such a one."""
        own = passage.voice or self.report.name
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
        return next((s for _, s in reversed(self.spoken) if s.head == lemma), None)

    def _by_words(self, source: Span, head: Token | None) -> Speaker:
        """Nobody known: the words themselves, without what a comma or a relative clause adds."""
        words = " ".join(self.report.text[source.start : source.end].replace("’", "'").split(",")[0].split())
        words = re.sub(rf"^(?:{'|'.join(sorted(ORDINALS))}),\s", "", words, flags=re.IGNORECASE)
        name = re.split(r"\s(?:who|whom|whose|which|that)\s", words)[0]
        name = re.sub(r"^(?:the|an?)\s", "", name, flags=re.IGNORECASE) or words
        lemma = head.lemma_.lower() if head is not None else ""
        first = next((s for _, s in self.spoken if s.name.lower() == name.lower()), None)
        is_person = lemma in PERSON_NOUNS
        return first or Speaker(
            name=name,
            named=not is_person and name[:1].isupper(),
            gender=_gender(lemma),
            head=lemma,
            person=is_person and lemma not in ORGANIZATIONS,
        )


def _behind_ordinal(head: Token | None) -> Token | None:
    """ "Third, a friend says": the friend."""
    if head is not None and head.lower_ in ORDINALS:
        return next((c for c in head.children if c.dep_ == "appos"), head)
    return head


def _is_salient(token: Token) -> bool:
    """Whether a pronoun may well mean it: a subject, a doer, or one of whom a clause with "who" tells more."""
    told_more = any(c.dep_ == "relcl" and any(g.lower_ == "who" for g in c.children) for c in token.children)
    return token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent" or told_more


def _is_possessor(text: str, span: Span) -> bool:
    """Whether the name only tells whose: "X's lawyer", "the lawyer of X"."""
    after, before = text[span.end : span.end + 2], text[max(0, span.start - 4) : span.start].split()
    return after in ("'s", "’s") or before[-1:] in (["of"], ["for"])


def _gender(lemma: str) -> str | None:
    return "m" if lemma in MALE else "f" if lemma in FEMALE else None


def _is_definite(head: Token) -> bool:
    return (
        any(c.lower_ in ("the", "this", "that", "his", "her", "its", "their") for c in head.children)
        or head.i == head.left_edge.i
    )
