"""Descent: what became of a promise's acts from the parents of a commit to the commit itself (verdicts.md, section 2).

Every act of a parent must stand unchanged in the child, in its order, and a new one comes after the others. A merge may
say nothing of its own: each of its acts comes from a parent, notes may stand anywhere, other acts only after the last
act of the side that stands, and an answer stands under the proposal it was given to. What cannot be ordered so stands
whole in a `displaced` note. People get wrong that two parents may rightly differ: what was redacted on one branch stays
redacted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from promisectl.diff.histories import Comparison, RawAct, compare, written
from promisectl.diff.redactors import redactors

Acts = Sequence[RawAct]
Kind = Literal["removed", "edited", "redacted", "reordered", "re-answered", "slipped-in", "set-aside", "given-way"]
Orderable = Callable[[Acts, Acts], bool]
Parted = Callable[[int, int], Acts]  # by the places of two parents
_ANSWERS = ("agree", "decline")
_ASKS = ("request", "offer", "counter", "renegotiate")


@dataclass(frozen=True, slots=True)
class Lost:
    """An act of a parent that does not stand as it was: `now` stands in its place, at `position` from 0.

    `before` is where it stood in the parent. `fields` are what differs, `redactors` those who took texts out.
    `slipped-in` is a new act that stands before old ones; `set-aside` one that stands in a `displaced` note and could
    stand, `given-way` one that could not;
    `re-answered` an answer that stands under another proposal than the one that was answered.
    """

    kind: Kind
    act: RawAct
    now: RawAct | None = None
    position: int | None = None
    fields: tuple[str, ...] = ()
    redactors: frozenset[str] = frozenset()
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Descent:
    """What a commit did to a promise: the acts that do not stand, and the positions of the acts that no parent has.

    `new` are those that may be said there, and those that stand in the place of others; `evil` those that a merge may
    not say, `claims` the `displaced` notes that set nothing aside: their writer's claim. `instead` are those of `new`
    that stand in the place of an act which was edited.
    """

    lost: tuple[Lost, ...]
    new: tuple[int, ...]
    evil: tuple[int, ...] = ()
    claims: tuple[int, ...] = ()
    instead: tuple[int, ...] = ()


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


def descended(
    parents: Sequence[Acts],
    after: Acts,
    *,
    steadfast: Sequence[int] = (),
    orderable: Orderable | None = None,
    parted: Parted | None = None,
    kept: Collection[str] = (),
) -> Descent:
    """Return what became of the parents' versions of a history (one for each parent, empty where it has none).

    `steadfast` are the places of the parents whose acts must not be set aside (REF's); with none, one parent's acts
    stand whole. `orderable` says whether a lawful order of two versions of a history exists, `parted` what the history
    was where two parents parted: what one side dropped before the merge is not lost by the merge.
    `kept` are further acts, as texts, that are not set aside.
    """
    sides = [Side(before, compare(before, after)) for before in parents]
    if len(parents) > 1:
        return _merged(sides, after, steadfast, orderable, parted, kept)
    return _told(sides[0] if sides else Side((), compare((), after)), after)


# A commit with one parent.


def _told(side: Side, after: Acts) -> Descent:
    """Return what an ordinary commit did: it may set aside what it takes away (whether it may is asked elsewhere)."""
    fresh = side.comparison.new
    aside = _texts_aside(after, fresh)
    lost = [_aside_or_gone(one, aside) for one in _lost(side, after)]
    slipped = [Lost("slipped-in", after[j], after[j], j) for j in side.comparison.inserted]
    taken = {written(one.act) for one in lost if one.kind == "set-aside"}
    claims = [j for j in fresh if displaced(after[j]) and not _holds_all(after[j], taken)]
    instead = [one.position for one in lost if one.kind == "edited" and one.position is not None]
    return Descent((*lost, *slipped), tuple(sorted({*fresh, *instead})), (), tuple(claims), tuple(instead))


def _texts_aside(after: Acts, places: Sequence[int]) -> set[str]:
    """Return what stands in these `displaced` notes, each act as one text."""
    return {written(act) for place in places for act in displaced(after[place])}


def _aside_or_gone(lost: Lost, aside: set[str]) -> Lost:
    if lost.kind in ("removed", "edited") and written(lost.act) in aside:
        return replace(lost, kind="set-aside", now=None, position=None, fields=())
    return lost


def _holds_all(note: RawAct, taken: set[str]) -> bool:
    return all(written(act) in taken for act in displaced(note))


def _lost(side: Side, after: Acts) -> Iterator[Lost]:
    """Yield what does not stand as it was; of many acts that changed places, the first."""
    before, comparison = side.acts, side.comparison
    for i in comparison.removed:
        yield Lost("removed", before[i], before=i)
    for i, j, fields in (*comparison.edited, *comparison.redacted):
        by = redactors(before[i], after[j])
        kind: Kind = "redacted" if by else "edited"
        yield Lost(kind, before[i], after[j], j, fields, frozenset(by or ()), i)
    for i, j in comparison.reordered[:1]:
        yield Lost("reordered", before[i], after[j], j, before=i)


# Merges: less is lawful in them than in any other commit.


def _merged(
    sides: Sequence[Side],
    after: Acts,
    steadfast: Sequence[int],
    orderable: Orderable | None,
    parted: Parted | None,
    kept: Collection[str],
) -> Descent:
    disputed = _disputed(sides)
    notes = _notes_of_the_merge(sides, after)
    aside = _texts_aside(after, notes) & disputed
    lost = [_aside_or_gone(one, aside) for side in sides for one in _lost(side, after)]
    found = [_edited_here(one) for one in lost if not _redacted_before(one, sides)]
    found = [_weighed_aside(one, sides, steadfast, orderable, kept) for one in found]
    found = [one for one in found if not _dropped_before(one, sides, parted)]
    found += _slipped_in(sides, after, steadfast)
    found += _answers_to_others(sides, after)
    known = {one.position for one in lost}
    for side in sides:
        known.update(dict(side.comparison.kept).values())
    own = [j for j in range(len(after)) if j not in known]
    new = tuple(j for j in own if displaced(after[j]) and _holds_all(after[j], disputed))
    evil = tuple(j for j in own if j not in new)
    return Descent(tuple(found), new, evil)


def _notes_of_the_merge(sides: Sequence[Side], after: Acts) -> list[int]:
    """Return the places of the `displaced` notes that no parent has."""
    new: set[int] = set(range(len(after)))
    for side in sides:
        new.intersection_update(side.comparison.new)
    return [place for place in sorted(new) if displaced(after[place])]


def displaced(act: RawAct) -> list[Mapping[str, Any]]:
    """Return the acts that a `displaced` note set aside; none where it is another act."""
    acts = act.get("acts")
    is_displaced = act.get("act") == "note" and act.get("kind") == "displaced"
    if not is_displaced or not isinstance(acts, list):
        return []
    return [aside for aside in acts if isinstance(aside, Mapping)]


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
    versions: list[RawAct] = []
    for side in sides:
        versions += [side.acts[i] for i, j in side.standing.items() if j == lost.position]
    return all(any(act.get(key) == value for act in versions) for key, value in lost.now.items())


def _dropped_before(lost: Lost, sides: Sequence[Side], parted: Parted | None) -> bool:
    """Whether a side took an act away, or changed it so, since the sides parted: the union of all is without it."""
    if parted is None or lost.kind not in ("removed", "edited"):
        return False
    text = written(lost.act)
    now = written(lost.now) if lost.now is not None else None
    texts = [{written(act) for act in side.acts} for side in sides]
    having = [place for place, said in enumerate(texts) if text in said]
    lacking = [place for place, said in enumerate(texts) if text not in said and (now is None or now in said)]
    pairs = ((i, j) for i in having for j in lacking)
    return any(text in {written(act) for act in parted(i, j)} for i, j in pairs)


def _weighed_aside(
    lost: Lost,
    sides: Sequence[Side],
    steadfast: Sequence[int],
    orderable: Orderable | None,
    kept: Collection[str],
) -> Lost:
    """Return what was set aside as what it is: lawfully, or lost to a note."""
    if lost.kind == "set-aside" and written(lost.act) in kept:
        return lost
    if lost.kind == "set-aside" and not _wrongly_aside(lost, sides, steadfast, orderable):
        return replace(lost, kind="given-way")
    return lost


def _wrongly_aside(lost: Lost, sides: Sequence[Side], steadfast: Sequence[int], orderable: Orderable | None) -> bool:
    """Whether an act may not be set aside: it is of a side that must stand, or it could follow the side that stands."""
    text = written(lost.act)
    theirs = [place for place, side in enumerate(sides) if any(written(act) == text for act in side.acts)]
    if any(place in steadfast for place in theirs):
        return True
    whole = [place for place, side in enumerate(sides) if place not in theirs and not _is_broken(side)]
    if not whole:
        return True
    return orderable is not None and any(orderable(sides[i].acts, sides[j].acts) for i in whole for j in theirs)


def _is_broken(side: Side) -> bool:
    """Whether an act of this side does not stand: of one side every act must."""
    return bool(side.comparison.removed or side.comparison.edited)


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
    own = {j for j in sides[place].standing.values() if after[j].get("act") != "note"}
    others = {j for side in sides for j in side.standing.values()} - set(sides[place].standing.values())
    last = max(own, default=-1)
    early = sorted(j for j in others if j < last and after[j].get("act") != "note")
    return [Lost("slipped-in", after[j], after[j], j) for j in early]


def _answers_to_others(sides: Sequence[Side], after: Acts) -> Iterator[Lost]:
    """Yield the answers that stand under another proposal than every side had them answer."""
    asked_now = _asked(after)
    wrong: dict[int, Lost] = {}
    right: set[int] = set()
    for side in sides:
        now = dict(side.comparison.kept) | {i: j for i, j, _ in side.comparison.redacted}
        asked_before = _asked(side.acts)
        for i, j in side.comparison.kept:
            asked = asked_before[i]
            if after[j].get("act") not in _ANSWERS or asked is None or now.get(asked) == asked_now[j]:
                right.add(j)
            else:
                wrong[j] = Lost("re-answered", side.acts[i], after[j], j, before=i)
    yield from (lost for j, lost in wrong.items() if j not in right)


def _asked(acts: Acts) -> list[int | None]:
    """Return, for each act, the position of the last proposal before it."""
    last: int | None = None
    asked: list[int | None] = []
    for place, act in enumerate(acts):
        asked.append(last)
        if act.get("act") in _ASKS:
            last = place
    return asked


__all__ = ["Acts", "Descent", "Kind", "Lost", "Orderable", "Parted", "Side", "descended", "displaced"]
