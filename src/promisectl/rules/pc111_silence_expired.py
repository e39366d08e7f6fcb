"""Silence expired: a comment that quiets a finding is past its day, quiets nothing, or is not complete.

`# promisectl: ignore PC607 until 2026-06-15 because …` quiets a finding of PC3, PC6 or PC7 on its own line, on the
line below it, or in the whole file where it stands before the first key. It must name a day, so that nothing is quiet
for ever. Reported are a silence without a day (or with one that is no date), one past its day or more than ninety days
ahead, one for a code that cannot be silenced (the law, changes, trust and the form of files cannot), and one that
quieted nothing.

What to do: remove the comment, or give it a new day.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC111"
SCOPE = "silences"

BAD = "# promisectl: ignore PC604 because we trust each other\n" + example(AGREE)

GOOD = "# promisectl: ignore PC604 until 2026-06-15 because we trust each other\n" + example(AGREE, criteria=None)
