"""Came back: what was released, and asked anew of the same person within two weeks.

It is the same promise under another id: what the release took out of the rates comes back as if it had never been
late. Counted as what it is, a renegotiation, it belongs in KFP and RNR. Source: issue J, 7.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher

from promisectl.metrics.kept_first import counts_in_kept_first, kept_first
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.rate import Rate
from promisectl.metrics.renegotiation import renegotiated
from promisectl.metrics.view import View
from promisectl.model.folding import fold
from promisectl.model.moment import days_between

WITHIN_DAYS = 14
NEARLY = 0.75  # of the letters, in order
_LET_GO = frozenset({Outcome.RELEASED, Outcome.NOT_OWED, Outcome.CANCELLED_AFTER_DUE})


def came_back(views: Collection[View]) -> dict[str, str]:
    """Return what was let go and came back: its id, and the id under which it is promised again.

    `views` are of the whole workspace: what comes back may stand in another ledger.
    """
    by_pair = _by_pair(views)
    found = {}
    for view in views:
        again = _again(view, by_pair[view.parties]) if view.outcome in _LET_GO else None
        if again is not None:
            found[view.id] = again.id
    return found


def _by_pair(views: Iterable[View]) -> dict[tuple[str | None, ...], list[View]]:
    """Return promises by customer and performer."""
    by_pair: dict[tuple[str | None, ...], list[View]] = {}
    for view in views:
        by_pair.setdefault(view.parties, []).append(view)
    return by_pair


def _again(view: View, others: Iterable[View]) -> View | None:
    """Return the promise as which one came back; None where it did not. What reopens another says so itself."""
    fresh = (other for other in others if other.promise.file.reopens is None)
    return next((other for other in fresh if _is_again(view, other)), None)


def _is_again(view: View, other: View) -> bool:
    """Whether a promise was opened soon after another was let go, and follows it or says nearly the same."""
    if other.id == view.id or not _is_soon_after(view, other):
        return False
    return other.promise.file.follows == view.id or is_nearly_the_same(view, other)


def _is_soon_after(view: View, other: View) -> bool:
    """Whether a promise was opened after another, and within the days around its end."""
    if view.opened_at is None or view.closed_at is None or other.opened_at is None:
        return False
    days = days_between(view.closed_at, other.opened_at, view.context.zone)
    return other.opened_at >= view.opened_at and abs(days) <= WITHIN_DAYS


def is_nearly_the_same(view: View, other: View) -> bool:
    """Whether two promises say nearly the same, but for case, accents and signs. Numbers set them apart."""
    mine, theirs = (_words(each.terms.what) for each in (view, other))
    if not mine or not theirs or _numbers(mine) != _numbers(theirs):
        return False
    return _are_similar(mine, theirs)


def _are_similar(mine: str, theirs: str) -> bool:
    """Whether so many letters agree, in order; what is cheap to tell apart is told apart cheaply."""
    shorter, longer = sorted((len(mine), len(theirs)))
    if 2 * shorter < NEARLY * (shorter + longer):
        return False
    matcher = SequenceMatcher(None, mine, theirs)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def _words(what: object) -> str:
    return " ".join(re.findall(r"\w+", fold(what))) if isinstance(what, str) else ""


def numbers_in(what: object) -> list[str]:
    """Return the words of a promise that hold a digit, in order: they set two promises apart."""
    return _numbers(_words(what))


def _numbers(text: str) -> list[str]:
    """The words that hold a digit: two claims of different numbers are two claims."""
    return [word for word in text.split() if any(letter.isdigit() for letter in word)]


def kept_first_with_returns(views: Collection[View], returned: Mapping[str, str]) -> Rate:
    """Return KFP where what came back counts as not kept as first promised."""
    rate = kept_first(views)
    added = [view for view in views if view.id in returned and not counts_in_kept_first(view)]
    return Rate(rate.k, rate.n + len(added))


def renegotiated_with_returns(views: Collection[View], returned: Mapping[str, str]) -> Rate:
    """Return RNR where what came back counts as renegotiated."""
    rate = renegotiated(views).rate
    return Rate(rate.k + _unmoved(views, returned), rate.n)


def _unmoved(views: Iterable[View], returned: Mapping[str, str]) -> int:
    """How many came back that no later due was agreed for as well."""
    back = [view.standing for view in views if view.id in returned]
    return sum(standing is not None and not any(r.later for r in standing.revisions) for standing in back)
