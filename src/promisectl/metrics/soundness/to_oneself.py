"""To oneself: promises that one person made and receives, which no rate counts.

Source: issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.view import View


def to_oneself(views: Iterable[View]) -> int:
    """Return how many promises to oneself were ever agreed."""
    return sum(view.is_self and view.agreed_at is not None for view in views)
