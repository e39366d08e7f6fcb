"""Merge mixed: a merge lost, moved or mixed acts.

git merges lines of text, and knows nothing of conversations. It may take a packed promise for renamed and put the other
branch's act into a look-alike, without a conflict; whoever resolves a conflict by keeping both sides may let two acts
fuse. So of every merge commit, and of the merge that is still to come, each parent's acts must stand unchanged in their
own promise, and no other act may appear; an answer stays under what it answered. Notes may stand anywhere, other acts
only after those of the side that stands; what cannot stand so is set aside whole in a note of kind `displaced`, never
what the base holds. An agreement set aside is a warning, and so is such a note in a commit that is no merge: it moves
nothing.

What to do: merge again, and resolve the file with `promisectl resolve FILE`.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC404"
SCOPE = "audit"

BAD = example(AGREE, "{act: note, by: eva, at: 2026-03-05T10:00:00Z, kind: comment, note: said in another promise}")

GOOD = example(AGREE)
