"""Nothing to answer: an agree, decline or withdraw with no open proposal or question.

Once the terms are agreed, these three verbs answer a renegotiation, and there is none open: it was never made, it was
taken back, or it is settled. A yes that answers nothing must not be read as a yes to whatever comes next.

What to do: take the act out, or first put the proposal it answers into the history (`promisectl renegotiate ID`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.law import law_findings
from promisectl.model.finding import Finding

CODE = "PC209"
SCOPE = "promise"

BAD = example(
    AGREE,
    "{act: agree, by: ana, at: 2026-03-03T10:20:00Z}",
)

GOOD = example(
    AGREE,
    "{act: renegotiate, by: diego, at: 2026-03-03T10:00:00Z, terms: {due: 2026-04-24}, reason: supplier}",
    "{act: agree, by: ana, at: 2026-03-03T10:20:00Z}",
    due="2026-04-24",
    opened_due="2026-04-20",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the act that answers nothing."""
    yield from law_findings(record, CODE)
