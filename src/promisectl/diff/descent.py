"""Descent: what became of a promise's acts from the parents of a commit to the commit itself.

Every act of a parent must stand unchanged in the child. A merge may say nothing of its own: each of its acts comes from
a parent, an answer stands under the proposal it was given to, and what is set aside, of what not every parent says,
stands whole in a `displaced` note (format.md). `audit` and `check --base` judge merges by this one rule. People get
wrong that two parents may rightly differ: what was redacted on one branch stays redacted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from promisectl.diff.histories import Comparison, RawAct, compare
from promisectl.diff.trust import redactors

Acts = Sequence[RawAct]
Kind = Literal["removed", "edited", "redacted", "reordered", "slipped-in"]
_HARMLESS = ("note", "warn")
_ANSWERS = ("agree", "decline")
_ASKS = ("request", "offer", "counter", "renegotiate")


@dataclass(frozen=True, slots=True)
class Lost:
    """An act of a parent that does not stand as it was: `now` stands in its place, at `position` from 0.

    `fields` are what differs, `redactors` those who took texts out. `slipped-in` is a new act that stands before old
    ones and changes what they meant.
    """

    kind: Kind
    act: RawAct
    now: RawAct | None = None
    position: int | None = None
    fields: tuple[str, ...] = ()
    redactors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Descent:
    """What a commit did to a promise: the acts that do not stand, and the positions of the acts that no parent has.

    `new` are those that may be said there, `evil` those that a merge may not say.
    """

    lost: tuple[Lost, ...]
    new: tuple[int, ...]
    evil: tuple[int, ...] = ()


def descended(parents: Sequence[Acts], after: Acts) -> Descent:
    """Return what became of the parents' versions of a history (one for each parent, empty where it has none)."""
    compared = [compare(before, after) for before in parents]
    lost = [one for before, pairs in zip(parents, compared, strict=True) for one in _lost(before, after, pairs)]
    if len(parents) > 1:
        return _merged(parents, after, compared, lost)
    known = {j for one in compared for _, j in _old(one)}
    slipped = [Lost("slipped-in", after[j], after[j], j) for one in compared for j in slipped_in(after, one)]
    return Descent((*lost, *slipped), tuple(j for j in range(len(after)) if j not in known))


def _merged(parents: Sequence[Acts], after: Acts, compared: Sequence[Comparison], lost: Sequence[Lost]) -> Descent:
    """Return what a merge did, where less is lawful than in any other commit."""
    disputed = _disputed(parents)
    aside = [act for note in after for act in displaced(note) if act in disputed]
    stand = [one for one in lost if one.kind == "reordered" or one.act not in aside]
    found = [one for one in stand if not _redacted_before(one, parents, compared)]
    found = [replace(one, kind="edited") if one.kind == "redacted" else one for one in found]
    found += _answers_to_others(parents, after, compared)
    known = {j for one in compared for _, j in one.kept} | {one.position for one in stand}
    fresh = [j for j in range(len(after)) if j not in known]
    new = tuple(j for j in fresh if _only_sets_aside(after[j], disputed))
    return Descent(tuple(found), new, tuple(j for j in fresh if j not in new))


def _lost(before: Acts, after: Acts, one: Comparison) -> Iterator[Lost]:
    for i in one.removed:
        yield Lost("removed", before[i])
    for i, j, fields in (*one.edited, *one.redacted):
        by = redactors(before[i], after[j])
        yield Lost("redacted" if by else "edited", before[i], after[j], j, fields, frozenset(by or ()))
    for i, j in one.reordered:
        yield Lost("reordered", before[i], after[j], j)


def _old(one: Comparison) -> Iterator[tuple[int, int]]:
    yield from one.kept
    yield from ((i, j) for i, j, _ in (*one.edited, *one.redacted))


def slipped_in(after: Acts, one: Comparison) -> list[int]:
    """Return the positions of new acts that stand before old ones and change what those meant; notes change nothing."""
    old = {j for _, j in _old(one)}
    telling = {j for j in range(len(after)) if after[j].get("act") not in _HARMLESS}
    return [j for j in one.inserted if j in telling and any(later > j for later in old & telling)]


# What merges may do.


def displaced(act: RawAct) -> list[Mapping[str, Any]]:
    """Return the acts that a `displaced` note set aside; none where it is another act."""
    if act.get("act") != "note" or act.get("kind") != "displaced" or not isinstance(act.get("acts"), list):
        return []
    return [one for one in act["acts"] if isinstance(one, Mapping)]


def _disputed(parents: Sequence[Acts]) -> list[RawAct]:
    """Return the acts that a merge may set aside: one side says them and another does not."""
    sides = [acts for acts in parents if acts]
    return [act for acts in sides for act in acts if any(act not in other for other in sides)]


def _only_sets_aside(act: RawAct, disputed: Sequence[RawAct]) -> bool:
    aside = displaced(act)
    return bool(aside) and all(one in disputed for one in aside)


def _redacted_before(one: Lost, parents: Sequence[Acts], compared: Sequence[Comparison]) -> bool:
    """Whether every text that a merge takes out of an act was taken out by a parent; a merge takes none out itself."""
    if one.kind != "redacted" or one.now is None:
        return False
    versions = [
        acts[i] for acts, pairs in zip(parents, compared, strict=True) for i, j in _old(pairs) if j == one.position
    ]
    return all(any(act.get(key) == value for act in versions) for key, value in one.now.items())


def _answers_to_others(parents: Sequence[Acts], after: Acts, compared: Sequence[Comparison]) -> Iterator[Lost]:
    """Yield the answers that stand under another proposal than the one that was answered."""
    for acts, pairs in zip(parents, compared, strict=True):
        now = dict(_old(pairs))
        for i, j in pairs.kept:
            asked = _asked(acts, i) if after[j].get("act") in _ANSWERS else None
            if asked in now and now[asked] != _asked(after, j):
                yield Lost("reordered", acts[i], after[j], j)


def _asked(acts: Acts, position: int) -> int | None:
    """Return the position of what an act answers: the last proposal before it."""
    return next((i for i in reversed(range(position)) if acts[i].get("act") in _ASKS), None)


__all__ = ["Acts", "Descent", "Kind", "Lost", "descended", "displaced", "slipped_in"]
