"""The case: one SQLite file that holds reports with their bytes, what follows from them, and what people decide.

case      what one can do with a case            file     opened, written in whole steps, errors in words
schema    its tables, and how old files follow   records  a record as a row and back, read off the dataclass
tables    records in and out of their tables     search   words found in the reports
opinions  what was found of pairs, kept          outcomes what came of a step
intake    reports with their bytes               soundness  what is wrong with a file
"""

from rashomon.store.case import Case
from rashomon.store.outcomes import Added, Change, Decided, Event, Merged, Tombstone
from rashomon.store.search import Hit

__all__ = ["Added", "Case", "Change", "Decided", "Event", "Hit", "Merged", "Tombstone"]
