"""Partial fraction: how much of it came, on the mean, of what was received in part.

Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from promisectl.metrics.outcome import Outcome
from promisectl.metrics.view import View


def partial_fraction(views: Iterable[View]) -> tuple[Fraction | None, int]:
    """Return the mean fraction and how many were received in part; None where there are none or none says how much."""
    partial = [view for view in views if view.outcome is Outcome.PARTIAL]
    fractions = [fraction for view in partial if (fraction := _fraction(view)) is not None]
    mean = sum(fractions, Fraction()) / len(fractions) if fractions else None
    return mean, len(partial)


def _fraction(view: View) -> Fraction | None:
    fraction = view.standing.partial if view.standing else None
    return fraction if isinstance(fraction, Fraction) else None
