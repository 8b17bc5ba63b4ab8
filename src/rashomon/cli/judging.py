"""A person's judgements: made one by one or along the queue, taken back, listed and compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rashomon.cli.cases import author_option, case_argument
from rashomon.cli.progress import Progress
from rashomon.cli.refusals import say
from rashomon.errors import JudgementError

if TYPE_CHECKING:
    from rashomon.ledger import Judgement, Subject
    from rashomon.review import Item
    from rashomon.store import Case, Change

# The members of ledger.Subject and Verdict, which are not loaded for a word of help.
SUBJECTS = "voice speaker time entity comparison origin point reliability credibility".split()
VERDICTS = "accept reject correct grade never".split()
KEYS = {"y": "accept", "n": "reject", "c": "correct", "x": "never"}
only_option = click.option("--only", type=click.Choice(SUBJECTS), help="Just this.")


@click.command()
@case_argument
@click.argument("subject", type=click.Choice(SUBJECTS))
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.argument("objects", nargs=-1, required=True, metavar="ID...")
@click.option("--value", help="What is right instead, or the grade.")
@click.option("--reason", default="", help="Why.")
@author_option
def judge(
    case: Path,
    subject: str,
    verdict: str,
    objects: tuple[str, ...],
    value: str | None,
    reason: str,
    author: str | None,
) -> None:
    """Decide something: accept, reject or correct what was suggested, or grade a source or what it says.

    ID is that of a passage (voice), a claim (speaker, time, credibility), two claims (comparison, origin), a point, or
    an entity, which may also be named; of two entities, accept joins and reject parts them.
    """
    from rashomon.ledger import Subject, Verdict
    from rashomon.store import Case

    with Case.open(case, author=author) as opened:
        made = opened.judge(Subject(subject), Verdict(verdict), objects, value=value, reason=reason)
    click.echo(f"{made.judgement.id}  {subject}: {verdict}")
    _tell(made.changes)


@click.command()
@case_argument
@click.argument("judgement")
@click.option("--reason", default="", help="Why.")
@author_option
def undo(case: Path, judgement: str, reason: str, author: str | None) -> None:
    """Take a judgement back; what held before it holds again. An undo can be undone."""
    from rashomon.store import Case

    with Case.open(case, author=author) as opened:
        made = opened.undo(judgement, reason=reason)
    click.echo(f"{made.judgement.id}  undo")
    _tell(made.changes)


@click.command()
@case_argument
@only_option
@author_option
def review(case: Path, only: str | None, author: str | None) -> None:
    """Go through what is open, what most hangs on first. Each answer is kept at once."""
    from rashomon.ledger import Subject
    from rashomon.store import Case

    with Case.open(case, author=author) as opened:
        passed: set[tuple[str, ...]] = set()
        while (item := _next(opened, Subject(only) if only else None, passed)) is not None:
            if not _ask(opened, item):
                break
            passed.add((item.subject, *item.objects))
        with Progress() as progress:
            _tell(opened.settle(progress=progress))


@click.command()
@case_argument
def judgements(case: Path) -> None:
    """List the judgements in their order, those that hold no longer and those whose object is gone marked."""
    from rashomon.review import standing
    from rashomon.store import Case

    with Case.open(case, to_write=False) as opened:
        made = opened.judgements()
        stand = {one.id for one in standing(made)}
        stale = {one.judgement.id: one.why for one in opened.stale()}
    for one in made:
        note = f"  (stale: {stale[one.id]})" if one.id in stale else ""
        click.echo(f"{'  ' if one.id in stand else '- '}{_line(one)}{note}")


@click.command()
@case_argument
def history(case: Path) -> None:
    """List all that was done to a case."""
    from rashomon.dossier.wording import legible
    from rashomon.store import Case

    with Case.open(case, to_write=False) as opened:
        for one in opened.history():
            detail = ", ".join(f"{name} {value}" for name, value in one.detail.items() if value)
            click.echo(legible(f"{one.number:4} {one.at:%Y-%m-%d %H:%M} {one.author}: {one.action} {detail}"))


@click.command()
@case_argument
@click.argument("one")
@click.argument("other")
@only_option
def agreement(case: Path, one: str, other: str, only: str | None) -> None:
    """How far two reviewers agree on what both have judged: Cohen's kappa."""
    from rashomon.ledger import Subject
    from rashomon.store import Case

    with Case.open(case, to_write=False) as opened:
        found = opened.agreement(one, other, subject=Subject(only) if only else None)
    kappa = "not defined" if found.kappa is None else f"{found.kappa:.2f}"
    click.echo(
        f"kappa {kappa}: {found.items} judged by both, {found.observed:.0%} alike, {found.expected:.0%} by chance"
    )


def _next(case: Case, only: Subject | None, passed: set[tuple[str, ...]]) -> Item | None:
    """The first open item that was not passed over; the queue is made anew, for an answer can open and close others."""
    queue = case.queue(author=case.author, only=only)
    return next((item for item in queue if (item.subject, *item.objects) not in passed), None)


def _ask(case: Case, item: Item) -> bool:
    """Show one item and take the answer; False where the person has had enough."""
    from rashomon.dossier.wording import folded, legible
    from rashomon.ledger import Subject

    click.echo()
    click.echo(legible(f"{item.subject.value}, {item.hangs} claims hang on it: {item.question}"))
    for place, words in item.words:
        click.echo(legible(f"  “{folded(words)}”  {place}"))
    graded = item.subject in (Subject.RELIABILITY, Subject.CREDIBILITY)
    return _grade(case, item) if graded else _decide(case, item)


def _grade(case: Case, item: Item) -> bool:
    from rashomon.ledger import Subject, Verdict
    from rashomon.review.check import CREDIBILITIES, RELIABILITIES

    scale = RELIABILITIES if item.subject is Subject.RELIABILITY else CREDIBILITIES
    for grade, meaning in scale.items():
        click.echo(f"  {grade}  {meaning}")
    answer = click.prompt("grade, s to skip, q to stop", type=click.Choice([*scale, "s", "q"]), show_choices=False)
    if answer in scale:
        case.judge(item.subject, Verdict.GRADE, item.objects, value=answer, reason=_reason(), settle=False)
    return answer != "q"


def _decide(case: Case, item: Item) -> bool:
    from rashomon.ledger import Verdict
    from rashomon.review import ask_for

    told = "y yes, n no, c correct, x never again, s skip, q stop"
    answer = click.prompt(told, type=click.Choice([*KEYS, "s", "q"]), show_choices=False)
    if answer in KEYS:
        value = click.prompt(ask_for(item.subject)) if answer == "c" else None
        try:
            made = case.judge(item.subject, Verdict(KEYS[answer]), item.objects, value=value, reason=_reason())
        except JudgementError as error:  # it can be said again
            say(str(error))
            return _decide(case, item)
        _tell(made.changes)
    return answer != "q"


def _reason() -> str:
    return str(click.prompt("why", default="", show_default=False))


def _tell(changes: tuple[Change, ...]) -> None:
    """What rested on it, in words; how the claims themselves read is no news to who has just corrected them."""
    from rashomon.dossier.wording import folded, legible

    shown = [one for one in changes if one.table in ("comparisons", "points", "origins", "entities")]
    for one in shown:
        click.echo(legible(f"  {one.became} {one.table.removesuffix('s')}: {folded(one.words)}"))


def _line(one: Judgement) -> str:
    from rashomon.dossier.wording import legible

    value = f" {one.value}" if one.value else ""
    reason = f": {one.reason}" if one.reason else ""
    return legible(
        f"{one.id}  {one.made:%Y-%m-%d %H:%M} {one.author}  {one.subject.value} {one.verdict.value}{value}{reason}"
    )


COMMANDS = (judge, undo, review, judgements, history, agreement)
