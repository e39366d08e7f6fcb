"""Work in progress: what was agreed and is neither received nor let go, with its age in calendar days.

What was delivered and has no verdict is still in progress: nobody has declared satisfaction. Source: metrics.md, Flow.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.view import View


def in_progress(views: Iterable[View]) -> list[tuple[View, int]]:
    """Return what is in progress with its days since the agreement, the oldest first, then by id."""
    aged = [(view, view.age_days) for view in views if view.outcome is not None and view.is_open]
    return sorted(((view, age) for view, age in aged if age is not None), key=lambda pair: (-pair[1], pair[0].id))
