"""Counts and measures as said: found in a parse, brought to one base, and compared.

Bounds are those that the words leave, both included: "more than 200" is 200 or more and "fewer than 120" is 120 or
fewer, since who says so rarely tells them from "at least" and "at most". Vague words get the bounds that nobody would
call wrong: "dozens" are 24 or more, "several" 3 to 12.

units    of measure and money (units.toml)    words    the vocabulary of number (words.toml)
numbers  in figures and words, and bounded    counted  of what a number is
labels   numbers that name a thing            find     every quantity in a parse
differences  whether two can be the same
"""

from rashomon.quantities.counted import AGED
from rashomon.quantities.differences import numbers_differ
from rashomon.quantities.find import find_quantities
from rashomon.quantities.units import UNITS, to_base

__all__ = ["AGED", "UNITS", "find_quantities", "numbers_differ", "to_base"]
