"""At risk: the performer announced trouble, and the terms are still the old ones.

A warning is good news told early, but it moves no date: the old terms stand until both agree on others. The warning
stands until it is cleared, replaced, answered by an agreed later due, or overtaken by the delivery. Where a proposal
is open, the other side's answer is what is missing, and this is not said.

What to do: propose terms that can be kept (`promisectl renegotiate ID`), or clear the warning when the trouble is over
(`promisectl warn ID --clear`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import local_day
from promisectl.model.promise import State

CODE = "PC306"
SCOPE = "open"

BAD = example(
    AGREE,
    "{act: warn, by: diego, at: 2026-03-20T09:00:00Z, reason: supplier, forecast: 2026-04-24}",
)

GOOD = example(
    AGREE,
    "{act: warn, by: diego, at: 2026-03-20T09:00:00Z, reason: supplier, forecast: 2026-04-24}",
    "{act: renegotiate, by: diego, at: 2026-03-20T09:05:00Z, terms: {due: 2026-04-24}, reason: supplier}",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise with a standing warning and no open proposal."""
    standing = record.standing
    if standing is None or standing.warned is None or standing.proposal is not None:
        return
    if context.state(record) is not State.PROMISED:
        return
    history, warned = record.promise.history, standing.warned
    yield found(
        CODE,
        act_spot(record, max(i for i in range(standing.acts) if history[i].act is Verb.WARN)),
        promise=record.id,
        note=M(
            "{performer} warned on {day} ({reason})",
            performer=standing.terms.performer,
            day=local_day(warned.at, context.law.zone),
            reason=warned.reason,
        ),
        help=M(
            "propose a date: `promisectl renegotiate {id} {day} --reason CODE`; "
            "if it is over: `promisectl warn {id} --clear`",
            id=record.id,
            day=warned.forecast if warned.forecast not in (None, "unknown") else "+3d",
        ),
    )
