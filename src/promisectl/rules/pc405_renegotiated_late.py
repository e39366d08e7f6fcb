"""Renegotiated late: another day was proposed or agreed after the due had passed.

Renegotiating is legitimate, and it is what a good performer does *before* the date. After it the promise was already
missed: the new day holds between the two, and the numbers still count the old one.

What to do: nothing can be mended now; warn and renegotiate earlier the next time. To say it openly, leave a note with
the reason (`promisectl note ID --kind retro`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import beginning, deadline

CODE = "PC405"
SCOPE = "change"

_LATE = "{act: renegotiate, by: diego, at: AT, terms: {due: 2026-04-30}, reason: capacity}"

BAD = example(AGREE, _LATE.replace("AT", "2026-04-22T09:00:00Z"))

GOOD = example(AGREE, _LATE.replace("AT", "2026-04-17T09:00:00Z"))


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each new renegotiation that came after the due then counted."""
    for pair in branch.pairs:
        for position in pair.comparison.new:
            finding = _late(pair, position, branch)
            if finding is not None:
                yield finding


def _late(pair: Pair, position: int, branch: Branch) -> Finding | None:
    after = pair.after
    if after is None or after.standing is None or position >= len(after.promise.history):
        return None
    act = after.promise.history[position]
    if act.act is not Verb.RENEGOTIATE or act.terms is None or "due" not in act.terms.given():
        return None
    before = replay(after.promise.history[:position], branch.context)
    due = before.counted_due if isinstance(before, Standing) and before.clock_runs else None
    if due is None or beginning(act.at, branch.context.zone) <= deadline(due, branch.context.zone):
        return None
    return found(
        CODE,
        after.promise.spot("history", position, "at"),
        promise=pair.id,
        note=M("the due {due} had passed when {speaker} asked for another", due=due.isoformat(), speaker=act.speaker),
        help=M('it stays late in the numbers; say why: `promisectl note {id} "…" --kind retro`', id=pair.id),
    )
