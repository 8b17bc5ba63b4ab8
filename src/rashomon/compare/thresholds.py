"""How much two claims must have in common for what: every threshold of likeness, in one place.

Likeness is ``views.likeness``, a chance is the pair model's; both lie in 0..1. ``evaluation/folds.py`` chooses each of
them on all cases but one and shows what that gives on the one left out.
"""

from __future__ import annotations

# Agreement, by likeness.
SAME_WORDS = 0.8  # the same sentence, or nearly
ALIKE = 0.45  # with a deed of one class, or at one time
TIED = 0.3  # with a value in common

# Contradiction, by likeness.
ONE_HAPPENING = 0.5  # told at two times, of nobody known to be the same
DENIED = 0.5  # the same, said to be so and not so
DENIED_OF_ONE = 0.2  # where both speak of the same one
TOLD_AGAIN = 0.5  # share of what was never said that somebody is quoted with

# The pair model.
AGREED = 0.85  # chance; 28 of 50 such pairs are in the keys, 2 are opposed
LIKELY = 0.5  # chance, of one thing, with next to none of contradiction; 6 of 9 such pairs are in the keys, 0 opposed
OPPOSED = 0.75  # chance; asked of three partners, 28 of 34 such pairs on the cases are contradictions
LEANING = 0.66  # chance, of one thing; from 0.6 on 7 more on the cases, 6 of them true, but 2 in the news, both false
POSSIBLE = 0.45  # chance: a place to look
TOO_LIKE = 0.6  # claims as like as this, of one polarity, do not contradict one another whatever the model says
