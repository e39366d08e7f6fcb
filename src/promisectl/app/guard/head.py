"""Head: what the end of a stretch holds, read by itself: every promise, loose and packed, wherever it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath

from promisectl.app.guard.registers import RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.objects import Leaf
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.raw_acts import RawPromise, Unreadable, conversations

_FEW = 50  # promises that are looked for one by one


class Head:
    """The promises of one commit. Files are read when first asked for; `fetch` reads many at once."""

    def __init__(self, snapshots: Snapshots, registers: RegisterHistory, commit: str) -> None:
        self._snapshots = snapshots
        self._registers = registers
        self.commit = commit
        self._folder = registers.of(commit).ledgers
        self._blobs: dict[str, bytes] = {}
        self._read: dict[str, list[RawPromise] | None] = {}
        self._places: Mapping[str, Collection[str]] = {}
        self._leaves: dict[str, Leaf | None] = {}

    @cached_property
    def files(self) -> Mapping[str, Leaf]:
        """The promise files and packs, by their paths from the top."""
        found = self._snapshots.below(self.commit, self._folder)
        return {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, self._folder)}

    def fetch(self, ids: Collection[str], places: Mapping[str, Collection[str]]) -> None:
        """Read the files of these promises at once: few at the places where commits held them, many by their names,
        with every pack."""
        if len(ids) < _FEW:
            self._places = places
            told = set[str]().union(*(places.get(id_, ()) for id_ in ids))
            self._leaves = self._snapshots.leaves(self.commit, list(filter(self._is_own, told)))
            return
        wanted = [self.files[path].oid for id_ in ids for path in self._named.get(id_, ())]
        wanted += [self.files[path].oid for path in self._packs]
        self._blobs |= self._snapshots.read(dict.fromkeys(wanted))

    def versions(self, id_: str) -> list[RawPromise]:
        """Return what stands of a promise: nothing, one version, or copies."""
        hinted = self._at_places(id_)
        if hinted:
            return hinted
        found = [promise for path in self._named.get(id_, ()) for promise in self._told(path) if promise.id == id_]
        found += self._packed.get(id_, ())
        return found or list(self._elsewhere.get(id_, ()))

    def _at_places(self, id_: str) -> list[RawPromise]:
        """Return what stands of a promise where a commit of the stretch held it."""
        found: list[RawPromise] = []
        for path in sorted(self._places.get(id_, ())):
            if path not in self._read:
                self._read_at(path)
            found += [promise for promise in self._read[path] or [] if promise.id == id_]
        return found

    def _read_at(self, path: str) -> None:
        if path not in self._leaves and self._is_own(path):
            self._leaves[path] = self._snapshots.leaf(self.commit, path)
        leaf = self._leaves.get(path)
        if leaf is None or not leaf.is_regular:
            self._read[path] = []
            return
        try:
            data = self._snapshots.data(leaf)
            self._read[path] = conversations(data, path, packed=is_pack(path, self._folder))
        except Unreadable:
            self._read[path] = None

    def _is_own(self, path: str) -> bool:
        return is_promise_path(path, self._folder)

    def every(self) -> Iterator[RawPromise]:
        """Yield every promise that can be read."""
        self._blobs |= self._snapshots.read([leaf.oid for leaf in self.files.values()])
        for path in self.files:
            yield from self._told(path)

    def is_unreadable(self, path: str) -> bool:
        """Whether a file of the workspace cannot be read."""
        registers = self._registers.of(self.commit)
        for name in registers.leaves:
            if path == registers.path(name):
                return self._is_bad_register(name, path)
        return path in self.files and self._documents(path) is None

    def _is_bad_register(self, name: str, path: str) -> bool:
        leaf = self._snapshots.leaf(self.commit, path)
        if leaf is None:
            return name != "services"
        return self._registers.file(name, leaf) is None

    def _told(self, path: str) -> list[RawPromise]:
        return self._documents(path) or []

    def _documents(self, path: str) -> list[RawPromise] | None:
        """Return the promises of a file; None where it cannot be read."""
        if path not in self._read:
            leaf = self.files[path]
            if leaf.oid not in self._blobs:
                self._blobs |= self._snapshots.read([leaf.oid])
            try:
                self._read[path] = conversations(self._blobs[leaf.oid], path, packed=is_pack(path, self._folder))
            except Unreadable:
                self._read[path] = None
        return self._read[path]

    @cached_property
    def _named(self) -> Mapping[str, list[str]]:
        """The loose files that are named by a promise, by its id."""
        named: dict[str, list[str]] = {}
        for path in self.files:
            if not is_pack(path, self._folder):
                named.setdefault(PurePosixPath(path).stem, []).append(path)
        return named

    @cached_property
    def _packs(self) -> list[str]:
        return [path for path in self.files if is_pack(path, self._folder)]

    @cached_property
    def _packed(self) -> Mapping[str, list[RawPromise]]:
        """What packs hold, by id."""
        packed: dict[str, list[RawPromise]] = {}
        for path in self._packs:
            for promise in self._told(path):
                packed.setdefault(promise.id, []).append(promise)
        return packed

    @cached_property
    def _elsewhere(self) -> Mapping[str, list[RawPromise]]:
        """What stands in files of another name: only asked for what nothing else holds."""
        found: dict[str, list[RawPromise]] = {}
        for promise in self.every():
            found.setdefault(promise.id, []).append(promise)
        return found
