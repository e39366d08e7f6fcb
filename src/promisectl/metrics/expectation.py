"""Service level expectation: the days within which 85 of 100 promises of a service were delivered.

With fewer than ten accepted there is none: "not enough data" is an answer. Source: metrics.md, Flow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from promisectl.metrics.flow_times import cycle_days
from promisectl.metrics.view import View

PERCENT, LEAST = 85, 10


@dataclass(frozen=True, slots=True)
class Expectation:
    """A service, how many of its promises were accepted, and the p85 of their cycle time; None below ten."""

    service: str
    n: int
    days: int | None


def expectations_of_services(views: Iterable[View]) -> list[Expectation]:
    """Return the expectation of each service that promised anything, in the order of their names."""
    groups: dict[str, list[View]] = {}
    for view in views:
        service = view.promise.file.service
        if service is not None and view.outcome is not None:
            groups.setdefault(service, []).append(view)
    return [_expectation(service, groups[service]) for service in sorted(groups)]


def _expectation(service: str, views: list[View]) -> Expectation:
    spread = cycle_days(views)
    return Expectation(service, spread.n, spread.at(PERCENT) if spread.n >= LEAST else None)
