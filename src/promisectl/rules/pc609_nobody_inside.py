"""Nobody inside: a promise to an outside party stands alone; no promise between people of the house carries it.

What a customer is promised is kept by others than the one who said it. Where the promise needs none of theirs, the
house finds out on the day it is due. Judged are agreed promises to a customer `ext:…`; carried is one that `needs` a
promise between two of the house, open or closed, or has such a part (`part-of`). Whoever does it all alone says so
with a silence, or with a promise to somebody inside who counts on it too.

What to do: ask whoever it depends on for their part (`promisectl request HANDLE WHAT WHEN --part-of ID`), or name the
promise there is already (`promisectl set ID needs OTHER`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, term_spot
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.people import is_outside
from promisectl.model.promise import State

CODE = "PC609"
SCOPE = "open"

_OPENING = (
    "{act: request, by: diego, for: ext:claim-88123, via: phone, at: 2026-03-02T09:10:00Z, "
    "terms: {what: Inspect the vehicle of claim 88123, performer: diego, due: 2026-04-20, "
    "criteria: [report with 8 photos]}}"
)
_FIRST = "# file: ledgers/claims/clm-k7m2x9qd.yaml\n"
_LIFT = "# file: ledgers/claims/clm-9xk4v0ab.yaml\n" + example(
    AGREE, id="clm-9xk4v0ab", what="Keep the lift free for claim 88123"
)

BAD = _FIRST + example(AGREE, customer="ext:claim-88123", opening=_OPENING)

GOOD = _FIRST + example(AGREE, customer="ext:claim-88123", opening=_OPENING, head="needs: [clm-9xk4v0ab]") + _LIFT


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield an agreed promise to an outside party that no promise of the house carries."""
    standing = record.standing
    if standing is None or context.state(record) is not State.PROMISED:
        return
    terms = standing.terms
    if not is_outside(terms.customer) or is_outside(terms.performer) or _is_carried(record, context):
        return
    yield found(
        CODE,
        term_spot(record, "customer"),
        promise=record.id,
        help=M(
            'ask whoever it depends on for their part: `promisectl request HANDLE "…" WHEN --part-of {id}`',
            id=record.id,
        ),
    )


def _is_carried(record: Record, context: RuleContext) -> bool:
    """Whether a promise of the house is behind this one; one that cannot be looked into may be."""
    if any(map(_is_inside, context.parts.get(record.id, ()))):
        return True
    return any(_may_carry(id_, context) for id_, _ in record.promise.needs())


def _may_carry(needed: str, context: RuleContext) -> bool:
    there = context.by_id.get(needed)
    return context.knows_promise(needed) if there is None else _is_inside(there)


def _is_inside(record: Record) -> bool:
    """Whether a promise is between people of the house."""
    terms = record.standing.terms if record.standing else record.promise.head_terms()
    return not is_outside(terms.customer) and not is_outside(terms.performer)
