"""Outside words without via: an outside party spoke, and nothing says where.

A good promise is *public*: others can see that it was made. An outside party (`ext:…`) has no account here, so what it
said stands on the word of whoever wrote it down; `via` (a call, a letter, a case number) is what it can be traced by.

What to do: record outside words with `--for ext:… --via "…"`. What is already committed stays as it is; a note may
say where it was spoken, and the finding can be silenced with a date.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import CRITERIA, DUE, WHAT, example
from promisectl.checking.rule import act_spot, found
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.people import is_outside

CODE = "PC601"
SCOPE = "promise"

_ASKED = (
    "{{act: request, by: ana, for: ext:claim-88123{via}, at: 2026-03-02T09:10:00Z, "
    f"terms: {{{{what: {WHAT}, performer: diego, due: {DUE}, criteria: {CRITERIA}}}}}}}}}"
)

BAD = example(state="requested", customer="ext:claim-88123", opening=_ASKED.format(via=""))

GOOD = example(state="requested", customer="ext:claim-88123", opening=_ASKED.format(via=", via: phone"))


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each act that records an outside party's words without `via`."""
    standing = record.standing
    for index, act in enumerate(record.promise.history[: standing.acts if standing else 0]):
        if act.for_ is not None and is_outside(act.for_) and act.via is None:
            yield found(
                CODE,
                act_spot(record, index, "for_"),
                promise=record.id,
                note=M("{by} recorded the words of {speaker}", by=act.by, speaker=act.for_),
                help=M("add where it was said, while it is uncommitted: `via: …`; with the command: `--via`"),
            )
