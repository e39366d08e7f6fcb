"""Where a person stands: what they owe, what is owed to them, what waits for their word, what they wait for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from promisectl.lifecycle.speaking import has_left
from promisectl.metrics.view import View
from promisectl.model.moment import local_day
from promisectl.model.promise import State


def sections(views: Sequence[View], me: str | None) -> dict[str, list[View]]:
    """Return open promises by what they mean to `me`; where nobody looks, what is owed and what waits. Drafts last."""
    opened = [view for view in views if view.is_open]
    drafts = [view for view in views if _is_draft_of(view, me)]
    if me is None:
        return {"owed": _owed(opened), "waiting": _waiting(opened), "drafts": drafts}
    return {**_of_person(opened, me), "drafts": drafts}


def _is_draft_of(view: View, me: str | None) -> bool:
    """Whether it is a draft, and mine to open: it names me, or nobody yet."""
    if view.state is not None:
        return False
    named = {view.performer, view.customer} - {None}
    return me is None or not named or me in named


def _of_person(views: Sequence[View], me: str) -> dict[str, list[View]]:
    return {name: [view for view in views if belongs(view, me)] for name, belongs in _MINE.items()}


def _owed(views: Sequence[View]) -> list[View]:
    return [view for view in views if view.state is State.PROMISED]


def _waiting(views: Sequence[View]) -> list[View]:
    return [view for view in views if view.waiting_for]


def _is_owed_by(view: View, me: str) -> bool:
    return view.state is State.PROMISED and view.performer == me


def waits_for(view: View, me: str) -> bool:
    """Whether a word is wanted that is mine to say: my own, or as a steward that of somebody who has left."""
    return me in view.waiting_for or (me in view.context.stewards and _waits_for_a_leaver(view))


def _waits_for_a_leaver(view: View) -> bool:
    day = local_day(view.as_of, view.context.zone)
    return any(has_left(handle, day, view.context) for handle in view.waiting_for)


def _is_owed_to(view: View, me: str) -> bool:
    """Whether somebody else owes it to me."""
    return view.state is State.PROMISED and view.customer == me and view.performer != me


def _is_asker(view: View, me: str) -> bool:
    """Whether my request, offer or delivery waits for the other."""
    if me in view.waiting_for:
        return False
    if view.state in (State.OFFERED, State.DELIVERED):
        return view.performer == me
    return view.state is State.REQUESTED and view.customer == me


_MINE: dict[str, Callable[[View, str], bool]] = {
    "you_owe": _is_owed_by,
    "waiting_for_you": waits_for,
    "owed_to_you": _is_owed_to,
    "unanswered": _is_asker,
}
