"""Numbers: how many equal acts stood before each that was lost. Who said the same twice may drop one and not both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from promisectl.app.guard.found import Loss
from promisectl.diff.histories import RawAct, equal_before
from promisectl.diff.losses import Lost


@dataclass
class Numbers:
    """Tells of losses how many equal acts stood before each, in the parents and now; one pass over each history."""

    after: Sequence[RawAct]
    olds: Sequence[Sequence[RawAct]]

    def told(self, loss: Loss) -> Loss:
        """Return a loss with its numbers."""
        lost, now = loss.lost, 0
        if lost.position is not None:
            now = self._now[lost.position]
        place = next((place for place, old in enumerate(self.olds) if stands(lost, old)), None)
        nth = now if place is None or lost.before is None else self._then[place][lost.before]
        return replace(loss, nth=nth, now_nth=now)

    @cached_property
    def _now(self) -> list[int]:
        return equal_before(self.after)

    @cached_property
    def _then(self) -> list[list[int]]:
        return [equal_before(old) for old in self.olds]


def stands(lost: Lost, old: Sequence[RawAct]) -> bool:
    """Whether a lost act stood in one of the versions of before, at its place."""
    return lost.before is not None and lost.before < len(old) and old[lost.before] == lost.act
