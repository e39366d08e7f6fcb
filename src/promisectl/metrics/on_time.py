"""On time: of what was accepted, the share delivered by the counted due; and on time *in full*.

For comparison only: both are blind to what never arrived. Source: metrics.md, OTD and OTIF.
"""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.outcome import Outcome, in_time
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.promise import State


def accepted(views: Iterable[View]) -> list[View]:
    """Return the promises in the rates that were accepted, in full or in part."""
    return [view for view in views if view.outcome is not None and view.state is State.ACCEPTED]


def on_time(views: Iterable[View]) -> Rate:
    """Return what was delivered on or before the counted due, over accepted."""
    return Rate.of(in_time(v.delivered_at, v.counted_due, v.context) for v in accepted(views))


def on_time_in_full(views: Iterable[View]) -> Rate:
    """Return what was accepted in full and delivered on or before the counted due, over accepted."""
    return Rate.of(view.outcome in (Outcome.KEPT_FIRST, Outcome.KEPT_RENEGOTIATED) for view in accepted(views))
