"""A report's full text with its claims and speakers marked, as HTML; marks may overlap in any way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from rashomon.dossier.arrange import Dossier, Question
from rashomon.dossier.wording import legible
from rashomon.ledger import Claim, Copied, Ledger, Passage, Report, Role

MAX_LINE_WORDS = 14  # "Reply", a name and a date between two comments: shorter than the label that would fold them
NOTHING = Markup("")
BACK = Markup('<sup><a class="back" href="#q-{}" title="{}">{}</a></sup>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a report to be set in an element; ``anchor`` is the id of its first piece."""

    start: int
    end: int
    tag: str
    css: str
    title: str = ""
    anchor: str = ""
    after: Markup = NOTHING  # what follows once the stretch is over: links back to the questions

    def opening(self, *, first: bool) -> Markup:
        """The opening tag of the stretch's first piece, or of one that continues it."""
        anchor = Markup(' id="{}"').format(self.anchor) if self.anchor and first else NOTHING
        title = Markup(' title="{}"').format(self.title) if self.title else NOTHING
        return Markup('<{}{} class="{}"{}>').format(self.tag, anchor, self.css, title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """A passage for the page: who speaks in it, and its paragraphs with their marks."""

    passage: Passage
    paragraphs: tuple[Markup, ...]
    words: int

    @property
    def folded_away(self) -> bool:
        """Whether the page shows it only on request: menus, forms and the like, unless they are a line or so."""
        return self.passage.role is Role.BOILERPLATE and self.words > MAX_LINE_WORDS


def marks_of(
    ledger: Ledger, dossier: Dossier, *, back: Callable[[Question], Markup] | None = None
) -> dict[str, tuple[Mark, ...]]:
    """The marks of each report by its id: claims, their speakers and cues, wording shared with another report.

    ``back`` draws the link from a claim to a question on which it speaks.
    """
    questions = _questions_of(dossier)
    marks: dict[str, list[Mark]] = {report.id: [] for report in ledger.reports}
    for claim in ledger.claims:
        marks[claim.report].extend(_claim_marks(claim, questions.get(claim.id, ()), back or _back))
        marks[claim.report].extend(_speaker_marks(claim))
    for one in ledger.copied:
        for report, mark in _copied_marks(one, {report.id: report for report in ledger.reports}):
            marks[report].append(mark)
    return {report: tuple(sorted(set(found), key=_outermost_first)) for report, found in marks.items()}


def voiced(report: Report, passages: Iterable[Passage], marks: Sequence[Mark]) -> tuple[Voiced, ...]:
    """The report's passages in order, each in paragraphs; every character that can be seen is in one of them."""
    return tuple(
        Voiced(
            passage=passage,
            paragraphs=tuple(marked(report.text, start, end, marks) for start, end in _paragraphs(report, passage)),
            words=len(report.text[passage.start : passage.end].split()),
        )
        for passage in passages
    )


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """The stretch of text as HTML, each mark cut where another crosses it, so that elements always nest."""
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = sorted({start, end, *(n for mark in here for n in (mark.start, mark.end) if start < n < end)})
    out: list[Markup] = []
    stack: list[Mark] = []
    for left, right in pairwise(cuts):
        for mark in here:
            if max(mark.start, start) == left:
                out.append(mark.opening(first=mark.start == left))
                stack.append(mark)
        out.append(escape(legible(text[left:right])))
        stack = _close(out, stack, right, end)
    return Markup("").join(out)


def _close(out: list[Markup], stack: list[Mark], at: int, end: int) -> list[Mark]:
    """Close what is over at this position, and reopen what had to be closed on the way; returns what stays open."""
    over = [mark for mark in stack if min(mark.end, end) == at]
    if not over:
        return stack
    lowest = min(stack.index(mark) for mark in over)
    for mark in reversed(stack[lowest:]):
        out.append(Markup("</{}>").format(mark.tag))
        if mark.end == at:
            out.append(mark.after)
    staying = [mark for mark in stack[lowest:] if mark not in over]
    out.extend(mark.opening(first=False) for mark in staying)
    return [*stack[:lowest], *staying]


def _outermost_first(mark: Mark) -> tuple[int, int, str, str]:
    return (mark.start, -mark.end, mark.tag, mark.anchor)


def _questions_of(dossier: Dossier) -> Mapping[str, tuple[tuple[Question, str], ...]]:
    """The questions on which each claim speaks, and whether they are contested."""
    found: dict[str, tuple[tuple[Question, str], ...]] = {}
    for status, questions in (("contested", dossier.contested), ("corroborated", dossier.corroborated)):
        for question in questions:
            for claim in {claim for side in question.sides for claim in side.claims}:
                found[claim] = (*found.get(claim, ()), (question, status))
    return found


def _back(question: Question) -> Markup:
    return BACK.format(question.id, legible(question.text), question.number)


def _claim_marks(
    claim: Claim, questions: tuple[tuple[Question, str], ...], back: Callable[[Question], Markup]
) -> Iterator[Mark]:
    links = NOTHING.join(back(one) for one, _ in questions)
    css = " ".join(("claim", *dict.fromkeys(status for _, status in questions)))
    for n, (start, end) in enumerate(claim.spans):
        anchor = f"c-{claim.id}" if n == 0 else ""
        after = links if n == len(claim.spans) - 1 else NOTHING
        yield Mark(start=start, end=end, tag="mark", css=css, anchor=anchor, after=after)


def _speaker_marks(claim: Claim) -> Iterator[Mark]:
    for link in claim.chain:
        title = legible(link.name or "")
        if link.source is not None:
            yield Mark(start=link.source.start, end=link.source.end, tag="b", css="speaker", title=title)
        if link.cue is not None:
            yield Mark(start=link.cue.start, end=link.cue.end, tag="i", css="cue")


def _copied_marks(copied: Copied, reports: Mapping[str, Report]) -> Iterator[tuple[str, Mark]]:
    for one, other in ((copied.source, copied.target), (copied.target, copied.source)):
        title = f"the same wording in {reports[other.report].file}"
        yield one.report, Mark(start=one.start, end=one.end, tag="span", css="copied", title=title)


def _paragraphs(report: Report, passage: Passage) -> Iterator[tuple[int, int]]:
    """The passage cut at the edges of the page's blocks, or at empty lines where a format has none."""
    edges = {n for block in report.blocks for n in (block.start, block.end)} or _after_empty_lines(report.text)
    cuts = sorted({passage.start, passage.end, *(n for n in edges if passage.start < n < passage.end)})
    return ((start, end) for start, end in pairwise(cuts) if report.text[start:end].strip())


def _after_empty_lines(text: str) -> set[int]:
    return {n + 2 for n in range(len(text)) if text.startswith("\n\n", n)}
