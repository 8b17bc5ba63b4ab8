"""Times as precise as the words: found, reckoned from a date, and compared.

A cascade of finite-state rules, as in FASTUS (Hobbs et al., 1997). Each word gets a kind, one character each; each rule
is a regular expression over the kinds, and what it matches becomes one node of a new kind: first times of day,
then days and longer stretches, then both joined, then ranges, then "since", "until", "about".

almanac  the calendar                     words, tags  the vocabulary (words.toml), and a text's words by kind
edtf     values read and written          matches      what a rule is and what it matched
intervals  what two times are to one another
clocks, days, distances, units, happenings, joins     what the rules make of their matches
lasting  how long, how often, "now": only TIMEX3 marks these
timex    EDTF put into TIMEX3
rules    the cascade, a table             find         the cascade at work

A week is the interval from its Monday to its Sunday. "Early", "mid" and "late" are the first, middle and last third of
a unit, the "start" and the "end" a sixth, all marked ``~``. "9/11/2001" is one of two days.
"""

from rashomon.dates.edtf import Interval, parse_edtf
from rashomon.dates.find import MAX_TOLD, find_times, find_timexes
from rashomon.dates.intervals import contains, excludes
from rashomon.dates.matches import Tense
from rashomon.dates.timex import Timex, to_timex
from rashomon.dates.words import CARDINALS, ORDINALS

__all__ = [
    "CARDINALS",
    "MAX_TOLD",
    "ORDINALS",
    "Interval",
    "Tense",
    "Timex",
    "contains",
    "excludes",
    "find_times",
    "find_timexes",
    "parse_edtf",
    "to_timex",
]
