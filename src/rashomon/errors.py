"""Every error that Rashomon raises on purpose.

RashomonError
├── ReadError         a file could not be read as a report
│   ├── UnknownFormat     no reader for this type of file
│   └── EmptyReport       nothing in it that a person could read
├── GivenError        what the user said about a report cannot be right
└── ExportError       a ledger and what was made of it do not fit together
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
