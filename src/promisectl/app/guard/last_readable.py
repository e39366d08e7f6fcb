"""Last readable: what stood in a file before it could not be read, on every line of a history that came to it.

A stretch begins with commits that may hold broken files; what counts of those is each line's last readable version
(verdicts.md, Unreadable in between), wherever the file stood then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import TypeVar

from promisectl.app.guard.registers import RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.commits import commits, commits_of_path
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.raw_acts import RawPromise, Unreadable, conversations

_FAR = 200  # commits, and places of files, that are looked at for versions that can be read

Item = TypeVar("Item")


class LastReadable:
    """Looks for what files said before they could not be read."""

    def __init__(self, snapshots: Snapshots, registers: RegisterHistory) -> None:
        self._snapshots = snapshots
        self._registers = registers
        self._known: dict[tuple[str, str], list[RawPromise]] = {}

    def of(self, commit: str, path: str) -> list[RawPromise]:
        """Return the last readable versions of what a file of a commit holds, one a line; none where there is none."""
        if (commit, path) not in self._known:
            self._known[commit, path] = list(self._lines(commit, path))
        return self._known[commit, path]

    def _lines(self, commit: str, path: str) -> Iterator[RawPromise]:
        waiting = [(commit, path)]
        for at, where in islice(growing(waiting), _FAR):
            yield from self._walked(at, where, waiting)

    def _walked(self, commit: str, path: str, elsewhere: list[tuple[str, str]]) -> Iterator[RawPromise]:
        """Yield what the lines of one path last said; where the file was moved to it goes on `elsewhere`."""
        before = commits_of_path(self._snapshots.repository, commit, path, _FAR)
        waiting = list(before)[:1]
        for at in growing(waiting):
            promises = self._read(at, path)
            yield from promises
            if not promises:
                _add(waiting, before.get(at, ()))
                _add(elsewhere, self._moved(at, path))

    def _moved(self, commit: str, path: str) -> Iterator[tuple[str, str]]:
        """Yield the parents of a commit that hold a file in other places, with those."""
        for parent in commits(self._snapshots.repository, [commit])[commit].parents:
            files = self._files(parent, path)
            if path not in files:
                yield from ((parent, one) for one in files)

    def _files(self, commit: str, path: str) -> list[str]:
        """Return where a commit holds a file: a loose one may have been moved, a pack is told by its path."""
        folder = self._registers.of(commit).ledgers
        below = self._snapshots.below(commit, folder)
        if is_pack(path, folder):
            return [path] if path in below else []
        name = f"/{PurePosixPath(path).name}"
        return [one for one in sorted(below) if one.endswith(name) and is_promise_path(one, folder)]

    def _read(self, commit: str, path: str) -> list[RawPromise]:
        leaf = self._snapshots.leaf(commit, path)
        if leaf is None or not leaf.is_regular:
            return []
        packed = is_pack(path, self._registers.of(commit).ledgers)
        try:
            return conversations(self._snapshots.data(leaf), path, packed=packed)
        except Unreadable:
            return []


def _add(several: list[Item], further: Iterable[Item]) -> None:
    """Add to a list what it does not hold yet."""
    for one in further:
        if one not in several:
            several.append(one)


def growing(several: list[Item]) -> Iterator[Item]:
    """Yield what stands in a list, what is added meanwhile too."""
    place = 0
    while place < len(several):
        yield several[place]
        place += 1
