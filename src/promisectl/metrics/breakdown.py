"""Breakdown: why promises run into trouble, as a Pareto: the reasons that make most of it first.

Each troubled promise counts once, for its primary reason; one for which nobody said why counts as None. Source:
metrics.md, Trouble and network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from promisectl.metrics.early_notice import is_troubled
from promisectl.metrics.reason import primary_reason
from promisectl.metrics.view import View


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason (None: nobody said one), how many promises it troubled, and their share with all before it."""

    reason: str | None
    count: int
    cumulative: Fraction


def breakdown(views: Iterable[View]) -> list[Cause]:
    """Return the reasons of the troubled, by count descending, then code; None last of its count."""
    counts = Counter(primary_reason(view) for view in views if is_troubled(view))
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
    total, seen, causes = sum(counts.values()), 0, []
    for reason, count in order:
        seen += count
        causes.append(Cause(reason, count, Fraction(seen, total)))
    return causes
