"""Due soon: the due is near.

Within as many days as `due-soon` in the settings says (three, if it says nothing). It is only for information: time to
deliver, to warn, or to renegotiate while that is still an early notice. A condition, a pause or a due already past
are other findings.

What to do: deliver, or say now what will not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.dues import soon_help
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, term_spot
from promisectl.lifecycle.overlays import overlays
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import days_between, write_moment

CODE = "PC302"
SCOPE = "open"

BAD = example(AGREE, due="2026-04-02")

GOOD = example(AGREE, due="2026-04-20")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise that falls due within the days of `due-soon`."""
    standing = context.live(record)
    if standing is None or standing.current_due is None:
        return
    days = context.settings.check.due_soon
    if "due-soon" in overlays(standing, context.as_of, context.law, due_soon_days=days):
        due = standing.current_due
        yield found(
            CODE,
            term_spot(record, "due"),
            promise=record.id,
            note=M(
                "due {due}; days left: {days}",
                due=write_moment(due),
                days=days_between(context.as_of, due, context.law.zone),
            ),
            help=soon_help(record.id),
        )
