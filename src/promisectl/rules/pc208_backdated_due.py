"""Backdated due: the promise was due before it was first asked for or offered.

It is not forbidden (a promise may be written down after the fact), but it was overdue from its first minute, and its
rates say more about the record than about the work. Days are those of the workspace's zone; a due on the day of the
opening act is in order. The place is the last act that set the first due.

What to do: if the date is a slip of the pen, let it be renegotiated; if the promise was recorded late, say so in a
note (`promisectl note ID`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, head_spot
from promisectl.lifecycle.overlays import is_backdated
from promisectl.lifecycle.standing import Standing
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import local_day, write_moment
from promisectl.model.place import Spot

CODE = "PC208"
SCOPE = "promise"

_DONE = (
    "{act: deliver, by: diego, at: 2026-03-03T16:00:00Z, evidence: [report.pdf]}",
    "{act: accept, by: ana, at: 2026-03-04T10:00:00Z}",
)

BAD = example(AGREE, *_DONE, due="2026-03-01", state="accepted")

GOOD = example(AGREE, *_DONE, due="2026-03-02", state="accepted")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise whose first due is earlier than the day of its opening act."""
    standing = record.final
    if standing is None or standing.opened_at is None or not is_backdated(standing, context.law):
        return
    due = standing.first_due or standing.terms.due
    if due is None:
        return
    yield found(
        CODE,
        _place(record, standing, due),
        promise=record.id,
        note=M(
            "due {due}, opened {opened}",
            due=write_moment(due),
            opened=local_day(standing.opened_at, context.law.zone),
        ),
        help=M("propose a date that can be met: `promisectl renegotiate {id} DAY --reason CODE`", id=record.id)
        if standing.state and standing.state.is_open
        else M('say why it was written down late: `promisectl note {id} "…"`', id=record.id),
    )


def _place(record: Record, standing: Standing, due: object) -> Spot:
    for index, act in enumerate(record.promise.history):
        if act.terms is not None and act.terms.due == due:
            return record.promise.spot("history", index, "terms", "due")
        if act.due == due:
            return record.promise.spot("history", index, "due")
    return head_spot(record, "due")
