"""Walk: each commit of a stretch held against each of its parents, promise by promise (verdicts.md, section 2).

It brings what no parent has, and answers for that; it loses what any parent has. What became of a loss in the end (it
was given back, it was one's own last word, it had come in unlawfully) is told when the walk is over (`verdict`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from promisectl.app.guard import found as make
from promisectl.app.guard.attributes_changed import changed_when_known, may_differ
from promisectl.app.guard.found import Away, Caught, Loss, who_of
from promisectl.app.guard.registers import NOTHING, PastRegisters, RegisterHistory
from promisectl.app.guard.spoken import Bringing, Heard, asks_for_its_scene, heard_in, plainly_heard
from promisectl.app.guard.versions import Appended, CommitVersions, Turn
from promisectl.diff.descent import descended
from promisectl.diff.histories import RawAct, compare, written
from promisectl.diff.losses import Descent, Lost, Orderable, Parted, displaced
from promisectl.diff.redacting import may_redact
from promisectl.diff.ruling import Ruling
from promisectl.diff.trust import Trust
from promisectl.git.commits import Commit
from promisectl.git.history import Step
from promisectl.git.objects import Leaf
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.store.promise_paths import is_pack
from promisectl.yamltext.raw_acts import RawPromise, conversations


@dataclass(frozen=True, slots=True)
class Scope:
    """How a stretch is judged: by which register each commit, whose acts must stand whole, whether it is published.

    `is_kept` says of a commit that what it holds must stand whole (REF's), `in_ref` gives the acts of a promise there;
    `is_net_told` says that rules look at the net effect besides.
    """

    ruling_of: Callable[[Step], Ruling]
    is_kept: Callable[[str], bool]
    in_ref: Callable[[RawPromise], Sequence[RawAct]]
    orderable: Callable[[Ruling], Orderable]
    is_published: bool
    is_net_told: bool = False


@dataclass
class Seen:
    """What a walk saw: every act that commits brought, every loss, what was left unreadable, and the rest."""

    heard: list[Heard] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    unreadable: list[tuple[str, str, Message]] = field(default_factory=list)
    caught: list[Caught] = field(default_factory=list)
    commits: dict[str, Commit] = field(default_factory=dict)
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)


class Walk:
    """Follows the commits of a stretch, parents before children."""

    def __init__(self, scope: Scope, registers: RegisterHistory, versions: CommitVersions) -> None:
        self._scope = scope
        self._registers = registers
        self._versions = versions
        self._missed: set[tuple[str, str]] = set()
        self.seen = Seen()

    def follow(self, step: Step) -> None:
        """Hold one commit against its parents; it was noted, and its files were fetched."""
        parents = [self._registers.of(parent) for parent in step.parents] or [NOTHING]
        changed = self._versions.of(step, parents)
        ruling, commit = self._scope.ruling_of(step), self.seen.commits[step.oid]
        turn_of = _Turning(self, step, commit, ruling)
        for path in changed.unreadable:
            self.seen.unreadable.append((path, step.oid, who_of(commit, step.oid)))
        for more in changed.appended:
            turn_of.appended(more)
        for turn in changed.turns:
            turn_of.turn(turn)

    # What the commits of a promise share.

    def miss(self, promise: str, act: RawAct) -> None:
        """Take note that a commit took an act away, or put another in its place."""
        self._missed.add((promise, written(act)))

    def is_missed(self, promise: str, act: RawAct) -> bool:
        """Whether an act was lost in an earlier commit: to give it back is no new word."""
        return bool(self._missed) and (promise, written(act)) in self._missed

    @property
    def scope(self) -> Scope:
        """How the stretch is judged."""
        return self._scope

    @property
    def versions(self) -> CommitVersions:
        """What reads the files."""
        return self._versions

    @property
    def registers(self) -> RegisterHistory:
        """The registers of every commit."""
        return self._registers


@dataclass(frozen=True)
class _Turning:
    """One commit that is followed."""

    walk: Walk
    step: Step
    commit: Commit
    ruling: Ruling

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
        if not more.acts:
            return
        self.walk.seen.touched.add(more.id)
        text = self.walk.versions.data(more.after)
        if any(asks_for_its_scene(act, self.commit, self.ruling, text) for act in more.acts):
            promise = self._whole(more)
            known = len(promise.acts) - len(more.acts)
            self._hear(promise, tuple(range(known, len(promise.acts))), known=known)
        else:
            heard = (plainly_heard(more.id, more.path, act, self.commit, self.ruling) for act in more.acts)
            self.walk.seen.heard += heard

    def _look_at_its_head(self, more: Appended) -> None:
        """Tell where what the promise counts for changed when its outcome was known; of the net effect a rule tells."""
        data, settings = self.walk.versions.data, self.ruling.settings
        if self.walk.scope.is_net_told or not may_differ(data(more.before), data(more.after), settings):
            return
        self._counts_otherwise(self._at(more, more.before), self._at(more, more.after))

    def _counts_otherwise(self, before: RawPromise | None, after: RawPromise) -> None:
        if self.walk.scope.is_net_told or before is None:
            return
        day = local_day(self.commit.authored_at, self.ruling.zone)
        keys = changed_when_known(before.values, after.values, self.ruling.settings, day)
        if keys:
            caught = make.counts_otherwise(after.id, after.path, list(keys), self.step.oid)
            self.walk.seen.caught.append(caught)

    def _whole(self, more: Appended) -> RawPromise:
        return self._at(more, more.after)

    def _at(self, more: Appended, leaf: Leaf) -> RawPromise:
        folder = self.walk.registers.of(self.step.oid).ledgers
        data = self.walk.versions.data(leaf)
        promises = conversations(data, more.path, packed=is_pack(more.path, folder))
        return next(promise for promise in promises if promise.id == more.id)

    def _claim(self, id_: str, path: str, act: RawAct) -> None:
        self.walk.seen.caught.append(make.of_claim(id_, path, act, self.step.oid, self.who))

    # Files that were read whole.

    def turn(self, turn: Turn) -> None:
        """Judge what became of one promise."""
        self.walk.seen.touched.add(turn.id)
        if turn.new is None:
            self._away(turn)
            return
        new, olds = turn.new, [old.acts if old else () for old in turn.olds]
        if not self.is_merge:
            self._counts_otherwise(turn.olds[0], new)
        descent = self._descent(olds, new)
        self._lose(new, olds, descent, was_hidden=turn.was_hidden)
        for place in descent.evil:
            self._say_in_a_merge(new, place)
        for place in descent.claims:
            self._claim(turn.id, new.path, new.acts[place])
        said = [place for place in descent.new if not self.walk.is_missed(turn.id, new.acts[place])]
        drafted = any(old is not None and old.is_draft for old in turn.olds)
        known = max((len(old) for old in olds), default=0)
        heard = self._hear(new, tuple(said), known=known, drafted=drafted, is_whole=turn.is_fresh)
        replacing = {written(new.acts[place]) for place in descent.instead}
        for one in heard:
            one.is_instead = one.text in replacing

    def _descent(self, olds: Sequence[Sequence[RawAct]], new: RawPromise) -> Descent:
        kept = self.walk.scope.is_kept
        steadfast = [place for place, parent in enumerate(self.step.parents) if kept(parent)] if self.is_merge else []
        orderable = self.walk.scope.orderable(self.ruling)
        is_aside = self.is_merge and any(displaced(act) for act in new.acts)
        ref = self.walk.scope.in_ref(new) if is_aside else ()
        return descended(
            olds,
            new.acts,
            steadfast=steadfast,
            orderable=orderable,
            parted=self._parted(new),
            kept={written(act) for act in ref},
        )

    def _parted(self, new: RawPromise) -> Parted:
        """Return what gives the acts of a promise where two parents parted, by their places."""

        def acts(one: int, other: int) -> Sequence[RawAct]:
            return self.walk.versions.parted(self.step.parents[one], self.step.parents[other], new)

        return acts

    def _lose(self, new: RawPromise, olds: Sequence[Sequence[RawAct]], descent: Descent, *, was_hidden: bool) -> None:
        for lost in descent.lost:
            if lost.kind == "redacted":
                self._redacted(new, lost)
            elif lost.kind == "given-way":
                self._give_way(new, lost)
            elif lost.kind != "slipped-in" or not self.walk.is_missed(new.id, lost.act):
                self.walk.seen.losses.append(self._loss(new, olds, lost, was_hidden=was_hidden))
        for lost in descent.lost:
            if lost.kind in ("edited", "removed"):
                self.walk.miss(new.id, lost.act)

    def _loss(self, new: RawPromise, olds: Sequence[Sequence[RawAct]], lost: Lost, *, was_hidden: bool) -> Loss:
        side = next((old for old in olds if _stands(lost, old)), ())
        old = tuple(side) if lost.before is not None else _after(new, lost)
        return Loss(
            new.id,
            new.path,
            lost,
            self.step.oid,
            self.authors,
            self.commit.email,
            self.is_merge,
            self.who,
            old,
            lost.now is not None and self.walk.is_missed(new.id, lost.now),
            was_hidden,
        )

    def _give_way(self, new: RawPromise, lost: Lost) -> None:
        """Tell of an agreement that a merge set aside lawfully: both had said so."""
        if lost.act.get("act") == "agree":
            caught = make.agreement_aside(new.id, new.path, lost.act, self.step.oid, self.who)
            self.walk.seen.caught.append(caught)

    def _redacted(self, new: RawPromise, lost: Lost) -> None:
        why_not = may_redact(lost, new.acts, new.values, self.ruling, self.commit)
        data = {
            "act": make.act_words(lost.act),
            "commit": self.who,
            "fields": ", ".join(f"`{name}`" for name in lost.fields),
        }
        if why_not is None:
            note = M("REDACTED {fields} of {act} in commit {commit}", **data)
            help = M("nothing is to be done; old versions hold the text until git's history is rewritten")
            severity = Severity.INFO
        else:
            note = M("REDACTED {fields} of {act} in commit {commit}: {why}", why=why_not, **data)
            help = M("put it back, and ask a steward; terms in force are renegotiated to neutral words first")
            severity = Severity.ERROR
        place = (self.step.oid, new.path, note, help, new.id, lost.act, lost.now, severity, lost.fields[0])
        self.walk.seen.caught.append(Caught("redacted", "PC408", *place))

    def _say_in_a_merge(self, new: RawPromise, place: int) -> None:
        act = new.acts[place]
        if self.walk.is_missed(new.id, act):
            return
        self.walk.seen.caught.append(make.of_merge(new.id, new.path, act, self.step.oid, self.who))
        speaker = self.ruling.current(str(act.get("for") or act.get("by") or ""))
        heard = Heard(new.id, new.path, act, self.step.oid, speaker, self.authors, Trust.UNVERIFIED)
        self.walk.seen.heard.append(heard)

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
        acts = [promise.acts[place] for place in places]
        if not any(is_whole or asks_for_its_scene(act, self.commit, self.ruling) for act in acts):
            plain = [plainly_heard(promise.id, promise.path, act, self.commit, self.ruling) for act in acts]
            self.walk.seen.heard += plain
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
            self.walk.scope.is_published,
        )
        heard = list(heard_in(bringing))
        self.walk.seen.heard += heard
        return heard

    # Promises that are not there.

    def _away(self, turn: Turn) -> None:
        olds = [old for old in turn.olds if old is not None and old.acts]
        if turn.gap == "unreadable" or not olds:
            return
        paths = tuple(copy.path for copy in turn.copies)
        if not paths and self.is_merge and self._was_taken_away(turn, olds):
            return
        last = max(olds, key=lambda old: len(old.acts))
        away = Away(last, self.step.oid, self.who, self.authors, self.commit.email, paths, self.is_merge)
        self.walk.seen.away.append(away)
        for copy in turn.copies:
            self._hear_in_passing(copy, last)

    def _was_taken_away(self, turn: Turn, olds: Sequence[RawPromise]) -> bool:
        """Whether a parent took the promise away before this merge, and nothing was said in it since."""
        lacking = [parent for parent, old in zip(self.step.parents, turn.olds, strict=True) if old is None]
        ghosts = [self.walk.versions.ghosts(parent).get(turn.id) for parent in self.step.parents]
        gone = [ghost.promise.acts for ghost in ghosts if ghost is not None]
        if gone:
            return all(old.acts in gone for old in olds)
        return any(self.walk.versions.stood_when_parted(self.step, parent, olds[0]) for parent in lacking)

    def _hear_in_passing(self, copy: RawPromise, known: RawPromise) -> None:
        """Remember what a copy says besides: whoever takes the other copy away later did not say it."""
        before = {heard.text for heard in self.walk.seen.heard if heard.promise == copy.id}
        for place in compare(known.acts, copy.acts).new:
            if written(copy.acts[place]) not in before:
                heard = plainly_heard(copy.id, copy.path, copy.acts[place], self.commit, self.ruling)
                self.walk.seen.heard.append(heard)


def _stands(lost: Lost, old: Sequence[RawAct]) -> bool:
    return lost.before is not None and lost.before < len(old) and old[lost.before] == lost.act


def _after(new: RawPromise, lost: Lost) -> tuple[RawAct, ...]:
    return tuple(new.acts[lost.position + 1 :]) if lost.position is not None else ()


def changed_registers(step: Step, registers: RegisterHistory) -> tuple[PastRegisters, list[PastRegisters]]:
    """Return the registers of a commit, and of each of its parents."""
    return registers.of(step.oid), [registers.of(parent) for parent in step.parents]


__all__ = ["Scope", "Seen", "Walk"]
