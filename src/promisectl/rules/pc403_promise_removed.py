"""Promise removed: a promise that was spoken is not there any more.

A promise ends by an act: declined, withdrawn, accepted, cancelled, revoked, failed. Taking its file away, or giving it
another id, takes away what was said. A promise moved into a pack or another folder is still there; a draft, of which
nothing was said, may go.

What to do: bring the file back (`git checkout BASE -- FILE`) and end the promise by saying so.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC403"
SCOPE = "audit"

BAD = "# the base holds ledgers/claims/clm-k7m2x9qd.yaml, the branch does not\n"

GOOD = example(AGREE, "{act: cancel, by: ana, at: 2026-03-05T10:00:00Z, reason: customer-change}", state="cancelled")
