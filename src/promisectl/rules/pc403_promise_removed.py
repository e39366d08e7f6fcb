"""Promise removed: a promise that was spoken is not there any more.

A promise ends by an act: declined, withdrawn, accepted, cancelled, revoked, failed. Taking its file away, or giving it
another id, takes away what was said. A promise moved into a pack or another folder is still there; a draft, of which
nothing was said, may go.

What to do: bring the file back (`git checkout BASE -- FILE`) and end the promise by saying so.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Version
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Place

CODE = "PC403"
SCOPE = "change"

BAD = "# the base holds ledgers/claims/clm-k7m2x9qd.yaml, the branch does not\n"

GOOD = example(AGREE, "{act: cancel, by: ana, at: 2026-03-05T10:00:00Z, reason: customer-change}", state="cancelled")


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each promise of the base that is gone."""
    lost = {fault.promise for fault in branch.merges}
    for pair in branch.pairs:
        before = pair.before
        if before is None or pair.after is not None or before.promise.is_draft or pair.id in lost:
            continue
        if before.promise.path not in branch.unread:  # else it is there, and cannot be read
            yield _removed(pair.id, before, branch)


def _removed(id: str, before: Version, branch: Branch) -> Finding:
    path = before.promise.path
    copy = _copy(before, branch)
    note = M("it was {what}", what=before.promise.file.what)
    if copy is not None:
        note = M("what was said in it stands in {other} now: an id is never changed", other=copy)
    help = M(
        "bring it back: `git checkout BASE -- {path}`, and end it by an act: `promisectl next {id}`", path=path, id=id
    )
    return found(CODE, Place(path, 1, 1, 2), promise=id, note=note, help=help)


def _copy(before: Version, branch: Branch) -> str | None:
    """Return the id of a new promise in which the same was said; None where there is none."""
    fresh = [pair for pair in branch.pairs if pair.before is None]
    return next((pair.id for pair in fresh if pair.after and pair.after.acts == before.acts), None)
