"""Spread: how a list of whole days is spread, by percentiles of the nearest rank.

The nearest rank is always one of the values seen; nothing is interpolated. Source: metrics.md, Rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """Return the nearest-rank percentile (1 to 100) of values in ascending order; None where there are none."""
    if not ordered:
        return None
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(rank, 1) - 1]


@dataclass(frozen=True, slots=True)
class Spread:
    """Values in days, in ascending order."""

    days: tuple[int, ...]

    @classmethod
    def of(cls, days: Iterable[int]) -> Spread:
        """Return the spread of these days."""
        return cls(tuple(sorted(days)))

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.days)

    def at(self, percent: int) -> int | None:
        """Return the nearest-rank percentile in days; None where n = 0."""
        return percentile(self.days, percent)
