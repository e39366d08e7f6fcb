"""Targets: the rates a workspace wants to reach, and whether it does.

Met is not proved: 20 of 20 meets 95 % and may still be luck. What it would take is told in promises: the fewest with
none missed, and with one. Source: metrics.md, Rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from promisectl.metrics.proof import is_met, is_proved, smallest_proof
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import IDS, METRICS, metric_name
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.settings import Target
from promisectl.model.trouble import Trouble
from promisectl.query.compile import compile_query
from promisectl.query.environment import Environment


@dataclass(frozen=True, slots=True)
class TargetResult:
    """A target and its rate. `all_kept` and `one_missed` would prove it; None where no number could."""

    name: str
    where: str
    metric: str
    at_least: Fraction
    rate: Rate
    enforce: bool
    all_kept: Rate | None
    one_missed: Rate | None

    @property
    def met(self) -> bool:
        """Whether the rate reaches the target; nothing of nothing reaches none."""
        return is_met(self.rate, self.at_least)

    @property
    def proved(self) -> bool:
        """Whether the low end of its interval does; sums of weights prove nothing."""
        return self.metric != "weighted" and is_proved(self.rate, self.at_least)


def judge_targets(
    targets: Iterable[Target], views: Iterable[View], env: Environment, reopened: Mapping[str, datetime]
) -> tuple[TargetResult, ...]:
    """Return each target with its rate over those of `views` its own query finds.

    `reopened` is `metrics.first_time.reopenings` of the whole workspace. Refuses (Trouble) a bad query, an unknown
    metric.
    """
    seen = list(views)
    return tuple(_judge(target, seen, env, reopened) for target in targets)


def _judge(target: Target, views: list[View], env: Environment, reopened: Mapping[str, datetime]) -> TargetResult:
    holds = compile_query(target.where, env)
    metric = metric_name(target.metric)
    if metric is None:
        raise Trouble(
            M("no metric is called “{metric}” (target “{name}”)", metric=target.metric, name=target.name),
            help=did_you_mean(target.metric, [*METRICS, *IDS]),
        )
    at_least = Fraction(target.at_least).limit_denominator(10**6)
    return TargetResult(
        target.name,
        target.where,
        metric,
        at_least,
        METRICS[metric].count([view for view in views if holds(view)], reopened),
        target.enforce,
        smallest_proof(at_least, 0),
        smallest_proof(at_least, 1),
    )
