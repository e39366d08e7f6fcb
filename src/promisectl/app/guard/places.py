"""Places: where a promise could stand in a commit besides the files that the commit changed.

The names of files are known from the commits that a stretch begins with, and from what its commits added; only where
one of them holds an id is a tree looked into. Packs are searched as bytes before they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath

from promisectl.app.guard.registers import RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.objects import Leaf
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.raw_acts import RawPromise, Unreadable, conversations


class Places:
    """Where promises stand, or stood, by their ids. `beginnings` are the commits that a stretch goes on from."""

    def __init__(self, snapshots: Snapshots, registers: RegisterHistory, beginnings: Iterable[str]) -> None:
        self._snapshots = snapshots
        self._registers = registers
        self._beginnings = tuple(beginnings)
        self._told: dict[str, set[str]] = {}
        self._packs: set[str] = set()

    def learn(self, promises: Iterable[RawPromise]) -> None:
        """Take note of where a commit of the stretch holds promises."""
        for promise in promises:
            self._told.setdefault(promise.id, set()).add(promise.path)

    def is_known(self, id_: str) -> bool:
        """Whether the stretch so far, or what it begins with, held a promise of this id."""
        if id_ in self._told or id_ in self._first_names:
            return True
        return any(self._tells(leaf, id_) for leaf in self._first_packs.values())

    def _tells(self, leaf: Leaf, id_: str) -> bool:
        """Whether a pack has a promise of this id."""
        told = rb"(?m)^id:[ ]*[\"']?%s[\"']?[ ]*(?:#.*)?\r?$" % re.escape(id_.encode())
        return re.search(told, self._snapshots.data(leaf)) is not None

    @property
    def told(self) -> Mapping[str, set[str]]:
        """The paths at which commits of the stretch held promises that were read whole, by id."""
        return self._told

    def elsewhere(self, commit: str, id_: str, but: Iterable[str]) -> Iterator[RawPromise]:
        """Yield the versions of a promise that a commit holds in other files than these."""
        left_out = set(but)
        paths = {*self._told.get(id_, ()), *self._first_names.get(id_, ()), *self._first_packs}
        for path in sorted(paths - left_out):
            yield from (promise for promise in self._at(commit, path, id_) if promise.id == id_)

    def _at(self, commit: str, path: str, id_: str) -> list[RawPromise]:
        """Return the promises in a file of a commit; none where it has no such file, or one that cannot be read."""
        folder = self._registers.of(commit).ledgers
        leaf = self._snapshots.leaf(commit, path) if is_promise_path(path, folder) else None
        if leaf is None or not leaf.is_regular:
            return []
        return self._read(leaf, path, folder, id_)

    def _read(self, leaf: Leaf, path: str, folder: str, id_: str) -> list[RawPromise]:
        packed = is_pack(path, folder)
        if packed and not self._mentions(leaf, id_):
            return []
        try:
            return conversations(self._snapshots.data(leaf), path, packed=packed)
        except Unreadable:
            return []

    def _mentions(self, leaf: Leaf, id_: str) -> bool:
        return id_.encode() in self._snapshots.data(leaf)

    @cached_property
    def _first_files(self) -> Mapping[str, Leaf]:
        """The promise files of what the stretch begins with."""
        files: dict[str, Leaf] = {}
        for commit in self._beginnings:
            folder = self._registers.of(commit).ledgers
            found = self._snapshots.below(commit, folder)
            files |= {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, folder)}
        return files

    @cached_property
    def _first_names(self) -> Mapping[str, set[str]]:
        names: dict[str, set[str]] = {}
        for path in self._first_files:
            names.setdefault(PurePosixPath(path).stem, set()).add(path)
        return names

    @cached_property
    def _first_packs(self) -> Mapping[str, Leaf]:
        folders = {self._registers.of(commit).ledgers for commit in self._beginnings}
        files = self._first_files.items()
        return {path: leaf for path, leaf in files if any(is_pack(path, folder) for folder in folders)}


__all__ = ["Places"]
