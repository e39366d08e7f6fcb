"""Progress of a key result: how much of the way from its start to its target lies behind it.

(current − start) / (target − start), never below 0 nor above 1. It holds for falling targets too: from 10 to 8, now
9.2, is 0.40. A target that is kept (`kind: keep`) has no way: it is 1 when the last check-in meets it, else 0. Without
a check-in nothing lies behind. Source: goals.md.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from promisectl.model.objectives import KeyResult


def progress(start: Decimal, target: Decimal, current: Decimal) -> Fraction:
    """Return the share of the way from `start` to `target` that is done at `current`, from 0 to 1.

    Where start and target are the same there is no way: it is 1 once `current` is there.
    """
    way = Fraction(target) - Fraction(start)
    if not way:
        return Fraction(int(current == target))
    share = (Fraction(current) - Fraction(start)) / way
    return min(max(share, Fraction(0)), Fraction(1))


def kept(target: Decimal, current: Decimal, *, falling: bool) -> Fraction:
    """Return 1 where `current` meets a target that is to be kept, else 0; `falling`: where less is better."""
    meets = current <= target if falling else current >= target
    return Fraction(int(meets))


def progress_of(result: KeyResult, current: Decimal | None) -> Fraction:
    """Return the progress of a key result that stands at `current`; 0 where nobody has said where it stands."""
    if current is None:
        return Fraction(0)
    if result.kind == "keep":
        return kept(result.target, current, falling=result.is_falling)
    start = result.start if result.start is not None else Decimal(0)
    return progress(start, result.target, current)
