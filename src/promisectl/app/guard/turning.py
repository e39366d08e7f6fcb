"""Turning: what one commit does to each promise: what it brings is judged, what it loses is put down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from promisectl.app.compare.naming import who_of
from promisectl.app.guard import found as make
from promisectl.app.guard.attributes_changed import changed_when_known, may_differ
from promisectl.app.guard.found import Away, Loss, takes_away
from promisectl.app.guard.numbers import Numbers, stands
from promisectl.app.guard.seen import Scope, Seen
from promisectl.app.guard.spoken import Bringing, Heard, ask_for_their_scenes, heard_in, number, plainly_heard
from promisectl.app.guard.turns import Appended, Turn, lines_of
from promisectl.app.guard.versions import CommitVersions
from promisectl.diff.descent import descended
from promisectl.diff.histories import RawAct, equal_before, written
from promisectl.diff.losses import Descent, Lost, Parted, displaced, texts_of
from promisectl.diff.redacting import is_in_force, may_redact
from promisectl.diff.ruling import Ruling
from promisectl.diff.trust import Trust, speaker_of
from promisectl.git.commits import Commit
from promisectl.git.history import Step
from promisectl.git.objects import Leaf
from promisectl.model.message import Message
from promisectl.model.moment import local_day
from promisectl.store.promise_paths import is_pack
from promisectl.yamltext.raw_acts import RawPromise, conversations


@dataclass(slots=True)
class Turning:
    """One commit that is followed: what it brings and loses is put down with what was seen. `folder` is of ledgers."""

    scope: Scope
    seen: Seen
    versions: CommitVersions
    step: Step
    commit: Commit
    ruling: Ruling
    folder: str
    _counted: dict[str, tuple[RawPromise, list[int]]] = field(default_factory=dict)

    @property
    def who(self) -> Message:
        """The commit as people look it up."""
        return who_of(self.commit, self.step.oid)

    @property
    def authors(self) -> frozenset[str]:
        """Who made it."""
        return self.ruling.authors(self.commit)

    @property
    def is_merge(self) -> bool:
        """Whether it has several parents."""
        return len(self.step.parents) > 1

    # Files that only go on.

    def appended(self, more: Appended) -> None:
        """Judge the acts that were added at the end of a history."""
        self._look_at_its_head(more)
        for act in more.acts:
            if displaced(act):
                self._claim(more.id, more.path, act)
        if self.seen.missed and self._gives_back(more):
            return
        if not more.acts:
            return
        self.seen.touched.add(more.id)
        if ask_for_their_scenes(more.acts, self.commit, self.ruling, self.versions.data(more.after)):
            promise = self._whole(more)
            known = len(promise.acts) - len(more.acts)
            self._hear(promise, tuple(range(known, len(promise.acts))), known=known)
        else:
            self._hear_plainly(more)

    def _gives_back(self, more: Appended) -> bool:
        """Judge what was added at an end, where some of it was lost before: to give that back is no new word."""
        if not any((more.id, written(act)) in self.seen.missed for act in more.acts):
            return False
        promise = self._whole(more)
        known = len(promise.acts) - len(more.acts)
        said = [place for place in range(known, len(promise.acts)) if not self._is_missed(promise, place)]
        self.seen.touched.add(more.id)
        self._hear(promise, tuple(said), known=known)
        return True

    def _is_missed(self, new: RawPromise, place: int) -> bool:
        """Whether an act gives back what was lost before."""
        return self.seen.is_missed(new.id, new.acts[place], lambda: self._equal(new)[place], self.step.oid)

    def _equal(self, new: RawPromise) -> list[int]:
        """Return, for each act of a promise, how many equal ones stand before it; counted once."""
        if new.id not in self._counted:
            self._counted[new.id] = new, equal_before(new.acts)
        known, numbers = self._counted[new.id]
        return numbers if known is new else equal_before(new.acts)

    def _hear_plainly(self, more: Appended) -> None:
        """Put down acts of which nothing more is asked than who committed them, and when."""
        heard = [plainly_heard(more.id, more.path, act, self.commit, self.ruling) for act in more.acts]
        if any(one.is_void for one in heard):
            acts = self._whole(more).acts
            number(heard, range(len(acts) - len(heard), len(acts)), acts)
        self.seen.heard += heard

    def _look_at_its_head(self, more: Appended) -> None:
        """Tell where what the promise counts for changed when its outcome was known; of the net effect a rule tells."""
        if self.scope.is_net_told:
            return
        before, after = self.versions.data(more.before), self.versions.data(more.after)
        if not may_differ(before, after, self.ruling.watched):
            return
        self._counts_otherwise(self._at(more, more.before), self._at(more, more.after))

    def _counts_otherwise(self, before: RawPromise | None, after: RawPromise) -> None:
        if self.scope.is_net_told or before is None:
            return
        day = local_day(self.commit.authored_at, self.ruling.zone)
        keys = changed_when_known(before.values, after.values, self.ruling.watched, day)
        if keys:
            caught = make.counts_otherwise(after.id, after.path, list(keys), self.step.oid)
            self.seen.caught.append(caught)

    def _whole(self, more: Appended) -> RawPromise:
        return self._at(more, more.after)

    def _at(self, more: Appended, leaf: Leaf) -> RawPromise:
        data = self.versions.data(leaf)
        promises = conversations(data, more.path, packed=is_pack(more.path, self.folder))
        return next(promise for promise in promises if promise.id == more.id)

    def _claim(self, id_: str, path: str, act: RawAct) -> None:
        self.seen.caught.append(make.of_claim(id_, path, act, self.step.oid, self.who))

    # Files that were read whole.

    def turn(self, turn: Turn) -> None:
        """Judge what became of one promise."""
        self.seen.touched.add(turn.id)
        if turn.new is None:
            self._away(turn)
            return
        new, olds = turn.new, [old.acts if old else () for old in turn.olds]
        olds += [line.promise.acts for line in turn.beside]
        if not self.is_merge:
            self._counts_otherwise(turn.olds[0], new)
        descent = self._descent(turn, olds, new)
        self._lose(new, olds, descent, was_hidden=turn.was_hidden)
        if self.is_merge:
            self._leave_out(new, olds, descent)
        for place in descent.evil if self.is_merge else ():
            self._say_in_a_merge(new, place)
        for place in descent.claims:
            self._claim(turn.id, new.path, new.acts[place])
        self._bring(turn, new, descent)

    def _bring(self, turn: Turn, new: RawPromise, descent: Descent) -> None:
        """Judge the acts that no parent has, but for those that give back what was lost before."""
        said = self._said(new, descent)
        held = turn.held
        drafted = any(old.is_draft for old in held)
        known = max((len(old.acts) for old in held), default=0)
        heard = self._hear(new, said, known=known, drafted=drafted, is_whole=turn.is_fresh)
        _mark_replacing(heard, [new.acts[place] for place in descent.instead])

    def _said(self, new: RawPromise, descent: Descent) -> tuple[int, ...]:
        fresh = descent.new if self.is_merge else sorted({*descent.new, *descent.evil})
        return tuple(place for place in fresh if not self._is_missed(new, place))

    def _descent(self, turn: Turn, olds: Sequence[Sequence[RawAct]], new: RawPromise) -> Descent:
        """Return what became of the parents' versions; whose acts must stand is asked of a merge alone."""
        is_aside = self.is_merge and any(map(displaced, new.acts))
        ref = self.scope.in_ref(new) if is_aside else ()
        return descended(
            olds,
            new.acts,
            is_merge=self.is_merge,
            steadfast=self._steadfast() if self.is_merge else (),
            orderable=self.scope.orderable(self.ruling),
            parted=self._parted(turn, new),
            kept={written(act) for act in ref},
        )

    def _steadfast(self) -> list[int]:
        """Return the places of the parents that are REF's."""
        return [place for place, parent in enumerate(self.step.parents) if self.scope.is_kept(parent)]

    def _parted(self, turn: Turn, new: RawPromise) -> Parted:
        """Return what gives the acts of a promise wherever two parents parted, by the places of their versions."""

        def acts(one: int, other: int) -> Sequence[Sequence[RawAct]]:
            found: list[Sequence[RawAct]] = []
            for left, right in product(self._holding(turn, one), self._holding(turn, other)):
                found += self.versions.parted(left, right, new) if left != right else ()
            return found

        return acts

    def _holding(self, turn: Turn, place: int) -> list[str]:
        """Return the parents that have a version, or had it last."""
        count = len(turn.olds)
        places = (place,) if place < count else turn.beside[place - count].parents
        return [self.step.parents[one] for one in places]

    def _lose(self, new: RawPromise, olds: Sequence[Sequence[RawAct]], descent: Descent, *, was_hidden: bool) -> None:
        """Put down what does not stand as it was; only then it counts as missed."""
        if not descent.lost:
            return
        known = len(self.seen.losses)
        was = _Was(olds, _stood(new, descent), Numbers(new.acts, olds), is_hidden=was_hidden)
        for lost in descent.lost:
            self._put_down(new, was, lost)
        for loss in filter(takes_away, self.seen.losses[known:]):
            if not self._is_speakers(loss.lost.act) or self._is_in_ref(loss):
                self.seen.miss(loss)

    def _is_speakers(self, act: RawAct) -> bool:
        """Whether who commits is the speaker of an act: who says again what she took back says it."""
        return self.ruling.current(speaker_of(act)) in self.authors

    def _is_in_ref(self, loss: Loss) -> bool:
        """Whether REF holds what was lost, of equal acts this one: to put it back is to give it back."""
        return self.scope.often_in_ref(loss.path, loss.promise).get(written(loss.lost.act), 0) > loss.nth

    def _leave_out(self, new: RawPromise, olds: Sequence[Sequence[RawAct]], descent: Descent) -> None:
        """Take note of what the union of a merge's sides is without: whoever dropped it was told, or was REF."""
        here = texts_of(new.acts) | texts_of([lost.act for lost in descent.lost])
        gone = set[str]().union(*map(texts_of, olds)) - here
        self.seen.left_out |= {(new.id, text) for text in gone}

    def _put_down(self, new: RawPromise, was: _Was, lost: Lost) -> None:
        """Put down one loss; an act that was missed and stands before others again is none."""
        if lost.kind == "redacted":
            self._redacted(new, lost)
        elif lost.kind == "given-way":
            self._give_way(new, was, lost)
        elif lost.kind != "slipped-in" or not self._is_missed(new, lost.position or 0):
            loss = self._loss(new, was, lost)
            self.seen.losses.append(was.numbers.told(loss))

    def _loss(self, new: RawPromise, was: _Was, lost: Lost) -> Loss:
        side = next((old for old in was.olds if stands(lost, old)), ())
        return Loss(
            new.id,
            new.path,
            lost,
            self.step.oid,
            self.authors,
            self.commit.email,
            self.is_merge,
            self.who,
            lost.order or (tuple(side) if lost.before is not None else was.stood),
            lost.now is not None and self._was_said(new, was.olds, lost.position or 0),
            was.is_hidden,
        )

    def _was_said(self, new: RawPromise, olds: Sequence[Sequence[RawAct]], place: int) -> bool:
        """Whether what stands instead was lost before, or is what a side of a merge has."""
        return self._is_missed(new, place) or (self.is_merge and any(new.acts[place] in old for old in olds))

    def _give_way(self, new: RawPromise, was: _Was, lost: Lost) -> None:
        """Remember what a merge rightly set aside: it must stay in a note. An agreement is told: both had said so."""
        self.seen.gave_way.append(was.numbers.told(self._loss(new, was, lost)))
        if lost.act.get("act") == "agree":
            caught = make.agreement_aside(new.id, new.path, lost.act, self.step.oid, self.who)
            self.seen.caught.append(caught)

    def _redacted(self, new: RawPromise, lost: Lost) -> None:
        why_not = may_redact(lost, new.values, self.ruling, self.commit)
        in_force = is_in_force(lost, new.values)
        caught = make.of_redaction(new.id, new.path, lost, self.step.oid, self.who, why_not, in_force=in_force)
        self.seen.caught.append(caught)

    def _say_in_a_merge(self, new: RawPromise, place: int) -> None:
        act = new.acts[place]
        if self._is_missed(new, place):
            return
        self.seen.caught.append(make.of_merge(new.id, new.path, act, self.step.oid, self.who))
        speaker = self.ruling.current(str(act.get("for") or act.get("by") or ""))
        heard = Heard(new.id, new.path, act, self.step.oid, speaker, self.authors, Trust.UNVERIFIED)
        self.seen.heard.append(heard)

    def _hear(
        self,
        promise: RawPromise,
        places: tuple[int, ...],
        *,
        known: int = 0,
        drafted: bool = False,
        is_whole: bool = False,
    ) -> list[Heard]:
        """Judge new acts, in their scenes where one of them asks for that; return them."""
        plain = self._plainly(promise, [promise.acts[place] for place in places], is_whole=is_whole)
        if plain is not None:
            _put_in_place(plain, places, promise.acts)
            self.seen.heard += plain
            return plain
        bringing = Bringing(
            promise.id,
            promise.path,
            promise.acts,
            promise.values,
            places,
            self.commit,
            self.ruling,
            known,
            drafted,
            is_whole,
            self.scope.is_published,
        )
        heard = list(heard_in(bringing))
        self.seen.heard += heard
        return heard

    def _plainly(self, promise: RawPromise, acts: Sequence[RawAct], *, is_whole: bool) -> list[Heard] | None:
        """Return acts of which nothing more is asked than who committed them, and when; None where more is.

        What is wrong with a promise that came whole weighs by how it ends, so its scene is asked.
        """
        if ask_for_their_scenes(acts, self.commit, self.ruling, promise.text):
            return None
        heard = [plainly_heard(promise.id, promise.path, act, self.commit, self.ruling) for act in acts]
        if not is_whole:
            return heard
        for one in heard:
            one.is_whole = True
        return None if _is_any_wrong(heard) else heard

    # Promises that are not there.

    def _away(self, turn: Turn) -> None:
        """Put down that a promise is in no place, or in several; of a file that cannot be read it is told elsewhere."""
        olds = _spoken_in(turn.held)
        if turn.gap == "unreadable" or not olds:
            return
        if turn.copies or not self._was_taken_away(turn, olds):
            self._leave(turn, olds)

    def _leave(self, turn: Turn, olds: Sequence[RawPromise]) -> None:
        """Put down each line that the commit leaves in no place, or in several."""
        paths = tuple(copy.path for copy in turn.copies)
        for line in lines_of(olds):
            away = Away(line, self.step.oid, self.who, self.authors, self.commit.email, paths, self.is_merge)
            self.seen.away.append(away)
        for copy in turn.copies:
            self._hear_in_passing(copy, olds)

    def _was_taken_away(self, turn: Turn, olds: Sequence[RawPromise]) -> bool:
        """Whether a parent took the promise away before a merge, and nothing was said in it since."""
        if not self.is_merge:
            return False
        gone = self._gone(turn.id)
        if gone:
            return all(old.acts in gone or self._stood_when_parted(turn, old) for old in olds)
        return self._stood_when_parted(turn, olds[0])

    def _gone(self, id_: str) -> list[tuple[RawAct, ...]]:
        """Return what a promise last said that parents took away, or left unreadable."""
        gone: list[tuple[RawAct, ...]] = []
        for parent in self.step.parents:
            ghost = self.versions.ghosts(parent).get(id_)
            if ghost is not None and ghost.gap != "doubled":
                gone += [line.acts for line in ghost.lines]
        return gone

    def _stood_when_parted(self, turn: Turn, old: RawPromise) -> bool:
        """Whether the others say in a promise that a parent lacks what it said where they parted."""
        parents = zip(self.step.parents, turn.olds, strict=True)
        lacking = [parent for parent, version in parents if version is None or turn.id in self.versions.ghosts(parent)]
        return any(self.versions.stood_when_parted(self.step, parent, old) for parent in lacking)

    def _hear_in_passing(self, copy: RawPromise, olds: Sequence[RawPromise]) -> None:
        """Remember what a copy says besides: whoever takes the other copy away later did not say it. It is asked
        whose word it is where one copy is left."""
        before = {heard.text for heard in self.seen.heard if heard.promise == copy.id}
        before = before.union(*(texts_of(old.acts) for old in olds))
        for act in copy.acts:
            if written(act) not in before:
                heard = plainly_heard(copy.id, copy.path, act, self.commit, self.ruling)
                heard.breaches, heard.is_void = [], False
                self.seen.heard.append(heard)


@dataclass(frozen=True, slots=True)
class _Was:
    """What parents said in a promise, and the history now less what is added at its end; `is_hidden` that a parent
    could not tell it."""

    olds: Sequence[Sequence[RawAct]]
    stood: tuple[RawAct, ...]
    numbers: Numbers
    is_hidden: bool


def _spoken_in(olds: Sequence[RawPromise]) -> list[RawPromise]:
    """Return those versions in which something was said."""
    return [old for old in olds if old.acts]


def _is_any_wrong(several: Iterable[Heard]) -> bool:
    return any(heard.breaches for heard in several)


def _put_in_place(several: Sequence[Heard], places: Sequence[int], acts: Sequence[RawAct]) -> None:
    """Put down where new acts stand: a copy in the same file may have had them before."""
    for heard, place in zip(several, places, strict=True):
        heard.place = place
    if any(heard.is_void for heard in several):
        number(several, places, acts)


def _mark_replacing(several: Sequence[Heard], replacing: Sequence[RawAct]) -> None:
    """Mark those new acts that stand in the place of others."""
    texts = set(map(written, replacing))
    for heard in several if texts else ():
        heard.is_instead = heard.text in texts


def _stood(new: RawPromise, descent: Descent) -> tuple[RawAct, ...]:
    """Return a history as the commit has it, less the acts that it adds at its end."""
    fresh = {*descent.new, *descent.evil}.difference(descent.instead)
    end = len(new.acts)
    while end - 1 in fresh:
        end -= 1
    return new.acts[:end]
