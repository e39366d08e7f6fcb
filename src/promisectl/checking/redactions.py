"""Redactions: whether a text that a branch takes out of an act was taken out by somebody who may."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair


def redacted_by_steward(pair: Pair, position: int, branch: Branch) -> bool:
    """Return whether every text taken out of an act says that a steward did it, and a steward committed that."""
    commit = branch.redactions.get((pair.id, position))
    if pair.after is None or (commit is not None and not branch.is_steward(commit.author)):
        return False
    who = list(_redactors(pair.after.acts[position]))
    people = [branch.people.get(one) for one in who]
    agents = any(person is not None and person.kind == "agent" for person in people)
    return bool(who) and not agents and all(branch.is_steward(one) for one in who)


def _redactors(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        inner = value.get("redacted")
        if isinstance(inner, dict):
            yield str(inner.get("by"))
        for below in value.values():
            yield from _redactors(below)
    elif isinstance(value, list):
        for below in value:
            yield from _redactors(below)
