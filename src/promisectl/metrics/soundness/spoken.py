"""Spoken: the acts of a promise as far as its view reads them, and those that a figure of soundness asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.moment import beginning


def acts_of(view: View) -> tuple[Act, ...]:
    """Return the acts said by the view's instant, in order; none of a draft."""
    return view.promise.history[: view.standing.acts] if view.standing else ()


def last_act(view: View, verb: Verb) -> Act | None:
    """Return the last act of a kind; None where there was none."""
    return next((act for act in reversed(acts_of(view)) if act.act is verb), None)


def standing_after(view: View, acts: int) -> Standing | None:
    """Return how a promise stood after its first so many acts; None after none."""
    said = replay(acts_of(view)[:acts], view.context) if acts else None
    return said if isinstance(said, Standing) else None


def with_instants(view: View) -> Iterator[tuple[Act, datetime]]:
    """Yield each act with the instant it was said; a day counts as its beginning."""
    for act in acts_of(view):
        yield act, beginning(act.at, view.context.zone)
