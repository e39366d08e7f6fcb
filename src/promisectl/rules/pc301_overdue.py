"""Overdue: promised, due, past, and nothing delivered.

The current due has passed (to the end of its day in the workspace's zone) and the performer owes a word at least. Not
overdue: what is not agreed yet, what waits for its condition, what is paused. `overdue-grace` in the settings gives
days before this is said, by the calendar.

What to do: deliver, or say openly that it will be later. The time to renegotiate was before the date; after it, a new
date is still better than none, and counts as late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.dues import late_help, late_note
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, term_spot
from promisectl.lifecycle.overlays import is_overdue
from promisectl.model.finding import Finding
from promisectl.model.moment import days_between, deadline, write_moment

CODE = "PC301"
SCOPE = "open"

BAD = example(AGREE, due="2026-03-24")

GOOD = example(AGREE, due="2026-04-20")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise whose current due, and the grace after it, have passed."""
    standing, zone = record.standing, context.law.zone
    if standing is None or not is_overdue(standing, context.as_of, context.law):
        return
    due, grace = standing.current_due, timedelta(days=context.settings.check.overdue_grace)
    if due is None or context.state(record) is not standing.state or context.as_of <= deadline(due + grace, zone):
        return
    yield found(
        CODE,
        term_spot(record, "due"),
        promise=record.id,
        note=late_note(
            standing.terms.performer,
            standing.terms.customer,
            write_moment(due),
            days_between(due, context.as_of, zone),
        ),
        help=late_help(record.id),
    )
