"""Performer recorded a verdict: the performer wrote down the customer's accept or cancel.

Anyone may record another's words, but here the one who gains by them did it: an acceptance closes the promise as kept,
a cancellation as not owed. The customer is registered and could have said it. Outside parties (`ext:…`), who cannot,
are judged by PC601 alone. It is told too where the performer had taken the customer's role and gave the word alone:
such a promise still counts as one between the last two persons.

What to do: let the customer say it. Where it was really said, the customer confirms it (`promisectl confirm ID`), or an
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
from promisectl.model.message import M, Message
from promisectl.model.people import People, is_outside

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
    for position, act in _gains_of(performer, record, context.people):
        whose = _whose(act, customer, context.people, became_one=became_one)
        if whose is not None:
            yield from _unless_confirmed(record, position, whose, context.people)


def _whose(act: Act, customer: str, people: People, *, became_one: bool) -> str | None:
    """Return who must confirm a verdict: in whose name it is, or the customer, whose role went over; else nobody."""
    if _is_for_another(act, people):
        return act.speaker
    return customer if act.for_ is None and became_one else None


def _unless_confirmed(record: Record, position: int, whose: str, people: People) -> Iterator[Finding]:
    """Yield the finding about a verdict, where nobody whose it is confirms it."""
    if _is_confirmed(record, position, whose, people):
        return
    act = record.promise.history[position]
    note = _given_alone(act, whose) if act.for_ is None else _recorded(act)
    help = _way_out(record, position, whose)
    yield found(CODE, act_spot(record, position, "by"), promise=record.id, note=note, help=help)


def _gains_of(performer: str, record: Record, people: People) -> Iterator[tuple[int, Act]]:
    """Yield the verdicts that the performer wrote, with their places."""
    for position, act in enumerate(record.promise.history):
        if act.act in _GAINS and people.current(act.by) == people.current(performer):
            yield position, act


def _is_for_another(act: Act, people: People) -> bool:
    """Whether an act is in the name of another registered person."""
    if act.for_ is None or act.for_ not in people:
        return False
    return not is_outside(act.for_) and people.current(act.by) != people.current(act.for_)


def _is_confirmed(record: Record, position: int, customer: str, people: People) -> bool:
    """Whether the customer confirms words later; that they are these, and hers, a guard sees in the commits."""
    her = people.current(customer)
    later = record.promise.history[position + 1 :]
    return any(note.kind == "confirmed" and people.current(note.by) == her for note in later)


def _recorded(act: Act) -> Message:
    return M(
        "{performer} wrote down the `{verb}` of {customer}", performer=act.by, verb=act.act.value, customer=act.for_
    )


def _given_alone(act: Act, customer: str) -> Message:
    """Return the words for a verdict by a performer to whom the customer's role had passed."""
    return M(
        "{performer} gave the `{verb}` alone: the role of {customer} had passed to the performer",
        performer=act.by,
        verb=act.act.value,
        customer=customer,
    )


def _way_out(record: Record, position: int, customer: str) -> Message:
    return M(
        "ask {customer} to confirm it: `promisectl confirm {id} {number} --by {customer}`",
        customer=customer,
        id=record.id,
        number=position + 1,
    )
