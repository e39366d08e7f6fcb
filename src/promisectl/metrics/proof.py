"""Proof: how many promises it takes until a rate is not only reached but certain.

A target is *met* when the rate reaches it and *proved* when the low end of the rate's interval does, so that 20 of
20 meets 95 % and does not prove it. Source: metrics.md, Rates.
"""

from __future__ import annotations

from fractions import Fraction

from promisectl.metrics.rate import Rate

_ENOUGH = 10**9


def is_met(rate: Rate, target: Fraction) -> bool:
    """Whether the rate reaches the target (a share from 0 to 1); n = 0 reaches none."""
    return rate.rate is not None and rate.rate >= target


def is_proved(rate: Rate, target: Fraction) -> bool:
    """Whether the low end of the interval reaches the target."""
    return rate.low is not None and rate.low >= target


def smallest_proof(target: Fraction, misses: int) -> Rate | None:
    """Return the smallest n − misses of n that proves the target; None where no number does (100 %)."""
    high = misses + 1
    while not is_proved(Rate(high - misses, high), target):
        high *= 2
        if high > _ENOUGH:
            return None
    low = misses
    while high - low > 1:
        middle = (low + high) // 2
        if is_proved(Rate(middle - misses, middle), target):
            high = middle
        else:
            low = middle
    return Rate(high - misses, high)
