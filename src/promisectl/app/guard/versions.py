"""CommitVersions: of a commit, the promises whose text differs from a parent's, as they stand there and as they stood.

Nothing is read that need not be: a file that only goes on where it ended is told at once, and a path that one parent
of a merge has exactly so brought nothing that is not on a branch. A promise that a commit leaves unreadable, doubled or
away is kept as it was last readable, and the next readable version is held against that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from promisectl.app.guard.places import Places
from promisectl.app.guard.registers import PastRegisters, RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.commits import merge_base
from promisectl.git.history import Step
from promisectl.git.objects import Differences, Leaf
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.raw_acts import RawAct, RawPromise, Unreadable, appended, conversations, conversations_apart

Gap = Literal["unreadable", "doubled", "away"]


@dataclass(frozen=True, slots=True)
class Ghost:
    """A promise that a commit leaves unreadable, doubled or away, as it was last readable; `since` is that commit."""

    promise: RawPromise
    gap: Gap
    since: str


@dataclass(slots=True)
class Turn:
    """What a commit did to a promise that was read whole: one version for each parent (None: it has none), and now.

    `gap` says why there is no version now, and `copies` what stands of it in several places; `was_hidden` that a
    parent could not tell either, `is_fresh` that nothing held a promise of this id before.
    """

    id: str
    olds: list[RawPromise | None]
    new: RawPromise | None
    gap: Gap | None = None
    copies: tuple[RawPromise, ...] = ()
    was_hidden: bool = False
    is_fresh: bool = False


@dataclass(slots=True)
class Appended:
    """Acts that a commit adds at the end of a promise, nothing else of its history changed."""

    id: str
    acts: list[RawAct]
    path: str
    before: Leaf
    after: Leaf


@dataclass(slots=True)
class ChangedPromises:
    """What a commit changed: what was told at once, what was read whole, and the files that cannot be read."""

    appended: list[Appended] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Read:
    """The promises in the files that differ: in each parent, and in the commit; `hidden` are those nobody can read."""

    olds: list[list[RawPromise]]
    news: list[RawPromise] = field(default_factory=list)
    hidden: dict[str, RawPromise] = field(default_factory=dict)
    changed: ChangedPromises = field(default_factory=ChangedPromises)
    paths: set[str] = field(default_factory=set)


class CommitVersions:
    """Reads the two sides of commits; the blobs of some thousands of them are fetched at once."""

    def __init__(self, snapshots: Snapshots, registers: RegisterHistory, places: Places) -> None:
        self._snapshots = snapshots
        self._registers = registers
        self._places = places
        self._blobs: dict[str, bytes] = {}
        self._ghosts: dict[str, dict[str, Ghost]] = {}

    def fetch(self, steps: Sequence[Step]) -> None:
        """Fetch what the steps will ask for."""
        wanted: dict[str, None] = {}
        for step in steps:
            folder = self._registers.of(step.oid).ledgers
            for changed in step.differences:
                for path, leaves in changed.items():
                    if is_promise_path(path, folder):
                        wanted.update((leaf.oid, None) for leaf in leaves if leaf is not None and leaf.is_regular)
        self._blobs = self._snapshots.read(wanted)

    def carry(self, step: Step) -> None:
        """Take note of a commit that touches nothing: what its parents leave unreadable it leaves so, too."""
        ghosts: dict[str, Ghost] = {}
        for parent in step.parents:
            ghosts |= self._ghosts.get(parent, {})
        if ghosts:
            self._ghosts[step.oid] = ghosts

    def ghosts(self, commit: str) -> Mapping[str, Ghost]:
        """Return what a commit leaves unreadable, doubled or away."""
        return self._ghosts.get(commit, {})

    def of(self, step: Step, parents: Sequence[PastRegisters]) -> ChangedPromises:
        """Return what differs between a commit and its parents (or nothing, for a first commit)."""
        now = self._registers.of(step.oid)
        before = [self._ghosts.get(parent, {}) for parent in step.parents] or [{}]
        read = _Read([[] for _ in parents])
        changed = [self._changed(step, place, parent, now) for place, parent in enumerate(parents)]
        read.paths = {path for one in changed for path in one}
        if len(changed) == 1:
            self._only(changed[0], now.ledgers, read, before[0])
        else:
            self._merge(changed, now.ledgers, read, is_whole=any(before))
        fresh = self._fresh(read)
        self._places.learn(read.news)
        read.changed.turns = list(self._turns(step, read, before, fresh))
        self._keep(step.oid, before, read.changed.turns)
        return read.changed

    def data(self, leaf: Leaf) -> bytes:
        """Return the bytes of a file."""
        return self._data(leaf) or b""

    def parted(self, one: str, other: str, promise: RawPromise) -> tuple[RawAct, ...]:
        """Return the acts of a promise where two commits parted; none where it was not there."""
        base = merge_base(self._snapshots.repository, one, other)
        if base is None:
            return ()
        leaf = self._snapshots.leaf(base, promise.path)
        folder = self._registers.of(base).ledgers
        told, _ = self._read(self._data(leaf), promise.path, is_pack(promise.path, folder))
        found = [version for version in told if version.id == promise.id]
        found += self._places.elsewhere(base, promise.id, (promise.path,))
        return found[0].acts if found else ()

    def stood_when_parted(self, step: Step, lacking: str, old: RawPromise) -> bool:
        """Whether a promise that a parent lacks says in the others what it said where they parted."""
        having = [parent for parent in step.parents if parent != lacking]
        parted = [merge_base(self._snapshots.repository, parent, lacking) for parent in having]
        return any(self._says(commit, old) for commit in parted if commit is not None)

    def _says(self, commit: str, old: RawPromise) -> bool:
        leaf = self._snapshots.leaf(commit, old.path)
        folder = self._registers.of(commit).ledgers
        promises, _ = self._read(self._data(leaf), old.path, is_pack(old.path, folder))
        return any(promise.id == old.id and promise.acts == old.acts for promise in promises)

    # Reading what differs.

    def _changed(self, step: Step, place: int, parent: PastRegisters, now: PastRegisters) -> Differences:
        """Return the promise files that differ; where the folder of the ledgers is another one, all of them."""
        before, after = parent.ledgers, now.ledgers
        if before == after or not step.parents:
            files = step.differences[place].items()
            return {path: _regular(leaves) for path, leaves in files if is_promise_path(path, after)}
        olds = self._files(step.parents[place], before) if parent.begun else {}
        news = self._files(step.oid, after)
        return {path: (olds.get(path), news.get(path)) for path in {*olds, *news}}

    def _files(self, commit: str, folder: str) -> Mapping[str, Leaf]:
        found = self._snapshots.below(commit, folder)
        return {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, folder)}

    def _only(self, changed: Differences, folder: str, read: _Read, ghosts: Mapping[str, Ghost]) -> None:
        for path, (before, after) in changed.items():
            old, new = self._data(before), self._data(after)
            packed = is_pack(path, folder)
            if before is not None and after is not None and old is not None and new is not None and not packed:
                more = appended(old, new)
                if more is not None and more[0] not in ghosts:
                    read.changed.appended.append(Appended(*more, path, before, after))
                    continue
            olds, news, is_good = self._both(old, new, path, packed=packed)
            read.olds[0] += olds
            read.news += news
            if not is_good:
                self._hide(path, olds, read)

    def _both(
        self, old: bytes | None, new: bytes | None, path: str, *, packed: bool
    ) -> tuple[list[RawPromise], list[RawPromise], bool]:
        """Return the promises of two versions of a file, and whether the new one can be read."""
        if packed and old is not None and new is not None:
            try:
                return *conversations_apart(old, new, path), True
            except Unreadable:
                pass
        olds, _ = self._read(old, path, packed)
        news, is_good = self._read(new, path, packed)
        return olds, news, is_good

    def _hide(self, path: str, olds: Iterable[RawPromise], read: _Read) -> None:
        read.changed.unreadable.append(path)
        for old in olds:
            read.hidden.setdefault(old.id, old)

    def _merge(self, changed: Sequence[Differences], folder: str, read: _Read, *, is_whole: bool) -> None:
        for path in sorted(read.paths):
            touched = [one for one in changed if path in one]
            after, packed = touched[0][path][1], is_pack(path, folder)
            new = self._data(after)
            olds = [self._data(one[path][0]) if path in one else new for one in changed]
            is_one_sides = len(touched) < len(changed) and not packed and not is_whole
            if is_one_sides and _only_grew(new, olds, changed):
                continue
            news, is_good = self._read(new, path, packed)
            read.news += news
            sides = [self._read(old, path, packed)[0] for old in olds]
            for place, side in enumerate(sides):
                read.olds[place] += side
            if not is_good:
                self._hide(path, (old for side in sides for old in side), read)

    def _data(self, leaf: Leaf | None) -> bytes | None:
        if leaf is None:
            return None
        if leaf.oid not in self._blobs:
            self._blobs |= self._snapshots.read([leaf.oid])
        return self._blobs[leaf.oid]

    def _read(self, data: bytes | None, path: str, packed: bool) -> tuple[list[RawPromise], bool]:
        """Return the promises of a file, and whether it could be read; no file holds none."""
        if data is None:
            return [], True
        try:
            return conversations(data, path, packed=packed), True
        except Unreadable:
            return [], False

    # From files to promises.

    def _fresh(self, read: _Read) -> set[str]:
        """Return the ids that nothing held before, in whatever form."""
        held = {old.id for side in read.olds for old in side}
        return {new.id for new in read.news if new.id not in held and not self._places.is_known(new.id)}

    def _turns(self, step: Step, read: _Read, before: Sequence[Mapping[str, Ghost]], fresh: set[str]) -> Iterator[Turn]:
        news = _by_id(read.news)
        olds = [_by_id(side) for side in read.olds]
        for id_ in dict.fromkeys((*news, *(name for side in olds for name in side))):
            versions = [_version(id_, side, ghosts) for side, ghosts in zip(olds, before, strict=True)]
            standing = news.get(id_, [])
            is_doubtful = not any(id_ in side for side in olds) or not standing or _is_ghost(id_, before)
            if is_doubtful:
                standing = [*standing, *self._places.elsewhere(step.oid, id_, read.paths)]
            turn = Turn(id_, versions, standing[0] if len(standing) == 1 else None)
            turn.was_hidden, turn.is_fresh = _is_ghost(id_, before), id_ in fresh
            if len(standing) > 1:
                turn.gap, turn.copies = "doubled", tuple(standing)
                turn.olds = [version or _untouched(standing, news.get(id_, [])) for version in versions]
            elif not standing:
                turn.gap = "unreadable" if id_ in read.hidden else "away"
            yield turn

    def _keep(self, commit: str, before: Sequence[Mapping[str, Ghost]], turns: Iterable[Turn]) -> None:
        """Remember what a commit leaves unreadable, doubled or away."""
        ghosts: dict[str, Ghost] = {}
        for side in before:
            ghosts |= side
        for turn in turns:
            known = ghosts.pop(turn.id, None)
            last = known.promise if known else next((old for old in turn.olds if old is not None), None)
            if turn.gap is not None and last is not None and (last.acts or turn.gap == "doubled"):
                ghosts[turn.id] = Ghost(last, turn.gap, commit)
        if ghosts:
            self._ghosts[commit] = ghosts


def _by_id(promises: Iterable[RawPromise]) -> dict[str, list[RawPromise]]:
    found: dict[str, list[RawPromise]] = {}
    for promise in promises:
        found.setdefault(promise.id, []).append(promise)
    return found


def _version(id_: str, side: Mapping[str, list[RawPromise]], ghosts: Mapping[str, Ghost]) -> RawPromise | None:
    """Return a parent's version of a promise: as it was last readable, where the parent itself cannot tell."""
    if id_ in ghosts:
        return ghosts[id_].promise
    versions = side.get(id_)
    return versions[0] if versions else None


def _is_ghost(id_: str, before: Sequence[Mapping[str, Ghost]]) -> bool:
    return any(id_ in ghosts for ghosts in before)


def _untouched(standing: Sequence[RawPromise], news: Sequence[RawPromise]) -> RawPromise | None:
    """Return the copy that this commit left alone; None where it wrote them all."""
    return next((one for one in standing if not any(one is new for new in news)), None)


def _only_grew(new: bytes | None, olds: Sequence[bytes | None], changed: Sequence[Differences]) -> bool:
    """Whether a merged file, which a parent has exactly so, goes on where those of the other parents ended.

    A file that a parent lacks may be one that it has under another name, where the merge takes a file away.
    """
    if new is None:
        return False
    for old, differences in zip(olds, changed, strict=True):
        if old is None:
            if any(after is None for _, after in differences.values()):
                return False
        elif old != new and appended(old, new) is None:
            return False
    return True


def _regular(leaves: tuple[Leaf | None, Leaf | None]) -> tuple[Leaf | None, Leaf | None]:
    """Return what promises can be read from: a link, or another repository, is no file."""
    before, after = (leaf if leaf is not None and leaf.is_regular else None for leaf in leaves)
    return before, after


__all__ = ["Appended", "ChangedPromises", "CommitVersions", "Gap", "Ghost", "Turn"]
