"""Claims: what each clause of a report says to be so, who says it, and when, where and how many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from rashomon.dates import MAX_TOLD, Tense, find_times
from rashomon.extract import frame
from rashomon.extract.antecedents import SEVERAL, THING, antecedent_of
from rashomon.extract.clauses import Clause, cut_clauses
from rashomon.extract.stance import is_called_untrue, stance_of
from rashomon.ledger import (
    Argument,
    Asserted,
    Attribution,
    Certainty,
    Claim,
    EntityKind,
    Link,
    Mention,
    Mode,
    Passage,
    Quantity,
    Report,
    Role,
    Span,
    Stance,
    When,
    quote,
)
from rashomon.lexicon import WITNESSING
from rashomon.names import ORGANIZATIONS, PRONOUNS, Names
from rashomon.quantities import AGED, find_quantities
from rashomon.text import Paragraph, crossed

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

__all__ = ["extract_claims"]

BESIDE_A_NAME = (", ", ", aged ", ", age ")
SPEAKING = frozenset("speak talk write address testify".split())
# What is not said to be so by whoever demands, promises, asks or doubts it.
LEFT = {
    Stance.DEMANDS: Asserted.WISH,
    Stance.PROMISES: Asserted.PLAN,
    Stance.ASKS: Asserted.QUESTION,
    Stance.DOUBTS: Asserted.CONDITIONAL,
}
PEOPLE = (EntityKind.PERSON, EntityKind.GROUP)
OURSELVES = frozenset("i me my myself we us our ourselves".split())


def extract_claims(
    report: Report,
    passages: Iterable[Passage],
    paragraphs: Iterable[Paragraph],
    attributions: Sequence[Attribution],
    names: Names,
) -> tuple[Claim, ...]:
    """Every claim of one report in reading order, what the page says in its own voice among them."""
    by_id = {passage.id: passage for passage in passages}
    extractor = _Extractor(report, {a.id: a for a in attributions}, names)
    claims: dict[tuple[Span, ...], Claim] = {}
    paragraphs = tuple(paragraphs)
    for paragraph, inside in zip(paragraphs, _by_paragraph(attributions, paragraphs), strict=True):
        for claim in extractor.paragraph(paragraph, by_id[paragraph.passage], inside):
            claims.setdefault(claim.spans, claim)
    return tuple(sorted(claims.values(), key=lambda claim: claim.spans))


def _by_paragraph(attributions: Iterable[Attribution], paragraphs: Iterable[Paragraph]) -> list[list[Attribution]]:
    """For each paragraph the attributions that have words of it in their content."""
    extents = [paragraph.extent for paragraph in paragraphs]
    inside: list[list[Attribution]] = [[] for _ in extents]
    for attribution in attributions:
        for n in sorted({n for span in attribution.content for n in crossed(extents, span)}):
            inside[n].append(attribution)
    return inside


class _Extractor:
    """Makes claims of clauses; holds what is the same for the whole report."""

    def __init__(self, report: Report, attributions: Mapping[str, Attribution], names: Names) -> None:
        self.report, self.attributions, self.names = report, attributions, names
        self._before: Paragraph | None = None  # the paragraph before the one at hand

    def paragraph(self, paragraph: Paragraph, passage: Passage, attributions: Sequence[Attribution]) -> Iterator[Claim]:
        """The claims of the next paragraph."""
        yield from self._claims(paragraph, passage, attributions)
        self._before = paragraph

    def _claims(self, paragraph: Paragraph, passage: Passage, attributions: Sequence[Attribution]) -> Iterator[Claim]:
        past, future = (tuple(self._times(paragraph, passage, tense)) for tense in (Tense.PAST, Tense.FUTURE))
        quantities = tuple(_moved_quantity(q, paragraph.start) for q in find_quantities(paragraph.doc))
        ages = {quantity: named for quantity in quantities if (named := self._aged(quantity)) is not None}
        quantities = tuple(quantity for quantity in quantities if quantity not in ages)
        for clause in cut_clauses(paragraph, attributions):
            ahead, said = frame.is_future(clause.tokens), _said(clause.owner, paragraph, past)
            times = future if ahead else past
            if day := _day_spoken(clause.owner, said):
                tense, spans = Tense.FUTURE if ahead else Tense.PAST, clause.spans(paragraph)
                spoken = {when.span: when for when in self._times(paragraph, passage, tense, day)}
                times = tuple(spoken.get(w.span, w) if _within(w.span, spans) else w for w in times)
            yield self._claim(clause, paragraph, passage, times, quantities, said)
        for age, named in ages.items():
            yield self._age(age, named, passage, attributions, past)

    def _aged(self, quantity: Quantity) -> Mention | None:
        """Whose age it is, beside his name: "Jan Novak, 21, was at the door"."""
        named = next(self.names.before(quantity.span.start), None) if quantity.unit == AGED else None
        if named is None or named.kind is not EntityKind.PERSON:
            return None
        return named if self.report.text[named.span.end : quantity.span.start] in BESIDE_A_NAME else None

    def _age(
        self,
        age: Quantity,
        named: Mention,
        passage: Passage,
        attributions: Sequence[Attribution],
        times: Sequence[When],
    ) -> Claim:
        """That somebody is so old, said by whoever's words hold name and age; of what he denies, by the page."""
        span = Span(named.span.start, age.span.end)
        text = quote(self.report.text, (span,))
        around = [a for a in attributions if a.stance is Stance.ASSERTS and _within(span, a.content)]
        owner = min(around, key=lambda a: sum(s.end - s.start for s in a.content), default=None)
        return Claim(
            report=self.report.id,
            passage=passage.id,
            spans=(span,),
            text=text,
            chain=self.chain(passage, owner),
            attribution=owner.id if owner else None,
            setting=min(times, key=lambda w: abs(w.span.start - span.start), default=None),
            quantities=(age,),
            predicate="be",
            arguments=(self._words("subject", named.span, named.name), self._words("complement", age.span)),
            mentions=(named,),
            lemmas=tuple(re.findall(r"\w+", text.lower())),
        )

    def _words(self, role: str, span: Span, name: str | None = None) -> Argument:
        """An argument that is just these words."""
        phrase = quote(self.report.text, (span,))
        return Argument(role=role, head=phrase.split()[-1].lower(), span=span, name=name, phrase=phrase)

    def _times(self, paragraph: Paragraph, passage: Passage, tense: Tense, spoken: str | None = None) -> Iterator[When]:
        """The times of each sentence, reckoned from the date of the words, or from the day on which they were spoken.

        A reprint's words are older than the page that reprints them, by how much is not known unless it says so.
        """
        anchor = spoken or passage.dated or (None if passage.role is Role.REPRINT else self.report.published)
        setting: When | None = None  # "the next day" is reckoned from the time last told
        for sentence in paragraph.doc.sents:
            start = paragraph.start + sentence.start_char
            told = self.report.text[max(passage.start, start - MAX_TOLD) : start]
            for when in find_times(sentence.text, anchor=anchor, tense=tense, setting=setting, told=told):
                moved = _moved_when(when, start)
                if not self._is_name(moved.span):
                    setting = moved if moved.edtf else setting
                    yield moved

    def _is_name(self, span: Span) -> bool:
        """Whether the words are part of a longer name ("Sunday Post", "Today FM")."""
        mention = self.names.at(span.start)
        return mention is not None and mention.span.end >= span.end and mention.span != span

    def _claim(
        self,
        clause: Clause,
        paragraph: Paragraph,
        passage: Passage,
        times: Sequence[When],
        quantities: Sequence[Quantity],
        said: When | None,
    ) -> Claim:
        spans = clause.spans(paragraph)
        chain = self.chain(passage, clause.owner)
        author = passage.voice if clause.owner is None and passage.role is Role.COMMENTARY else None
        if author and not _is_same(author, chain[-1].name):
            chain = (*chain, Link(name=author))  # who writes around what is reprinted is somebody
        verb = frame.predicate_of(clause.head)
        rejected = clause.owner is not None and _is_rejected(clause.owner, paragraph)
        untrue = is_called_untrue(clause.head)
        negated = frame.is_negated(clause.head, clause.tokens) != (rejected != untrue)
        inside = [w for w in times if _within(w.span, spans)]
        outside = [w for w in times if not _within(w.span, spans) and (said is None or w.span != said.span)]
        before = [w for w in outside if w.edtf and w.span.start < spans[-1].end]
        return Claim(
            report=self.report.id,
            passage=passage.id,
            spans=spans,
            text=quote(self.report.text, spans),
            chain=_with_stance(chain, self._stance(clause, paragraph, negated)),
            attribution=clause.owner.id if clause.owner else None,
            negated=negated,
            denied=rejected != untrue
            or (frame.is_unproven(clause.head) and clause.head.head not in clause.tokens)
            or frame.is_refuted(clause.head),
            certainty=self._certainty(clause),
            asserted=self._asserted(clause),
            when=_most_telling(inside),
            said=said,
            setting=before[-1] if before else None,
            quantities=tuple(q for q in quantities if _within(q.span, spans)),
            predicate=frame.predicate_lemma(verb),
            verb=frame.verb_words(verb),
            arguments=tuple(self._arguments(verb, clause, paragraph, passage)),
            mentions=tuple(m for s in spans for m in self.names.within(*s)),
            lemmas=frame.word_lemmas(clause.tokens),
        )

    def chain(self, passage: Passage, owner: Attribution | None) -> tuple[Link, ...]:
        """From the page inward to the person whose words they are."""
        links = [Link(name=self.report.name)]
        if passage.role in (Role.REPRINT, Role.COMMENT) and passage.voice and passage.voice != self.report.name:
            links.append(Link(name=passage.voice))
        for attribution in reversed(list(self._upwards(owner))):
            link = _link(attribution)
            if _is_same(link.name, links[-1].name) or _is_short_for(link.name, links[-1].name):
                links[-1] = Link(
                    name=links[-1].name, stance=link.stance, mode=link.mode, source=link.source, cue=link.cue
                )
            else:
                links.append(link)
        return tuple(links)

    def _upwards(self, attribution: Attribution | None) -> Iterator[Attribution]:
        """The attribution and those that it rests on, the innermost first."""
        seen: set[str] = set()
        while attribution is not None and attribution.id not in seen:
            seen.add(attribution.id)
            yield attribution
            attribution = self.attributions.get(attribution.on_word_of or "")

    @staticmethod
    def _stance(clause: Clause, paragraph: Paragraph, negated: bool) -> Stance | None:
        """What the innermost speaker does with just these words, where the cue leaves it open."""
        owner = clause.owner
        if owner is not None and owner.stance is not Stance.ASSERTS:
            return None
        told_of = owner is not None and owner.mode is not Mode.DIRECT  # his "will" is another's "it would"
        cue = paragraph.tokens(owner.cue) if owner is not None and owner.cue else ()
        return stance_of(clause.head, clause.tokens, negated=negated, told_of=told_of, cue=cue)

    @staticmethod
    def _certainty(clause: Clause) -> Certainty:
        own = frame.certainty_of(clause.head, clause.tokens)
        return own if own is not Certainty.CERTAIN or clause.owner is None else clause.owner.certainty

    @staticmethod
    def _asserted(clause: Clause) -> Asserted:
        told_of = clause.owner is not None and clause.owner.mode is not Mode.DIRECT
        own = frame.asserted_of(clause.head, clause.tokens, told_of=told_of)
        if clause.owner is not None and clause.owner.stance in (Stance.ASKS, Stance.DOUBTS):
            return LEFT[clause.owner.stance]  # "asked if the dam broke" supposes nothing
        if own is not Asserted.STATED or clause.owner is None:
            return own
        return LEFT.get(clause.owner.stance, own)

    def _arguments(self, verb: Token, clause: Clause, paragraph: Paragraph, passage: Passage) -> Iterator[Argument]:
        for role, head in frame.arguments_of(verb, clause.tokens):
            start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
            span = Span(paragraph.start + start, paragraph.start + end)
            name = self._name(head, clause, paragraph, passage)
            owner = next((c for c in head.children if c.dep_ == "poss" and c.lower_ not in OURSELVES), None)
            taken_up = self._taken_up(head, paragraph)
            yield Argument(
                role=role,
                head=head.lemma_.lower(),
                span=span,
                name=name,
                nouns=frame.nouns_of(taken_up.root if taken_up else head),
                phrase=frame.phrase_of(head),
                plural=head.tag_ in ("NNS", "NNPS"),
                agent=head.head.dep_ == "agent",
                of=self._name(owner, clause, paragraph, passage) if owner is not None and name is None else None,
                stands_for=self._place(taken_up, paragraph) if taken_up else None,
            )

    def _taken_up(self, head: Token, paragraph: Paragraph) -> Words | None:
        """The words that "it" or "they" take up."""
        if head.lower_ not in THING | SEVERAL:
            return None
        before = self._before if self._before is not None and self._before.passage == paragraph.passage else None
        people = (m.span.start - paragraph.start for m in self.names.within(*paragraph.extent) if m.kind in PEOPLE)
        return antecedent_of(head, before.doc if before is not None else None, people)

    def _place(self, words: Words, paragraph: Paragraph) -> Span:
        """Where words of this paragraph, or of the one before, stand in the report."""
        start = paragraph.start if words.doc is paragraph.doc or self._before is None else self._before.start
        return Span(start + words.start_char, start + words.end_char)

    def _name(self, head: Token, clause: Clause, paragraph: Paragraph, passage: Passage) -> str | None:
        """The name that an argument's head word stands for, pronouns among them."""
        at = paragraph.start + head.idx
        lower = head.lower_
        if lower in OURSELVES:
            return clause.owner.speaker if clause.owner else passage.voice if passage.role is Role.COMMENT else None
        if lower in PRONOUNS:
            return self._antecedent(PRONOUNS[lower], at, clause.owner, passage)
        mention = self.names.at(at)
        if mention is not None:
            return mention.name
        definite = head.tag_ != "NNS" and any(c.lower_ in ("the", "this", "that") for c in head.children)
        return self.names.by_role(head.lemma_.lower(), at) if definite else None

    def _antecedent(self, gender: str, at: int, owner: Attribution | None, passage: Passage) -> str | None:
        """Whom "he" stands for: the person last named before; in indirect speech the speaker, if nobody is named since.

        In a speaker's own words "he" is another than himself; in a reader's comment, if the comment names nobody, the
        one whom the page has named most.
        """
        if (
            owner is not None
            and owner.mode is not Mode.DIRECT
            and owner.speaker
            and self._is_somebody(owner.speaker)
            and owner.cue
            and owner.cue.end <= at
        ):
            between = any(self.names.can_be(m, gender) for m in self.names.within(owner.cue.end, at))
            if not between and self.names.genders.get(owner.speaker, gender) == gender:
                return owner.speaker
        own_words = owner.speaker if owner is not None and owner.mode is Mode.DIRECT else None
        people = (m for m in self.names.before(at) if self.names.can_be(m, gender) and m.name != own_words)
        nearest = next(people, None)
        if nearest is not None and nearest.span.start < passage.start and passage.role is Role.COMMENT:
            counts = Counter((nearest.name, *(m.name for m in people)))
            return max(sorted(counts), key=counts.__getitem__)
        return nearest.name if nearest is not None else None

    def _is_somebody(self, name: str) -> bool:
        """Whether a name may be that of a person, and not only of a body or a place."""
        kinds = {mention.kind for mention in self.names.mentions if mention.name == name}
        return EntityKind.PERSON in kinds if kinds else name.lower().split()[-1] not in ORGANIZATIONS


def _is_rejected(owner: Attribution, paragraph: Paragraph) -> bool:
    """Whether the cue says that the content is not so: "denied that", "do not believe that".

    Who "heard no shots" denies by words of the content itself that there were any.
    """
    cue = paragraph.tokens(owner.cue) if owner.cue else []
    first = next(iter(paragraph.tokens(owner.content[0])), None)
    if first is not None and first.lower_ in frame.NEGATIONS and any(t.lemma_.lower() in WITNESSING for t in cue):
        return False
    disbelieved = any(t.lemma_.lower() in frame.NEG_RAISING for t in cue) and frame.is_cue_negated(cue)
    return owner.stance is Stance.DENIES or (disbelieved and owner.mode is not Mode.DIRECT)


def _is_same(name: str | None, other: str | None) -> bool:
    one, two = ((n or "").lower().removeprefix("the ") for n in (name, other))
    return one == two


def _is_short_for(name: str | None, full: str | None) -> bool:
    """Whether an institution calls itself by a part of its name: the Committee, of the Harbour Committee."""
    short, whole = ({word.lower() for word in (n or "").split()} for n in (name, full))
    return bool(short & ORGANIZATIONS) and short < whole


def _link(attribution: Attribution) -> Link:
    return Link(
        name=attribution.speaker,
        stance=attribution.stance,
        mode=attribution.mode,
        source=attribution.source,
        cue=attribution.cue,
    )


def _with_stance(chain: tuple[Link, ...], stance: Stance | None) -> tuple[Link, ...]:
    if stance is None:
        return chain
    last = chain[-1]
    return (*chain[:-1], Link(name=last.name, stance=stance, mode=last.mode, source=last.source, cue=last.cue))


def _said(owner: Attribution | None, paragraph: Paragraph, times: Iterable[When]) -> When | None:
    """The time that belongs to the cue, not to what is told: "said on Monday", "in a statement on Monday"."""
    if owner is None or owner.cue is None:
        return None
    cue = paragraph.tokens(owner.cue)
    outside = (when for when in times if not _within(when.span, owner.content))
    return next((when for when in outside if _governed(paragraph.tokens(when.span), cue)), None)


def _day_spoken(owner: Attribution | None, said: When | None) -> str | None:
    """The day from which words between quotation marks are reckoned: "“We sail tomorrow,” she said on Monday"."""
    direct = owner is not None and owner.mode is Mode.DIRECT
    one_day = said and said.start and said.end and said.end - said.start == timedelta(days=1)
    return said.edtf if direct and said and one_day else None


def _governed(time: Sequence[Token], cue: Sequence[Token]) -> bool:
    """Whether the time hangs on the cue, with no other verb between but one of speaking ("speaking on Monday")."""
    if not time or not cue:
        return False
    root = time[0].doc[time[0].i : time[-1].i + 1].root
    verb = next((token for token in root.ancestors if token in cue or token.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb not in cue and verb.lemma_.lower() in SPEAKING:
        verb = verb.head
    return verb in cue


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in spans)


def _most_telling(times: Sequence[When]) -> When | None:
    """The first time that can be placed, else the first."""
    return next((w for w in times if w.edtf), times[0] if times else None)


def _moved_when(when: When, by: int) -> When:
    span = Span(when.span.start + by, when.span.end + by)
    return When(edtf=when.edtf, text=when.text, span=span, start=when.start, end=when.end)


def _moved_quantity(q: Quantity, by: int) -> Quantity:
    span = Span(q.span.start + by, q.span.end + by)
    return Quantity(low=q.low, high=q.high, unit=q.unit, approximate=q.approximate, text=q.text, span=span)
