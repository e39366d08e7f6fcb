"""Difference: whether a rate changed by more than chance, between two groups of cases.

Two rates over few promises differ nearly always; only a difference whose 95 % interval leaves out nothing is told. The
interval is Newcombe's, made of the two Wilson intervals. Source: screens.md (▲ ▼), Newcombe (1998), method 10.
"""

from __future__ import annotations

from math import sqrt
from typing import Literal

from promisectl.metrics.rate import Rate

Mark = Literal["better", "worse", "same", ""]


def difference(now: Rate, before: Rate) -> tuple[float, float] | None:
    """Return the ends of the interval of `now` less `before`, from -1 to 1; None where one of them counts nothing."""
    if now.rate is None or before.rate is None:
        return None
    here, there = _ends(now), _ends(before)
    gap = here[1] - there[1]
    down = sqrt((here[1] - here[0]) ** 2 + (there[2] - there[1]) ** 2)
    up = sqrt((here[2] - here[1]) ** 2 + (there[1] - there[0]) ** 2)
    return gap - down, gap + up


def mark(now: Rate, before: Rate) -> Mark:
    """Return whether a rate is better or worse than before, beyond chance; empty where either is too small to print."""
    ends = difference(now, before)
    if ends is None or not now.is_printable or not before.is_printable:
        return ""
    if ends[0] > 0:
        return "better"
    return "worse" if ends[1] < 0 else "same"


def _ends(rate: Rate) -> tuple[float, float, float]:
    """Return low end, share and high end of a rate that counts something."""
    return rate.low or 0.0, float(rate.rate or 0), rate.high or 0.0
