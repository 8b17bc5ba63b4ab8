"""The dossier on a terminal: accounts side by side where the width allows, plain text when piped."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from rashomon.dossier.arrange import (
    POSSIBLE,
    Dossier,
    Echo,
    Moment,
    Question,
    Said,
    Series,
    Side,
    Source,
    Speaker,
    arrange,
)
from rashomon.dossier.called import CALLED, Call
from rashomon.dossier.retaken import CHANGED, NOTICES, Notice, Retake, Rewording
from rashomon.dossier.wording import counted, legible
from rashomon.ledger import Ledger

MIN_COLUMN = 36  # columns of text; narrower accounts are easier to read one below the other
MAX_SHOWN = 8  # claims in one account, of one speaker or one moment; the rest are counted
MAX_REASONS = 4
MAX_ECHO_CHARS = 300


def to_text(ledger: Ledger, *, width: int = 100, color: bool = False) -> str:
    """The dossier as text, ``width`` columns wide, without a control character unless ``color`` is asked for."""
    return print_dossier(arrange(ledger), width=width, color=color)


def print_dossier(dossier: Dossier, *, width: int = 100, color: bool = False) -> str:
    """The same of a dossier, or of what one has left in it; a section of which nothing is left is not there."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, highlight=False
    )
    for part in _parts(dossier, width):
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _parts(dossier: Dossier, width: int) -> Iterable[RenderableType]:
    yield Text(legible(dossier.title), style="bold")
    yield Text(dossier.summary, style="dim")
    yield from _section("Reports", [_reports(dossier.sources)] if dossier.sources else [])
    yield from _section("Contested", [_question(one, width) for one in dossier.contested])
    yield from _section("Corroborated", [_question(one, width) for one in dossier.corroborated])
    yield from _section("Updates: a later value", [_series(one) for one in dossier.updates])
    yield from _section("Refinements: one says more", [_series(one) for one in dossier.refinements])
    yield from _section(POSSIBLE, [_series(one) for one in dossier.possible])
    yield from _section("On a single origin", [_speaker(one) for one in dossier.single])
    yield from _section("Timeline", [_moment(one) for one in (*dossier.timeline, *dossier.unplaced)])
    yield from _section(CALLED, [_calls(one) for one in dossier.called])
    yield from _section("Copied wording", [_echo(one) for one in dossier.echoes])
    yield from _section(CHANGED, [_retake(one) for one in dossier.retakes])
    yield from _section(NOTICES, [_notice(one) for one in dossier.notices])
    yield from _section("Not read", [Text(legible(f"{one.file}: {one.reason}")) for one in dossier.unread])


def _section(title: str, parts: list[RenderableType]) -> Iterable[RenderableType]:
    """A heading and its parts; nothing at all where there are none."""
    if parts:
        yield ""
        yield Rule(Text(title.upper(), style="bold"), align="left", characters="─", style="dim")
        yield from parts


def _reports(sources: Iterable[Source]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("file", "publisher", "published"):
        table.add_column(name, overflow="fold", no_wrap=name == "file")  # a name is easier to look up in one piece
    table.add_column("words", justify="right")
    table.add_column("passages", overflow="fold")
    for one in sources:
        cells = (one.report.file, one.report.publisher or "not said", one.published)
        table.add_row(*(Text(legible(cell)) for cell in cells), str(one.words), one.makeup)
    return table


def _question(question: Question, width: int) -> RenderableType:
    heading = Text.assemble(
        (f"{question.number}. {legible(question.text)}", "bold"), (f"  {question.kind.value}", "cyan")
    )
    return Padding(Group(heading, _sides(question.sides, width), *_reasons(question.reasons)), (1, 0, 0, 0))


def _sides(sides: tuple[Side, ...], width: int) -> RenderableType:
    if len(sides) > 1 and width // len(sides) >= MIN_COLUMN:
        table = Table(show_header=False, expand=True, padding=(0, 1))
        for _ in sides:
            table.add_column(ratio=1, overflow="fold")
        table.add_row(*(_side(side) for side in sides))
        return table
    return Group(*(Padding(_side(side), (0, 0, 1, 2)) for side in sides))


def _side(side: Side) -> RenderableType:
    names = "; ".join(dict.fromkeys(origin.name for origin in side.origins))
    head = Text.assemble((legible(side.label), "bold yellow"), "\n", (counted(len(side.origins), "origin"), "cyan"))
    if names:
        head.append(f": {legible(names)}", style="dim")
    return Group(head, *_said_list(side.said))


def _said_list(said: tuple[Said, ...]) -> Iterable[RenderableType]:
    for one in said[:MAX_SHOWN]:
        yield Padding(_said(one), (1, 0, 0, 0))
    if len(said) > MAX_SHOWN:
        yield Text(f"… and {len(said) - MAX_SHOWN} more", style="dim")


def _said(one: Said) -> Text:
    """The words, who says them through which chain, when, of when, and where they stand."""
    lines = [("\n" + _chain(one), "green"), ("\n" + _circumstances(one), "dim")]
    lines += [(f"\nagain: {_chain(copy)} · {legible(copy.place)}", "dim") for copy in one.again]
    return Text.assemble(_words(one), *lines)


def _words(one: Said) -> str:
    return f"«{legible(one.words)}»"


def _chain(one: Said) -> str:
    manner = f" [{', '.join(one.manner)}]" if one.manner else ""
    return legible(" › ".join(one.voices)) + manner


def _circumstances(one: Said) -> str:
    return legible(f"{one.clocks} · {one.place}")


def _places(one: Said) -> str:
    """Where the words stand, here and again."""
    return legible(" · ".join(each.place for each in one.everywhere))


def _series(series: Series) -> RenderableType:
    first, *later = series.said
    steps = (Padding(Text.assemble(("→ ", "bold"), _said(one)), (0, 0, 0, 2)) for one in later)
    return Padding(Group(_said(first), *steps, *_reasons(series.reasons)), (1, 0, 0, 0))


def _reasons(reasons: tuple[str, ...]) -> Iterable[Text]:
    for reason in reasons[:MAX_REASONS]:
        yield Text(f"· {legible(reason)}", style="dim")
    if len(reasons) > MAX_REASONS:
        yield Text(f"· … and {len(reasons) - MAX_REASONS} more", style="dim")


def _speaker(speaker: Speaker) -> RenderableType:
    lines: list[RenderableType] = [
        Text.assemble((legible(speaker.name), "bold"), (f"  {counted(len(speaker.said), 'claim')}", "dim"))
    ]
    for one in speaker.said[:MAX_SHOWN]:
        through = f"{_chain(one)} · " if len(one.voices) > 1 or one.manner else ""
        lines.append(Padding(Text.assemble(_words(one), (f"  {through}{_places(one)}", "dim")), (0, 0, 0, 2)))
    if len(speaker.said) > MAX_SHOWN:
        lines.append(Padding(Text(f"… and {len(speaker.said) - MAX_SHOWN} more", style="dim"), (0, 0, 0, 2)))
    return Padding(Group(*lines), (1, 0, 0, 0))


def _moment(moment: Moment) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=24, overflow="fold")
    table.add_column(overflow="fold")
    for n, one in enumerate(moment.said[:MAX_SHOWN]):
        label = Text(legible(moment.label), style="bold") if n == 0 else Text()
        table.add_row(label, Text.assemble(_words(one), (f"  {_chain(one)} · {_places(one)}", "dim")))
    if len(moment.said) > MAX_SHOWN:
        table.add_row("", Text(f"… and {len(moment.said) - MAX_SHOWN} more", style="dim"))
    return table


def _retake(retake: Retake) -> RenderableType:
    heading = Text.assemble(
        (legible(retake.page), "bold"),
        (legible(f"\n{retake.before.file} → {retake.after.file} · {retake.order}"), "dim"),
    )
    shown = [_rewording(one) for one in retake.rewordings[:MAX_SHOWN]] or [Text("no words changed", style="dim")]
    if len(retake.rewordings) > MAX_SHOWN:
        shown.append(Text(f"… and {len(retake.rewordings) - MAX_SHOWN} more", style="dim"))
    return Padding(Group(heading, *(Padding(one, (0, 0, 0, 2)) for one in shown)), (1, 0, 0, 0))


def _rewording(one: Rewording) -> Text:
    """The words as they are now, in brackets what went out and what came in."""
    text = Text(f"{legible(one.lead)} ".lstrip())
    text.append(f"[-{legible(one.was)}-]" if one.was else "", style="red")
    text.append(f"{{+{legible(one.now)}+}}" if one.now else "", style="green")
    owned = "said in a notice" if one.owned else "without a notice"
    return text.append(f" {legible(one.rest)}").append(f"\n{owned} · {legible(one.place)}", style="dim")


def _notice(notice: Notice) -> RenderableType:
    lines = [f"\n{notice.place}", *(f"\nof: {one}" for one in notice.of)]
    told = ((legible(f"{line}"), "dim") for line in lines)
    return Padding(Text.assemble((notice.kind, "bold"), f" «{legible(notice.words)}»", *told), (1, 0, 0, 0))


def _calls(calls: Iterable[Call]) -> RenderableType:
    lines = (Text.assemble((f"«{legible(one.words)}»", "bold"), f"  {legible(one.users)}") for one in calls)
    return Padding(Group(*lines), (1, 0, 0, 0))


def _echo(echo: Echo) -> RenderableType:
    words = echo.words if len(echo.words) <= MAX_ECHO_CHARS else f"{echo.words[:MAX_ECHO_CHARS]} …"
    ends = f"{echo.first.file} [{echo.first_start}] → {echo.then.file} [{echo.then_start}]"
    return Padding(Text.assemble(f"«{legible(words)}»", ("\n" + legible(ends), "dim")), (1, 0, 0, 0))
