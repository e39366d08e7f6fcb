"""The fulfilment report: how many promises were kept, and how many as first promised, by any division.

It shows areas and pairs before persons, always with the counts, and ranks nobody. Source: metrics.md, Rates.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from promisectl.metrics.answers import answered_requests
from promisectl.metrics.first_time import reopenings
from promisectl.metrics.view import View
from promisectl.model.settings import Target
from promisectl.query.compile import compile_query
from promisectl.query.environment import Environment
from promisectl.query.targets import TargetResult, judge_targets
from promisectl.reports.figures import Figures, figures
from promisectl.reports.groupings import check_groupings, grouped


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key by the fields it was divided by (empty when it was not), and its figures."""

    key: Mapping[str, str | None]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The report at `as_of`: the query and the fields it was asked with, its groups and targets."""

    as_of: datetime
    zone: ZoneInfo
    where: str
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    targets: tuple[TargetResult, ...] = ()


def fulfilment_report(
    views: Collection[View],
    env: Environment,
    *,
    by: Sequence[str] = (),
    where: str = "",
    targets: Sequence[Target] = (),
) -> Fulfilment:
    """Return the report over all `views` of a workspace; `where` narrows the groups and the targets.

    Refuses (Trouble) a bad query, an unknown field to divide by, an unknown metric of a target.
    """
    check_groupings(by)
    holds = compile_query(where, env)
    reopened = reopenings(views)
    asked = [view for view in views if holds(view)]
    answered = {id(view) for view in answered_requests(asked)}
    counted = [view for view in asked if view.outcome is not None or id(view) in answered]
    fields = tuple(dict.fromkeys(by))
    groups = tuple(
        Group(dict(zip(fields, key, strict=True)), figures(members, reopened))
        for key, members in grouped(counted, fields, env)
    )
    return Fulfilment(env.as_of, env.zone, where, fields, groups, judge_targets(targets, asked, env, reopened))
