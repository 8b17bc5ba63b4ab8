"""Tiny invented reports, and what the steps make of them: what the tests of the steps have in common."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.attribute import Reader, attribute_words
from rashomon.extract import extract_claims
from rashomon.ledger import Attribution, Block, Claim, Comparison, Ledger, Passage, Report, Role, quote
from rashomon.names import Names, find_names
from rashomon.pipeline import build_ledger
from rashomon.text import Paragraph, parse_passages


def make_report(
    text: str, *, publisher: str | None = "Tern Post", published: str | None = "2042-05-08", file: str = "tern.txt"
) -> Report:
    """A plain report, a block for each paragraph."""
    return Report(
        file=file,
        sha256=hashlib.sha256(f"{file}\n{text}".encode()).hexdigest(),
        text=text,
        blocks=tuple(Block(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text)),
        publisher=publisher,
        published=published,
        language="en",
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One report worked up to its claims."""

    report: Report
    paragraphs: tuple[Paragraph, ...]
    names: Names
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]

    def words(self, attribution: Attribution) -> str:
        """What is attributed."""
        return quote(self.report.text, attribution.content)

    def attribution(self, words: str) -> Attribution:
        """The smallest attribution that holds these words."""
        found = [a for a in self.attributions if words in self.words(a)]
        assert found, f"{words!r} is attributed to nobody"
        return min(found, key=lambda a: len(self.words(a)))

    def speaker(self, words: str) -> str | None:
        """Who is made answerable for these words."""
        return self.attribution(words).speaker

    def claim(self, words: str) -> Claim:
        """The shortest claim that holds these words."""
        found = [c for c in self.claims if words in c.text]
        assert found, f"{words!r} is in none of {[c.text for c in self.claims]}"
        return min(found, key=lambda c: len(c.text))

    def chain(self, words: str) -> list[str | None]:
        """Through whom these words came, the page first."""
        return [link.name for link in self.claim(words).chain]


def tell(
    text: str,
    *,
    publisher: str | None = "Tern Post",
    published: str | None = "2042-05-08",
    by: Reader = Reader.BOTH,
) -> Told:
    """Work a text as one article of a publisher."""
    report = make_report(text, publisher=publisher, published=published)
    article = Passage(report=report.id, role=Role.ARTICLE, voice=publisher, start=0, end=len(text))
    return tell_passages(report, (article,), by=by)


def tell_passages(report: Report, passages: Iterable[Passage], *, by: Reader = Reader.BOTH) -> Told:
    """Work a report with the given passages."""
    passages = tuple(passages)
    paragraphs = parse_passages(report, passages)
    names = find_names(paragraphs)
    attributions = attribute_words(report, passages, paragraphs, names, by=by)
    claims = extract_claims(report, passages, paragraphs, attributions, names)
    return Told(report, paragraphs, names, attributions, claims)


def lay_out(*texts: str, published: Iterable[str | None] = ()) -> Ledger:
    """A ledger of reports by different publishers, in this order."""
    outlets = ("Tern Post", "Marsh Radio", "Fell Gazette", "Quay Courier")
    dates = tuple(published) or ("2042-05-08",) * len(texts)
    reports = [
        make_report(text, publisher=outlet, published=date, file=f"{n}.txt")
        for n, (text, outlet, date) in enumerate(zip(texts, outlets, dates, strict=False))
    ]
    return build_ledger(reports)


def compared(ledger: Ledger, left: str, right: str) -> Comparison | None:
    """What was found between the claims that hold these words."""
    claims = {claim.id: claim.text for claim in ledger.claims}
    for comparison in ledger.comparisons:
        pair = (claims[comparison.a], claims[comparison.b])
        if any(left in one and right in other for one, other in (pair, pair[::-1])):
            return comparison
    return None
