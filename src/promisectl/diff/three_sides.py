"""Three sides: what the union of a merge's parents is without, for one of them dropped it since they parted.

An entry that the three-way union of its parents gives is nobody's change (verdicts.md): whoever dropped an act was told
in the commit that did, so a side stands whole without it, and it counts for no order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from promisectl.diff.histories import RawAct, equal_before, written
from promisectl.diff.losses import Lost, Orderable, Parted, Side


@dataclass
class Union:
    """The sides of a merge. `orderable` says whether two histories have a lawful order, `parted` where sides parted.

    `steadfast` are the places of REF's sides: nothing counts as dropped of them.
    """

    sides: Sequence[Side]
    orderable: Orderable | None
    parted: Parted | None
    steadfast: Collection[int] = ()
    _dropped: dict[int, set[int]] = field(default_factory=dict)
    _following: dict[tuple[int, int], bool] = field(default_factory=dict)
    _then: dict[tuple[int, int], list[Counter[str]]] = field(default_factory=dict)

    def is_without(self, lost: Lost) -> bool:
        """Whether a side took an act away, or changed it so, since the sides parted: the union of all is without it."""
        if lost.kind not in ("removed", "edited"):
            return False
        having, lacking, nth = self._divided(lost)
        text = written(lost.act)
        return any(then[text] > nth for i, j in product(having, lacking) for then in self._where_they_parted(i, j))

    def _divided(self, lost: Lost) -> tuple[list[int], list[int], int]:
        """Return the places of the sides that have an act, of those that lack it as the merge does, and how many equal
        ones stand before it."""
        text, nth = written(lost.act), self._equal_ones(lost)
        now = written(lost.now) if lost.now is not None else None
        is_a_sides = now is None or any(now in texts for texts in self._texts)
        having: list[int] = []
        lacking: list[int] = []
        for place, texts in enumerate(self._texts):
            if texts[text] > nth:
                having.append(place)
            elif is_a_sides:  # what no side has in its place the merge itself put there
                lacking.append(place)
        return having, lacking, nth

    def _equal_ones(self, lost: Lost) -> int:
        """Return how many acts equal to a lost one stand before it, where there are fewest."""
        at = lost.before
        held = [place for place, side in enumerate(self.sides) if at is not None and _is_at(lost, side)]
        return min((self._numbers[place][at or 0] for place in held), default=0)

    @cached_property
    def _texts(self) -> list[Counter[str]]:
        """The acts of each side as texts, and how often each stands."""
        return [Counter(map(written, side.acts)) for side in self.sides]

    @cached_property
    def _numbers(self) -> list[list[int]]:
        """Of each side, for each act, how many equal ones stand before it."""
        return [equal_before(side.acts) for side in self.sides]

    def _where_they_parted(self, one: int, other: int) -> list[Counter[str]]:
        """Return the acts of the history wherever two sides parted, as texts, and how often each stands."""
        if self.parted is None:
            return []
        if (one, other) not in self._then:
            self._then[one, other] = [Counter(map(written, acts)) for acts in self.parted(one, other)]
        return self._then[one, other]

    def divided_by(self, lost: Lost) -> tuple[list[int], list[int]]:
        """Return the places of the sides that have an act, and of the others."""
        text = written(lost.act)
        theirs = [place for place, texts in enumerate(self._texts) if text in texts]
        others = [place for place in range(len(self.sides)) if place not in theirs]
        return theirs, others

    def has_all_of(self, place: int) -> bool:
        """Whether every act of a side stands, but for those that another side dropped."""
        return self._gone(place) <= self._others_dropped(place)

    def can_follow(self, standing: int, other: int) -> bool:
        """Whether a side's acts, less what was dropped of them, can lawfully follow what stands of another one."""
        if self.orderable is None:
            return False
        if (standing, other) not in self._following:
            gone, dropped = self._gone(standing), self._others_dropped(other)
            can = self.orderable(self._less(standing, gone), self._less(other, dropped))
            self._following[standing, other] = can
        return self._following[standing, other]

    def _less(self, place: int, gone: Collection[int]) -> list[RawAct]:
        return [act for at, act in enumerate(self.sides[place].acts) if at not in gone]

    def _gone(self, place: int) -> set[int]:
        """Return the places of a side's acts that do not stand."""
        comparison = self.sides[place].comparison
        return {*comparison.removed, *(before for before, _, _ in comparison.edited)}

    def _others_dropped(self, place: int) -> set[int]:
        """Return the places of a side's acts that another one dropped since they parted."""
        if place not in self._dropped:
            acts = () if place in self.steadfast else self.sides[place].acts
            gone = [self.is_without(Lost("removed", act, before=at)) for at, act in enumerate(acts)]
            self._dropped[place] = {at for at, is_gone in enumerate(gone) if is_gone}
        return self._dropped[place]


def _is_at(lost: Lost, side: Side) -> bool:
    """Whether a side has an act at the place at which it was lost."""
    at = lost.before
    return at is not None and at < len(side.acts) and side.acts[at] == lost.act
