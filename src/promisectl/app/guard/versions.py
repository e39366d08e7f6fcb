"""CommitVersions: of a commit, the promises whose text differs from a parent's, as they stand there and as they stood.

Nothing is read that need not be: a file that only goes on where it ended is told at once, and a path that one parent
of a merge has exactly so brought nothing that is not on a branch. A promise that a commit leaves unreadable, doubled or
away is kept as it was last readable, and the next readable version is held against that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, product

from promisectl.app.guard.fetched import Fetched
from promisectl.app.guard.last_readable import LastReadable
from promisectl.app.guard.places import Places
from promisectl.app.guard.registers import PastRegisters, RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.app.guard.turns import (
    Appended,
    ChangedPromises,
    Ghost,
    Turn,
    ghost_left,
    ghosts_of_all,
    held,
    is_ghost,
    lines_of,
    settle,
)
from promisectl.git.commits import merge_bases
from promisectl.git.history import Step
from promisectl.git.objects import Differences, Leaf
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.additions import is_continued
from promisectl.yamltext.raw_acts import RawAct, RawPromise, Unreadable, conversations, conversations_apart


@dataclass(slots=True)
class _Read:
    """The promises in the files that differ: in each parent, and in the commit; `hidden` are those nobody can read,
    `lost` the files that a parent, by its place, could not tell either."""

    olds: list[list[RawPromise]]
    news: list[RawPromise] = field(default_factory=list)
    hidden: dict[str, RawPromise] = field(default_factory=dict)
    changed: ChangedPromises = field(default_factory=ChangedPromises)
    paths: set[str] = field(default_factory=set)
    lost: set[tuple[int, str]] = field(default_factory=set)


class CommitVersions:
    """Reads the two sides of commits; the blobs of some thousands of them are fetched at once."""

    def __init__(self, snapshots: Snapshots, registers: RegisterHistory, places: Places) -> None:
        self._snapshots = snapshots
        self._registers = registers
        self._places = places
        self._fetched = Fetched(snapshots, registers)
        self.last_readable = LastReadable(snapshots, registers)
        self._ghosts: dict[str, dict[str, Ghost]] = {}

    def fetch(self, steps: Sequence[Step]) -> None:
        """Fetch what the steps will ask for."""
        self._fetched.fetch(steps)

    def carry(self, step: Step) -> None:
        """Take note of a commit that touches nothing: what its parents leave unreadable it leaves so, too."""
        ghosts = ghosts_of_all(self._ghosts.get(parent, {}) for parent in step.parents)
        if ghosts:
            self._ghosts[step.oid] = ghosts

    def ghosts(self, commit: str) -> Mapping[str, Ghost]:
        """Return what a commit leaves unreadable, doubled or away."""
        return self._ghosts.get(commit, {})

    def of(self, step: Step, parents: Sequence[PastRegisters]) -> ChangedPromises:
        """Return what differs between a commit and its parents (or nothing, for a first commit)."""
        now = self._registers.of(step.oid)
        before = [self._ghosts.get(parent, {}) for parent in step.parents] or [{}]
        changed = [self._changed(step, place, parent, now) for place, parent in enumerate(parents)]
        grown = self._grown(changed, before)
        return self._read_wholly(step, parents, changed, before) if grown is None else ChangedPromises(grown)

    def _read_wholly(
        self,
        step: Step,
        parents: Sequence[PastRegisters],
        changed: Sequence[Differences],
        before: Sequence[Mapping[str, Ghost]],
    ) -> ChangedPromises:
        now = self._registers.of(step.oid)
        read = _Read([[] for _ in parents])
        read.paths = {path for one in changed for path in one}
        if len(changed) == 1:
            self._only(changed[0], now.ledgers, read, before[0])
        else:
            self._merge(changed, now.ledgers, read, is_whole=any(before))
            self._leave_to_the_sides(step, changed, read)
        before = [self._with_lost(step, place, known, read) for place, known in enumerate(before)]
        fresh = self._fresh(read)
        self._places.learn(read.news)
        read.changed.turns = list(self._turns(step, read, before, fresh))
        self._keep(step.oid, before, read.changed.turns)
        return read.changed

    def data(self, leaf: Leaf) -> bytes:
        """Return the bytes of a file."""
        return self._fetched.data(leaf)

    def parted(self, one: str, other: str, promise: RawPromise) -> list[tuple[RawAct, ...]]:
        """Return the acts of a promise in each commit where two parted; none where it was not there."""
        bases = merge_bases(self._snapshots.repository, one, other)
        return list(chain.from_iterable(self._lines_of(base, promise) for base in bases))

    def _lines_of(self, base: str, promise: RawPromise) -> list[tuple[RawAct, ...]]:
        """Return the acts of a promise in a commit: where it left that unreadable, doubled or away, of each line."""
        ghost = self.ghosts(base).get(promise.id)
        return [line.acts for line in (ghost.lines if ghost is not None else self._held_in(base, promise))]

    def _held_in(self, base: str, promise: RawPromise) -> list[RawPromise]:
        """Return the versions of a promise that a commit of before had, or had last."""
        leaf = self._snapshots.leaf(base, promise.path)
        folder = self._registers.of(base).ledgers
        packed = is_pack(promise.path, folder)
        told, is_readable = self._read(self._data(leaf), promise.path, packed)
        elsewhere = list(self._places.elsewhere(base, promise.id, (promise.path,)))
        if not is_readable and not elsewhere:
            told = self.last_readable.of(base, promise.path)
        return [*(version for version in told if version.id == promise.id), *elsewhere]

    def stood_when_parted(self, step: Step, lacking: str, old: RawPromise) -> bool:
        """Whether a promise that a parent lacks says in the others what it said where they parted."""
        having = [parent for parent in step.parents if parent != lacking]
        repository = self._snapshots.repository
        parted = chain.from_iterable(merge_bases(repository, parent, lacking) for parent in having)
        return any(self._says(commit, old) for commit in parted)

    def _says(self, commit: str, old: RawPromise) -> bool:
        leaf = self._snapshots.leaf(commit, old.path)
        folder = self._registers.of(commit).ledgers
        promises, _ = self._read(self._data(leaf), old.path, is_pack(old.path, folder))
        return any(promise.id == old.id and promise.acts == old.acts for promise in promises)

    # What could not be read before.

    def _with_lost(self, step: Step, place: int, ghosts: Mapping[str, Ghost], read: _Read) -> dict[str, Ghost]:
        """Return what a parent leaves unreadable, that too which lay so before the stretch: as it was last readable.

        Whatever the parent holds in another file it did not leave so.
        """
        found: dict[str, Ghost] = {}
        for id_, lines in _by_id(self._lost(step, place, read)).items():
            if not self._is_readable(step, place, id_, read):
                found[id_] = Ghost(lines_of(lines), "unreadable", step.parents[place])
        return {**found, **ghosts}

    def _lost(self, step: Step, place: int, read: _Read) -> Iterator[RawPromise]:
        """Yield what the files said last that a parent could not tell."""
        for at, path in sorted(read.lost):
            if at == place:
                yield from self.last_readable.of(step.parents[place], path)

    def _is_readable(self, step: Step, place: int, id_: str, read: _Read) -> bool:
        """Whether a parent has a promise in a file that can be read."""
        is_here = any(old.id == id_ for old in read.olds[place])
        return is_here or any(True for _ in self._places.elsewhere(step.parents[place], id_, read.paths))

    # Reading what differs.

    def _changed(self, step: Step, place: int, parent: PastRegisters, now: PastRegisters) -> Differences:
        """Return the promise files that differ; where the folder of the ledgers is another one, all of them."""
        before, after = parent.ledgers, now.ledgers
        if before == after or not step.parents:
            return self._fetched.files(step, place)
        olds = self._files(step.parents[place], before) if parent.begun else {}
        news = self._files(step.oid, after)
        return {path: (olds.get(path), news.get(path)) for path in {*olds, *news}}

    def _files(self, commit: str, folder: str) -> Mapping[str, Leaf]:
        found = self._snapshots.below(commit, folder)
        return {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, folder)}

    def _grown(self, changed: Sequence[Differences], before: Sequence[Mapping[str, Ghost]]) -> list[Appended] | None:
        """Return what files add at their ends, where a commit does nothing else: nearly every one."""
        if len(changed) > 1 or before[0]:
            return None
        grown: list[Appended] = []
        for path, leaves in changed[0].items():
            more = self._fetched.appended(path, leaves)
            if more is None:
                return None
            grown.append(more)
        return grown

    def _only(self, changed: Differences, folder: str, read: _Read, ghosts: Mapping[str, Ghost]) -> None:
        """Read what differs from the one parent: what is added at an end at once, all else whole."""
        grown: list[Appended] = []
        for path, leaves in changed.items():
            more = self._fetched.appended(path, leaves)
            if more is not None and more.id not in ghosts:
                grown.append(more)
            else:
                self._read_whole(path, leaves, read, packed=is_pack(path, folder))
        copied = {promise.id for promise in chain(read.news, *read.olds)} if grown else set()
        for more in grown:
            if more.id in copied:  # it stands in another file, too
                self._read_whole(more.path, changed[more.path], read, packed=is_pack(more.path, folder))
            else:
                read.changed.appended.append(more)

    def _read_whole(self, path: str, leaves: tuple[Leaf | None, Leaf | None], read: _Read, *, packed: bool) -> None:
        """Read both versions of a file."""
        before, after = leaves
        olds, news, is_good = self._both(self._data(before), self._data(after), path, packed=packed)
        read.olds[0] += olds
        read.news += news
        if not is_good:
            self._hide(path, olds, read)
        if not olds and not self._read(self._data(before), path, packed)[1]:
            read.lost.add((0, path))

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
        """Read what differs from several parents; a file that one of them has so is left out where it only grew."""
        for path in sorted(read.paths):
            packed = is_pack(path, folder)
            new, olds = self._sides(path, changed)
            is_read = packed or is_whole or self._places.is_known_elsewhere(path)
            if is_read or not _only_grew_on_a_side(path, new, olds, changed):
                self._read_sides(path, new, olds, read, packed=packed)

    def _leave_to_the_sides(self, step: Step, changed: Sequence[Differences], read: _Read) -> None:
        """Leave out the unreadable files that a merge only takes from a side: whoever left them so was told."""
        unreadable = read.changed.unreadable
        unreadable[:] = [path for path in unreadable if not self._is_given(step, path, changed)]

    def _is_given(self, step: Step, path: str, changed: Sequence[Differences]) -> bool:
        """Whether one side of a merge has a file exactly so, and no other one changed it since they parted."""
        new, olds = self._sides(path, changed)
        taken: list[int] = []
        others: list[int] = []
        for place, old in enumerate(olds):
            (taken if old == new else others).append(place)
        if not taken:
            return False
        return all(self._stood(step, path, olds[other], one, other) for one, other in product(taken, others))

    def _stood(self, step: Step, path: str, old: bytes | None, one: int, other: int) -> bool:
        """Whether a file stood so where two parents of a merge parted."""
        bases = merge_bases(self._snapshots.repository, step.parents[one], step.parents[other])
        return any(self._data(self._snapshots.leaf(base, path)) == old for base in bases)

    def _sides(self, path: str, changed: Sequence[Differences]) -> tuple[bytes | None, list[bytes | None]]:
        """Return a merged file, and each parent's: the same where it does not differ from that parent's."""
        after = next(one[path][1] for one in changed if path in one)
        new = self._data(after)
        return new, [self._data(one[path][0]) if path in one else new for one in changed]

    def _read_sides(
        self, path: str, new: bytes | None, olds: Sequence[bytes | None], read: _Read, *, packed: bool
    ) -> None:
        """Read a merged file, and each parent's."""
        news, is_good = self._read(new, path, packed)
        read.news += news
        told: list[RawPromise] = []
        for place, old in enumerate(olds):
            side, is_readable = self._read(old, path, packed)
            read.olds[place] += side
            told += side
            if not is_readable:
                read.lost.add((place, path))
        if not is_good:
            self._hide(path, told, read)

    def _data(self, leaf: Leaf | None) -> bytes | None:
        return None if leaf is None else self.data(leaf)

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
        """Yield what became of each promise in the files that differ; where there is doubt, others are looked into."""
        news = _by_id(read.news)
        olds = [_by_id(side) for side in read.olds]
        for id_ in dict.fromkeys(chain(news, *olds)):
            if _is_twofold(id_, news, _without_ghosts(id_, olds, before)):
                yield from _each_copy(id_, news[id_], olds)
            else:
                sides = [list(side.get(id_, ())) for side in olds]
                turn = Turn(id_, [], None, was_hidden=is_ghost(id_, before), is_fresh=id_ in fresh)
                self._settle(step, turn, news.get(id_, ()), sides, read, before)
                yield turn

    def _settle(
        self,
        step: Step,
        turn: Turn,
        written: Sequence[RawPromise],
        sides: Sequence[list[RawPromise]],
        read: _Read,
        before: Sequence[Mapping[str, Ghost]],
    ) -> None:
        """Say where a promise stood and stands; in doubt, files that the commit left alone are looked into."""
        standing = list(written)
        if turn.was_hidden or not any(sides) or not written:
            self._look_elsewhere(step, turn, standing, sides, read)
        turn.held_by(list(map(partial(held, turn.id), sides, before)), standing)
        is_hidden = turn.id in read.hidden or self._places.is_named(step.oid, turn.id, read.paths)
        settle(turn, standing, is_hidden=is_hidden)

    def _look_elsewhere(
        self, step: Step, turn: Turn, standing: list[RawPromise], sides: Sequence[list[RawPromise]], read: _Read
    ) -> None:
        """Add what a commit and its parents have of a promise in files that the commit left alone."""
        standing += self._places.elsewhere(step.oid, turn.id, read.paths)
        for parent, side in zip(step.parents, sides, strict=False):
            side.extend(self._places.elsewhere(parent, turn.id, read.paths))

    def _keep(self, commit: str, before: Sequence[Mapping[str, Ghost]], turns: Iterable[Turn]) -> None:
        """Remember what a commit leaves unreadable, doubled or away."""
        ghosts = ghosts_of_all(before)
        for turn in turns:
            known = ghosts.pop(turn.id, None)
            ghost = ghost_left(turn, known, commit)
            if ghost is not None:
                ghosts[turn.id] = ghost
        if ghosts:
            self._ghosts[commit] = ghosts


ById = Mapping[str, list[RawPromise]]


def _by_id(promises: Iterable[RawPromise]) -> dict[str, list[RawPromise]]:
    found: dict[str, list[RawPromise]] = {}
    for promise in promises:
        found.setdefault(promise.id, []).append(promise)
    return found


def _is_twofold(id_: str, news: ById, olds: Sequence[ById]) -> bool:
    """Whether a parent has a promise in the same several places: it was not doubled now."""
    places = {one.path for one in news.get(id_, ())}
    return len(places) > 1 and any(places <= {one.path for one in side.get(id_, ())} for side in olds)


def _without_ghosts(id_: str, olds: Sequence[ById], before: Sequence[Mapping[str, Ghost]]) -> list[ById]:
    """Return the sides that do not leave a promise unreadable, doubled or away themselves."""
    return [side for side, ghosts in zip(olds, before, strict=True) if id_ not in ghosts]


def _each_copy(id_: str, copies: Sequence[RawPromise], olds: Sequence[ById]) -> Iterator[Turn]:
    """Yield what became of each copy, held against the parents' copies in its place."""
    for copy in copies:
        sides = [side.get(id_, []) for side in olds]
        yield Turn(id_, [next((one for one in side if one.path == copy.path), None) for side in sides], copy)


def _only_grew_on_a_side(
    path: str, new: bytes | None, olds: Sequence[bytes | None], changed: Sequence[Differences]
) -> bool:
    """Whether a parent has a merged file exactly so, and it goes on where those of the other parents ended."""
    is_one_sides = any(path not in one for one in changed)
    if new is None or not is_one_sides:
        return False
    return all(_goes_on(new, old, one) for old, one in zip(olds, changed, strict=True))


def _goes_on(new: bytes, old: bytes | None, differences: Differences) -> bool:
    """Whether a file goes on where a parent's ended; one that the parent lacks is new.

    It may be one that the parent has under another name, where the merge takes a file away.
    """
    if old is None:
        return all(after is not None for _, after in differences.values())
    return old == new or is_continued(old, new)


__all__ = ["CommitVersions"]
