"""Void: which words came in by an error, so that whoever drops them drops nothing (verdicts.md).

A word is void from the commit on that brought it unlawfully, until somebody answers for it; what REF holds lawfully is
never void. What lies before the stretch is asked only where the stretch drops what it did not bring alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from promisectl.app.guard import whole
from promisectl.app.guard.answers import Answers
from promisectl.app.guard.found import Loss
from promisectl.app.guard.head_acts import HeadActs
from promisectl.app.guard.moved_answers import Asked
from promisectl.app.guard.own_words import InRef, OwnWords
from promisectl.app.guard.seen import Seen
from promisectl.app.guard.spoken import Heard
from promisectl.app.guard.taken_back import Said, TakenBack
from promisectl.diff.histories import written
from promisectl.diff.trust import Breach
from promisectl.model.finding import Severity

Numbered = tuple[str, str, int]  # a promise, an act as text, and how many equal ones stand before it


@dataclass(frozen=True, slots=True)
class Older:
    """What an audit of what lies before a stretch says: the acts it heard, and those that came in by an error.

    `taken` are those that their speakers took back; `asked` gives what answers first answered that came to stand under
    other proposals.
    """

    heard: frozenset[Said] = frozenset()
    taken: frozenset[Said] = frozenset()
    void: frozenset[Numbered] = frozenset()
    asked: Asked = field(default_factory=dict)


@dataclass
class Void:
    """What is void in a stretch. `read_older` audits what lies before it, `in_ref` tells what REF holds."""

    seen: Seen
    head: HeadActs
    answers: Answers
    own: OwnWords
    in_ref: InRef
    read_older: Callable[[], Older]

    def __post_init__(self) -> None:
        """Look for what came in by an error: by itself, then in another's place."""
        self._taken = TakenBack(self.seen, self.answers.current)
        self._void: dict[Numbered, set[str]] = defaultdict(set)
        self._make_void()

    def dropped(self) -> set[Numbered]:
        """Return what was void and does not stand at the head any more."""
        return {one for one in self._void if self.head.acts(one[0])[one[1]] <= one[2]}

    def for_others(self, asked: Asked) -> Older:
        """Return what this stretch is to one that goes on from it."""
        taken = frozenset(self._taken.every)
        return Older(frozenset(self.own.brought), taken, frozenset(self._void), asked)

    def is_void_loss(self, loss: Loss) -> bool:
        """Whether an act that is gone, or another now, was void."""
        return loss.lost.kind not in ("slipped-in", "reordered", "re-answered") and self.is_void(loss)

    def _make_void(self) -> None:
        """Put down what came in by an error, with the commits that brought it: by itself, then in another's place."""
        for word, commit in self._voided():
            self._void[word].add(commit)
        for loss in filter(self._brings_wrongly, self.seen.losses):
            if loss.lost.now is not None:
                self._void[loss.promise, written(loss.lost.now), loss.now_nth].add(loss.commit)

    def _voided(self) -> Iterator[tuple[Numbered, str]]:
        """Yield the acts that came in by an error of their own, with the commits that brought them."""
        for heard in self.seen.heard:
            if heard.is_void and self._is_void_word(heard):
                yield (heard.promise, heard.text, heard.nth), heard.commit
        yield from self._said_in_merges()

    def _is_void_word(self, heard: Heard) -> bool:
        """Whether an act came in by an error that nobody answered; what came whole is weighed by who brought it."""
        weighed = [whole.weighed(heard, breach, self.answers) for breach in heard.breaches]
        return any(_voids(breach) and not self.answers.answer(heard, breach) for breach in weighed)

    def _said_in_merges(self) -> Iterator[tuple[Numbered, str]]:
        """Yield what first appeared in a merge."""
        for caught in self.seen.caught:
            if caught.kind == "evil-merge" and caught.act is not None:
                yield (caught.promise or "", written(caught.act), 0), caught.commit or ""

    def _brings_wrongly(self, loss: Loss) -> bool:
        """Whether what stands instead of an act, or before others, came in by that error: one's own word did not."""
        if not _is_displaced(loss) or self._gives_back(loss) or self.own.are_her_last(loss):
            return False
        return not self.is_void_loss(loss) or self.slips_in(loss)

    def slips_in(self, loss: Loss) -> bool:
        """Whether what stands in the place of an act is new, and stands before words of others that stand still."""
        if self._gives_back(loss):
            return False
        standing, texts = self.head.acts(loss.promise), self.head.texts_of(loss.old)
        standing_after = (place for place in loss.followed if standing[texts[place]])
        return any(not self.own.is_hers(loss, place) for place in standing_after)

    def _gives_back(self, loss: Loss) -> bool:
        """Whether what stands instead was said before, in the stretch or before it."""
        if loss.gives_back or loss.lost.now is None:
            return loss.gives_back
        now = (loss.promise, written(loss.lost.now), loss.now_nth)
        return self.was_said_before(now, loss.path, loss.commit)

    def was_said_before(self, word: Numbered, path: str, commit: str) -> bool:
        """Whether an act was said before the stretch, and REF holds it, or its speaker did not take it back."""
        promise, text, nth = word
        said = (promise, text)
        if said not in self.older.heard:
            return False
        if self.in_ref(path, promise).get(text, 0) > nth:
            return True
        return said not in self.older.taken and not self._taken.before(said, commit)

    def is_void(self, loss: Loss) -> bool:
        """Whether the act of a loss came in by an error before that: of equal ones this one. What REF holds did not,
        where it came there lawfully."""
        key = numbered(loss)
        wrong = self._void.get(key, set()) - {loss.commit}
        if wrong and self.seen.descends(loss.commit, wrong):
            return key in self.older.void or not self._is_in_ref(loss)
        return key in self.older.void and not self._is_brought(loss)

    def _is_in_ref(self, loss: Loss) -> bool:
        """Whether REF holds the act of a loss: of equal ones this one."""
        return self.in_ref(loss.path, loss.promise).get(written(loss.lost.act), 0) > loss.nth

    def _is_brought(self, loss: Loss) -> bool:
        """Whether a commit of the stretch brought the act of a loss before that: of equal ones this one."""
        commits = {heard.commit for heard in self._bringing(loss)} - {loss.commit}
        return bool(commits) and self.seen.descends(loss.commit, commits)

    def _bringing(self, loss: Loss) -> list[Heard]:
        """Return how the act of a loss was heard: a single one that REF has none of can be no other."""
        promise, text, nth = numbered(loss)
        brought = self.own.brought.get((promise, text), [])
        if len(brought) < 2 and not self.in_ref(loss.path, promise).get(text):
            return brought
        return [heard for heard in brought if self.answers.is_the_one(heard, nth)]

    @cached_property
    def older(self) -> Older:
        """What came in unlawfully before the stretch: looked for only where the stretch drops what it did not bring
        alone."""
        strange = any(self._is_in_ref(loss) or not self._is_brought(loss) for loss in self.seen.losses)
        return self.read_older() if strange else Older()


def numbered(loss: Loss) -> Numbered:
    """Return the act of a loss, told apart from its equals."""
    return loss.promise, written(loss.lost.act), loss.nth


def _voids(breach: Breach) -> bool:
    """Whether an act with this against it may be dropped again."""
    return breach.severity is Severity.ERROR and breach.code != "PC211"


def _is_displaced(loss: Loss) -> bool:
    """Whether something stands in an act's place, or before it; what a merge moved before it did no wrong."""
    return loss.lost.kind == "edited" or (loss.lost.kind == "slipped-in" and not loss.is_merge)
