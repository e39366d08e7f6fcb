"""Own words: whether what somebody changed are her own last words, which nobody answered (verdicts.md, section 2).

Of words that are equal letter by letter each is one of its own: who said a thing again may take that back, and REF
holds the first of them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from promisectl.app.guard.answers import Answers
from promisectl.app.guard.first_parents import FirstParents
from promisectl.app.guard.found import Loss
from promisectl.app.guard.seen import Seen
from promisectl.app.guard.spoken import Heard
from promisectl.diff.histories import RawAct, equal_before, written
from promisectl.diff.trust import text_of

InRef = Callable[[str, str], Mapping[str, int]]  # by path and id: acts as texts, and how often REF has each


class OwnWords:
    """Tells whose words were changed, by who brought them and what REF holds."""

    def __init__(self, seen: Seen, answers: Answers, line: FirstParents, in_ref: InRef) -> None:
        self._seen = seen
        self._answers = answers
        self._line = line
        self._in_ref = in_ref
        self._numbers: dict[int, tuple[Sequence[RawAct], list[int]]] = {}

    @cached_property
    def brought(self) -> Mapping[tuple[str, str], list[Heard]]:
        """What was heard, by promise and text: made only where something is asked of a single act."""
        brought: dict[tuple[str, str], list[Heard]] = defaultdict(list)
        for heard in self._seen.heard:
            brought[heard.promise, heard.text].append(heard)
        return brought

    def are_her_last(self, loss: Loss) -> bool:
        """Whether somebody changed her own last words, which no line of first parents holds, and nobody followed."""
        if loss.is_merge or loss.lost.kind == "re-answered":
            return False
        places = list(loss.followed)
        if loss.lost.kind != "slipped-in" or not places:
            places.insert(0, loss.place)
        return all(self.is_hers(loss, place) for place in places)

    def is_hers(self, loss: Loss, place: int) -> bool:
        """Whether whoever changed an act (by its place in the history of the loss) brought it, and said it, or had said
        it in another's name."""
        text, nth = written(loss.old[place]), self._number(loss.old, place)
        if self._in_ref(loss.path, loss.promise).get(text, 0) > nth:
            return False  # REF has it: it is published
        brought = self._brought_as(loss, text, nth)
        return bool(brought) and all(self._is_by(loss, heard) for heard in brought)

    def _brought_as(self, loss: Loss, text: str, nth: int) -> list[Heard]:
        """Return how an act was heard before a loss: of equal ones this one."""
        several = self.brought.get((loss.promise, text), [])
        if len(several) < 2:
            return several
        before = [heard for heard in several if self._seen.descends(loss.commit, {heard.commit})]
        return [heard for heard in before if self._answers.is_the_one(heard, nth)]

    def _number(self, acts: Sequence[RawAct], place: int) -> int:
        """Return how many equal acts stand before one; one pass over each history."""
        if id(acts) not in self._numbers:
            self._numbers[id(acts)] = acts, equal_before(acts)
        return self._numbers[id(acts)][1][place]

    def _is_by(self, loss: Loss, heard: Heard) -> bool:
        """Whether who changed an act is who brought it; people whom nobody knows are told by their addresses."""
        if not self._line.leaves_alone(heard.commit, loss.commit):
            return False
        if not loss.authors and not heard.authors:
            return self._seen.commits[heard.commit].email.casefold() == loss.email.casefold()
        recorder = self._answers.current(text_of(heard.act, "by"))
        is_own = recorder in loss.authors or heard.is_in_anothers_name
        return is_own and not loss.authors.isdisjoint(heard.authors)
