"""Act not allowed: from where the conversation stands, this act leads nowhere.

A promise is a conversation with an order: asked or offered, agreed, delivered, received. The law is a table of
moves (see `promisectl next ID`); an act that has no row for the present state is refused by the command and found
here when a file was edited by hand. Only the first refused act of a history is reported: what follows it stands on
nothing.

What to do: use the verb the help names, or put the missing act before this one, with the time it was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.law import law_findings
from promisectl.model.finding import Finding

CODE = "PC201"
SCOPE = "promise"

BAD = example(
    AGREE,
    "{act: reject, by: ana, at: 2026-03-06T10:00:00Z, unmet: [report with 8 photos]}",
)

GOOD = example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [report.pdf]}",
    "{act: reject, by: ana, at: 2026-03-06T10:00:00Z, unmet: [report with 8 photos]}",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the act that the present state does not allow."""
    yield from law_findings(record, CODE)
