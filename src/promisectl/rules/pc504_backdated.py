"""Backdated: an act says that it was spoken more than two days before it was committed.

The later of the author's and the committer's time counts. Words may be written down later than they were said, and many
honest ones are. It is told because a day in the past is also what a rewritten past needs. It is an info where the
policy wants acts to be recorded only, else a warning; of several such acts that one commit brings to a promise, the
first is told.

What to do: write down what is said within two days; for what is older say where it was said, with `--via`.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC504"
SCOPE = "audit"

BAD = example(AGREE + "  # in a commit of 2026-04-01")

GOOD = example(AGREE + "  # in a commit of 2026-03-02")
