"""Leaver spoke: somebody who has left spoke otherwise than through a steward.

Who has left is still needed for an agreement, for silence moves nothing. A steward of the base speaks in the place, in
a commit of the steward's: `by` the steward, `for` whoever left, `via: handover`. Where the steward is the other party
it is a warning, and an error if another steward could do it.

What to do: let a steward say it. Where none is named, name one first, in a change of its own. The approval of another
steward, or her later commit with the line `Confirms: COMMIT`, answers it, too.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC509"
SCOPE = "audit"

BAD = example(AGREE, "{act: note, by: ana, at: 2026-04-01T10:00:00Z, kind: comment, note: done}  # ana left in March")

GOOD = example(
    AGREE,
    "{act: note, by: eva, for: ana, via: handover, at: 2026-04-01T10:00:00Z, kind: comment, note: done}"
    "  # eva is a steward",
)
