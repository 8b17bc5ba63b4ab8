"""Reports that are being added, and what came of those that were."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.read.formats import FORMATS
from rashomon.web.asked import Ask, NotThere
from rashomon.web.desk import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A derived record that is gone, new or changed."""

    became: str
    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """Reports on their way into the case."""

    id: str
    state: str
    done: int
    files: tuple[str, ...]
    added: tuple[tuple[str, str], ...]  # file and address
    known: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str], ...]  # file and reason
    changes: tuple[ChangeLine, ...]
    changes_in_all: int
    error: str | None
    over: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage:
    """Where reports are added; what was added since the desk was opened."""

    formats: tuple[str, ...]
    jobs: tuple[JobLine, ...]


MAX_CHANGES = 40


def add_page(ask: Ask) -> AddPage:
    """The latest first."""
    jobs = reversed(list(ask.held.jobs.values()))
    return AddPage(formats=FORMATS, jobs=tuple(_line(ask, job) for job in jobs))


def job_page(ask: Ask) -> JobLine:
    """One batch of reports. Raises NotThere where the desk knows of none with this id."""
    job = ask.held.jobs.get(ask.text("job"))
    if job is None:
        raise NotThere("the desk knows of no such batch of reports")
    return _line(ask, job)


def _line(ask: Ask, job: Job) -> JobLine:
    told = [one for one in job.changes if one.table in ("points", "comparisons")]
    return JobLine(
        id=job.id,
        state=job.state,
        done=job.done,
        files=job.files,
        added=tuple((file, ask.address(f"reports/{report}")) for file, report in job.added),
        known=tuple((file, ask.address(f"reports/{report}")) for file, report in job.known),
        unread=job.unread,
        changes=tuple(
            ChangeLine(became=one.became, what=one.table.rstrip("s"), words=one.words) for one in told[:MAX_CHANGES]
        ),
        changes_in_all=len(told),
        error=job.error,
        over=job.over,
        href=ask.address(f"jobs/{job.id}"),
    )
