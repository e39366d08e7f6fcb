"""Merged histories: what became of the acts of several parents. Less is lawful in a merge than in any other commit.

A merge may say nothing of its own: each of its acts comes from a parent, notes may stand anywhere, other acts only
after the last act of the side that stands, and an answer stands under the proposal it was given to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import product

from promisectl.diff.histories import RawAct, less_edited, written
from promisectl.diff.losses import (
    Acts,
    Descent,
    Lost,
    Orderable,
    Parted,
    Side,
    answers_to_others,
    aside_or_gone,
    displaced,
    holds_all,
    losses,
    texts_aside,
)
from promisectl.diff.three_sides import Union


def merged(
    sides: Sequence[Side],
    after: Acts,
    steadfast: Sequence[int],
    orderable: Orderable | None,
    parted: Parted | None,
    kept: Collection[str],
) -> Descent:
    """Return what became of several parents' versions of a history (see `descended`)."""
    sides = told_apart(sides, after)
    disputed = _disputed(sides)
    aside = texts_aside(after, _notes_of_the_merge(sides, after)) & disputed
    lost = _lost(sides, after, aside)
    here = [_edited_here(one) for one in lost if not _redacted_before(one, sides)]
    union = Union(sides, orderable, parted, steadfast)
    weighed = [_weighed_aside(one, union, kept) for one in here]
    found = [one for one in weighed if not union.is_without(one)]
    found += _slipped_in(sides, after, steadfast)
    found += answers_to_others(sides, after)
    new, evil = _said_in_the_merge(lost, sides, after, disputed)
    return Descent(tuple(found), new, evil)


def told_apart(sides: Sequence[Side], after: Acts) -> list[Side]:
    """Return the sides, where no act counts as edited into another one that another side has."""
    kept = [set(dict(side.comparison.kept).values()) for side in sides]
    told: list[Side] = []
    for place, side in enumerate(sides):
        others = set[int]().union(*kept[:place], *kept[place + 1 :])
        told.append(Side(side.acts, less_edited(side.comparison, _taken_for_others(side, after, others))))
    return told


def _taken_for_others(side: Side, after: Acts, others: Collection[int]) -> set[int]:
    """Return the places of a side's acts that count as edited into what other sides have, and are not that."""
    edited = [(before, now) for before, now, _ in side.comparison.edited if now in others]
    return {before for before, now in edited if not _are_one(side.acts[before], after[now])}


def _are_one(before: RawAct, after: RawAct) -> bool:
    """Whether two acts are versions of one: verb, writer and time are the same."""
    return all(before.get(key) == after.get(key) for key in ("act", "by", "at"))


def _lost(sides: Sequence[Side], after: Acts, aside: set[str]) -> list[Lost]:
    """Return what does not stand as any side had it; `aside` stands in notes, as texts."""
    lost: list[Lost] = []
    for place, side in enumerate(sides):
        told = (aside_or_gone(one, aside) for one in losses(side, after))
        lost += [one for one in told if one.kind != "reordered" or not _is_others_order(place, sides)]
    return lost


def _is_others_order(place: int, sides: Sequence[Side]) -> bool:
    """Whether another side has all acts of a side that stand, in the order of the merge: one of the two moved them, and
    was told."""
    own = set(sides[place].standing.values())
    return any(
        own <= set(side.standing.values()) and _keeps_its_order(side) for side in sides if side is not sides[place]
    )


def _keeps_its_order(side: Side) -> bool:
    now = [now for _, now in sorted(side.standing.items())]
    return now == sorted(now)


def _said_in_the_merge(
    lost: Sequence[Lost], sides: Sequence[Side], after: Acts, disputed: Collection[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of what no parent has: notes of what is disputed, which it may say, and what it may not."""
    new: list[int] = []
    evil: list[int] = []
    for place in sorted(set(range(len(after))) - _of_a_parent(lost, sides)):
        said = new if _is_a_lawful_note(after[place], disputed) else evil
        said.append(place)
    return tuple(new), tuple(evil)


def _of_a_parent(lost: Sequence[Lost], sides: Sequence[Side]) -> set[int]:
    """Return the places of what a parent has, or what stands in the place of it."""
    known = {one.position for one in lost if one.position is not None}
    for side in sides:
        known.update(dict(side.comparison.kept).values())
    return known


def _is_a_lawful_note(act: RawAct, disputed: Collection[str]) -> bool:
    """Whether an act is a `displaced` note, of nothing but what a merge may set aside."""
    return bool(displaced(act)) and holds_all(act, disputed)


def _notes_of_the_merge(sides: Sequence[Side], after: Acts) -> list[int]:
    """Return the places of the `displaced` notes that no parent has."""
    new: set[int] = set(range(len(after)))
    for side in sides:
        new.intersection_update(side.comparison.new)
    return [place for place in sorted(new) if displaced(after[place])]


def _disputed(sides: Sequence[Side]) -> set[str]:
    """Return the acts, as texts, that a merge may set aside: one side says them and another does not."""
    versions = [{written(act) for act in side.acts} for side in sides if side.acts]
    every = set[str]().union(*versions)
    return every.difference(*([every.intersection(*versions)] if versions else []))


def _edited_here(lost: Lost) -> Lost:
    """A merge takes no text out itself: what it redacted it edited."""
    return replace(lost, kind="edited") if lost.kind == "redacted" else lost


def _redacted_before(lost: Lost, sides: Sequence[Side]) -> bool:
    """Whether every text that a merge takes out of an act was taken out by a parent; a merge takes none out itself."""
    if lost.kind != "redacted" or lost.now is None:
        return False
    versions = list(_standing_at(lost.position, sides))
    return all(any(act.get(key) == value for act in versions) for key, value in lost.now.items())


def _standing_at(position: int | None, sides: Sequence[Side]) -> Iterator[RawAct]:
    """Yield the sides' versions of what stands at a place now."""
    for side in sides:
        for before, now in side.standing.items():
            if now == position:
                yield side.acts[before]


def _weighed_aside(lost: Lost, union: Union, kept: Collection[str]) -> Lost:
    """Return what was set aside as what it is: lawfully, or lost to a note."""
    if lost.kind == "set-aside" and written(lost.act) in kept:
        return lost
    if lost.kind == "set-aside" and not _wrongly_aside(lost, union):
        return replace(lost, kind="given-way")
    return lost


def _wrongly_aside(lost: Lost, union: Union) -> bool:
    """Whether an act may not be set aside: it is of a side that must stand, or it could follow the side that stands."""
    theirs, others = union.divided_by(lost)
    if not set(union.steadfast).isdisjoint(theirs):
        return True
    whole = [place for place in others if union.has_all_of(place)]
    return not whole or any(union.can_follow(i, j) for i, j in product(whole, theirs))


def _slipped_in(sides: Sequence[Side], after: Acts, steadfast: Sequence[int]) -> list[Lost]:
    """Return the acts that stand before the last act of the side that stands: notes may, nothing else.

    REF's side stands where it is one of them; else whichever leaves least to say.
    """
    found: list[list[Lost]] = []
    for place in steadfast or range(len(sides)):
        slipped = _before_the_last(sides, place, after)
        if not slipped:
            return []
        found.append(slipped)
    return min(found, key=len) if found else []


def _before_the_last(sides: Sequence[Side], place: int, after: Acts) -> list[Lost]:
    """Return the acts of other sides that stand before the last one of a side."""
    own = set(sides[place].standing.values())
    others = set[int]().union(*(side.standing.values() for side in sides)) - own
    last = max(_not_notes(own, after), default=-1)
    return [Lost("slipped-in", after[j], after[j], j) for j in _not_notes(others, after) if j < last]


def _not_notes(places: Collection[int], after: Acts) -> list[int]:
    """Return those of some places, in order, at which no note stands."""
    return [place for place in sorted(places) if after[place].get("act") != "note"]
