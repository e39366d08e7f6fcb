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
    partial = [view.standing.partial for view in views if view.outcome is Outcome.PARTIAL and view.standing]
    said = [Fraction(str(fraction)) for fraction in partial if isinstance(fraction, int | float | Fraction)]
    return (sum(said, Fraction()) / len(said) if said else None), len(partial)
