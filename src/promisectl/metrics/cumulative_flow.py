"""Cumulative flow: how many promises stood in each state at the end of each week.

Each count reads what had been said by then, and nothing later. What is to oneself is left out, as everywhere. Source:
metrics.md, Flow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from promisectl.lifecycle.overlays import shown_state
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.view import View
from promisectl.model.promise import State

STATES = (State.REQUESTED, State.OFFERED, State.PROMISED, State.DELIVERED)


def cumulative_flow(views: Iterable[View], instants: Sequence[datetime]) -> list[Counter[State]]:
    """Return the count of each state at each instant; what had not been opened by then is in none."""
    counted = [view for view in views if view.standing is not None and not view.is_self]
    return [_count(counted, instant) for instant in instants]


def _count(views: Iterable[View], instant: datetime) -> Counter[State]:
    states = (_state_at(view, instant) for view in views)
    return Counter(state for state in states if state is not None)


def _state_at(view: View, instant: datetime) -> State | None:
    """Return the state a reader would have seen at an instant, not later than the view's own."""
    standing = view.standing
    if standing is None or view.opened_at is None or view.opened_at > instant:
        return None
    then = standing if _ends_by(standing, instant) else replay(view.promise.history, view.context, until=instant)
    return shown_state(then, instant, view.context) if isinstance(then, Standing) else None


def _ends_by(standing: Standing, instant: datetime) -> bool:
    """Whether everything in a standing had been said by an instant."""
    return standing.last_at is None or standing.last_at <= instant
