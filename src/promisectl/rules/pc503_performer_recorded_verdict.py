"""Performer recorded a verdict: the performer wrote down the customer's accept or cancel.

Anyone may record another's words, but here the one who gains by them did it: an acceptance closes the promise as kept,
a cancellation as not owed. The customer is registered and could have said it. Outside parties (`ext:…`), who cannot,
are judged by PC601 alone.

What to do: let the customer say it. Where it was really said, the customer confirms it (`promisectl confirm ID`), or an
`Agreed-by:` in the commit leaves a trace of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.model.act import Act, Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
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
    """Yield the accept or cancel of a registered customer that the performer recorded."""
    people = context.people
    standing = record.final
    if standing is None or standing.is_self(context.law):
        return
    for index, act in enumerate(record.promise.history):
        if _is_performers(act, standing.terms.performer, people) and not _is_confirmed(record, index, act, people):
            yield _recorded(record, index, act)


def _is_performers(act: Act, performer: str | None, people: People) -> bool:
    """Whether an act is a verdict of a registered customer that the performer wrote down."""
    if act.act not in _GAINS or performer is None:
        return False
    is_performers = people.current(act.by) == people.current(performer)
    return is_performers and _is_for_another(act, people)


def _is_for_another(act: Act, people: People) -> bool:
    """Whether an act is in the name of another registered person."""
    if act.for_ is None or act.for_ not in people:
        return False
    return not is_outside(act.for_) and people.current(act.by) != people.current(act.for_)


def _is_confirmed(record: Record, position: int, act: Act, people: People) -> bool:
    """Whether the customer confirms words later; that they are these, and hers, a guard sees in the commits."""
    customer = people.current(act.speaker)
    later = record.promise.history[position + 1 :]
    return any(note.kind == "confirmed" and people.current(note.by) == customer for note in later)


def _recorded(record: Record, position: int, act: Act) -> Finding:
    note = M(
        "{performer} wrote down the `{verb}` of {customer}", performer=act.by, verb=act.act.value, customer=act.for_
    )
    help = M(
        "ask {customer} to confirm it: `promisectl confirm {id} {number} --by {customer}`",
        customer=act.for_,
        id=record.id,
        number=position + 1,
    )
    return found(CODE, act_spot(record, position, "by"), promise=record.id, note=note, help=help)
