"""Targets: which rates a target of the settings may name, and how such a rate is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from promisectl.metrics.acceptance import satisfaction
from promisectl.metrics.answers import voluntary
from promisectl.metrics.early_notice import early_notice
from promisectl.metrics.first_time import first_time_accepted, reopenings
from promisectl.metrics.fulfilment import fulfilment, weighted_fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.on_time import on_time, on_time_in_full
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.settings import Target
from promisectl.query.compile import compile_query
from promisectl.query.environment import Environment
from promisectl.rules.scene import Scene

Views = Sequence[View]
RATES: dict[str, Callable[[Views, Views], Rate]] = {
    "fulfilment": lambda some, every: fulfilment(some),
    "kept-first": lambda some, every: kept_first(some),
    "on-time": lambda some, every: on_time(some),
    "otif": lambda some, every: on_time_in_full(some),
    "first-time-accepted": lambda some, every: first_time_accepted(some, reopenings(every)),
    "early-notice": lambda some, every: early_notice(some).rate,
    "voluntary": lambda some, every: voluntary(some),
    "satisfaction": lambda some, every: satisfaction(some).rate,
    "weighted": lambda some, every: weighted_fulfilment(some),
}
_ABBREVIATED = {
    "fr": "fulfilment",
    "kfp": "kept-first",
    "otd": "on-time",
    "fta": "first-time-accepted",
    "enr": "early-notice",
    "vol": "voluntary",
    "csat": "satisfaction",
    "wfr": "weighted",
}


def rate_name(metric: str) -> str | None:
    """Return the name of the rate a target's `metric` means, or None."""
    name = metric.lower().replace("_", "-")
    name = _ABBREVIATED.get(name, name)
    return name if name in RATES else None


def meant(metric: str) -> Message:
    """Return a help line for a metric that does not exist."""
    near = get_close_matches(metric.lower(), list(RATES), n=1)
    if near:
        return M("did you mean `{guess}`?", guess=near[0])
    return M("the metrics: {names}", names=", ".join(RATES))


def environment(scene: Scene) -> Environment:
    """Return what a query of the settings is read in: nobody in particular looks."""
    return Environment(scene.as_of, scene.context.zone, scene.people, None, scene.settings.queries)


def measure(target: Target, scene: Scene) -> Rate | None:
    """Return the rate of a target, None where its metric does not exist; Trouble where its query cannot be read."""
    name = rate_name(target.metric)
    if name is None:
        return None
    every = [view for view in scene.views.values() if view.standing is not None]
    holds = compile_query(target.where, environment(scene))
    return RATES[name]([view for view in every if holds(view)], every)
