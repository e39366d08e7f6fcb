"""Outlook: what a branch leaves open: whose word is still needed, and what evidence there is of the words it brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair
from promisectl.lifecycle.effects import needed


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal the branch brings and who has not agreed; `approved` are those whose approval a host brought."""

    promise: str
    position: int
    who: tuple[str, ...]
    approved: tuple[tuple[str, str], ...] = ()


def waiting(branch: Branch) -> Iterator[Waiting]:
    """Yield each new proposal that still needs somebody's word."""
    for pair in branch.pairs:
        standing = pair.after.standing if pair.after else None
        proposal = standing.proposal if standing else None
        if standing is None or proposal is None or proposal.act not in pair.comparison.new:
            continue
        who = tuple(sorted(needed(standing, branch.now, branch.context)))
        if who:
            position = proposal.act + 1
            yield Waiting(pair.id, position, who, tuple(_approved(pair, position, who, branch)))


def _approved(pair: Pair, position: int, who: tuple[str, ...], branch: Branch) -> Iterator[tuple[str, str]]:
    terms = pair.after.acts[position - 1].get("terms") if pair.after else None
    for one in branch.approvals:
        her = branch.people.current(one.by)
        if one.promise == pair.id and one.act == position and one.terms == terms and her in who:
            yield her, one.source


def evidence(pair: Pair, position: int, branch: Branch) -> str:
    """Return how far an act can be trusted, in one word: author, forge-asserted, recorded, unverified."""
    act = pair.after.promise.history[position] if pair.after else None
    commit = branch.authors.get((pair.id, position))
    if act is None:
        return "unverified"
    if act.speaker not in branch.people and act.speaker in branch.people_now:
        return "unverified"
    her = branch.people.current(act.speaker)
    if commit is not None and (commit.author == her or her in commit.agreed):
        return "author"
    if any(one.promise == pair.id and branch.people.current(one.by) == her for one in branch.approvals):
        return "forge-asserted"
    return "recorded"
