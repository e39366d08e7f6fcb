"""Wrong speaker: this act belongs to somebody else.

Only the customer declares satisfaction, only the performer delivers, and only the one asked says yes. The speaker is
`for` where present, else `by`: anyone may write down another's words, and says whose they are. An outside party
(`ext:…`) writes nothing itself and speaks only through `for` and `via`. For somebody who has left a steward speaks,
where stewards are named. Where the speaker is not registered at all, PC107 says so instead.

What to do: ask the one the note names to say it, or record that person's words with `--for` and `--via`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.law import law_findings
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.speaking import not_a_steward
from promisectl.model.finding import Finding
from promisectl.model.moment import beginning

CODE = "PC204"
SCOPE = "promise"

BAD = example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [report.pdf]}",
    "{act: accept, by: diego, at: 2026-03-06T10:00:00Z}",
    state="accepted",
)

GOOD = example(
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [report.pdf]}",
    "{act: accept, by: ana, at: 2026-03-06T10:00:00Z}",
    state="accepted",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield the act that is not its speaker's, and what was said for a leaver by somebody who is no steward."""
    yield from law_findings(record, CODE)
    for index, act in enumerate(record.promise.history):
        at = beginning(act.at, context.law.zone)
        refusal = not_a_steward(act, at, context.law)
        if refusal is not None:
            spot = act_spot(record, index, refusal.field)
            yield found(CODE, spot, promise=record.id, note=refusal.note, help=refusal.help)
