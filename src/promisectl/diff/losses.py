"""Losses: the acts of one parent that a commit does not hold as they were, and what stands in `displaced` notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from promisectl.diff.histories import Comparison, RawAct, written
from promisectl.diff.redactors import redactors

Acts = Sequence[RawAct]
Kind = Literal["removed", "edited", "redacted", "reordered", "re-answered", "slipped-in", "set-aside", "given-way"]
Orderable = Callable[[Acts, Acts], bool]
Parted = Callable[[int, int], Sequence[Acts]]  # by the places of two parents, one for each merge base


@dataclass(frozen=True, slots=True)
class Lost:
    """An act of a parent that does not stand as it was: `now` stands in its place, at `position` from 0.

    `before` is where it stood in the parent. `fields` are what differs, `redactors` those who took texts out.
    `slipped-in` is a new act that stands before old ones; `set-aside` one that stands in a `displaced` note and could
    stand, `given-way` one that could not;
    `re-answered` an answer that stands under another proposal than the one that was answered, `asked`. Of what was
    `reordered`, `order` is the parent's, with what was changed as it is now.
    """

    kind: Kind
    act: RawAct
    now: RawAct | None = None
    position: int | None = None
    fields: tuple[str, ...] = ()
    redactors: frozenset[str] = frozenset()
    before: int | None = None
    asked: RawAct | None = None
    order: tuple[RawAct, ...] = ()


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

    def order(self, after: Acts) -> tuple[RawAct, ...]:
        """Return the acts in the order of the parent, those that were changed as they are now."""
        standing = self.standing
        return tuple(after[standing[i]] if i in standing else act for i, act in enumerate(self.acts))


def losses(side: Side, after: Acts) -> Iterator[Lost]:
    """Yield what does not stand as it was; of many acts that changed places, the first."""
    before, comparison = side.acts, side.comparison
    for i in comparison.removed:
        yield Lost("removed", before[i], before=i)
    for i, j, fields in (*comparison.edited, *comparison.redacted):
        by = redactors(before[i], after[j])
        kind: Kind = "redacted" if by else "edited"
        yield Lost(kind, before[i], after[j], j, fields, frozenset(by or ()), i)
    overtaken = _overtaken(side)
    if overtaken is not None:
        i, j = overtaken
        yield Lost("reordered", before[i], after[j], j, before=i, order=side.order(after))


def _overtaken(side: Side) -> tuple[int, int] | None:
    """Return where the first act stood and stands that another one came to stand before, changed or not."""
    kept = dict(side.comparison.kept)
    first: tuple[int, int] | None = None
    lowest = max(side.standing.values(), default=0) + 1
    for i, j in sorted(side.standing.items(), reverse=True):
        if j > lowest and i in kept:
            first = (i, j)
        lowest = min(lowest, j)
    return first


_ASKS = ("request", "offer", "counter", "renegotiate")


def asked_places(acts: Acts) -> list[int | None]:
    """Return, for each act, the position of the last proposal before it."""
    last: int | None = None
    asked: list[int | None] = []
    for place, act in enumerate(acts):
        asked.append(last)
        if act.get("act") in _ASKS:
            last = place
    return asked


_ANSWERS = ("agree", "decline", "withdraw")


def answers_to_others(sides: Sequence[Side], after: Acts) -> Iterator[Lost]:
    """Yield the answers that stand under another proposal than every side had them answer."""
    asked_now = asked_places(after)
    wrong: dict[int, Lost] = {}
    right: set[int] = set()
    for side in sides:
        others = _under_another(side, after, asked_now)
        right.update(j for _, j in side.comparison.kept if j not in others)
        wrong |= others
    yield from (lost for j, lost in wrong.items() if j not in right)


def _under_another(side: Side, after: Acts, asked_now: Sequence[int | None]) -> dict[int, Lost]:
    """Return the answers of a side that stand under another proposal than there, by their positions now."""
    comparison = side.comparison
    now = dict(comparison.kept) | {i: j for i, j, _ in comparison.redacted}
    asked_before = asked_places(side.acts)
    wrong: dict[int, Lost] = {}
    for i, j in comparison.kept:
        asked = asked_before[i]
        if asked is None or after[j].get("act") not in _ANSWERS:
            continue
        if now.get(asked) != asked_now[j]:
            wrong[j] = Lost("re-answered", side.acts[i], after[j], j, before=i, asked=side.acts[asked])
    return wrong


def displaced(act: RawAct) -> list[Mapping[str, Any]]:
    """Return the acts that a `displaced` note set aside; none where it is another act."""
    acts = act.get("acts")
    is_displaced = act.get("act") == "note" and act.get("kind") == "displaced"
    if not is_displaced or not isinstance(acts, list):
        return []
    return [aside for aside in acts if isinstance(aside, Mapping)]


def texts_of(acts: Acts) -> set[str]:
    """Return acts as texts."""
    return {written(act) for act in acts}


def texts_aside(after: Acts, places: Sequence[int]) -> set[str]:
    """Return what stands in these `displaced` notes, each act as one text."""
    return {written(act) for place in places for act in displaced(after[place])}


def aside_or_gone(lost: Lost, aside: set[str]) -> Lost:
    """Return a loss; what was taken away and stands in one of these notes is set aside."""
    if lost.kind in ("removed", "edited") and written(lost.act) in aside:
        return replace(lost, kind="set-aside", now=None, position=None, fields=())
    return lost


def holds_all(note: RawAct, taken: Collection[str]) -> bool:
    """Whether everything in a `displaced` note is among some acts, as texts."""
    return all(written(act) in taken for act in displaced(note))
