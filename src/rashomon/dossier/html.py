"""The dossier as one page: no scripts, no requests, every claim linked to its words in the full reports."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon import __version__
from rashomon.dossier.arrange import Dossier, Source, arrange
from rashomon.dossier.called import CALLED
from rashomon.dossier.marks import Voiced, marks_of, voiced
from rashomon.dossier.retaken import CHANGED, NOTICES
from rashomon.dossier.timeline import draw
from rashomon.dossier.wording import counted, legible, readable_time
from rashomon.ledger import Ledger, Passage, Role

MAX_OPEN = 4  # claims shown of one account or speaker; the rest unfold
ROLE_LABELS = {
    Role.HEADLINE: "Headline",
    Role.ARTICLE: "Article",
    Role.REPRINT: "Reprint",
    Role.COMMENTARY: "The page’s own words",
    Role.COMMENT: "Reader’s comment",
    Role.BOILERPLATE: "Page furniture",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report with its full text, passage by passage."""

    source: Source
    passages: tuple[Voiced, ...]


def to_html(ledger: Ledger) -> str:
    """The dossier as one self-contained HTML page; the same ledger gives the same bytes."""
    dossier = arrange(ledger)
    css = _environment().get_template("dossier.css").render()
    return (
        _environment()
        .get_template("dossier.html")
        .render(
            dossier=dossier,
            pages=_pages(ledger, dossier),
            line=draw(dossier.timeline),
            css=Markup(css),  # our own file, nothing of a report in it
            policy=_policy(css),
            version=__version__,
        )
    )


def _pages(ledger: Ledger, dossier: Dossier) -> tuple[Page, ...]:
    marks = marks_of(ledger, dossier)
    return tuple(
        Page(source=source, passages=voiced(source.report, source.passages, marks[source.report.id]))
        for source in dossier.sources
    )


def _policy(css: str) -> str:
    """A content security policy that lets in this one style sheet and nothing else."""
    fingerprint = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"counted": counted, "legible": legible}
    environment.globals |= {"heading": heading, "MAX_OPEN": MAX_OPEN}
    environment.globals |= {"CALLED": CALLED, "CHANGED": CHANGED, "NOTICES": NOTICES}
    return environment


def heading(passage: Passage) -> str:
    """Who speaks in a passage, and as what: "Reprint · Gull Wire", "Reader’s comment · moss, in answer to fern"."""
    voice = f" · {passage.voice}" if passage.voice else ""
    answers = f", in answer to {passage.answers}" if passage.answers else ""
    dated = f" · {readable_time(passage.dated)}" if passage.dated else ""
    return f"{ROLE_LABELS[passage.role]}{voice}{answers}{dated}"
