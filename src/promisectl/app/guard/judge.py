"""Judge: one verdict over a stretch of commits, for `check --base` and for `audit` (verdicts.md, section 2).

A stretch are the commits of a head that its beginnings do not hold, and, where that is wanted, the work tree or the
tree that a merge would give after them. All is judged by one rule; the two commands differ in what they call the base,
and in whether the commits are published.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from promisectl.app.compare.naming import who_of
from promisectl.app.guard.across_merges import asked_again
from promisectl.app.guard.answers import Answers
from promisectl.app.guard.first_parents import FirstParents
from promisectl.app.guard.found import Caught
from promisectl.app.guard.head import Head
from promisectl.app.guard.moving import Moved, moved_from
from promisectl.app.guard.places import Places
from promisectl.app.guard.register_changes import RegisterChange, RegisterChanges
from promisectl.app.guard.registers import FILES, PastRegisters, RegisterHistory
from promisectl.app.guard.registers_at_last import RegistersAtLast
from promisectl.app.guard.rule_change import Change
from promisectl.app.guard.rulings import Rulings
from promisectl.app.guard.seen import Scope, Seen
from promisectl.app.guard.snapshots import Snapshots
from promisectl.app.guard.soundness import need_sound
from promisectl.app.guard.spoken import Heard
from promisectl.app.guard.verdict import Verdict
from promisectl.app.guard.versions import CommitVersions
from promisectl.app.guard.void import Older
from promisectl.app.guard.walk import Walk
from promisectl.app.guard.who_rules import judged
from promisectl.diff.approval import Reviews
from promisectl.diff.histories import written
from promisectl.diff.losses import Acts, Orderable
from promisectl.diff.ruling import Ruling
from promisectl.diff.unions import is_orderable
from promisectl.git.history import Step
from promisectl.git.signatures import Signatures
from promisectl.model.people import People
from promisectl.store.promise_paths import is_pack
from promisectl.yamltext.raw_acts import RawAct, RawPromise, Unreadable, conversations


@dataclass
class Stretch:
    """What is judged. `windows` gives its commits, parents first, with what differs below a folder.

    `beginnings` are the commits that it goes on from, `history` gives what lies before as a stretch of its own. `tip`
    is the commit by whose registers all are judged, None where each is judged by its parents (`audit`); `older` are
    commits whose addresses count besides. `last` is the name of what stands at the end, `line` the head whose first
    parents are a line that was read.
    """

    snapshots: Snapshots
    prefix: str
    windows: Callable[[str], Iterable[Sequence[Step]]]
    last: str
    beginnings: Sequence[str] = ()
    tip: str | None = None
    older: Sequence[str] = ()
    is_published: bool = False
    read_reviews: Callable[[People], Reviews] = lambda _people: Reviews()
    line: str | None = None
    history: Callable[[], Stretch] | None = None


@dataclass
class Judgement:
    """What a stretch did: what was caught, every act it brought, every register key it changed."""

    caught: list[Caught]
    heard: list[Heard]
    changes: list[RegisterChange]
    registers: RegisterHistory
    commits: int
    seen: Seen = field(default_factory=Seen)
    verdict: Verdict | None = None


def judge(stretch: Stretch) -> Judgement:
    """Return the verdict over a stretch of commits."""
    moves: dict[str, str] = {}
    first = stretch.prefix
    with Signatures() as signatures:
        while True:
            try:
                return _Judging(stretch, signatures, first, moves).judgement()
            except Moved as moved:
                moves[moved.commit] = moved.to
                first = moved.before


class _Judging:
    def __init__(self, stretch: Stretch, signatures: Signatures, first: str, moves: Mapping[str, str]) -> None:
        self._stretch = stretch
        self._snapshots = stretch.snapshots
        self._moves = moves
        self._below = "" if moves else stretch.prefix.rstrip("/")
        self._registers = RegisterHistory(stretch.snapshots, first, moves)
        self._places = Places(stretch.snapshots, self._registers, stretch.beginnings)
        self._versions = CommitVersions(stretch.snapshots, self._registers, self._places)
        self._changes = RegisterChanges(stretch.snapshots.repository, self._registers)
        self._rulings = Rulings(self._registers, signatures, tip=stretch.tip, last=stretch.last, older=stretch.older)
        self._walked: Mapping[str, tuple[str, ...]] = {}
        self._changed: list[tuple[Step, list[RegisterChange]]] = []
        self._refs: dict[tuple[str, str], Mapping[str, int]] = {}

    def judgement(self) -> Judgement:
        """Follow every commit, and return what is told once that is over."""
        walk = Walk(self._scope(), self._registers, self._versions)
        seen = walk.seen
        self._walked = seen.parents
        commits = self._followed(walk)
        further = asked_again(seen, self._registers, self._rulings.at) if self._stretch.tip is None else {}
        head = Head(self._snapshots, self._registers, self._stretch.last)
        head.fetch(seen.touched, _places_of(seen, self._places))
        answers = self._answers(seen, head)
        verdict = self._verdict(seen, head, answers)
        caught = [*verdict.caught(), *self._register_findings(answers, further)]
        return Judgement(caught, seen.heard, self._every_change(), self._registers, commits, seen, verdict)

    def _scope(self) -> Scope:
        return Scope(
            ruling_of=self._rulings.of,
            is_kept=self._is_kept,
            in_ref=self._in_ref,
            often_in_ref=self._texts_in_ref,
            orderable=_orderable,
            is_published=self._stretch.is_published,
            is_net_told=self._stretch.tip is not None,
        )

    def _answers(self, seen: Seen, head: Head) -> Answers:
        end = self._stretch.tip or self._stretch.last
        return Answers(
            seen,
            self._rulings.at(end),
            self._ruling_before,
            self._version,
            head.is_unreadable,
            self._stretch.read_reviews(self._registers.of(end).people),
            self._stretch.tip,
        )

    def _verdict(self, seen: Seen, head: Head, answers: Answers) -> Verdict:
        line = FirstParents(self._stretch.line, seen.parents, lambda oid: seen.commits[oid].email)
        hidden = self._versions.ghosts(self._stretch.last)
        published = self._stretch.is_published
        return Verdict(seen, head.versions, answers, line, published, hidden, self._older, self._texts_in_ref)

    def _every_change(self) -> list[RegisterChange]:
        return [change for _, several in self._changed for change in several]

    def _ruling_before(self, commit: str) -> Ruling:
        """Return by whose registers a commit of the stretch is judged."""
        return self._rulings.before(self._walked.get(commit, ()))

    def _is_kept(self, commit: str) -> bool:
        """Whether what a commit holds must stand whole: it is REF's, for it is not of the stretch."""
        return self._stretch.tip is not None and commit not in self._walked

    def _older(self) -> Older:
        """Return what an audit says of everything before REF."""
        if self._stretch.history is None:
            return Older()
        verdict = judge(self._stretch.history()).verdict
        return verdict.older_for_others if verdict else Older()

    def _in_ref(self, promise: RawPromise) -> Sequence[RawAct]:
        """Return the acts of a promise that REF holds; none where there is no REF."""
        return [act for there in self._lines_in_ref(promise.path, promise.id) for act in there.acts]

    def _texts_in_ref(self, path: str, id_: str) -> Mapping[str, int]:
        """Return the acts of a promise that REF holds, as texts, and how often; none where there is no REF."""
        if (path, id_) not in self._refs:
            texts = Counter[str]()
            for there in self._lines_in_ref(path, id_):
                texts |= Counter(map(written, there.acts))
            self._refs[path, id_] = texts
        return self._refs[path, id_]

    def _lines_in_ref(self, path: str, id_: str) -> Sequence[RawPromise]:
        tip = self._stretch.tip
        return self._lines_of(tip, path, id_) if tip is not None else ()

    def _followed(self, walk: Walk) -> int:
        """Follow every commit; garbage collection rests meanwhile. Return how many touch the workspace."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return sum(self._window(steps, walk) for steps in self._stretch.windows(self._below))
        finally:
            if was_enabled:
                gc.enable()

    def _window(self, steps: Sequence[Step], walk: Walk) -> int:
        touched = []
        for step in steps:
            registers = self._registers.note(step)
            for parent in step.parents:
                if parent not in walk.seen.parents:
                    self._places.begin(parent)
            self._look_for_a_move(step, registers)
            walk.seen.parents[step.oid] = step.parents
            walk.seen.commits[step.oid] = step.commit
            if any(step.differences) and registers.begun:
                need_sound(step, registers)
                touched.append(step)
        self._versions.fetch(touched)
        own = {step.oid for step in touched}
        for step in steps:
            if step.oid in own:
                walk.follow(step)
                self._look_at_registers(step, walk)
            else:
                self._versions.carry(step)
        return len(touched)

    def _look_for_a_move(self, step: Step, registers: PastRegisters) -> None:
        """Begin anew where the workspace came from another folder: the two are one history."""
        if self._begins_in(step, registers):
            before = moved_from(self._snapshots, step, registers, self._stretch.last)
            if before is not None:
                raise Moved(step.oid, before, registers.prefix)

    def _begins_in(self, step: Step, registers: PastRegisters) -> bool:
        """Whether a commit holds a workspace that no parent of it holds, and nobody knows where it came from."""
        if not step.parents or not registers.begun or step.oid in self._moves:
            return False
        return not any(self._registers.of(parent).begun for parent in step.parents)

    # Registers.

    def _look_at_registers(self, step: Step, walk: Walk) -> None:
        if all(self._registers.of(parent) is self._registers.of(step.oid) for parent in step.parents):
            return
        for name in self._registers.unreadable(step):
            path = self._registers.of(step.oid).path(name)
            walk.seen.unreadable.append((path, step.oid, who_of(step.commit, step.oid)))
        changes = self._changes.of(step)
        if changes:
            self._changed.append((step, changes))

    def _register_findings(self, answers: Answers, further: Mapping[str, Sequence[Ruling]]) -> Iterator[Caught]:
        """Yield what is wrong with changes of registers, each once with most weight, less what a steward stands by."""
        told: dict[tuple[object, ...], Caught] = {}
        at_last = self._registers_at_last()
        for step, changes in self._changed:
            caught = list(self._judged_change(step, changes, further.get(step.oid, ())))
            for one in at_last.weighed(caught, changes):
                key = (one.code, one.path, one.field, one.commit)
                is_answered = one.commit is not None and answers.is_stood_by(one.commit)
                is_heaviest = key not in told or one.weight.rank > told[key].weight.rank
                if is_heaviest and not is_answered:
                    told[key] = one
        yield from told.values()

    def _registers_at_last(self) -> RegistersAtLast:
        end = self._registers.of(self._stretch.last)
        entries = {name: self._changes.entries(name, end) for name in FILES}
        return RegistersAtLast(entries, self._every_change(), end.services)

    def _judged_change(self, step: Step, changes: list[RegisterChange], further: Sequence[Ruling]) -> Iterator[Caught]:
        """Yield what is wrong with what a commit changed in registers, by its own base and by the sides it came to."""
        parents = [self._registers.of(parent) for parent in step.parents]
        before = next((parent for parent in parents if parent.begun), parents[0])
        after, promises = self._registers.of(step.oid), self._promises_of(step)
        for ruling in (self._rulings.of(step), *further):
            yield from judged(Change(changes, before, after, step.commit, ruling, promises))

    def _promises_of(self, step: Step) -> _Every:
        return _Every(Head(self._snapshots, self._registers, step.oid))

    # Versions.

    def _version(self, commit: str, path: str, id_: str) -> RawPromise | None:
        """Return a promise as a commit has it, at a path or elsewhere; as it was last readable, where it is not now."""
        return next(iter(self._lines_of(commit, path, id_)), None)

    def _lines_of(self, commit: str, path: str, id_: str) -> list[RawPromise]:
        """Return a promise as a commit has it, at a path, else elsewhere; as each line last had it, where it cannot be
        read."""
        here = [promise for promise in self._promises_at(commit, path) if promise.id == id_]
        return here or list(self._places.elsewhere(commit, id_, (path,)))

    def _promises_at(self, commit: str, path: str) -> list[RawPromise]:
        leaf = self._snapshots.leaf(commit, path)
        if leaf is None or not leaf.is_regular:
            return []
        try:
            packed = is_pack(path, self._registers.of(commit).ledgers)
            return conversations(self._snapshots.data(leaf), path, packed=packed)
        except Unreadable:
            return self._versions.last_readable.of(commit, path)


class _Every:
    """Every promise of a commit, read once, when first asked for."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._promises: list[RawPromise] | None = None

    def __call__(self) -> list[RawPromise]:
        if self._promises is None:
            self._promises = list(self._head.every())
        return self._promises


def _places_of(seen: Seen, places: Places) -> dict[str, set[str]]:
    """Return the paths at which commits of the stretch held promises, by id."""
    paths = {id_: set(told) for id_, told in places.told.items()}
    for heard in seen.heard:
        paths.setdefault(heard.promise, set()).add(heard.path)
    for loss in seen.losses:
        paths.setdefault(loss.promise, set()).add(loss.path)
    for away in seen.away:
        paths.setdefault(away.promise.id, set()).update((*away.paths, away.promise.path))
    return paths


def _orderable(ruling: Ruling) -> Orderable:
    def is_one(standing: Acts, other: Acts) -> bool:
        return is_orderable(standing, other, ruling.law)

    return is_one
