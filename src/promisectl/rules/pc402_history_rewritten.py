"""History rewritten: an act that was there was edited, moved or taken away, or one was slipped in before it.

The history is append-only: what was said stays said, and is corrected by saying something else. An act slipped in
before others changes what they meant; notes and warnings do not, and after a merge they may stand where their time
puts them. A text that a steward took out is PC408; taken out by anybody else it is this.

What to do: put the old act back as it was (`git show BASE:FILE`), and say what is to be corrected as a new act.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.redactions import redacted_by_steward
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.descent import slipped_in
from promisectl.diff.versions import Pair, Version
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.place import Spot

CODE = "PC402"
SCOPE = "change"

BAD = example("{act: agree, by: diego, at: 2026-03-05T11:40:00Z}  # the base says 2026-03-02")

GOOD = example(AGREE, "{act: note, by: diego, at: 2026-03-05T11:40:00Z, kind: comment, note: I agreed on the 2nd}")


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each act of the base that does not stand, and each act slipped in before one."""
    mixed = {fault.promise for fault in branch.merges}
    for pair in branch.pairs:
        if pair.before is None or pair.after is None or pair.id in mixed:
            continue
        for spot, note in _faults(pair, branch):
            help = M("put it back as it was, and say the correction as a new act: `promisectl next {id}`", id=pair.id)
            yield found(CODE, spot, promise=pair.id, note=note, help=help)


def _faults(pair: Pair, branch: Branch) -> Iterator[tuple[Spot, Message]]:
    assert pair.before is not None and pair.after is not None  # noqa: S101 - looked at by the caller
    yield from _changed_acts(pair, pair.before, pair.after)
    yield from _unlawful_redactions(pair, pair.after, branch)
    for j in slipped_in(pair.after.acts, pair.comparison):
        note = M("this act ({act}) was slipped in before others", act=_said(pair.after.acts[j]))
        yield pair.after.promise.spot("history", j), note


def _changed_acts(pair: Pair, before: Version, after: Version) -> Iterator[tuple[Spot, Message]]:
    """Yield the acts that were edited, taken away or moved."""
    promise, compared = after.promise, pair.comparison
    for i, j, fields in compared.edited:
        key = fields[0].partition(".")[0] if fields else "act"
        act = _said(before.acts[i])
        note = M("act {position} ({act}) was changed: {fields}", position=i + 1, act=act, fields=", ".join(fields))
        yield promise.spot("history", j, key), note
    for i in compared.removed:
        note = M("act {position} ({act}) was taken away", position=i + 1, act=_said(before.acts[i]))
        yield promise.spot("history" if after.acts else "id"), note
    for i, j in compared.reordered:
        note = M("act {position} ({act}) changed its place", position=i + 1, act=_said(before.acts[i]))
        yield promise.spot("history", j), note


def _unlawful_redactions(pair: Pair, after: Version, branch: Branch) -> Iterator[tuple[Spot, Message]]:
    for i, j, fields in pair.comparison.redacted:
        if redacted_by_steward(pair, j, branch):
            continue
        note = M(
            "act {position} was redacted by somebody who is no steward: {fields}",
            position=i + 1,
            fields=", ".join(fields),
        )
        yield after.promise.spot("history", j, fields[0].partition(".")[0]), note


def _said(act: object) -> str:
    return f"{act.get('act')} by {act.get('by')}" if hasattr(act, "get") else "?"
