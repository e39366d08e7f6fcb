"""Time order: an act is dated before the act above it, or in the future.

A history is kept in the order things were said. What is recorded later goes to the end, with the time it was said if
that is later than the last act, else with the time of recording and the day in its note. Instants up to ten minutes
ahead of the clock are allowed; a day without a time counts as its first instant, or as the act before it. What has not
come yet is still read: it is a finding of today, and no history is unlawful for the hour at which it is read.

What to do: correct `at`, or move the act to where it was spoken.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import example
from promisectl.checking.law import law_findings
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.speaking import in_the_future
from promisectl.model.finding import Finding
from promisectl.model.moment import beginning

CODE = "PC203"
SCOPE = "promise"

BAD = example("{act: agree, by: diego, at: 2026-03-01T11:40:00Z}")

GOOD = example("{act: agree, by: diego, at: 2026-03-02T11:40:00Z}")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the act that stands out of time; and the first that has not come yet by the clock."""
    yield from law_findings(record, CODE)
    for index, act in enumerate(record.promise.history):
        at = beginning(act.at, context.law.zone)
        refusal = in_the_future(act, at, context.law)
        if refusal is not None:
            spot = act_spot(record, index, refusal.field)
            yield found(CODE, spot, promise=record.id, note=refusal.note, help=refusal.help)
            return
