"""Where a person stands: what they owe, what is owed to them, what waits for their word, what they wait for."""

from __future__ import annotations

from collections.abc import Sequence

from promisectl.metrics.view import View
from promisectl.model.promise import State


def sections(views: Sequence[View], me: str | None) -> dict[str, list[View]]:
    """Return open promises by what they mean to `me`; where nobody looks, what is owed and what waits."""
    opened = [view for view in views if view.is_open]
    promised = [view for view in opened if view.state is State.PROMISED]
    if me is None:
        return {"owed": promised, "waiting": [view for view in opened if view.waiting_for]}
    return {
        "you_owe": [view for view in promised if view.performer == me],
        "waiting_for_you": [view for view in opened if me in view.waiting_for],
        "owed_to_you": [view for view in promised if view.customer == me and view.performer != me],
        "unanswered": [view for view in opened if _is_asker(view, me)],
    }


def _is_asker(view: View, me: str) -> bool:
    """Whether my request, offer or delivery waits for the other."""
    if me in view.waiting_for:
        return False
    if view.state in (State.OFFERED, State.DELIVERED):
        return view.performer == me
    return view.state is State.REQUESTED and view.customer == me
