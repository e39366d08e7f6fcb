"""Renegotiated late: another day was proposed or agreed after the due had passed.

Renegotiating is legitimate, and it is what a good performer does *before* the date. After it the promise was already
missed: the new day holds between the two, and the numbers still count the old one.

What to do: nothing can be mended now; warn and renegotiate earlier the next time. To say it openly, leave a note with
the reason (`promisectl note ID --kind retro`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair, Version
from promisectl.lifecycle.replay import standings
from promisectl.model.act import Act, Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import Moment, beginning, deadline

CODE = "PC405"
SCOPE = "change"

_LATE = "{act: renegotiate, by: diego, at: AT, terms: {due: 2026-04-30}, reason: capacity}"

BAD = example(AGREE, _LATE.replace("AT", "2026-04-22T09:00:00Z"))

GOOD = example(AGREE, _LATE.replace("AT", "2026-04-17T09:00:00Z"))


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each new renegotiation that came after the due then counted."""
    for pair in branch.pairs:
        asked = set(_asking(pair))
        if pair.after is not None and asked:
            yield from _late_ones(pair.after, asked, branch)


def _asking(pair: Pair) -> Iterator[int]:
    """Yield the places of the new proposals of another due, in a history that the law allows."""
    if pair.after is None or pair.after.standing is None:
        return
    history = pair.after.promise.history
    for position in pair.comparison.new:
        if position < len(history) and _asks_for_another(history[position]):
            yield position


def _asks_for_another(act: Act) -> bool:
    return act.act is Verb.RENEGOTIATE and act.terms is not None and "due" in act.terms.given()


def _late_ones(after: Version, asked: Collection[int], branch: Branch) -> Iterator[Finding]:
    """Yield those of some proposals that came after the due then counted; one pass over the history."""
    for position, before in enumerate(standings(after.promise.history, branch.context)):
        if position in asked and before.clock_runs and before.counted_due is not None:
            yield from _late(after, position, before.counted_due, branch)


def _late(after: Version, position: int, due: Moment, branch: Branch) -> Iterator[Finding]:
    """Yield a proposal that came after a due."""
    act, id_ = after.promise.history[position], after.promise.id
    if beginning(act.at, branch.context.zone) <= deadline(due, branch.context.zone):
        return
    yield found(
        CODE,
        after.promise.spot("history", position, "at"),
        promise=id_,
        note=M("the due {due} had passed when {speaker} asked for another", due=due.isoformat(), speaker=act.speaker),
        help=M('it stays late in the numbers; say why: `promisectl note {id} "…" --kind retro`', id=id_),
    )
