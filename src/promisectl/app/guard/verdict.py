"""Verdict: what is told of a walk once it is over, when it can be seen what became of everything (verdicts.md).

A loss that was given back, or took away one's own last word or what had come in unlawfully, is a warning; words in
another's name are answered by her own commit, an approval or her `confirm`. At last the head is looked at by itself:
every act heard on the way stands there, or it was told why not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from promisectl.app.compare.naming import who_of
from promisectl.app.guard import found as make
from promisectl.app.guard import whole
from promisectl.app.guard.answers import Answers
from promisectl.app.guard.each_once import lowered, once
from promisectl.app.guard.first_parents import FirstParents
from promisectl.app.guard.found import Away, Caught, Loss
from promisectl.app.guard.head_acts import Final, HeadActs, is_in_order
from promisectl.app.guard.moved_answers import MovedAnswers, is_moved
from promisectl.app.guard.own_words import InRef, OwnWords
from promisectl.app.guard.seen import Seen
from promisectl.app.guard.spoken import Heard
from promisectl.app.guard.void import Numbered, Older, Void, numbered
from promisectl.diff.histories import written
from promisectl.model.finding import Severity
from promisectl.model.message import Message


@dataclass
class Verdict:
    """Tells what was caught. `final` gives the versions of a promise that the head holds, none where it has none.

    `hidden` are the promises that cannot be read there; `older` tells what an audit says of what lies before, `in_ref`
    which acts, as texts, REF has of a promise (by path and id), and how often.
    """

    seen: Seen
    final: Final
    answers: Answers
    line: FirstParents
    is_published: bool = False
    hidden: Collection[str] = ()
    older: Callable[[], Older] = Older
    in_ref: InRef = lambda _path, _promise: {}

    def __post_init__(self) -> None:
        """Sort what was heard and lost by promise."""
        self._heard_of: dict[str, list[Heard]] = defaultdict(list)
        for heard in self.seen.heard:
            self._heard_of[heard.promise].append(heard)
        self._head = HeadActs(self.final, self.hidden)
        self._own = OwnWords(self.seen, self.answers, self.line, self.in_ref)
        self._void = Void(self.seen, self._head, self.answers, self._own, self.in_ref, self.older)
        self._explained: set[tuple[str, str]] = set(self.seen.left_out)
        self._asked_anew: set[tuple[str, str, str]] = set()

    def caught(self) -> list[Caught]:
        """Return everything that was caught, each once."""
        found = [*map(self._stood_by, self.seen.caught), *self._losses(), *self._aways()]
        found += self._unreadable(self._wrong_after_a_gap())
        dropped = self._void.dropped()
        found = [lowered(one) if (*_key(one), 0) in dropped else one for one in found]
        found += self._at_the_end(found)  # that a word came in wrongly does not tell that it is gone
        found += self._breaches(dropped)
        return once(found)

    def _stood_by(self, caught: Caught) -> Caught:
        """Return a finding about a commit; less than an error where a steward may stand by it, and does."""
        is_asked = caught.may_be_stood_by and caught.weight is Severity.ERROR and caught.commit is not None
        return make.stood_by(caught) if is_asked and self.answers.is_stood_by(caught.commit or "") else caught

    def _wrong_after_a_gap(self) -> set[str]:
        """Return the files that came back otherwise than they were last readable."""
        gaps = [loss for loss in self.seen.losses if loss.after_gap]
        return {loss.path for loss in gaps if not (self._is_given_back(loss) or self._void.is_void_loss(loss))}

    @property
    def older_for_others(self) -> Older:
        """What this stretch is to one that goes on from it."""
        return self._void.for_others(self._moved.first_asked)

    @cached_property
    def _moved(self) -> MovedAnswers:
        return MovedAnswers(self.seen.losses, self._void.older.asked)

    # Losses.

    def _losses(self) -> Iterator[Caught]:
        wrong: set[tuple[str, str]] = set()
        for loss in self.seen.losses:
            self._explained.add((loss.promise, written(loss.lost.act)))
            if is_moved(loss):
                continue
            caught = self._told(loss)
            if caught.weight is Severity.ERROR:
                wrong.add((loss.promise, loss.commit))
            yield caught
        yield from self._moved_answers(wrong)

    def _moved_answers(self, told: Collection[tuple[str, str]]) -> Iterator[Caught]:
        """Yield the answers under other proposals, but for commits of which an error was told already."""
        for loss in self.seen.losses:
            if not is_moved(loss) or (loss.promise, loss.commit) in told:
                continue
            if self._moved.answers_another(loss, self.final(loss.promise)):
                yield make.of_loss(loss)

    def _told(self, loss: Loss) -> Caught:
        """Return a loss as what it is: lawfully set aside, edited, or gone."""
        if loss.lost.kind == "set-aside" and self._is_lawfully_aside(loss):
            return make.of_aside(loss) if self._is_kept(loss) else self._gone_from_its_note(loss)
        if loss.lost.kind == "edited" and self._takes_its_place(loss):
            return self._edited(loss)
        return self._weighed(loss)

    def _weighed(self, loss: Loss) -> Caught:
        """Return a loss: a warning where it was given back, dropped what was void, or one's own last word."""
        if self._is_given_back(loss) or self._void.is_void_loss(loss):
            return make.of_loss(loss, Severity.WARNING)
        if self._own.are_her_last(loss):
            is_aside = loss.lost.kind == "set-aside"
            return make.of_loss(loss, Severity.WARNING) if is_aside else make.of_own_word(loss)
        return make.of_loss(loss)

    def _takes_its_place(self, loss: Loss) -> bool:
        """Whether what stands in the place of an act is at the head: else it was only on the way."""
        return loss.lost.now is not None and self._head.acts(loss.promise)[written(loss.lost.now)] > 0

    def _edited(self, loss: Loss) -> Caught:
        """Return an act that was edited; where that is a warning, what stands instead is asked like any new word."""
        if not self._own.are_her_last(loss) and self._void.slips_in(loss):
            return make.of_loss(loss)
        caught = self._weighed(loss)
        if caught.severity is Severity.WARNING and loss.lost.now is not None and not loss.gives_back:
            self._asked_anew.add((loss.promise, written(loss.lost.now), loss.commit))
        return caught

    def _is_given_back(self, loss: Loss) -> bool:
        """Whether the head has the act again, everything around it in its old order."""
        lost, versions = loss.lost, self.final(loss.promise)
        if lost.kind == "slipped-in":
            return not self._head.acts(loss.promise)[written(lost.act)]
        if lost.kind == "re-answered" or len(versions) != 1:
            return False
        stands = self._head.acts(loss.promise)[written(lost.act)] > 0
        return stands and self._head.keeps_the_order(loss.promise, loss.old)

    def _is_lawfully_aside(self, loss: Loss) -> bool:
        """Whether an ordinary commit may set an act aside: it gives back or drops something, or mends a history."""
        if loss.is_merge:
            return False
        is_after_one = any(self._came_after(loss, void) for void in self._void_beside(loss))
        return is_after_one or self.answers.is_mended(loss)

    def _void_beside(self, loss: Loss) -> Iterator[Loss]:
        """Yield what was void that the commit of a loss drops from the same promise."""
        for other in self.seen.losses:
            is_beside = other.promise == loss.promise and other.commit == loss.commit
            is_dropped = is_beside and other.lost.kind != "set-aside"
            if is_dropped and self._void.is_void(other):
                yield other

    def _came_after(self, loss: Loss, void: Loss) -> bool:
        """Whether what was set aside was said after what came in unlawfully: what stood before it stays."""
        said, wrong = self._said_at(loss), self._said_at(void)
        return bool(said) and (not wrong or min(said) > min(wrong))

    def _said_at(self, loss: Loss) -> list[int]:
        """Return the numbers of the commits that brought an act."""
        brought = self._own.brought.get((loss.promise, written(loss.lost.act)), ())
        return [self._order[heard.commit] for heard in brought]

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {commit: number for number, commit in enumerate(self.seen.parents)}

    # What is not there, or cannot be read.

    def _aways(self) -> Iterator[Caught]:
        for away in self.seen.away:
            for act in away.promise.acts:
                self._explained.add((away.promise.id, written(act)))
            is_back = self._is_back(away)
            severity = Severity.WARNING if is_back or self._is_own_promise(away) else None
            if away.paths:
                yield make.doubled(away.promise.id, list(away.paths), away.commit, away.who, severity)
            else:
                yield make.removed_promise(away, severity)

    def _is_back(self, away: Away) -> bool:
        """Whether the head holds the promise again, once, every act in its order."""
        versions = self.final(away.promise.id)
        if len(versions) != 1:
            return False
        old, now = self._head.texts_of(away.promise.acts), self._head.texts_of(versions[0].acts)
        return set(old) <= set(now) and is_in_order(old, now)

    def _is_own_promise(self, away: Away) -> bool:
        """Whether somebody took away a promise in which nobody else ever spoke, and which nothing else holds."""
        if away.paths or away.is_merge:
            return False
        loss = make.as_loss(away)
        return all(self._own.is_hers(loss, place) for place in range(len(loss.old)))

    def _unreadable(self, wrong: Collection[str]) -> Iterator[Caught]:
        """Yield the files that commits left unreadable: told once, where they became so; `wrong` are those in which
        something is missing since."""
        told: set[str] = set()
        for path, commit, who in self.seen.unreadable:
            if path not in told:
                told.add(path)
                is_error = path in wrong or self.answers.is_unreadable_at_the_head(path)
                severity = None if is_error else Severity.WARNING
                yield make.unreadable(path, commit, who, severity)

    # How acts came in.

    def _breaches(self, dropped: set[Numbered]) -> Iterator[Caught]:
        for heard in self.seen.heard:
            if not self._is_told_otherwise(heard):
                yield from self._breaches_of(heard, dropped)
        yield from whole.told(self.seen, self.answers, is_published=self.is_published)

    def _is_told_otherwise(self, heard: Heard) -> bool:
        """Whether an act took another's place, and that is told, or it stands nowhere any more, or it is given back."""
        if not heard.is_instead:
            return False
        if (heard.promise, heard.text, heard.commit) not in self._asked_anew:
            return True
        return self._void.was_said_before((heard.promise, heard.text, heard.nth), heard.path, heard.commit)

    def _breaches_of(self, heard: Heard, dropped: set[Numbered]) -> Iterator[Caught]:
        """Yield what is wrong with how an act came in, and is not answered; at most a warning where it was dropped."""
        if not heard.breaches:
            return
        is_dropped = (heard.promise, heard.text, heard.nth) in dropped or self._head.is_gone(heard)
        for breach in heard.breaches:
            if not self.answers.answer(heard, breach):
                weighed = whole.weighed(heard, breach, self.answers)
                caught = make.of_breach(heard, weighed, self._who(heard))
                yield lowered(caught) if is_dropped else caught

    def _who(self, heard: Heard) -> Message:
        return who_of(self.seen.commits.get(heard.commit), heard.commit)

    # The end.

    def _at_the_end(self, found: Sequence[Caught]) -> Iterator[Caught]:
        """Yield what was heard on the way, does not stand at the head, and was not told."""
        told = self._explained | _acts_of(found)
        told.update((loss.promise, written(loss.lost.act)) for loss in self.seen.gave_way)
        for promise, several in self._heard_of.items():
            if promise not in self.hidden:
                yield from self._vanished(promise, several, told)
        yield from self._gone_from_notes()

    def _gone_from_notes(self) -> Iterator[Caught]:
        """Yield what a merge rightly set aside and no note holds any more: who takes a note away takes its words."""
        told = {numbered(loss) for loss in self.seen.losses}
        for loss in self.seen.gave_way:
            if numbered(loss) not in told and not self._is_kept(loss):
                yield self._gone_from_its_note(loss)

    def _gone_from_its_note(self, loss: Loss) -> Caught:
        return make.gone_from_its_note(loss, Severity.WARNING if self._void.is_void(loss) else None)

    def _is_kept(self, loss: Loss) -> bool:
        """Whether the head still has what was set aside: of equal acts so many, or one in a note."""
        text = written(loss.lost.act)
        if loss.promise in self.hidden or self._head.acts(loss.promise)[text] > loss.nth:
            return True
        return text in self._head.set_aside(loss.promise)

    def _vanished(self, promise: str, several: Sequence[Heard], told: set[tuple[str, str]]) -> Iterator[Caught]:
        """Yield those acts of a promise that stand nowhere at the head, not even in a note; `told` grows by them."""
        if self._head.stand_in_order(promise, [heard.act for heard in several]):
            return
        standing = self._head.texts(promise)
        for heard in several:
            key = (promise, heard.text)
            if heard.text in standing or key in told:
                continue
            told.add(key)
            yield make.vanished(heard, self._who(heard))


def _acts_of(found: Sequence[Caught]) -> set[tuple[str, str]]:
    """Return the acts that findings are of, by promise, as texts."""
    return {(one.promise or "", written(one.act)) for one in found if one.act is not None}


def _key(caught: Caught) -> tuple[str, str]:
    act = caught.act if caught.kind in ("evil-merge",) else None
    return caught.promise or "", written(act) if act is not None else ""
