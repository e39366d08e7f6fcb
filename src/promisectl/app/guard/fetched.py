"""Fetched: what some thousands of commits are asked for, read at once: the bytes of the promise files that they change,
and the acts that are added at the ends of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promisectl.app.guard.registers import RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.app.guard.turns import Appended
from promisectl.git.history import Step
from promisectl.git.objects import Differences, Leaf
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.additions import Addition, acts_of, addition
from promisectl.yamltext.raw_acts import RawAct

Both = tuple[str, str]  # the names of two versions of a file


class Fetched:
    """What was read for the commits that are looked at now."""

    def __init__(self, snapshots: Snapshots, registers: RegisterHistory) -> None:
        self._snapshots = snapshots
        self._registers = registers
        self._blobs: dict[str, bytes] = {}
        self._files: dict[str, list[Differences]] = {}
        self._added: dict[Both, tuple[str, list[RawAct]]] = {}

    def fetch(self, steps: Sequence[Step]) -> None:
        """Read what these commits will be asked for, and forget what was read for others."""
        self._files = {step.oid: list(self._promise_files(step)) for step in steps}
        wanted: dict[str, None] = {}
        for several in self._files.values():
            for files in several:
                wanted.update(dict.fromkeys(_oids(files)))
        self._blobs = self._snapshots.read(wanted)
        self._added = self._additions(steps)

    def files(self, step: Step, place: int) -> Differences:
        """Return the promise files that differ between a commit and one of its parents, by its place."""
        return self._files[step.oid][place]

    def data(self, leaf: Leaf) -> bytes:
        """Return the bytes of a file."""
        if leaf.oid not in self._blobs:
            self._blobs |= self._snapshots.read([leaf.oid])
        return self._blobs[leaf.oid]

    def appended(self, path: str, leaves: tuple[Leaf | None, Leaf | None]) -> Appended | None:
        """Return the acts that a loose file adds at its end; None where that was not told at a glance."""
        before, after = leaves
        if before is None or after is None:
            return None
        told = self._added.get((before.oid, after.oid))
        return None if told is None else Appended(*told, path, before, after)

    def _promise_files(self, step: Step) -> Iterator[Differences]:
        folder = self._registers.of(step.oid).ledgers
        for differences in step.differences:
            yield {path: _regular(leaves) for path, leaves in differences.items() if is_promise_path(path, folder)}

    def _additions(self, steps: Sequence[Step]) -> dict[Both, tuple[str, list[RawAct]]]:
        """Return the id and the acts that loose files of commits with one parent add at their ends."""
        told: dict[Both, Addition] = {}
        for step in steps:
            if len(step.parents) == 1:
                told.update(self._additions_of(step))
        acts = acts_of([one.lines for one in told.values()])
        read = zip(told.items(), acts, strict=True)
        return {both: (one.id, several) for (both, one), several in read if several is not None}

    def _additions_of(self, step: Step) -> Iterator[tuple[Both, Addition]]:
        folder = self._registers.of(step.oid).ledgers
        for path, (before, after) in self._files[step.oid][0].items():
            if before is None or after is None or is_pack(path, folder):
                continue
            more = addition(self._blobs[before.oid], self._blobs[after.oid])
            if more is not None:
                yield (before.oid, after.oid), more


def _oids(files: Differences) -> Iterator[str]:
    """Yield the names of the blobs of both versions of files."""
    for before, after in files.values():
        if before is not None:
            yield before.oid
        if after is not None:
            yield after.oid


def _regular(leaves: tuple[Leaf | None, Leaf | None]) -> tuple[Leaf | None, Leaf | None]:
    """Return what promises can be read from: a link, or another repository, is no file."""
    before, after = leaves
    return _file(before), _file(after)


def _file(leaf: Leaf | None) -> Leaf | None:
    return leaf if leaf is not None and leaf.is_regular else None


__all__ = ["Fetched"]
