"""Places: where a promise could stand in a commit besides the files that the commit changed.

The names of files are known from the commits that a stretch begins with, wherever its commits left the others, and from
what its commits added; only where one of them holds an id is a tree looked into. Packs are searched as bytes before
they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
        self._waiting = list(dict.fromkeys(beginnings))
        self._begun = set(self._waiting)
        self._names: dict[str, set[str]] = {}
        self._packs: dict[str, Leaf] = {}
        self._told: dict[str, set[str]] = {}

    def begin(self, commit: str) -> None:
        """Take note of a further commit that the stretch goes on from."""
        if commit not in self._begun:
            self._begun.add(commit)
            self._waiting.append(commit)

    def learn(self, promises: Iterable[RawPromise]) -> None:
        """Take note of where a commit of the stretch holds promises."""
        for promise in promises:
            self._told.setdefault(promise.id, set()).add(promise.path)

    def is_known(self, id_: str) -> bool:
        """Whether the stretch so far, or what it begins with, held a promise of this id."""
        if id_ in self._told or id_ in self._first_names:
            return True
        return any(self._tells(leaf, id_) for leaf in self._first_packs.values())

    def is_known_elsewhere(self, path: str) -> bool:
        """Whether a file of this name was known in another place."""
        name = PurePosixPath(path).stem
        paths = {*self._told.get(name, ()), *self._first_names.get(name, ())}
        return bool(paths - {path})

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

    def is_named(self, commit: str, id_: str, but: Iterable[str]) -> bool:
        """Whether a commit has another file of this name than these, whether it can be read or not."""
        left_out = set(but)
        paths = {*self._told.get(id_, ()), *self._first_names.get(id_, ())} - left_out
        return any(self._snapshots.leaf(commit, path) is not None for path in paths)

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

    @property
    def _first_names(self) -> Mapping[str, set[str]]:
        self._look()
        return self._names

    @property
    def _first_packs(self) -> Mapping[str, Leaf]:
        self._look()
        return self._packs

    def _look(self) -> None:
        """Put down where the promise files stand of what the stretch begins with."""
        while self._waiting:
            commit = self._waiting.pop(0)
            folder = self._registers.of(commit).ledgers
            for path, leaf in self._snapshots.below(commit, folder).items():
                if leaf.is_regular and is_promise_path(path, folder):
                    self._put_down(path, leaf, folder)

    def _put_down(self, path: str, leaf: Leaf, folder: str) -> None:
        self._names.setdefault(PurePosixPath(path).stem, set()).add(path)
        if is_pack(path, folder):
            self._packs[path] = leaf


__all__ = ["Places"]
