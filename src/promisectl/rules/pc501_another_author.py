"""Another author: an act came in a commit whose author is not the one whose word it is.

Where `policy.trust` (or `policy.acts` for this act) is `author`, an act counts when the commit that brought it was
written by an email that people.yaml, as the base has it, lists for its speaker: `for` where there is one, else `by`.
That is what a host of repositories enforces on its users, at most: author lines can be set at will, and a squash merge
makes its presser the author of everything in it. Somebody whom the same commit registers is not known yet.

What to do: let people commit what they say themselves, with an email of people.yaml, or stand by it afterwards
(`promisectl confirm ID ACT`); merge without squashing.
"""

from __future__ import annotations

from promisectl.checking.examples import example

CODE = "PC501"
SCOPE = "audit"

BAD = example("{act: agree, by: diego, at: 2026-03-02T11:40:00Z}  # committed by ana@example.com")

GOOD = example("{act: agree, by: diego, at: 2026-03-02T11:40:00Z}  # committed by diego@example.com")
