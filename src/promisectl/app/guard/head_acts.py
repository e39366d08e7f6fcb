"""Head acts: which acts stand at the head, as texts, and which are set aside there in `displaced` notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain

from promisectl.app.guard.spoken import Heard
from promisectl.diff.histories import RawAct, written
from promisectl.diff.losses import displaced
from promisectl.yamltext.raw_acts import RawPromise

Final = Callable[[str], Sequence[RawPromise]]


class HeadActs:
    """The acts at the head. `final` gives the versions of a promise there, `hidden` are those that cannot be read."""

    def __init__(self, final: Final, hidden: Collection[str]) -> None:
        self._final = final
        self._hidden = hidden
        self._acts: dict[str, Counter[str]] = {}
        self._aside: dict[str, set[str]] = {}
        self._texts: dict[int, tuple[Sequence[RawAct], list[str]]] = {}
        self._ordered: dict[tuple[str, int], bool] = {}

    def acts(self, promise: str) -> Counter[str]:
        """Return the acts of a promise as texts, and how often each stands: of copies, where most of them do."""
        if promise not in self._acts:
            found: Counter[str] = Counter()
            for version in self._final(promise):
                found |= Counter(map(written, version.acts))
            self._acts[promise] = found
        return self._acts[promise]

    def stand_in_order(self, promise: str, acts: Iterable[RawAct]) -> bool:
        """Whether acts stand in one version of a promise, in this order, as they nearly always do."""
        return any(_in_order(acts, version.acts) for version in self._final(promise))

    def set_aside(self, promise: str) -> set[str]:
        """Return what stands in `displaced` notes of a promise, or in such notes in them, as texts."""
        if promise not in self._aside:
            self._aside[promise] = _held_by_notes(chain.from_iterable(one.acts for one in self._final(promise)))
        return self._aside[promise]

    def texts_of(self, acts: Sequence[RawAct]) -> list[str]:
        """Return the acts of a history as texts, in their order; written once for each history."""
        if id(acts) not in self._texts:
            self._texts[id(acts)] = acts, [written(act) for act in acts]
        return self._texts[id(acts)][1]

    def keeps_the_order(self, promise: str, old: Sequence[RawAct]) -> bool:
        """Whether the one version of a promise has what still stands of a history in its order; asked once for each."""
        key = (promise, id(old))
        if key not in self._ordered:
            versions = self._final(promise)
            is_one = len(versions) == 1
            self._ordered[key] = is_one and is_in_order(self.texts_of(old), self.texts_of(versions[0].acts))
        return self._ordered[key]

    def texts(self, promise: str) -> set[str]:
        """Return what stands in a promise, be it in a `displaced` note, as texts."""
        return {*self.acts(promise), *self.set_aside(promise)}

    def is_gone(self, heard: Heard) -> bool:
        """Whether an act does not stand there any more: whether it may not was told of whoever dropped it."""
        if self._is_out_of_sight(heard.promise) or self.acts(heard.promise)[heard.text] > heard.nth:
            return False
        return heard.text not in self.set_aside(heard.promise)

    def _is_out_of_sight(self, promise: str) -> bool:
        """Whether nothing of a promise can be read there: of one in several places each can."""
        return promise in self._hidden and not self._final(promise)


def _held_by_notes(acts: Iterable[RawAct]) -> set[str]:
    """Return what `displaced` notes among some acts hold, be they notes in notes, as texts."""
    aside: set[str] = set()
    waiting = list(acts)
    while waiting:
        held = displaced(waiting.pop())
        aside.update(map(written, held))
        waiting += held
    return aside


def _in_order(acts: Iterable[RawAct], standing: Iterable[RawAct]) -> bool:
    left = iter(standing)
    return all(act in left for act in acts)


def is_in_order(old: Sequence[str], now: Sequence[str]) -> bool:
    """Whether those of some acts that still stand do so in their order."""
    standing = set(now)
    left = iter(now)
    return all(text in left for text in old if text in standing)
