"""Awaiting a verdict: delivered over seven days ago, and the customer has not said whether it is good.

Only the customer declares satisfaction, and silence is not acceptance: until then nobody knows whether the promise was
kept, and the performer learns nothing. Days are calendar days in the workspace's zone.

What to do: the customer accepts, or rejects with the criteria that are not met.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import days_between, local_day
from promisectl.model.promise import State

CODE = "PC304"
SCOPE = "open"

PATIENCE_DAYS = 7

BAD = example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-20T16:00:00Z, evidence: [report.pdf]}",
    state="delivered",
)

GOOD = example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-27T16:00:00Z, evidence: [report.pdf]}",
    state="delivered",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise whose standing delivery is older than the patience."""
    standing, zone = record.standing, context.law.zone
    if standing is None or standing.state is not State.DELIVERED or standing.delivered_at is None:
        return
    days = days_between(standing.delivered_at, context.as_of, zone)
    if days <= PATIENCE_DAYS:
        return
    history = record.promise.history
    yield found(
        CODE,
        act_spot(record, max(i for i in range(standing.acts) if history[i].act is Verb.DELIVER)),
        promise=record.id,
        note=M(
            "delivered {day}; {customer} has said nothing for {days} days",
            day=local_day(standing.delivered_at, zone),
            customer=standing.terms.customer,
            days=days,
        ),
        help=_help(standing, record.id),
    )


def _help(standing: Standing, id: str) -> Message:
    """Return the two verdicts; one that rejects names what is not met, or where nothing was agreed says why."""
    if standing.terms.criteria:
        return M("`promisectl accept {id}`, or `promisectl reject {id} --unmet CRITERION`", id=id)
    return M('`promisectl accept {id}`, or `promisectl reject {id} -n "…"`', id=id)
