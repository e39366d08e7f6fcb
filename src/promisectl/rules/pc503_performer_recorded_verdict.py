"""Performer recorded a verdict: the performer wrote down the customer's accept or cancel.

Anyone may record another's words, but here the one who gains by them did it: an acceptance closes the promise as kept,
a cancellation as not owed. The customer is registered and could have said it. Outside parties (`ext:…`), who cannot,
are judged by PC601 alone. It is told too where the performer had taken the customer's role and gave the word alone:
such a promise still counts as one between the last two persons.

What to do: let the customer say it. Where it was really said, a note by the customer (`promisectl note ID`) or an
`Agreed-by:` in the commit leaves a trace of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.standing import of_one_person
from promisectl.model.act import Act, Verb
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
    """Yield the accept or cancel of a registered customer that the performer recorded, or gave alone."""
    standing = record.final
    if standing is None or standing.is_self(context.law):
        return
    customer, performer = standing.roles(context.law)
    if customer is None or performer is None:
        return
    became_one = of_one_person(standing.terms, context.law)
    for index, act in _gains_of(performer, record, context):
        if act.for_ is not None:
            yield from _recorded(record, index, act, context)
        elif became_one:
            yield _given_alone(record, index, act, customer)


def _gains_of(performer: str, record: Record, context: RuleContext) -> Iterator[tuple[int, Act]]:
    """Yield the verdicts that the performer wrote, with their places."""
    for index, act in enumerate(record.promise.history):
        if act.act in _GAINS and _is_by(act, performer, context):
            yield index, act


def _is_by(act: Act, performer: str, context: RuleContext) -> bool:
    return context.people.current(act.by) == context.people.current(performer)


def _recorded(record: Record, index: int, act: Act, context: RuleContext) -> Iterator[Finding]:
    people, customer = context.people, act.for_
    if customer is None or is_outside(customer) or customer not in people:
        return
    if people.current(act.by) == people.current(customer):
        return
    yield found(
        CODE,
        act_spot(record, index, "by"),
        promise=record.id,
        note=M(
            "{performer} wrote down the `{verb}` of {customer}",
            performer=act.by,
            verb=act.act.value,
            customer=customer,
        ),
        help=M(
            'ask {customer} to confirm it: `promisectl note {id} "…" --by {customer}`',
            customer=customer,
            id=record.id,
        ),
    )


def _given_alone(record: Record, index: int, act: Act, customer: str) -> Finding:
    """Return the finding of a verdict by a performer to whom the customer's role had passed."""
    return found(
        CODE,
        act_spot(record, index, "by"),
        promise=record.id,
        note=M(
            "{performer} gave the `{verb}` alone: the role of {customer} had passed to the performer",
            performer=act.by,
            verb=act.act.value,
            customer=customer,
        ),
        help=M(
            'ask {customer} to confirm it: `promisectl note {id} "…" --by {customer}`',
            customer=customer,
            id=record.id,
        ),
    )
