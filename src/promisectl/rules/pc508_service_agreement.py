"""Service agreement: an agreement says that it comes from a service, and no standing agreement covers it.

An `agree` that somebody writes for the performer, `via: service NAME`, is worth what the performer agreed to
beforehand: the entry of services.yaml as it stood before this commit, in force on that day, with the digest of these
terms. It covers what the entry itself would ask for: each parameter filled with one plain word, everything else as it
is written there. Other terms, a sentence in a parameter's place, an entry that was changed since it was agreed to, and
an agreement that has ended or not begun bind nobody.

What to do: let the performer agree with `promisectl agree ID` or confirm it with `promisectl confirm ID`; so that later
requests are covered, let the performer say `promisectl service agree NAME` first, in a commit of that person's own.
"""

from __future__ import annotations

from promisectl.checking.examples import example

CODE = "PC508"
SCOPE = "audit"

BAD = example(
    "{act: agree, by: ana, for: diego, via: service inspection, at: 2026-03-02T11:40:00Z}  # no standing agreement"
)

GOOD = example("{act: agree, by: diego, at: 2026-03-02T11:40:00Z}")
