"""Across a due: an act says a time on one side of a due, and was committed on the other.

Words are often written down a little later than they were said. Where the day that decides lies between, a reader
cannot tell whether it was met. It is asked of the dues in force, of the day until which a condition may come true, and
of every act but notes and warnings; the later of the author's and the committer's time counts. For a pause or its end
by the performer alone it is an error, by the author's time, until the commit is published.

What to do: say things on the day; where it was really said then, let the other party stand by it
(`promisectl confirm ID ACT`).
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC211"
SCOPE = "audit"

BAD = example(
    AGREE, "{act: deliver, by: diego, at: 2026-04-20T10:00:00Z, evidence: [r]}  # due that day, committed on the 25th"
)

GOOD = example(
    AGREE, "{act: deliver, by: diego, at: 2026-04-20T10:00:00Z, evidence: [r]}  # due that day, committed that day"
)
