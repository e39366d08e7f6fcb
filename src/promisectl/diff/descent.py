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
    sides = [Side(before, compare(before, after)) for before in parents]
    if len(parents) > 1:
        return _merged(sides, after)
    slipped = [Lost("slipped-in", after[j], after[j], j) for side in sides for j in slipped_in(after, side.comparison)]
    return Descent((*_all_lost(sides, after), *slipped), tuple(_unknown(sides, after)))


@dataclass(frozen=True, slots=True)
class Side:
    """A parent's version of a history, and how it compares with the commit's."""

    acts: Acts
    comparison: Comparison

    @property
    def standing(self) -> dict[int, int]:
        """Where each act stands now that stands still, changed or not: position before to position after."""
        changed = {i: j for i, j, _ in (*self.comparison.edited, *self.comparison.redacted)}
        return dict(self.comparison.kept) | changed


def _merged(sides: Sequence[Side], after: Acts) -> Descent:
    """Return what a merge did, where less is lawful than in any other commit."""
    disputed = _disputed(sides)
    aside = _set_aside(after, disputed)
    lost = [one for one in _all_lost(sides, after) if one.kind == "reordered" or one.act not in aside]
    found = [_edited_here(loss) for loss in lost if not _redacted_before(loss, sides)]
    for side in sides:
        found += _answers_to_others(side, after)
    new, evil = _said_by_a_merge(sides, after, lost, disputed)
    return Descent(tuple(found), new, evil)


def _edited_here(lost: Lost) -> Lost:
    """A merge takes no text out itself: what it redacted it edited."""
    return replace(lost, kind="edited") if lost.kind == "redacted" else lost


def _said_by_a_merge(
    sides: Sequence[Side], after: Acts, lost: Sequence[Lost], disputed: Sequence[RawAct]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the positions of what a merge says itself: what it may say, and what it may not."""
    known = {loss.position for loss in lost}
    for side in sides:
        known.update(dict(side.comparison.kept).values())
    new: list[int] = []
    evil: list[int] = []
    for j, act in enumerate(after):
        if j not in known:
            (new if _only_sets_aside(act, disputed) else evil).append(j)
    return tuple(new), tuple(evil)


def _all_lost(sides: Sequence[Side], after: Acts) -> list[Lost]:
    return [lost for side in sides for lost in _lost(side, after)]


def _lost(side: Side, after: Acts) -> Iterator[Lost]:
    """Yield what does not stand as it was."""
    before, comparison = side.acts, side.comparison
    for i in comparison.removed:
        yield Lost("removed", before[i])
    for i, j, fields in (*comparison.edited, *comparison.redacted):
        by = redactors(before[i], after[j])
        kind: Kind = "redacted" if by else "edited"
        yield Lost(kind, before[i], after[j], j, fields, frozenset(by or ()))
    for i, j in comparison.reordered:
        yield Lost("reordered", before[i], after[j], j)


def _unknown(sides: Sequence[Side], after: Acts) -> list[int]:
    """Return the positions of the acts that no parent has."""
    known: set[int] = set()
    for side in sides:
        known.update(side.standing.values())
    return [j for j in range(len(after)) if j not in known]


def slipped_in(after: Acts, comparison: Comparison) -> list[int]:
    """Return the positions of new acts that stand before old ones and change what those meant; notes change nothing."""
    telling = {j for j, act in enumerate(after) if act.get("act") not in _HARMLESS}
    old = telling.intersection(Side((), comparison).standing.values())
    last = max(old, default=-1)
    return [j for j in comparison.inserted if j in telling and j < last]


# What merges may do.


def displaced(act: RawAct) -> list[Mapping[str, Any]]:
    """Return the acts that a `displaced` note set aside; none where it is another act."""
    acts = act.get("acts")
    is_displaced = act.get("act") == "note" and act.get("kind") == "displaced"
    if not is_displaced or not isinstance(acts, list):
        return []
    return [aside for aside in acts if isinstance(aside, Mapping)]


def _disputed(sides: Sequence[Side]) -> list[RawAct]:
    """Return the acts that a merge may set aside: one side says them and another does not."""
    versions = [side.acts for side in sides if side.acts]
    found: list[RawAct] = []
    for acts in versions:
        for act in acts:
            said_by_all = all(act in other for other in versions)
            if not said_by_all:
                found.append(act)
    return found


def _set_aside(after: Acts, disputed: Sequence[RawAct]) -> list[RawAct]:
    """Return the disputed acts that stand in a `displaced` note."""
    aside = [act for note in after for act in displaced(note)]
    return [act for act in aside if act in disputed]


def _only_sets_aside(act: RawAct, disputed: Sequence[RawAct]) -> bool:
    aside = displaced(act)
    return bool(aside) and all(one in disputed for one in aside)


def _redacted_before(lost: Lost, sides: Sequence[Side]) -> bool:
    """Whether every text that a merge takes out of an act was taken out by a parent; a merge takes none out itself."""
    if lost.kind != "redacted" or lost.now is None:
        return False
    versions: list[RawAct] = []
    for side in sides:
        versions += [side.acts[i] for i, j in side.standing.items() if j == lost.position]
    return all(any(act.get(key) == value for act in versions) for key, value in lost.now.items())


def _answers_to_others(side: Side, after: Acts) -> Iterator[Lost]:
    """Yield the answers that stand under another proposal than the one that was answered."""
    now = side.standing
    for i, j in side.comparison.kept:
        if after[j].get("act") not in _ANSWERS:
            continue
        asked = _asked(side.acts, i)
        if asked in now and now[asked] != _asked(after, j):
            yield Lost("reordered", side.acts[i], after[j], j)


def _asked(acts: Acts, position: int) -> int | None:
    """Return the position of what an act answers: the last proposal before it."""
    return next((i for i in reversed(range(position)) if acts[i].get("act") in _ASKS), None)


__all__ = ["Acts", "Descent", "Kind", "Lost", "descended", "displaced", "slipped_in"]
