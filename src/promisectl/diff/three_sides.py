"""Three sides: what the union of a merge's parents is without, for one of them dropped it since they parted.

An entry that the three-way union of its parents gives is nobody's change (verdicts.md): whoever dropped an act was told
in the commit that did, so a side stands whole without it, and it counts for no order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, product

from promisectl.diff.histories import RawAct, written
from promisectl.diff.losses import Acts, Lost, Orderable, Parted, Side, losses


@dataclass
class Union:
    """The sides of a merge. `orderable` says whether two histories have a lawful order, `parted` where sides parted."""

    sides: Sequence[Side]
    after: Acts
    orderable: Orderable | None
    parted: Parted | None
    _less: dict[int, list[RawAct]] = field(default_factory=dict)

    def is_without(self, lost: Lost) -> bool:
        """Whether a side took an act away, or changed it so, since the sides parted: the union of all is without it."""
        return dropped_before(lost, self.sides, self.parted)

    def has_all_of(self, place: int) -> bool:
        """Whether every act of a side stands, but for those that another side dropped."""
        return all(self.is_without(lost) for lost in self._gone(place))

    def is_orderable(self, standing: int, other: int) -> bool:
        """Whether a lawful order of two sides exists in which the first one's acts stand."""
        if self.orderable is None:
            return False
        return self.orderable(self._acts(standing), self._acts(other))

    def _acts(self, place: int) -> list[RawAct]:
        """Return the acts of a side, less those that another one dropped."""
        if place not in self._less:
            gone = {lost.before for lost in self._gone(place) if self.is_without(lost)}
            self._less[place] = [act for at, act in enumerate(self.sides[place].acts) if at not in gone]
        return self._less[place]

    def _gone(self, place: int) -> list[Lost]:
        """Return what does not stand of a side."""
        return [lost for lost in losses(self.sides[place], self.after) if lost.kind in ("removed", "edited")]


def dropped_before(lost: Lost, sides: Sequence[Side], parted: Parted | None) -> bool:
    """Whether a side took an act away, or changed it so, since the sides parted: the union of all is without it."""
    if parted is None or lost.kind not in ("removed", "edited"):
        return False
    having, lacking, nth = _divided(lost, sides)
    versions = chain.from_iterable(parted(i, j) for i, j in product(having, lacking))
    return any(list(version).count(lost.act) > nth for version in versions)


def _divided(lost: Lost, sides: Sequence[Side]) -> tuple[list[int], list[int], int]:
    """Return the places of the sides that have an act, of those that lack it as the merge does, and how many equal
    ones stand before it."""
    text, nth = written(lost.act), _equal_ones(lost, sides)
    now = written(lost.now) if lost.now is not None else None
    having: list[int] = []
    lacking: list[int] = []
    for place, side in enumerate(sides):
        texts = [written(act) for act in side.acts]
        if texts.count(text) > nth:
            having.append(place)
        elif now is None or now in texts:
            lacking.append(place)
    return having, lacking, nth


def _equal_ones(lost: Lost, sides: Sequence[Side]) -> int:
    """Return how many acts equal to a lost one stand before it, where there are fewest."""
    held = [side.acts for side in sides if _is_at(lost, side.acts)]
    return min((_equal_before(lost, acts) for acts in held), default=0)


def _is_at(lost: Lost, acts: Acts) -> bool:
    return lost.before is not None and lost.before < len(acts) and acts[lost.before] == lost.act


def _equal_before(lost: Lost, acts: Acts) -> int:
    return list(acts[: lost.before]).count(lost.act)
