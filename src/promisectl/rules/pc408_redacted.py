"""Redacted: a steward took a text out, and a salted hash stands in its place.

Personal-data law gives people a right to erasure. It is told here so that nobody has to find it: the act stands, its
speaker and time too, and only the text is gone. Old commits still hold it until the history of git is rewritten.

What to do: nothing. Where it should not have been, ask the steward it names.
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
