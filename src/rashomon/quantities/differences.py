"""Whether two quantities can be the same."""

from __future__ import annotations

import math
from dataclasses import replace

from rashomon.ledger import Quantity
from rashomon.quantities.numbers import last_place
from rashomon.quantities.units import to_base

# An estimate that says so is off by a seventh as a rule, or by half of the last place that it is given in.
ABOUT = 0.15
ROUND_FROM = 100.0  # a number said in hundreds or more is rounded, whether or not it says so


def numbers_differ(a: Quantity, b: Quantity) -> bool:
    """Whether no number satisfies both, after conversion within one dimension; symmetric, never of a thing with itself.

    An approximate bound gives way by ABOUT of itself or half of its last place, whichever is more; one that is said
    in hundreds or more by half of its last place ("4,000" and "4,300" do not differ, "4,000" and "4,600" do).
    Different dimensions never differ.
    """
    low, high, dimension = _widened(a)
    other_low, other_high, other_dimension = _widened(b)
    if dimension != other_dimension:
        return False
    return _is_below(high, other_low) or _is_below(other_high, low)


def _is_below(one: float, other: float) -> bool:
    """Whether the first is less by more than conversion may have cost; either may be infinite, or below nought."""
    return one < other and not math.isclose(one, other, rel_tol=1e-9)


def _widened(quantity: Quantity) -> tuple[float, float, str]:
    low = None if quantity.low is None else quantity.low - _leeway(quantity, quantity.low)
    high = None if quantity.high is None else quantity.high + _leeway(quantity, quantity.high)
    base_low, base_high, dimension = to_base(replace(quantity, low=low, high=high))
    return -math.inf if base_low is None else base_low, math.inf if base_high is None else base_high, dimension


def _leeway(quantity: Quantity, value: float) -> float:
    """By how much a bound may be meant otherwise, in the quantity's own unit."""
    rounded = last_place(value) / 2 if value and value % 1 == 0 else 0.0
    if quantity.approximate:
        return max(ABOUT * abs(value), rounded)
    return rounded if rounded * 2 >= ROUND_FROM else 0.0
