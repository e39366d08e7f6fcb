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
    partial = [view.standing for view in views if view.outcome is Outcome.PARTIAL]
    said = [standing.partial for standing in partial if standing is not None]
    fractions = [fraction for fraction in said if isinstance(fraction, Fraction)]
    mean = sum(fractions, Fraction()) / len(fractions) if fractions else None
    return mean, len(partial)
