"""Every error that Rashomon raises on purpose.

RashomonError
├── ReadError         a file could not be read as a report
│   ├── UnknownFormat     no reader for this type of file
│   └── EmptyReport       nothing in it that a person could read
├── GivenError        what the user said about a report cannot be right
├── ExportError       a ledger and what was made of it do not fit together
├── CaseError         a case file cannot be used: no case, damaged, of a newer version, not to be written to
│   └── CaseLocked        somebody else is writing to it
├── JudgementError    a judgement says nothing that could be applied
└── QueryError        a question names nobody, no place or no date that is there
"""


class RashomonError(Exception):
    """The root: catch this to catch all that Rashomon raises on purpose."""


class ReadError(RashomonError):
    """A file could not be read as a report; the message says where, what, and what was expected."""


class UnknownFormat(ReadError):
    """No reader knows this type of file."""


class EmptyReport(ReadError):
    """The file holds nothing that a person could read."""


class GivenError(RashomonError):
    """What the user said about a report (publisher, date, URL) is malformed or fits no report."""


class ExportError(RashomonError):
    """A ledger and what was made of it do not fit together."""


class CaseError(RashomonError):
    """A case file cannot be used; the message says which, why, and what would help."""


class CaseLocked(CaseError):
    """Another program is writing to the case; it can be tried again."""


class JudgementError(RashomonError):
    """A judgement is of nothing that is there, or its value is none that its subject can take."""


class QueryError(RashomonError):
    """A question names nobody, no place or no date that is there."""
