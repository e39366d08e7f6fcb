"""Asked again: of the accepted, what nearly in the same words is asked anew of the same person within two weeks.

What was received as done and is not done comes back as a promise of its own, and both count as kept. First-time
acceptance sees it only where `reopens` says so. Work that recurs without a service is counted here too. Source: issue
J, 7.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from itertools import takewhile

from promisectl.metrics.on_time import accepted
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.came_back import WITHIN_DAYS, is_nearly_the_same, numbers_in
from promisectl.metrics.view import View
from promisectl.model.moment import days_between

Like = tuple[object, ...]  # the parties, and the numbers in the words: what differs in them is another promise
Opened = list[tuple[datetime, View]]


def asked_again(views: Iterable[View], everything: Collection[View]) -> Rate:
    """Return how many of the accepted were asked anew; `everything` is the whole workspace."""
    openings = _openings(everything)
    return Rate.of(_is_asked_again(view, openings.get(_like(view), [])) for view in accepted(views))


def _openings(views: Iterable[View]) -> dict[Like, Opened]:
    """Return what was opened, in order of time; neither the instances of services, which recur, nor what says so."""
    found: dict[Like, Opened] = {}
    for view in views:
        if view.opened_at is not None and view.promise.file.reopens is None and not _recurs(view):
            found.setdefault(_like(view), []).append((view.opened_at, view))
    for several in found.values():
        several.sort(key=_opened_at)
    return found


def _recurs(view: View) -> bool:
    return view.promise.file.service is not None


def _like(view: View) -> Like:
    return (*view.parties, *numbers_in(view.terms.what))


def _is_asked_again(view: View, openings: Opened) -> bool:
    if view.closed_at is None or _recurs(view):
        return False
    soon = takewhile(partial(_is_soon_after, view), _since(view.closed_at, openings))
    return any(other.id != view.id and is_nearly_the_same(view, other) for _, other in soon)


def _since(instant: datetime, openings: Opened) -> Opened:
    """Return what was opened at an instant or later."""
    return openings[bisect_left(openings, instant, key=_opened_at) :]


def _opened_at(opened: tuple[datetime, View]) -> datetime:
    return opened[0]


def _is_soon_after(view: View, opened: tuple[datetime, View]) -> bool:
    """Whether something was opened within two weeks after a promise closed."""
    closed_at = view.closed_at
    return closed_at is not None and days_between(closed_at, opened[0], view.context.zone) <= WITHIN_DAYS
