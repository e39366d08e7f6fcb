"""CommitVersions: of a commit, the promises whose text differs from a parent's, as they stand there and as they stood.

Nothing is read that need not be: a file that only goes on where it ended is told at once, and a path that one parent
of a merge has exactly so brought nothing that is not on a branch. A file that cannot be read counts as it was last
readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from promisectl.app.compare.past_registers import PastRegisters, RegisterHistory
from promisectl.git.history import Step
from promisectl.git.objects import Differences, Leaf, objects, tree
from promisectl.git.repository import Repository
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.raw_acts import RawAct, RawPromise, Unreadable, appended, conversations, conversations_apart


@dataclass(slots=True)
class ChangedPromises:
    """What differs: `appended` are acts at the end of a promise (id, acts, path); `olds` one list for each parent."""

    olds: list[list[RawPromise]]
    news: list[RawPromise] = field(default_factory=list)
    appended: list[tuple[str, list[RawAct], str]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def promises(self) -> Iterator[tuple[str, list[list[RawPromise]], list[RawPromise]]]:
        """Yield the promises that were read whole: id, versions in each parent, versions in the commit."""
        names = dict.fromkeys(one.id for side in (*self.olds, self.news) for one in side)
        for name in names:
            olds = [[one for one in side if one.id == name] for side in self.olds]
            yield name, olds, [new for new in self.news if new.id == name]


class CommitVersions:
    """Reads the two sides of commits; the blobs of some thousands of them are fetched at once."""

    def __init__(self, repository: Repository, prefix: str, registers: RegisterHistory) -> None:
        self._repository = repository
        self._prefix = prefix
        self._registers = registers
        self._blobs: dict[str, bytes] = {}
        self._last: dict[
            str, dict[str, str]
        ] = {}  # by commit: the paths it leaves unreadable, and their last good blob

    def fetch(self, steps: Sequence[Step]) -> None:
        """Fetch what the steps will ask for."""
        wanted: dict[str, None] = {}
        for step in steps:
            folder = self._prefix + self._registers.of(step.oid).folder
            for changed in step.differences:
                for path, leaves in changed.items():
                    if is_promise_path(path, folder):
                        wanted.update((leaf.oid, None) for leaf in leaves if leaf is not None and leaf.is_regular)
        self._blobs = objects(self._repository, wanted)

    def of(self, step: Step, parents: Sequence[PastRegisters]) -> ChangedPromises:
        """Return what differs between a commit and its parents."""
        now = self._registers.of(step.oid)
        folder = self._prefix + now.folder
        changed = [self._changed(step, place, parent, now) for place, parent in enumerate(parents)]
        last = self._unreadable_before(step)
        side = ChangedPromises([[] for _ in parents])
        if len(changed) == 1:
            self._only(changed[0], folder, side, last)
        else:
            self._merge(changed, folder, side, last)
        if last:
            for path in {path for one in changed for path in one} - set(side.unreadable):
                last.pop(path, None)
            self._last[step.oid] = last
        return side

    def _unreadable_before(self, step: Step) -> dict[str, str]:
        """Return the paths that the parents leave unreadable, each with its last good blob; a new mapping."""
        if not self._last:
            return {}
        return {path: oid for parent in step.parents for path, oid in self._last.get(parent, {}).items()}

    def elsewhere(self, commit: str, folder: str, name: str) -> list[RawPromise]:
        """Return a promise of a commit, in whatever file: it may stand in another one, which the commit left alone."""
        top = self._prefix + folder
        found = []
        for path, leaf in tree(self._repository, commit, top).items():
            packed = is_pack(path, top)
            if leaf.is_regular and is_promise_path(path, top) and (packed or PurePosixPath(path).stem == name):
                promises, _ = self._read(self._data(leaf), path, packed)
                found += [promise for promise in promises if promise.id == name]
        return found

    def _changed(self, step: Step, place: int, parent: PastRegisters, now: PastRegisters) -> Differences:
        """Return the promise files that differ; where the folder of the ledgers is another one, all of them."""
        before, after = self._prefix + parent.folder, self._prefix + now.folder
        if before == after or not step.parents:
            files = step.differences[place].items()
            return {path: _regular(leaves) for path, leaves in files if is_promise_path(path, after)}
        olds = self._files(step.parents[place], before) if parent.begun else {}
        news = self._files(step.oid, after)
        return {path: (olds.get(path), news.get(path)) for path in {*olds, *news}}

    def _files(self, commit: str, folder: str) -> Mapping[str, Leaf]:
        found = tree(self._repository, commit, folder)
        return {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, folder)}

    def _only(self, changed: Differences, folder: str, side: ChangedPromises, last: dict[str, str]) -> None:
        for path, (before, after) in changed.items():
            packed = is_pack(path, folder)
            old, new = self._old(path, before, last), self._data(after)
            if old is not None and new is not None and not packed:
                more = appended(old, new)
                if more is not None:
                    side.appended.append((*more, path))
                    continue
            if packed and old is not None and new is not None:
                try:
                    olds, news = conversations_apart(old, new, path)
                except Unreadable:
                    olds, news = self._read(old, path, packed)[0], self._new(new, path, packed, side, last, before)
            else:
                olds, news = self._read(old, path, packed)[0], self._new(new, path, packed, side, last, before)
            if path not in side.unreadable:
                side.olds[0] += olds
                side.news += news

    def _merge(self, changed: Sequence[Differences], folder: str, side: ChangedPromises, last: dict[str, str]) -> None:
        paths = {path for one in changed for path in one}
        for path in sorted(paths):
            touched = [one for one in changed if path in one]
            after, packed = touched[0][path][1], is_pack(path, folder)
            new = self._data(after)
            olds = [self._old(path, one[path][0], last) if path in one else new for one in changed]
            if len(touched) < len(changed) and not packed and _only_grew(new, olds, changed):
                continue
            news = self._new(new, path, packed, side, last, touched[0][path][0])
            if path in side.unreadable:
                continue
            side.news += news
            for place, old in enumerate(olds):
                side.olds[place] += self._read(old, path, packed)[0]

    def _new(
        self,
        data: bytes | None,
        path: str,
        packed: bool,
        side: ChangedPromises,
        last: dict[str, str],
        before: Leaf | None,
    ) -> list[RawPromise]:
        """Return what a commit's file says; one that cannot be read is noted, with its last good version."""
        promises, is_good = self._read(data, path, packed)
        if not is_good:
            side.unreadable.append(path)
            if before is not None:
                last.setdefault(path, before.oid)
        return promises

    def _old(self, path: str, leaf: Leaf | None, last: Mapping[str, str]) -> bytes | None:
        """Return a parent's file, as it was last readable."""
        if leaf is not None and path in last:
            leaf = Leaf(leaf.mode, last[path])
        return self._data(leaf)

    def _data(self, leaf: Leaf | None) -> bytes | None:
        if leaf is None:
            return None
        if leaf.oid not in self._blobs:
            self._blobs |= objects(self._repository, [leaf.oid])
        return self._blobs[leaf.oid]

    def _read(self, data: bytes | None, path: str, packed: bool) -> tuple[list[RawPromise], bool]:
        """Return the promises of a file, and whether it could be read; no file holds none."""
        if data is None:
            return [], True
        try:
            return conversations(data, path, packed=packed), True
        except Unreadable:
            return [], False


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
