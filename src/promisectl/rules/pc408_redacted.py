"""Redacted: a steward took a text out, and a salted hash stands in its place.

Personal-data law gives people a right to erasure. It is told here so that nobody has to find it: the act stands, its
speaker and time too, and only the text is gone. Old commits still hold it until the history of git is rewritten.

What to do: nothing. Where it should not have been, ask the steward it names.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.redactions import redacted_by_steward
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC408"
SCOPE = "change"

BAD = example(
    AGREE,
    "{act: note, by: eva, at: 2026-03-05T10:00:00Z, kind: comment, "
    "note: {redacted: {by: ana, at: 2026-03-09, sha256: 5f0c}}}",
)

GOOD = example(AGREE, "{act: note, by: eva, at: 2026-03-05T10:00:00Z, kind: comment, note: the gate is on the left}")


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each act of which a steward took a text out."""
    for pair in branch.pairs:
        if pair.after is None:
            continue
        for _, j, fields in pair.comparison.redacted:
            if redacted_by_steward(pair, j, branch):
                yield found(
                    CODE,
                    pair.after.promise.spot("history", j, fields[0].partition(".")[0]),
                    promise=pair.id,
                    note=M("taken out: {fields}", fields=", ".join(fields)),
                    help=M("nothing is to be done; the act itself stands: `promisectl show {id}`", id=pair.id),
                )
