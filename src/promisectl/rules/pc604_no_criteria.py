"""No criteria: nothing says how one will know that the promise is kept.

A good promise is *explicit*. Without a condition of satisfaction the verdict is a matter of mood, and a rejection
cannot say what is missing. `criteria: []` waives them openly and is reported as well; whether they may be left out at
all is the settings' `policy.criteria`. Only open promises are judged: what is closed cannot be made clearer.

What to do: before the agreement, `promisectl counter ID -c "…"`; after it, `promisectl renegotiate ID -c "…"`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found, head_spot
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.promise import State

CODE = "PC604"
SCOPE = "open"

BAD = example(AGREE, criteria=None)

GOOD = example(AGREE)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield an open promise without a criterion."""
    standing = context.live(record)
    if standing is None or standing.terms.criteria:
        return
    shown = "criteria" if record.promise.file.criteria is not None else "what"
    settled = standing.state in (State.PROMISED, State.DELIVERED)
    yield found(
        CODE,
        head_spot(record, shown),
        promise=record.id,
        help=M('agree on one: `promisectl renegotiate {id} -c "…" --reason CODE`', id=record.id)
        if settled
        else M('ask for one: `promisectl counter {id} -c "…"`', id=record.id),
    )
