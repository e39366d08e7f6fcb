"""History rewritten: an act that was there was edited, moved or taken away, or one was slipped in before it.

The history is append-only: what was said stays said, and is corrected by saying something else. An act slipped in
before others changes what they meant; only in a merge may notes stand where their time puts them. What is said in a
commit stays said, on a branch too, and behind a file that a commit left broken, doubled or away. It is a warning where
it was given back, where what was dropped had come in by an error, and for one's own last word that nobody answered and
the base does not hold. A text that was taken out is PC408.

What to do: put the old act back as it was (`git show COMMIT:FILE`), and say what is to be corrected as a new act;
squash a word that you mended into its own commit before it is merged.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC402"
SCOPE = "audit"

BAD = example("{act: agree, by: diego, at: 2026-03-05T11:40:00Z}  # the base says 2026-03-02")

GOOD = example(AGREE, "{act: note, by: diego, at: 2026-03-05T11:40:00Z, kind: comment, note: I agreed on the 2nd}")
