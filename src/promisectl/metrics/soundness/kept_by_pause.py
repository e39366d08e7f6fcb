"""Kept by a pause: of the kept, what was delivered after the due that stood before a pause.

A pause moves every due, the first too, and the performer alone may say it: a late promise that is paused on its last
day and goes on when it is done is kept as first promised. The customer may well have kept everybody waiting. Source:
issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from promisectl.lifecycle.standing import Revision, Standing
from promisectl.metrics.outcome import in_time
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.spoken import acts_of, last_act, standing_after
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.moment import Moment


def kept_by_pause(views: Iterable[View]) -> Rate:
    """Return how many of the kept would have been late but for a pause."""
    return Rate.of(is_kept_by_pause(view) for view in views if view.outcome and view.outcome.kept)


def is_kept_by_pause(view: View) -> bool:
    """Whether the accepted delivery came after the counted due that stood before one of its pauses ended.

    A renegotiation ends a pause too; agreed on or before that due it needed no pause to be in time.
    """
    if last_act(view, Verb.PAUSE) is None or view.standing is None:
        return False
    return _came_after(view) or _was_carried(view, view.standing)


def _came_after(view: View) -> bool:
    """Whether it came after a due that stood before the end of a pause moved it."""
    ends = [place for place, act in enumerate(acts_of(view)) if act.dues is not None]
    return any(_is_after(view, place) for place in ends)


def _is_after(view: View, place: int) -> bool:
    before = standing_after(view, place)
    return before is not None and _is_past(before.counted_due, view.delivered_at, view)


def _was_carried(view: View, standing: Standing) -> bool:
    return any(_is_carried(revision, standing, view) for revision in standing.revisions)


def _is_carried(revision: Revision, standing: Standing, view: View) -> bool:
    """Whether a due was moved when it had passed, and it came after it: of a running clock, in time by a pause."""
    if standing.started_at is None or standing.started_at >= revision.agreed_at:
        return False
    if revision.new_due == revision.old_due or not revision.timely:
        return False
    return all(_is_past(revision.old_due, at, view) for at in (revision.agreed_at, view.delivered_at))


def _is_past(due: Moment | None, at: datetime | None, view: View) -> bool:
    return due is not None and at is not None and not in_time(at, due, view.context)
