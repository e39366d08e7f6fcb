"""Open part: the whole was delivered while a part of it is open.

A sub-promise (`part-of`) is a promise of its own, and closing the whole closes no part. If the part is still owed, the
whole was hardly complete; if it is not, it should be closed by its own customer. Reported once per whole, at its last
delivery (or the acceptance that stands for one), with the parts that are open.

What to do: deliver the part, or close it: `promisectl cancel` by its customer, `promisectl revoke` by its performer.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.promise import State

CODE = "PC611"
SCOPE = "promise"

_WHOLE = "# file: ledgers/claims/clm-k7m2x9qd.yaml\n" + example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-30T16:00:00Z, evidence: [report.pdf]}",
    state="delivered",
)
_PART = "# file: ledgers/claims/clm-9xk4v0ab.yaml\n"
_DONE = (
    "{act: deliver, by: diego, at: 2026-03-28T16:00:00Z, evidence: [photos.zip]}",
    "{act: accept, by: ana, at: 2026-03-29T10:00:00Z}",
)

BAD = _WHOLE + _PART + example(AGREE, id="clm-9xk4v0ab", head="part-of: clm-k7m2x9qd")

GOOD = _WHOLE + _PART + example(AGREE, *_DONE, id="clm-9xk4v0ab", head="part-of: clm-k7m2x9qd", state="accepted")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a delivered or accepted promise of which a part is open."""
    standing, parts = record.standing, context.parts.get(record.id, ())
    if standing is None or standing.state not in (State.DELIVERED, State.ACCEPTED):
        return
    open_parts = [part.id for part in parts if part is not record and context.live(part) is not None]
    if open_parts:
        yield found(
            CODE,
            act_spot(record, _handed_over(record, standing)),
            promise=record.id,
            note=M("still open: {parts}", parts=", ".join(open_parts)),
            help=M(
                "`promisectl deliver {part} -e EVIDENCE`, or close it with `cancel` or `revoke`", part=open_parts[0]
            ),
        )


def _handed_over(record: Record, standing: Standing) -> int:
    """Return the position of the last delivery, else of the verdict that implied it."""
    history = record.promise.history[: standing.acts]
    positions = {act.act: position for position, act in enumerate(history)}
    return positions.get(Verb.DELIVER, positions.get(Verb.ACCEPT, 0))
