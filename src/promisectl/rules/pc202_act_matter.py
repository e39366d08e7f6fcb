"""Act matter: the act lacks what it must carry, or carries what it may not.

A renegotiation without a reason, a delivery without evidence, a partial acceptance without its share: each act
carries what the other side, and a later reader, needs to understand it. An agreement that repeats the terms must
repeat them exactly: nobody agrees to what was not proposed.

What to do: add or take out what the note names.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.law import law_findings
from promisectl.model.finding import Finding

CODE = "PC202"
SCOPE = "promise"

BAD = example(
    AGREE,
    "{act: revoke, by: diego, at: 2026-03-05T16:00:00Z}",
    state="revoked",
)

GOOD = example(
    AGREE,
    "{act: revoke, by: diego, at: 2026-03-05T16:00:00Z, reason: capacity}",
    state="revoked",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the act that lacks matter or carries too much."""
    yield from law_findings(record, CODE)
