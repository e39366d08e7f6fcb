"""Targets: which rates a target of the settings may name, and how such a rate is taken."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.calendars.business import business_calendar
from promisectl.checking.context import SETTINGS_PATH, RuleContext
from promisectl.metrics.first_time import reopenings
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS, metric_name
from promisectl.model.message import Message
from promisectl.model.nearest import did_you_mean
from promisectl.model.place import Spot
from promisectl.model.services import targets
from promisectl.model.settings import Target
from promisectl.query.compile import compile_query
from promisectl.query.environment import Environment


def meant(metric: str) -> Message:
    """Return a help line for a metric that does not exist."""
    return did_you_mean(metric.lower(), METRICS)


def environment(context: RuleContext) -> Environment:
    """Return what a query of the settings is read in: nobody in particular looks."""
    settings = context.settings
    entry = settings.calendars.get(settings.default_calendar or "")
    calendar = business_calendar(entry) if entry else None
    return Environment(context.as_of, context.law.zone, context.people, None, settings.queries, calendar)


def every_target(context: RuleContext) -> Iterator[tuple[Spot, Target]]:
    """Yield each target and where it stands: the settings' own, then what each service says of itself."""
    for index, target in enumerate(context.settings.targets):
        yield Spot(SETTINGS_PATH, ("targets", index, "at-least")), target
    for target in targets(context.services):
        yield Spot(context.services_path, ("services", target.name, "target")), target


def measure(target: Target, context: RuleContext) -> Rate | None:
    """Return the rate of a target, None where its metric does not exist; Trouble where its query cannot be read."""
    name = metric_name(target.metric)
    if name is None:
        return None
    every = [view for view in context.views.values() if view.standing is not None]
    holds = compile_query(target.where, environment(context))
    return METRICS[name].count([view for view in every if holds(view)], reopenings(every))
