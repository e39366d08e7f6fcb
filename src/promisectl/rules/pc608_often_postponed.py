"""Often postponed: three agreed later dues or more.

Renegotiating is legitimate; doing it three times says that the promise is not understood, not wanted or not possible.
Counted are agreed revisions to a later due, of open promises.

What to do: talk about what is in the way rather than about the next date; often the honest act is a smaller promise,
or `revoke` and `cancel`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, term_spot
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC608"
SCOPE = "open"

POSTPONEMENTS = 3


def _postponed(*dues: str) -> list[str]:
    acts = [AGREE]
    for day, due in enumerate(dues, start=10):
        acts.append(
            f"{{act: renegotiate, by: diego, at: 2026-03-{day}T10:00:00Z, terms: {{due: {due}}}, reason: capacity}}"
        )
        acts.append(f"{{act: agree, by: ana, at: 2026-03-{day}T12:00:00Z}}")
    return acts


BAD = example(*_postponed("2026-04-10", "2026-04-15", "2026-04-20"), due="2026-04-20", opened_due="2026-04-05")

GOOD = example(*_postponed("2026-04-15", "2026-04-20"), due="2026-04-20", opened_due="2026-04-05")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield an open promise whose due was moved to later three times or more."""
    standing = context.live(record)
    times = sum(revision.later for revision in standing.revisions) if standing else 0
    if standing is None or times < POSTPONEMENTS:
        return
    yield found(
        CODE,
        term_spot(record, "due"),
        promise=record.id,
        note=M(
            "postponed {times} times; first due {first}, now {due}",
            times=times,
            first=standing.first_due,
            due=standing.current_due,
        ),
        help=M(
            "see what was said each time: `promisectl log {id}`; then promise less, or let it go",
            id=record.id,
        ),
    )
