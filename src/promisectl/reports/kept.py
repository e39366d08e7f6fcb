"""The fulfilment report: how many promises were kept, and how many as first promised, by any division.

It shows areas and pairs before persons, always with the counts, and ranks nobody. Source: metrics.md, Rates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from promisectl.metrics.answers import answered_requests
from promisectl.metrics.first_time import reopenings
from promisectl.metrics.view import View
from promisectl.query.targets import TargetResult, judge_targets
from promisectl.reports.figures import Figures, figures
from promisectl.reports.groupings import check_groupings, grouped
from promisectl.reports.report import Asked


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key by the fields it was divided by (empty when it was not), and its figures."""

    key: Mapping[str, str | None]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The report at `as_of`: the query and the fields it was asked with, its groups and targets, what it counts."""

    as_of: datetime
    zone: ZoneInfo
    where: str
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    targets: tuple[TargetResult, ...] = ()
    counted: tuple[View, ...] = ()


def fulfilment_report(asked: Asked) -> Fulfilment:
    """Return the report over what settled in the period asked for; `where` narrows the groups and the targets.

    Refuses (Trouble) a bad query, an unknown field to divide by, an unknown metric of a target.
    """
    env = asked.environment
    check_groupings(asked.by)
    reopened = reopenings(asked.everything)
    settled = asked.settled()
    answered = {id(view) for view in answered_requests(settled)}
    counted = tuple(view for view in settled if view.outcome is not None or id(view) in answered)
    fields = tuple(dict.fromkeys(asked.by))
    groups = tuple(
        Group(dict(zip(fields, key, strict=True)), figures(members, reopened))
        for key, members in grouped(counted, fields, env)
    )
    targets = judge_targets(asked.targets, settled, env, reopened)
    return Fulfilment(env.as_of, env.zone, asked.where, fields, groups, targets, counted)
