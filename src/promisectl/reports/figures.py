"""Figures: every rate of one group of promises, each computed by its own definition in `metrics`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from promisectl.metrics.acceptance import Satisfaction, acceptance_days, awaiting_days, satisfaction
from promisectl.metrics.answers import response_days
from promisectl.metrics.early_notice import EarlyNotice, early_notice
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS
from promisectl.metrics.renegotiation import Renegotiation, renegotiated
from promisectl.metrics.view import View


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a group. `classes` counts every class, in the order of the norm; spreads are in days.

    `rates` holds every metric of the registry, by name; what else three of them tell stands beside it.
    """

    classes: Mapping[Outcome, int]
    rates: Mapping[str, Rate]
    early_notice: EarlyNotice
    renegotiated: Renegotiation
    satisfaction: Satisfaction
    response_days: Spread
    acceptance_days: Spread
    awaiting_days: Spread

    @property
    def promised(self) -> int:
        """How many of the group were ever promised to somebody else."""
        return sum(self.classes.values())


def figures(views: Collection[View], reopened: Mapping[str, datetime]) -> Figures:
    """Return the figures of a group; `reopened` is `metrics.first_time.reopenings` of the whole workspace."""
    return Figures(
        classes={outcome: sum(view.outcome is outcome for view in views) for outcome in Outcome},
        rates={name: metric.count(views, reopened) for name, metric in METRICS.items()},
        early_notice=early_notice(views),
        renegotiated=renegotiated(views),
        satisfaction=satisfaction(views),
        response_days=response_days(views),
        acceptance_days=acceptance_days(views),
        awaiting_days=awaiting_days(views),
    )
