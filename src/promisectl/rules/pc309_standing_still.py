"""Standing still: a promise that no date can catch: paused for long, or waiting for a condition that may never come.

A pause is for what others owe, a condition for what must come true. Found are promises in force that have been paused
for more than 14 days, those whose condition has not come true though their due has passed, and those whose condition
has no day by which it must, or which wait for an activation without one: without it a promise waits for ever, and no
rate ever counts it.

What to do: resume or renegotiate what is paused; give the condition a day (`--condition-by`), activate the promise, or
let it go.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found, term_spot
from promisectl.metrics.soundness.standing_still import Stillness, stillness
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import days_between, local_day
from promisectl.model.place import Spot

CODE = "PC309"
SCOPE = "open"

_OPENING = (
    "{{act: request, by: ana, at: 2026-03-02T09:10:00Z, terms: {{what: Inspect the vehicle of claim 88123, "
    "performer: diego, due: 2026-04-20, criteria: [report with 8 photos], condition: {condition}}}}}"
)
_UNDATED, _DATED = "{text: complete accident report}", "{text: complete accident report, by: 2026-04-10}"

BAD = example(AGREE, opening=_OPENING.format(condition=_UNDATED), head=f"condition: {_UNDATED}")

GOOD = example(AGREE, opening=_OPENING.format(condition=_DATED), head=f"condition: {_DATED}")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise in force that stands still."""
    if context.live(record) is None:
        return
    view = context.views.get(record.id)
    ways = stillness(view) if view is not None else ()
    if not ways:
        return
    how = ways[0]
    spot = _pause_spot(record) if how == "paused" else _waiting_spot(record)
    yield found(CODE, spot, promise=record.id, note=_note(how, record, context), help=_help(how, record.id))


def _waiting_spot(record: Record) -> Spot:
    """Return the spot of the condition, or of the length that runs from the activation where there is none."""
    return term_spot(record, "condition" if _has_condition(record) else "within")


def _has_condition(record: Record) -> bool:
    return record.standing is not None and record.standing.terms.condition is not None


def _pause_spot(record: Record) -> Spot:
    history = record.promise.history
    return act_spot(record, max(place for place, act in enumerate(history) if act.act is Verb.PAUSE))


def _note(how: Stillness, record: Record, context: RuleContext) -> Message:
    standing = record.standing
    if how == "paused" and standing is not None and standing.paused_at is not None:
        days = days_between(standing.paused_at, context.as_of, context.law.zone)
        return M("paused since {day}, {days} days", day=local_day(standing.paused_at, context.law.zone), days=days)
    if how == "condition-past-due":
        return M("its condition has not come true, and its due has passed")
    if not _has_condition(record):
        return M("it waits to be activated, and no day says until when")
    return M("its condition has no day by which it must come true")


def _help(how: Stillness, id_: str) -> Message:
    if how == "paused":
        return M("`promisectl resume {id}`, or agree on another due: `promisectl renegotiate {id} WHEN`", id=id_)
    return M(
        "`promisectl activate {id} -e EVIDENCE`, or give the condition a day: "
        "`promisectl renegotiate {id} --condition TEXT --condition-by WHEN --reason CODE`",
        id=id_,
    )
