"""To oneself: promises that one person made and receives, which no rate counts, and those that began so and count.

Whoever hands a promise to oneself to a customer when it is nearly done promises nothing that was in doubt. Source:
issue J, 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.soundness.spoken import acts_of, standing_after
from promisectl.metrics.view import View
from promisectl.model.act import Verb

_ROLES = frozenset({"customer", "performer"})


def to_oneself(views: Iterable[View]) -> int:
    """Return how many promises to oneself were ever agreed."""
    return sum(view.is_self and view.agreed_at is not None for view in views)


def began_to_oneself(views: Iterable[View]) -> int:
    """Return how many promises count that were to oneself when they were first agreed."""
    return sum(map(_began_so, views))


def _began_so(view: View) -> bool:
    """Whether two persons came to hold the roles only by a later agreement."""
    if view.outcome is None or view.is_self or not _changed_hands(view):
        return False
    first = standing_after(view, _first_agreement(view))
    return first is not None and first.is_self(view.context)


def _changed_hands(view: View) -> bool:
    """Whether a role was handed on by an agreement."""
    revisions = view.standing.revisions if view.standing else ()
    return any(not _ROLES.isdisjoint(revision.changes) for revision in revisions)


def _first_agreement(view: View) -> int:
    """Return how many acts there were when both first agreed."""
    verbs = [act.act for act in acts_of(view)]
    return verbs.index(Verb.AGREE) + 1 if Verb.AGREE in verbs else 0
