"""Whose word: an act is in a commit of somebody else than the person whose word it is.

It is asked of every act but a note, in a promise that was there before, whose speaker is not the commit's author. A
commit of hers with this very act, an approval of the review, or her `promisectl confirm` answers it. What is said
*openly* (`by` is the author, with `for` and `via`) by a third person who keeps the minutes is an info. The other party
may record openly a first agreement to terms that stood before, a delivery, a verdict (PC503 warns); but not that the
other renegotiates, counters, pauses, cancels, revokes or agrees to what is new, unless the base says
`policy: {proxy: allowed}`. Somebody whom people.yaml does not know, and whatever is written in another's name with
nothing that says so, is an error. It is a warning at most for speakers whose commits could not be told: outside
parties, those without an address in people.yaml. Promises that arrive whole are told once a commit. In `audit`, and
after a push to the default branch, it is a warning where acts need only be recorded, for a host's squash puts one
author over several people's words.

What to do: let her commit it, or stand by it (`promisectl confirm ID ACT`), or approve the change (`--approvals`).
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC406"
SCOPE = "audit"

_ASKED = "{act: renegotiate, by: diego, at: 2026-03-10T09:00:00Z, terms: {due: 2026-04-24}, reason: supplier}"

BAD = example(
    AGREE,
    _ASKED,
    "{act: agree, by: ana, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}  # in a commit of diego",
    due="2026-04-24",
    opened_due="2026-04-20",
)

GOOD = example(
    AGREE,
    _ASKED,
    "{act: agree, by: ana, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}  # in a commit of ana",
    due="2026-04-24",
    opened_due="2026-04-20",
)
