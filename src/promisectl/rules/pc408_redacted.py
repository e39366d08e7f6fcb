"""Redacted: a text was taken out, and a salted hash stands in its place.

Personal-data law gives people a right to erasure. It is told here so that nobody has to find it: the act stands, its
speaker and time too, and only the text is gone. Old commits still hold it until the history of git is rewritten.

It is an error where somebody took it out who may not: another's words are a steward's to take out, or, where none is
named, their speaker's; terms in force of an open promise are nobody's, for both must be able to read them.

What to do: nothing where it was lawful. Else put the text back, or let a steward stand by the commit: by an approval,
or by a later commit that says `Confirms: COMMIT`. Terms in force are renegotiated to neutral words first, and the old
ones redacted then; nobody stands by those.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC408"
SCOPE = "audit"

BAD = example(
    AGREE,
    "{act: note, by: eva, at: 2026-03-05T10:00:00Z, kind: comment, "
    "note: {redacted: {by: ana, at: 2026-03-09, sha256: 5f0c}}}",
)

GOOD = example(AGREE, "{act: note, by: eva, at: 2026-03-05T10:00:00Z, kind: comment, note: the gate is on the left}")
