"""Proxy without via: somebody's words were recorded by another, and nothing says where they were spoken.

Writing down what a colleague said is welcome; `via` (a call, a meeting, a link) is what lets the colleague, or a
reader in a year, find it again. For outside parties the same is said by PC601.

What to do: record words with `--for` and `--via`. An act that is not committed yet can be taken back with
`promisectl undo ID` and said again.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import example
from promisectl.checking.rule import act_spot, found
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.people import is_outside

CODE = "PC505"
SCOPE = "promise"

BAD = example("{act: agree, by: ana, for: diego, at: 2026-03-02T11:40:00Z}")

GOOD = example("{act: agree, by: ana, for: diego, via: stand-up, at: 2026-03-02T11:40:00Z}")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each act that records a registered person's words without `via`."""
    people = context.people
    for index, act in enumerate(record.promise.history):
        if act.for_ is None or act.via is not None or is_outside(act.for_) or act.for_ not in people:
            continue
        if people.current(act.for_) == people.current(act.by):
            continue
        yield found(
            CODE,
            act_spot(record, index, "for_"),
            promise=record.id,
            note=M("{by} recorded the words of {speaker}", by=act.by, speaker=act.for_),
            help=M("add where it was said, while it is uncommitted: `via: …`; with the command: `--via`"),
        )
