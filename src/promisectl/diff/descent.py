"""Descent: what became of a promise's acts from the parents of a commit to the commit itself (verdicts.md, section 2).

Every act of a parent must stand unchanged in the child, in its order, and a new one comes after the others. A merge may
say nothing of its own: each of its acts comes from a parent, notes may stand anywhere, other acts only after the last
act of the side that stands, and an answer stands under the proposal it was given to. What cannot be ordered so stands
whole in a `displaced` note. People get wrong that two parents may rightly differ: what was redacted on one branch stays
redacted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from promisectl.diff.histories import compare, less_edited, written
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
    texts_of,
)
from promisectl.diff.merged_histories import merged, told_apart


def descended(
    parents: Sequence[Acts],
    after: Acts,
    *,
    is_merge: bool = False,
    steadfast: Sequence[int] = (),
    orderable: Orderable | None = None,
    parted: Parted | None = None,
    kept: Collection[str] = (),
) -> Descent:
    """Return what became of the parents' versions of a history (one for each parent, empty where it has none).

    A commit that is no merge has several where its parent could not tell the history: the last readable ones of each
    line.
    `steadfast` are the places of the parents whose acts must not be set aside (REF's); with none, one parent's acts
    stand whole. `orderable` says whether a lawful order of two versions of a history exists, `parted` what the history
    was where two parents parted: what one side dropped before the merge is not lost by the merge.
    `kept` are further acts, as texts, that are not set aside.
    """
    if not any(parents) and not is_merge:
        return _begun(after)
    sides = [Side(before, compare(before, after)) for before in parents]
    if is_merge:
        return merged(sides, after, steadfast, orderable, parted, kept)
    return _told(told_apart(sides, after), after)


# A commit with one parent.


def _begun(after: Acts) -> Descent:
    """Return what a commit did that brings a whole history: all of it is new, and nothing was there to set aside."""
    every = tuple(range(len(after)))
    return Descent((), every, claims=_claims((), after, every))


def _told(sides: Sequence[Side], after: Acts) -> Descent:
    """Return what an ordinary commit did: it may set aside what it takes away (whether it may is asked elsewhere)."""
    fresh = _in_no_side(sides)
    aside = texts_aside(after, fresh)
    sides = [Side(side.acts, less_edited(side.comparison, _set_aside(side, aside))) for side in sides]
    lost: list[Lost] = []
    for side in sides:
        lost += [aside_or_gone(one, aside) for one in losses(side, after)]
    instead = _instead(lost, sides)
    new = tuple(sorted({*_in_no_side(sides), *instead}))
    every = (*lost, *_slipped_in(sides, after), *answers_to_others(sides, after))
    return Descent(every, new, (), _claims(lost, after, fresh), instead)


def _in_no_side(sides: Sequence[Side]) -> list[int]:
    """Return the places of the acts that no side has."""
    fresh = set[int](sides[0].comparison.new)
    for side in sides[1:]:
        fresh.intersection_update(side.comparison.new)
    return sorted(fresh)


def _slipped_in(sides: Sequence[Side], after: Acts) -> list[Lost]:
    """Return the acts that no side has and that stand before an act of one."""
    inserted = set[int]().union(*(side.comparison.inserted for side in sides))
    return [Lost("slipped-in", after[j], after[j], j) for j in _in_no_side(sides) if j in inserted]


def _set_aside(side: Side, aside: Collection[str]) -> set[int]:
    """Return the places before of the acts that stand in notes: nothing stands in the place of them."""
    return {i for i, _, _ in side.comparison.edited if written(side.acts[i]) in aside}


def _claims(lost: Sequence[Lost], after: Acts, fresh: Sequence[int]) -> tuple[int, ...]:
    """Return the places of the new `displaced` notes that hold something which nobody set aside."""
    taken = texts_of([one.act for one in lost if one.kind == "set-aside"])
    return tuple(j for j in fresh if displaced(after[j]) and not holds_all(after[j], taken))


def _instead(lost: Sequence[Lost], sides: Sequence[Side]) -> tuple[int, ...]:
    """Return the places of what stands in the place of acts that were edited, and that no side has."""
    kept = _kept(sides)
    edited = [one.position for one in lost if one.kind == "edited"]
    return tuple(place for place in edited if place is not None and place not in kept)


def _kept(sides: Sequence[Side]) -> set[int]:
    """Return the places of what a side has, and as it was."""
    kept: set[int] = set()
    for side in sides:
        kept.update(dict(side.comparison.kept).values())
    return kept
