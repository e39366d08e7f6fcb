"""Threatened: a promise this one needs is expected too late for it.

The expected finish of a promise is its own forecast (the standing warning's), else its due, else today where that is
past, and never before that of an open promise it `needs`, plus the `lead` it wants. Where this goes past the due, the
promise is threatened, although nothing of its own is late; the chain that causes it is written out.

What to do: talk with the performer at the end of the chain first; then renegotiate what will not hold while that is
still an early notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.model.promise import Need

CODE = "PC305"
SCOPE = "open"

_NEEDED = "# file: ledgers/claims/clm-9xk4v0ab.yaml\n"
_NEEDING = "# file: ledgers/claims/clm-k7m2x9qd.yaml\n" + example(AGREE, head="needs: [{id: clm-9xk4v0ab, lead: 2d}]")

BAD = _NEEDING + _NEEDED + example(AGREE, id="clm-9xk4v0ab", due="2026-04-19")

GOOD = _NEEDING + _NEEDED + example(AGREE, id="clm-9xk4v0ab", due="2026-04-18")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a promise that will be late because of one it needs."""
    view = context.views.get(record.id)
    threat = view.threat if view else None
    if view is None or threat is None:
        return
    last = context.views[threat.chain[-1]]
    yield found(
        CODE,
        _need(record, threat.chain[1]),
        promise=record.id,
        note=M(
            "expected {finish}, due {due}: {chain}",
            finish=threat.finish,
            due=threat.due,
            chain=" -> ".join(threat.chain),
        ),
        help=M(
            "talk with {performer} about `{cause}`, or propose a date: "
            "`promisectl renegotiate {id} {finish} --reason CODE`",
            performer=last.performer,
            cause=last.id,
            id=record.id,
            finish=threat.finish,
        ),
    )


def _need(record: Record, id: str) -> Spot:
    for index, need in enumerate(record.promise.file.needs):
        if isinstance(need, Need) and need.id == id:
            return record.promise.spot("needs", index, "id")
        if need == id:
            return record.promise.spot("needs", index)
    return record.promise.spot("id")
