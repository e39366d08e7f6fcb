"""Act after close: the conversation was over when this was said.

Closed states absorb: accepted, declined, withdrawn, revoked, cancelled, failed, and lapsed (the condition did not
come true by its deadline). A note may still be added; anything else is a new promise, so that what was counted once
stays counted.

What to do: make a new promise with `follows:`, or with `reopens:` when it is the same concern.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import example
from promisectl.checking.law import law_findings
from promisectl.model.finding import Finding

CODE = "PC207"
SCOPE = "promise"

BAD = example(
    "{act: decline, by: diego, at: 2026-03-02T11:40:00Z}",
    "{act: agree, by: diego, at: 2026-03-03T09:00:00Z}",
)

GOOD = example(
    "{act: decline, by: diego, at: 2026-03-02T11:40:00Z}",
    "{act: note, by: diego, at: 2026-03-03T09:00:00Z, note: asked the other workshop}",
    state="declined",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the act that comes after the close."""
    yield from law_findings(record, CODE)
