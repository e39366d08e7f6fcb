"""Outlook: what a branch leaves open: whose word is still needed, what evidence there is of the words it brings, and
what it threatens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from promisectl.diff.branch import Branch
from promisectl.diff.versions import Pair
from promisectl.lifecycle.effects import needed
from promisectl.metrics.view import Threat


@dataclass(frozen=True, slots=True)
class Threatened:
    """A promise that comes to be late by a need, and whose it is. `proposed` where that waits for an agreement."""

    id: str
    what: object
    threat: Threat
    proposed: bool
    customer: str | None = None
    performer: str | None = None


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
        who = tuple(sorted(needed(standing, branch.context)))
        if who:
            position = proposal.act + 1
            yield Waiting(pair.id, position, who, tuple(_approved(pair, position, who, branch)))


def _approved(pair: Pair, position: int, who: tuple[str, ...], branch: Branch) -> Iterator[tuple[str, str]]:
    terms = pair.after.acts[position - 1].get("terms") if pair.after else None
    for approval in branch.approvals:
        her = branch.people.current(approval.by)
        if approval.promise == pair.id and approval.act == position and approval.terms == terms and her in who:
            yield her, approval.source
