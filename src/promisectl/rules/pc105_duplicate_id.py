"""Duplicate id: two promises carry the same id, so nobody can say which one is meant.

Ids are minted at random and never reused. Two of the same come from a file copied by hand, or from a promise that
stands both loose and in a pack. The first, by path, is taken for the promise; the other is reported.

What to do: where the file was copied to begin a new promise, give it an id (and file name) of its own; where it
stands in a pack as well, delete the loose copy or run `promisectl unpack`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC105"
SCOPE = "workspace"

BAD = (
    f"# file: ledgers/claims/clm-k7m2x9qd.yaml\n{example(AGREE)}"
    f"# file: ledgers/claims/march/clm-k7m2x9qd.yaml\n{example(AGREE)}"
)

GOOD = (
    f"# file: ledgers/claims/clm-k7m2x9qd.yaml\n{example(AGREE)}"
    f"# file: ledgers/claims/march/clm-9xk4v0ab.yaml\n{example(AGREE, id='clm-9xk4v0ab')}"
)


def check(context: RuleContext) -> Iterator[Finding]:
    """Yield each further promise of an id, and each loose one that also stands in a closed pack."""
    for record in context.records:
        promise, first = record.promise, context.by_id[record.id].promise
        if first is not promise:
            yield found(
                CODE,
                promise.spot("id"),
                promise=record.id,
                note=M("{id} is also in {path}", id=record.id, path=first.path),
                help=M("give one of the two an id and file name of its own, or delete the copy"),
            )
        elif not promise.packed and record.id in context.packed:
            yield found(
                CODE,
                promise.spot("id"),
                promise=record.id,
                note=M("{id} is also in a pack", id=record.id),
                help=M(
                    "delete the loose copy, or take it out of the pack: `promisectl unpack {id}`",
                    id=record.id,
                ),
            )
