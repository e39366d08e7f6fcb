"""Views: the one maker of Views, so that what threatens a promise is in every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from promisectl.lifecycle.standing import Context, Standing
from promisectl.metrics.threat import threats
from promisectl.metrics.view import View
from promisectl.model.promise import Promise


def views(
    records: Iterable[tuple[Promise, Standing | None]],
    as_of: datetime,
    context: Context,
    due_soon_days: int = 3,
) -> list[View]:
    """Return a View of each promise and its standing (None for a draft), in the order given, threats included.

    Standings without a state (opened after `as_of`) are for the caller to leave out.
    """
    seen = [View(promise, standing, as_of, context, due_soon_days) for promise, standing in records]
    found = threats(seen)
    if not found:
        return seen
    return [replace(view, threat=found[view.id]) if view.id in found else view for view in seen]
