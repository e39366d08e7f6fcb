"""Across merges: what one side of a merge brings is asked the other side's level (verdicts.md, section 3).

A branch that left before a policy was made is judged commit by commit without it. Where it comes back to those who made
the policy, its acts and its changes of registers are asked again, by the policy of the other side and the people of
either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from promisectl.app.guard.registers import PastRegisters, RegisterHistory
from promisectl.app.guard.seen import Seen
from promisectl.app.guard.spoken import Heard
from promisectl.diff.ruling import Commit, Ruling
from promisectl.diff.trust import Breach, judge

_LEVELS = ("PC501", "PC502")
RulingAt = Callable[[str], Ruling]


def asked_again(seen: Seen, registers: RegisterHistory, ruling_at: RulingAt) -> Mapping[str, list[Ruling]]:
    """Return the further rulings by which commits are judged, by their names: those of the sides they came to.

    The levels of acts are asked here: what fails is put down with the act.
    """
    further: dict[str, list[Ruling]] = {}
    by_commit: dict[str, list[Heard]] = {}
    for heard in seen.heard:
        by_commit.setdefault(heard.commit, []).append(heard)
    for parents in seen.parents.values():
        for side, commits in _brought_to(parents, seen, registers):
            ruling = ruling_at(side)
            for commit in commits:
                further.setdefault(commit, []).append(ruling)
                for heard in by_commit.get(commit, ()):
                    _ask(heard, seen, ruling, ruling_at(_first_parent(commit, seen, side)))
    return further


def _first_parent(commit: str, seen: Seen, side: str) -> str:
    parents = seen.parents.get(commit) or (side,)
    return parents[0]


def _brought_to(parents: Sequence[str], seen: Seen, registers: RegisterHistory) -> Iterator[tuple[str, set[str]]]:
    """Yield each side of a merge that has a policy of its own, with the commits that the other sides bring to it."""
    if not _differ(parents, registers):
        return
    reached = {parent: _reached(parent, seen) for parent in parents}
    for side in parents:
        others = _others(side, parents, registers)
        brought = set[str]().union(*(reached[other] for other in others)) - reached[side]
        if brought:
            yield side, brought


def _differ(parents: Sequence[str], registers: RegisterHistory) -> bool:
    """Whether there are several parents, and the policy of one is not that of the first."""
    if len(parents) < 2:
        return False
    first = registers.of(parents[0])
    return not all(_is_alike(first, registers.of(parent)) for parent in parents[1:])


def _others(side: str, parents: Sequence[str], registers: RegisterHistory) -> list[str]:
    """Return the parents whose policy is not that of one of them."""
    own = registers.of(side)
    return [parent for parent in parents if not _is_alike(own, registers.of(parent))]


def _is_alike(one: PastRegisters, other: PastRegisters) -> bool:
    """Whether two policies ask the same of acts, and let the same people rule."""
    mine, yours = one.settings.policy, other.settings.policy
    return (mine.trust, mine.acts, mine.stewards) == (yours.trust, yours.acts, yours.stewards)


def _reached(commit: str, seen: Seen) -> set[str]:
    """Return the commits of the stretch that a commit holds, itself among them."""
    found: set[str] = set()
    waiting = [commit]
    while waiting:
        at = waiting.pop()
        if at in seen.parents and at not in found:
            found.add(at)
            waiting += seen.parents[at]
    return found


def _ask(heard: Heard, seen: Seen, ruling: Ruling, own: Ruling) -> None:
    """Ask an act for the level of the side it came to; it may be met by the people of either."""
    commit = seen.commits[heard.commit]
    told = {breach.code for breach in heard.breaches}
    failing = _failing(heard, commit, ruling)
    if not failing:
        return
    by_own_people = replace(own, settings=ruling.settings)
    if _failing(heard, commit, by_own_people):
        heard.breaches += [breach for breach in failing if breach.code not in told]


def _failing(heard: Heard, commit: Commit, ruling: Ruling) -> list[Breach]:
    breaches = judge(heard.act, commit, ruling).breaches
    return [breach for breach in breaches if breach.code in _LEVELS]
