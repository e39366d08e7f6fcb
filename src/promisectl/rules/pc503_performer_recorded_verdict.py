"""Performer recorded a verdict: the performer wrote down the customer's accept or cancel.

Anyone may record another's words, but here the one who gains by them did it: an acceptance closes the promise as kept,
a cancellation as not owed. The customer is registered and could have said it. Outside parties (`ext:…`), who cannot,
are judged by PC601 alone.

What to do: let the customer say it. Where it was really said, a note by the customer (`promisectl note ID`) or an
`Agreed-by:` in the commit leaves a trace of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.people import is_outside

CODE = "PC503"
SCOPE = "promise"

_GAINS = (Verb.ACCEPT, Verb.CANCEL)
_DELIVERED = "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [report.pdf]}"

BAD = example(
    AGREE,
    _DELIVERED,
    "{act: accept, by: diego, for: ana, via: phone, at: 2026-03-06T10:00:00Z}",
    state="accepted",
)

GOOD = example(
    AGREE,
    _DELIVERED,
    "{act: accept, by: ana, at: 2026-03-06T10:00:00Z}",
    state="accepted",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the accept or cancel of a registered customer that the performer recorded."""
    standing, people = record.final, context.people
    performer = standing.terms.performer if standing else None
    if standing is None or performer is None or standing.is_self(context.law):
        return
    for index, act in enumerate(record.promise.history):
        if act.act not in _GAINS or act.for_ is None or people.current(act.by) == people.current(act.for_):
            continue
        if people.current(act.by) != people.current(performer) or is_outside(act.for_) or act.for_ not in people:
            continue
        yield found(
            CODE,
            act_spot(record, index, "by"),
            promise=record.id,
            note=M(
                "{performer} wrote down the `{verb}` of {customer}",
                performer=act.by,
                verb=act.act.value,
                customer=act.for_,
            ),
            help=M(
                'ask {customer} to confirm it: `promisectl note {id} "…" --by {customer}`',
                customer=act.for_,
                id=record.id,
            ),
        )
