"""Throughput: how many promises were accepted in each ISO week.

Source: metrics.md, Flow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from promisectl.metrics.on_time import accepted
from promisectl.metrics.view import View
from promisectl.model.moment import local_day

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """Return the Monday of the ISO week that holds a day."""
    return day - timedelta(days=day.weekday())


def throughput(views: Iterable[View], mondays: Sequence[date]) -> list[int]:
    """Return how many were accepted, in full or in part, in the week of each Monday."""
    weeks = Counter(
        monday_of(local_day(view.closed_at, view.context.zone)) for view in accepted(views) if view.closed_at
    )
    return [weeks[monday] for monday in mondays]
