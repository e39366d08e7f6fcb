"""Stored due: an act stores another due than its terms and its day come to.

The act that starts a clock (`agree`, `activate`) stores the due, and the act that ends a pause the three dues it moved;
nothing that reads them later counts again. So they are counted again here: from the terms, from the day of the start,
in the workspace's zone or as `at` is written, and with the calendars of the settings. Where business days or hours are
counted, the act names the public holidays it skipped (`without`), for not every version of the calendars knows the
same. In acts that a branch introduces it is an error, and the base's calendars count; two public holidays of a promise
that are not known there are an info. A plain check warns of days, and tells of business days and hours as an info: a
calendar may have been changed since.

What to do: let the command count (`promisectl undo ID` while the act is not published, and say it again). Where both
want another day, renegotiate it (`promisectl renegotiate ID --due DAY`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.calendars.business import BusinessCalendar, business_calendar
from promisectl.checking.context import Record, RuleContext
from promisectl.checking.rule import act_spot, found
from promisectl.checking.stored_dues import stored_dues
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC210"
SCOPE = "promise"

_PAGE = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
customer: ana
performer: diego
within: 45d
due: {due}
criteria: [report with 8 photos]
state: promised
history:
- {{act: request, by: ana, at: 2026-03-02T09:10:00Z, terms: {{what: Inspect the vehicle of claim 88123,
    performer: diego, within: 45d, criteria: [report with 8 photos]}}}}
- {{act: agree, by: diego, at: 2026-03-02T11:40:00Z, due: {due}}}
"""

BAD = _PAGE.format(due="2026-12-24")

GOOD = _PAGE.format(due="2026-04-16")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each act of a lawful history that stores another due than a command would have."""
    if not any(act.due is not None or act.dues is not None for act in record.promise.history):
        return
    for stored in stored_dues(record.promise.history, context.law, _calendars(context)):
        yield found(
            CODE,
            act_spot(record, stored.position, stored.field),
            promise=record.id,
            note=stored.note,
            help=M(
                "what both agree on now is renegotiated: `promisectl renegotiate {id} --due DAY --reason CODE`",
                id=record.id,
            ),
            severity=stored.severity,
        )


def _calendars(context: RuleContext) -> dict[str, BusinessCalendar]:
    """Return the calendars of the settings, ready to count with."""
    return {name: business_calendar(given) for name, given in context.settings.calendars.items()}
