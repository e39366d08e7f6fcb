"""Fulfilment rate: of the promises whose time has come, the share that was kept.

A promise renegotiated after its counted due counts as late, not kept. Source: metrics.md, FR and WFR.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View


def fulfilment(views: Iterable[View]) -> Rate:
    """Return kept over D."""
    return Rate.of(view.outcome.kept for view in views if view.outcome and view.outcome.counts)


def weighted_fulfilment(views: Iterable[View]) -> Rate:
    """Return the weight of what was kept over the weight of D. Weights are no trials: its interval means nothing."""
    due = [view for view in views if view.outcome and view.outcome.counts]
    kept = sum(view.promise.file.weight for view in due if view.outcome and view.outcome.kept)
    return Rate(kept, sum(view.promise.file.weight for view in due))
