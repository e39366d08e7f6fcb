"""Condition near: the promise lapses soon unless its condition comes true.

A conditional promise is owed once its condition has come true; when the day in `condition: {by: …}` passes without
that, it lapses and was never owed. This is said within as many days before it as `due-soon` in the settings says
(three, if it says nothing).

What to do: if the condition came true, record it with its evidence (`promisectl activate ID`); if it needs more time,
renegotiate the condition before it lapses.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.rule import found, term_spot
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import days_between, write_moment
from promisectl.model.promise import State

CODE = "PC307"
SCOPE = "open"

_PAGE = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
customer: ana
performer: diego
within: 2d from activation
criteria: [report with 8 photos]
condition: {{text: complete accident report, by: {by}}}
state: promised
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms:
    what: Inspect the vehicle of claim 88123
    performer: diego
    within: 2d from activation
    criteria: [report with 8 photos]
    condition: {{text: complete accident report, by: {by}}}
- {{act: agree, by: diego, at: 2026-03-02T11:40:00Z}}
"""

BAD = _PAGE.format(by="2026-04-02")

GOOD = _PAGE.format(by="2026-04-20")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise whose condition has come near its deadline and has not come true."""
    standing = record.standing
    if standing is None or context.state(record) is not State.PROMISED or standing.started_at is not None:
        return
    condition = standing.terms.condition
    if condition is None or condition.by is None:
        return
    days = days_between(context.as_of, condition.by, context.law.zone)
    if days > context.settings.check.due_soon:
        return
    yield found(
        CODE,
        term_spot(record, "condition", "by"),
        promise=record.id,
        note=M(
            "“{condition}” by {day}; days left: {days}",
            condition=condition.text,
            day=write_moment(condition.by),
            days=days,
        ),
        help=M("if it came true: `promisectl activate {id} -e EVIDENCE`; else renegotiate the condition", id=record.id),
    )
