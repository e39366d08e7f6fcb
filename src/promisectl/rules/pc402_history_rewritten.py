"""History rewritten: an act that was there was edited, moved or taken away, or one was slipped in before it.

The history is append-only: what was said stays said, and is corrected by saying something else. An act slipped in
before others changes what they meant; notes and warnings do not, and after a merge they may stand where their time
puts them. A text that a steward took out is PC408; taken out by anybody else it is this.

What to do: put the old act back as it was (`git show BASE:FILE`), and say what is to be corrected as a new act.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC402"
SCOPE = "audit"

BAD = example("{act: agree, by: diego, at: 2026-03-05T11:40:00Z}  # the base says 2026-03-02")

GOOD = example(AGREE, "{act: note, by: diego, at: 2026-03-05T11:40:00Z, kind: comment, note: I agreed on the 2nd}")
