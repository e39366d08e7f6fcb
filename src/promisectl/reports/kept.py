"""The fulfilment report: how many promises were kept, and how many as first promised, by any division.

It shows areas and pairs before persons, always with the counts, and ranks nobody. Source: metrics.md, Rates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from promisectl.metrics.answers import answered_requests
from promisectl.metrics.first_time import reopenings
from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import Message
from promisectl.query.targets import TargetResult, judge_targets
from promisectl.reports.figures import Figures, figures
from promisectl.reports.groupings import Key, check_groupings, grouped
from promisectl.reports.report import Asked
from promisectl.reports.soundness import by_key, first_lines, worth_saying


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key by the fields it was divided by (empty when it was not), its figures, its targets.

    `before` are its figures in the period to compare with; None where there is none.
    """

    key: Mapping[str, str | None]
    figures: Figures
    targets: tuple[TargetResult, ...] = ()
    before: Figures | None = None


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The report at `as_of`: the query and the fields it was asked with, its groups and targets, what it counts.

    `soundness` are the figures that stand beside the rates, by their keys; `beside`, in words, those worth saying.
    """

    as_of: datetime
    zone: ZoneInfo
    where: str
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    targets: tuple[TargetResult, ...] = ()
    counted: tuple[View, ...] = ()
    soundness: Mapping[str, Rate | int | None] = field(default_factory=dict)
    beside: tuple[Message, ...] = ()


def fulfilment_report(asked: Asked) -> Fulfilment:
    """Return the report over what settled in the period asked for; `where` narrows the groups and the targets.

    Refuses (Trouble) a bad query, an unknown field to divide by, an unknown metric of a target.
    """
    env = asked.environment
    check_groupings(asked.by)
    reopened = reopenings(asked.everything)
    settled = asked.settled()
    counted = _counted(settled)
    fields = tuple(dict.fromkeys(asked.by))
    before = _figures_before(asked, fields, reopened)
    groups = tuple(
        Group(
            dict(zip(fields, key, strict=True)),
            figures(members, reopened),
            judge_targets(asked.targets, members, env, reopened) if fields else (),
            before(key),
        )
        for key, members in grouped(counted, fields, env)
    )
    targets = judge_targets(asked.targets, settled, env, reopened)
    lines = tuple(first_lines(asked, settled))
    beside = worth_saying(lines, fulfilment(settled))
    return Fulfilment(
        env.as_of, env.zone, asked.where, fields, groups, targets, tuple(counted), by_key(lines), tuple(beside)
    )


def _figures_before(
    asked: Asked, fields: tuple[str, ...], reopened: Mapping[str, datetime]
) -> Callable[[Key], Figures | None]:
    """Return what gives the figures of a group in the period to compare with; None where there is none."""
    if asked.against is None:
        return lambda key: None
    groups = dict(grouped(_counted(asked.before()), fields, asked.environment))
    return lambda key: figures(groups.get(key, []), reopened)


def _counted(views: list[View]) -> list[View]:
    """Return what was promised, and the requests that were answered: what the figures count."""
    answered = {id(view) for view in answered_requests(views)}
    return [view for view in views if view.outcome is not None or id(view) in answered]
