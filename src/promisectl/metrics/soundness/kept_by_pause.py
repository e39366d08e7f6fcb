"""Kept by a pause: of the kept, what was delivered after the due that stood before a pause.

A pause moves every due, the first too, and the performer alone may say it: a late promise that is paused on its last
day and goes on when it is done is kept as first promised. The customer may well have kept everybody waiting. Source:
issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.outcome import in_time
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import acts_of, standing_after
from promisectl.metrics.view import View


def kept_by_pause(views: Iterable[View]) -> Rate:
    """Return how many of the kept would have been late but for a pause."""
    return Rate.of(is_kept_by_pause(view) for view in views if view.outcome and view.outcome.kept)


def is_kept_by_pause(view: View) -> bool:
    """Whether the accepted delivery came after the counted due that stood before one of its pauses ended."""
    places = [place for place, act in enumerate(acts_of(view)) if act.dues is not None]
    return any(_is_after(view, place) for place in places)


def _is_after(view: View, place: int) -> bool:
    before = standing_after(view, place)
    if before is None or before.counted_due is None or view.delivered_at is None:
        return False
    return not in_time(view.delivered_at, before.counted_due, view.context)
