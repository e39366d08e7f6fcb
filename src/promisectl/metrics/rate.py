"""Rate: so many of so many, with the span in which the true share probably lies.

People get wrong that nothing of nothing is a rate: with n = 0 there is no value, neither 0 % nor 100 %, and the
Wilson 95 % interval (z = 1.959964) has no ends. Source: metrics.md, Rates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Z = 1.959964
PRINTABLE_FROM = 5
RANKABLE_FROM = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """`k` of `n`, both whole and not negative, k at most n."""

    k: int
    n: int

    @classmethod
    def of(cls, hits: Iterable[bool]) -> Rate:
        """Return how many of `hits` are true, of all of them."""
        seen = list(hits)
        return cls(sum(seen), len(seen))

    @property
    def rate(self) -> Fraction | None:
        """The exact share, from 0 to 1; None where n = 0."""
        return Fraction(self.k, self.n) if self.n else None

    @property
    def low(self) -> float | None:
        """The low end of the Wilson interval, exactly 0 where k = 0; None where n = 0."""
        return _end(self.k, self.n, -1) if self.n else None

    @property
    def high(self) -> float | None:
        """The high end of the Wilson interval, exactly 1 where k = n; None where n = 0."""
        return _end(self.k, self.n, +1) if self.n else None

    @property
    def is_printable(self) -> bool:
        """Whether there are enough cases to print a percentage."""
        return self.n >= PRINTABLE_FROM

    @property
    def is_rankable(self) -> bool:
        """Whether there are enough cases to stand in an order of better and worse."""
        return self.n >= RANKABLE_FROM


def _end(k: int, n: int, side: int) -> float:
    if k == 0 and side < 0:
        return 0.0
    if k == n and side > 0:
        return 1.0
    share = k / n
    middle = share + Z * Z / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return (middle + side * half) / (1 + Z * Z / n)
