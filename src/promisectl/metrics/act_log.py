"""What was said in several promises, in one order: the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.view import View
from promisectl.model.act import Act
from promisectl.model.moment import beginning
from promisectl.model.promise import State


@dataclass(frozen=True)
class Said:
    """An act, its position from 1, and the promise it was said in."""

    view: View
    act: Act
    position: int
    at: datetime

    @cached_property
    def states(self) -> tuple[State | None, State | None]:
        """The state before the act, None where it opened the promise, and the state after it."""
        history = self.view.promise.history[: self.position]
        return _state(history[:-1], self.view), _state(history, self.view)


def _state(history: Sequence[Act], view: View) -> State | None:
    """Return the state that acts lead to; None of none."""
    standing = replay(history, view.context) if history else None
    return standing.state if isinstance(standing, Standing) else None


def said(views: Iterable[View]) -> list[Said]:
    """Return every act up to the as-of instant, the latest first; within an instant the last of a file first."""
    found: list[Said] = []
    for view in views:
        last: datetime | None = None
        count = view.standing.acts if view.standing else 0
        for position, act in enumerate(view.promise.history[:count], 1):
            at = beginning(act.at, view.context.zone)
            last = max(at, last) if last else at
            found.append(Said(view, act, position, last))
    return sorted(found, key=lambda one: (one.at, one.view.id, one.position), reverse=True)
