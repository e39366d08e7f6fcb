"""Attribute changed: what a promise counts for was changed when its outcome was known.

`weight` and the fields that a target's `where` names say in which rate a promise counts, and how much. Changed after
the due, or after the promise was closed, they move a rate that everybody knew already; so it is told, and a reviewer
can ask. The same holds for the `area` of a person on days that have passed.

What to do: label promises when they are made; where the label was wrong, say so in a note (`promisectl note ID`).
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair, Version
from promisectl.diff.watched import watched_keys
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import deadline

CODE = "PC410"
SCOPE = "change"

BAD = example(AGREE, head="weight: 1  # the base says 10, and the due has passed")

GOOD = example(AGREE, head="weight: 10")


def check(branch: Branch) -> Iterator[Finding]:
    """Yield each promise whose known outcome counts otherwise now."""
    watched = watched_keys(branch.settings)
    for pair in branch.pairs:
        keys = _changed_keys(pair, watched)
        if keys and pair.after is not None and _is_known(pair, branch):
            yield _changed(pair.after, keys)


def _changed(after: Version, keys: list[str]) -> Finding:
    """Return the finding about some keys of a promise, at the first that still stands."""
    shown = next((key for key in keys if key in after.values), "id")
    id_ = after.promise.id
    return found(
        CODE,
        after.promise.spot(shown),
        promise=id_,
        note=M("{keys} changed when its outcome was known", keys=", ".join(f"`{key}`" for key in keys)),
        help=M('put it back, or say why: `promisectl note {id} "…"`', id=id_),
    )


def _changed_keys(pair: Pair, watched: list[str]) -> list[str]:
    """Return the keys of a promise that both sides have and say otherwise."""
    if pair.before is None or pair.after is None:
        return []
    before, after = pair.before.values, pair.after.values
    return [key for key in watched if before.get(key) != after.get(key)]


def _is_known(pair: Pair, branch: Branch) -> bool:
    """Whether the promise was closed, or its due had passed."""
    standing = pair.before.standing if pair.before else None
    if standing is None or standing.state is None:
        return False
    due = standing.current_due
    return not standing.state.is_open or (due is not None and branch.now > deadline(due, branch.context.zone))
