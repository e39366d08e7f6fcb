"""Registers: the settings, the people and the services as each commit of a stretch has them.

Settings or people that a commit takes away or leaves unreadable stay those of before: nobody gets rid of a policy by
breaking the file it stands in, and a workspace that goes and comes back is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.history import Step
from promisectl.git.objects import Differences, Leaf
from promisectl.model.limits import MAX_SCALAR
from promisectl.model.people import People, PeopleFile
from promisectl.model.services import Service, ServicesFile
from promisectl.model.settings import Settings
from promisectl.store.root import SETTINGS
from promisectl.store.workspace import as_people
from promisectl.yamltext.exact import Fault, decode, read_exact
from promisectl.yamltext.fast import read_fast

FILES = ("settings", "people", "services")
_MODELS: Mapping[str, Any] = {"settings": Settings, "people": PeopleFile, "services": ServicesFile}
_FIRST = Settings.model_validate({"format": "1"})


@dataclass(frozen=True)
class PastRegisters:
    """The registers as a commit has them. `leaves` are the files, by name; None where it has none.

    `prefix` is the workspace's folder in that commit, empty or ending in `/`; `begun` whether it, or a commit before
    it, holds the workspace; `readable` are the files as they were last readable.
    """

    prefix: str = ""
    leaves: Mapping[str, Leaf | None] = field(default_factory=dict)
    settings: Settings = _FIRST
    people: People = field(default_factory=People)
    services: Mapping[str, Service] = field(default_factory=dict)
    begun: bool = False
    readable: Mapping[str, Leaf | None] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder of the ledgers, from the workspace's root."""
        return self.settings.ledgers

    @cached_property
    def ledgers(self) -> str:
        """The folder of the ledgers, from the top of the repository."""
        return self.prefix + self.folder

    def path(self, name: str) -> str:
        """Return where a register stands, from the top of the repository."""
        return self.prefix + (SETTINGS if name == "settings" else f"{self.folder}/{name}.yaml")

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where the registers stand, all of them."""
        return frozenset(self.path(name) for name in FILES)


NOTHING = PastRegisters()


class RegisterHistory:
    """The registers of every commit of a stretch.

    `prefix` is the workspace's folder at the beginning, `moves` are its later ones, by the commits that moved it.
    """

    def __init__(self, snapshots: Snapshots, prefix: str, moves: Mapping[str, str] | None = None) -> None:
        self._snapshots = snapshots
        self._prefix = prefix
        self._moves = moves or {}
        self._prefixes: dict[str, str] = {}
        self._then: dict[str, PastRegisters] = {}
        self._read: dict[tuple[str, str], Any] = {}

    @property
    def begun(self) -> bool:
        """Whether any commit seen so far holds a workspace."""
        return any(then.begun for then in self._then.values())

    def of(self, commit: str) -> PastRegisters:
        """Return the registers of a commit (hex); those of one that was not walked are looked up in its tree."""
        if commit not in self._then:
            self._then[commit] = self._looked_up(commit, PastRegisters(self.prefix_of(commit)))
        return self._then[commit]

    def prefix_of(self, commit: str) -> str:
        """Return the folder of the workspace in a commit."""
        return self._prefixes.get(commit, self._prefix)

    def note(self, step: Step) -> PastRegisters:
        """Return the registers of a commit whose parents are known, and keep them for its children."""
        self._then[step.oid] = then = self._carried(step) or self._after(step)
        return then

    def _carried(self, step: Step) -> PastRegisters | None:
        """Return the registers of a commit's only parent, where it leaves them alone, as nearly all do."""
        if len(step.parents) != 1 or step.oid in self._moves:
            return None
        before = self._then.get(step.parents[0])
        if before is None or not before.paths.isdisjoint(step.differences[0]):
            return None
        self._prefixes[step.oid] = before.prefix
        return before

    def _after(self, step: Step) -> PastRegisters:
        prefix = self._prefixes[step.oid] = self._prefix_after(step)
        first = self._first_begun(step) or PastRegisters(prefix)
        if first.prefix != prefix:
            moved = PastRegisters(prefix, {}, first.settings, first.people, first.services)
            return self._looked_up(step.oid, moved)
        changed = self._differences(step)
        if step.parents and first.paths.isdisjoint(changed):
            return first
        leaves = self._leaves_after(step, first, changed)
        return first if leaves == first.leaves else self._next(first, leaves)

    def _prefix_after(self, step: Step) -> str:
        """Return the folder of the workspace in a commit whose parents are known."""
        before = self.prefix_of(self._source(step)) if step.parents else self._prefix
        return self._moves.get(step.oid, before)

    def _differences(self, step: Step) -> Differences:
        """Return what differs from the parent whose registers a commit goes on from, or from nothing."""
        place = step.parents.index(self._source(step)) if step.parents else 0
        return step.differences[place]

    def _leaves_after(self, step: Step, first: PastRegisters, changed: Differences) -> dict[str, Leaf | None]:
        """Return the files of the registers in a commit; in another folder of ledgers, those that stand there."""
        leaves = dict(first.leaves)
        settings = first.path("settings")
        if settings in changed:
            leaves["settings"] = changed[settings][1]
        after = self._next(first, {**leaves, "people": None, "services": None})
        for name in FILES[1:]:
            path = after.path(name)
            if after.folder != first.folder:
                leaves[name] = self._leaf(step.oid, path)
            elif path in changed:
                leaves[name] = changed[path][1]
        return leaves

    def _source(self, step: Step) -> str:
        """Return the parent whose registers a commit goes on from: the first that holds the workspace."""
        return next((parent for parent in step.parents if self.of(parent).begun), step.parents[0])

    def _first_begun(self, step: Step) -> PastRegisters | None:
        return self.of(self._source(step)) if step.parents else None

    def _looked_up(self, commit: str, first: PastRegisters) -> PastRegisters:
        leaves: dict[str, Leaf | None] = {"settings": self._leaf(commit, first.path("settings"))}
        then = self._next(first, leaves)
        for name in FILES[1:]:
            leaves[name] = self._leaf(commit, then.path(name))
        return self._next(first, leaves)

    def _leaf(self, commit: str, path: str) -> Leaf | None:
        return self._snapshots.leaf(commit, path)

    def _next(self, first: PastRegisters, leaves: Mapping[str, Leaf | None]) -> PastRegisters:
        settings = self.file("settings", leaves.get("settings"))
        people = self.file("people", leaves.get("people"))
        return PastRegisters(
            first.prefix,
            dict(leaves),
            settings or first.settings,
            as_people(people) if people else first.people,
            self._services(first, leaves.get("services")),
            first.begun or leaves.get("settings") is not None,
            {name: self._last_readable(name, leaf, first) for name, leaf in leaves.items()},
        )

    def _last_readable(self, name: str, leaf: Leaf | None, first: PastRegisters) -> Leaf | None:
        """Return a register's file; the one of before where it cannot be read, or is away and must be there."""
        is_away = leaf is None and name != "services"
        return first.readable.get(name) if is_away or (leaf and self.file(name, leaf) is None) else leaf

    def _services(self, first: PastRegisters, leaf: Leaf | None) -> Mapping[str, Service]:
        """Return the services in a file: none where there is no file, those of before where it cannot be read."""
        file = self.file("services", leaf)
        if file:
            services: Mapping[str, Service] = file.services
            return services
        return first.services if leaf else {}

    def file(self, name: str, leaf: Leaf | None) -> Any:
        """Return a register that a file holds, as its model; None where it holds none."""
        if leaf is None or not leaf.is_regular:
            return None
        if (name, leaf.oid) not in self._read:
            self._read[name, leaf.oid] = _model(name, self._snapshots.data(leaf))
        return self._read[name, leaf.oid]

    def unreadable(self, step: Step) -> Iterator[str]:
        """Yield the name of each register that a commit leaves so that it cannot be read, or takes away."""
        parents = [self.of(parent) for parent in step.parents]
        for name, leaf in self.of(step.oid).leaves.items():
            if _is_changed(name, leaf, parents) and self.file(name, leaf) is None:
                yield name


def _is_changed(name: str, leaf: Leaf | None, parents: list[PastRegisters]) -> bool:
    """Whether no parent has a register so: it was written, or taken away though it must be there."""
    if any(parent.leaves.get(name) == leaf for parent in parents):
        return False
    return leaf is not None or _was_there(name, parents)


def _was_there(name: str, parents: list[PastRegisters]) -> bool:
    """Whether every parent had a register that the workspace cannot do without."""
    return name != "services" and bool(parents) and all(parent.leaves.get(name) is not None for parent in parents)


def _model(name: str, data: bytes) -> Any:
    """Return what the file of a register says, as its model; None where it says no such thing."""
    try:
        return _MODELS[name].model_validate(_values(data))
    except ValueError:
        return None


def _values(data: bytes) -> Any:
    """Return what a file says; None where it cannot be read. The exact reader is asked where the fast one doubts."""
    plain = read_fast(data) if len(data) <= MAX_SCALAR else None
    if plain is not None:
        return plain
    text = decode(data)
    documents = [] if isinstance(text, Fault) else read_exact(text)[0]
    return documents[0].value if documents else None
