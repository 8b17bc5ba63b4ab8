"""Who a source stands for within its report: pronouns, roles, surnames, the page itself, and sources not named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.ledger import EntityKind, Mention, Passage, Report, Role, Span
from rashomon.names import FEMALE, MALE, ORGANIZATIONS, PERSON_NOUNS, Names

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
OURSELVES = frozenset("we i us our me my".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is made answerable; ``named`` is False where the name is only words that stand for somebody."""

    name: str
    named: bool
    gender: str | None = None
    head: str = ""  # the head noun's lemma, by which "the sailor" finds "a sailor" again


@dataclass(slots=True)
class Speakers:
    """Resolves one report's sources in reading order, remembering who has spoken."""

    report: Report
    names: Names
    recent: list[Speaker] = field(default_factory=list)

    def resolve(self, source: Span, head: Token | None, passage: Passage) -> Speaker | None:
        """Who the source stands for; None where a pronoun stands for nobody that is known. Remembers the answer."""
        speaker = self._resolve(source, head, passage)
        if speaker is not None:
            self.recent.append(speaker)
        return speaker

    def _resolve(self, source: Span, head: Token | None, passage: Passage) -> Speaker | None:
        words = self.report.text[source.start : source.end]
        lower = head.lower_ if head is not None else words.lower()
        if lower in OURSELVES:
            return self.voice(passage)
        if lower in GENDERS:
            return self._pronoun(GENDERS[lower], source.start, passage)
        if lower == "they" or lower in ("who", "it", "this", "that", "one", "both"):
            return self.recent[-1] if self.recent and lower in ("it", "who", "they") else None
        return self._by_name(source, head) or self._by_role(source, head, passage) or self._by_words(source, head)

    def voice(self, passage: Passage) -> Speaker:
        """The voice of the passage itself: "we", "I"."""
        return Speaker(name=passage.voice or self.report.name, named=True)

    def outlet(self, source: Span, head: Token, passage: Passage) -> Speaker | None:
        """The outlet that the words name, None where they name none or the page itself."""
        speaker = self._by_name(source, head) or self._by_words(source, head)
        own = {(passage.voice or "").lower(), self.report.name.lower()}
        return None if any(speaker.name.lower() in name or name in speaker.name.lower() for name in own if name) else speaker

    def _pronoun(self, gender: str, position: int, passage: Passage) -> Speaker | None:
        """The last speaker whose gender does not clash, or the last such person named before.

        A reader's "he" with nobody before it in the comment is whom the page tells of most.
        """
        if passage.role is Role.COMMENT and not self.recent:
            return self._protagonist(gender, passage.start, position)
        person = next((m for m in self.names.before(position) if self._is_person(m, gender)), None)
        spoken = next((s for s in reversed(self.recent) if s.gender in (None, gender) and self._speaks(s)), None)
        if person is not None and (spoken is None or not self._later(spoken, person)):
            return Speaker(name=person.name, named=True, gender=gender)
        return spoken

    def _protagonist(self, gender: str, start: int, position: int) -> Speaker | None:
        """The person last named in the comment itself, else the one most often named on the page before it."""
        people = [m for m in self.names.before(position) if self._is_person(m, gender)]
        own = next((m for m in people if m.span.start >= start), None)
        counts = Counter(m.name for m in people)
        name = own.name if own else max(sorted(counts), key=counts.__getitem__, default=None)
        return Speaker(name=name, named=True, gender=gender) if name else None

    def _later(self, spoken: Speaker, person: Mention) -> bool:
        """Whether the speaker was named again after the person, or near enough that he is still the one meant."""
        last = next((m for m in self.names.before(person.span.end + 1) if m.name == spoken.name), None)
        return spoken.named is False or last is None or person.span.start - last.span.start < 400

    def _is_person(self, mention: Mention, gender: str) -> bool:
        return mention.kind is EntityKind.PERSON and self.names.genders.get(mention.name, gender) == gender

    @staticmethod
    def _speaks(speaker: Speaker) -> bool:
        return speaker.named is False or " " in speaker.name or speaker.name[:1].isupper()

    def _by_name(self, source: Span, head: Token | None) -> Speaker | None:
        """The name that is the head of the phrase, or stands beside its head."""
        inside = self.names.within(source.start, source.end)
        if not inside or head is None:
            return None
        offset = self._offset(source, head)
        at_head = next((m for m in inside if m.span.start <= offset < m.span.end), None)
        if at_head is None:
            at_head = self._appositive(inside, head, source)
        if at_head is None:
            return None
        name = at_head.name
        return Speaker(name=name, named=True, gender=self.names.genders.get(name), head=head.lemma_.lower())

    def _appositive(self, inside: Sequence[Mention], head: Token, source: Span) -> Mention | None:
        """The person whose name stands in apposition to a role: "the movement's lawyer, X"; "the actor X"."""
        beside = [c for c in head.children if c.dep_ in ("appos", "compound", "nmod") and c.pos_ == "PROPN"]
        for token in beside:
            offset = self._offset(source, token)
            found = next(
                (m for m in inside if m.span.start <= offset < m.span.end and m.kind is EntityKind.PERSON), None
            )
            if found is not None:
                return found
        return None

    def _offset(self, source: Span, token: Token) -> int:
        """The token's offset in the report, by its distance to the source's first token."""
        paragraph_start = self._anchors.get(id(token.doc), 0)
        return paragraph_start + token.idx

    _anchors: dict[int, int] = field(default_factory=dict)  # doc -> its offset in the report

    def anchor(self, doc: object, start: int) -> None:
        """Tell at which offset of the report a parse begins."""
        self._anchors[id(doc)] = start

    def _by_role(self, source: Span, head: Token | None, passage: Passage) -> Speaker | None:
        """The one named before by the role that the words give him: "the captain", "the ministry"."""
        if head is None or not _is_definite(head):
            return None
        lemma = head.lemma_.lower()
        if lemma in ORGANIZATIONS or lemma in cues.MEDIA:
            return self._organization(lemma, source, passage)
        if head.tag_ in ("NNS", "NNPS"):
            return None
        gender = "m" if lemma in MALE else "f" if lemma in FEMALE else None
        for mention in self.names.before(source.start):
            if (
                any(role.head == lemma for role in self.names.roles.get(mention.name, ()))
                and mention.kind is EntityKind.PERSON
            ):
                return Speaker(
                    name=mention.name, named=True, gender=self.names.genders.get(mention.name, gender), head=lemma
                )
        return next((s for s in reversed(self.recent) if s.head == lemma), None)

    def _organization(self, lemma: str, source: Span, passage: Passage) -> Speaker | None:
        """The organisation named before that ends in this word; the page itself where it is such a one."""
        own = passage.voice or self.report.name
        if self.report.text[source.start : source.end].lower() == f"the {lemma}" and lemma in own.lower().split():
            return Speaker(name=own, named=True)
        if source.end - source.start > len(lemma) + 5:  # "the ministry in X": its own words tell it apart
            return None
        for mention in self.names.before(source.start):
            if lemma in mention.name.lower().split() and mention.kind is EntityKind.ORGANIZATION:
                return Speaker(name=mention.name, named=True, head=lemma)
        return next((s for s in reversed(self.recent) if s.head == lemma), None)

    def _by_words(self, source: Span, head: Token | None) -> Speaker:
        """Nobody known: the words themselves, without what follows a comma."""
        words = self.report.text[source.start : source.end]
        name = " ".join(words.split(",")[0].split())
        for article in ("the ", "a ", "an "):
            if name.lower().startswith(article):
                name = name[len(article) :]
        lemma = head.lemma_.lower() if head is not None else ""
        gender = "m" if lemma in MALE else "f" if lemma in FEMALE else None
        first = next((s for s in self.recent if s.name.lower() == name.lower()), None)
        return first or Speaker(
            name=name, named=lemma not in PERSON_NOUNS and name[:1].isupper(), gender=gender, head=lemma
        )


def _is_definite(head: Token) -> bool:
    return (
        any(c.lower_ in ("the", "this", "that", "his", "her", "its", "their") for c in head.children)
        or head.i == head.left_edge.i
    )
