"""Merge mixed: a merge lost, moved or mixed acts.

git merges lines of text, and knows nothing of conversations. It may take a packed promise for renamed and put the
other branch's act into a look-alike, without a conflict; whoever resolves a conflict by keeping both sides may let two
acts fuse. So of every merge commit on the branch each parent's acts must stand unchanged in their own promise, and no
other act may appear; what a resolution sets aside stands whole in a note of kind `displaced`.

What to do: merge again, and resolve the file with `promisectl resolve FILE`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Place, Spot

CODE = "PC404"
SCOPE = "change"

BAD = example(AGREE, "{act: note, by: eva, at: 2026-03-05T10:00:00Z, kind: comment, note: said in another promise}")

GOOD = example(AGREE)


def check(branch: Branch) -> Iterator[Finding]:
    """Yield what the merges of the branch did and no parent says."""
    where = {pair.id: pair.after.promise for pair in branch.pairs if pair.after is not None}
    for fault in branch.merges:
        if fault.path in branch.unread:
            continue  # what the file says cannot be told before it can be read
        promise = where.get(fault.promise)
        spot: Spot | Place = Place(fault.path, 1, 1, 2)
        if promise is not None and fault.position is not None and fault.position < len(promise.history):
            spot = promise.spot("history", fault.position)
        help = M("merge again, and resolve the file with `promisectl resolve {path}`", path=fault.path)
        yield found(CODE, spot, promise=fault.promise, note=fault.note, help=help)
