"""Past registers: what each commit is judged by: the settings, the people and the services as they stood before it.

Settings or people that a commit takes away or leaves unreadable stay those of before: nobody gets rid of a policy by
breaking the file it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.diff.trust import Before, Commit, authors_of, may_rule
from promisectl.git.commits import merge_base
from promisectl.git.history import Step
from promisectl.git.objects import Leaf, leaves_at, objects
from promisectl.git.repository import Repository
from promisectl.model.people import People, PeopleFile
from promisectl.model.services import Service, ServicesFile
from promisectl.model.settings import Settings
from promisectl.store.root import SETTINGS
from promisectl.store.workspace import as_people
from promisectl.yamltext.exact import Fault, decode, read_exact
from promisectl.yamltext.validate import read_form

FILES = ("settings", "people", "services")
_FIRST = Settings.model_validate({"format": "1"})


@dataclass(frozen=True)
class PastRegisters:
    """The registers as a commit has them. `leaves` are the files, by name; None where it has none."""

    leaves: Mapping[str, Leaf | None] = field(default_factory=dict)
    settings: Settings = _FIRST
    people: People = field(default_factory=People)
    services: Mapping[str, Service] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder of the ledgers, from the workspace's root."""
        return self.settings.ledgers

    @property
    def begun(self) -> bool:
        """Whether there is a workspace."""
        return self.leaves.get("settings") is not None

    @cached_property
    def before(self) -> Before:
        """What the children of this commit are judged by."""
        return Before(self.people, self.settings.policy, ZoneInfo(self.settings.timezone))


NOTHING = PastRegisters()


class RegisterHistory:
    """The registers of every commit walked so far."""

    def __init__(self, repository: Repository, prefix: str) -> None:
        self._repository = repository
        self._prefix = prefix
        self._then: dict[str, PastRegisters] = {}
        self._read: dict[tuple[str, str], Any] = {}
        self._places: dict[str, frozenset[str]] = {}

    @property
    def begun(self) -> bool:
        """Whether any commit seen so far holds a workspace."""
        return any(then.begun for then in self._then.values())

    def of(self, commit: str) -> PastRegisters:
        """Return the registers of a commit (hex); those of one that was not walked are looked up in its tree."""
        if commit not in self._then:
            leaves = {"settings": self._leaf(commit, "settings", "")}
            then = self._next(NOTHING, leaves)
            for name in FILES[1:]:
                leaves[name] = self._leaf(commit, name, then.folder)
            self._then[commit] = self._next(NOTHING, leaves)
        return self._then[commit]

    def note(self, step: Step) -> PastRegisters:
        """Return the registers of a commit whose parents are known, and keep them for its children."""
        first = self.of(step.parents[0]) if step.parents else NOTHING
        changed = step.differences[0]
        if step.parents and changed.keys().isdisjoint(self._paths(first.folder)):
            self._then[step.oid] = first
            return first
        leaves = dict(first.leaves)
        path = self.path("settings", "")
        if path in changed:
            leaves["settings"] = changed[path][1]
        folder = self._next(first, {**leaves, "people": None, "services": None}).folder
        for name in FILES[1:]:
            path = self.path(name, folder)
            if folder != first.folder:
                leaves[name] = self._leaf(step.oid, name, folder)
            elif path in changed:
                leaves[name] = changed[path][1]
        same = leaves == first.leaves
        self._then[step.oid] = first if same else self._next(first, leaves)
        return self._then[step.oid]

    def _paths(self, folder: str) -> frozenset[str]:
        """Return where the registers stand, all of them."""
        if folder not in self._places:
            self._places[folder] = frozenset(self.path(name, folder) for name in FILES)
        return self._places[folder]

    def path(self, name: str, folder: str) -> str:
        """Return where a register stands, from the top of the repository."""
        return self._prefix + (SETTINGS if name == "settings" else f"{folder}/{name}.yaml")

    def _leaf(self, commit: str, name: str, folder: str) -> Leaf | None:
        path = self.path(name, folder)
        return leaves_at(self._repository, commit, [path])[path]

    def _next(self, first: PastRegisters, leaves: Mapping[str, Leaf | None]) -> PastRegisters:
        settings = self._file("settings", leaves.get("settings"))
        people = self._file("people", leaves.get("people"))
        services = self._file("services", leaves.get("services"))
        return PastRegisters(
            dict(leaves),
            settings or first.settings,
            as_people(people) if people else first.people,
            services.services if services else first.services if leaves.get("services") else {},
        )

    def _file(self, name: str, leaf: Leaf | None) -> Any:
        """Return a register that a file holds, as its model; None where it holds none."""
        if leaf is None or not leaf.is_regular:
            return None
        if (name, leaf.oid) not in self._read:
            model: Any = {"settings": Settings, "people": PeopleFile, "services": ServicesFile}[name]
            document = _document(objects(self._repository, [leaf.oid])[leaf.oid])
            self._read[name, leaf.oid] = read_form(model, document, name)[0] if document is not None else None
        return self._read[name, leaf.oid]

    # Who changed them (PC407).

    def changed(self, step: Step, commit: Commit) -> Iterator[str]:
        """Yield the name of each register that a commit changed and its author may not change."""
        now = self._then[step.oid]
        parents = [self.of(one) for one in step.parents]
        if all(one is now or not one.begun for one in parents):
            return
        for name in ("settings", "people"):
            if any(one.leaves.get(name) != now.leaves.get(name) for one in parents):
                one_parent = len(parents) == 1
                meant = (
                    self._same(name, parents[0], now) if one_parent else self.is_merged(name, step.oid, step.parents)
                )
                if not meant and not all(may_rule(commit, one.before) for one in parents if one.begun):
                    yield name
        if any(not _own_standing(name, now, parents, commit) for name in now.services):
            yield "services"

    def unreadable(self, step: Step) -> Iterator[str]:
        """Yield the name of each register that a commit leaves so that it cannot be read."""
        now = self._then[step.oid]
        parents = [self.of(one) for one in step.parents]
        if any(one is now for one in parents):
            return
        for name, leaf in now.leaves.items():
            is_new = leaf is not None and all(one.leaves.get(name) != leaf for one in parents)
            if is_new and self._file(name, leaf) is None:
                yield name

    def _same(self, name: str, one: PastRegisters, other: PastRegisters) -> bool:
        """Whether two versions mean the same: only their layout differs."""
        old, new = (self._file(name, then.leaves.get(name)) for then in (one, other))
        return old is not None and old == new

    def is_merged(self, name: str, oid: str, parents: Sequence[str]) -> bool:
        """Return whether a merge has what its parents have, no more and no less, entry by entry.

        What one side changed since they parted counts; where several changed the same, each of them may stand.
        """
        sides = [self._entries(name, one) for one in parents]
        mine = self._entries(name, oid)
        parted = {
            (i, j): self._entries(name, merge_base(self._repository, parents[i], parents[j]))
            for i, j in combinations(range(len(parents)), 2)
        }
        for key in {key for one in (mine, *sides, *parted.values()) for key in one}:
            old = {
                one
                for (i, j), base in parted.items()
                for one, other in ((i, j), (j, i))
                if sides[one].get(key) == base.get(key) != sides[other].get(key)
            }
            if mine.get(key) not in [side.get(key) for i, side in enumerate(sides) if i not in old]:
                return False
        return True

    def _entries(self, name: str, oid: str | None) -> dict[tuple[str, str], Any]:
        return _entries(self._file(name, self.of(oid).leaves.get(name)) if oid else None)


def _own_standing(name: str, now: PastRegisters, parents: list[PastRegisters], commit: Commit) -> bool:
    """Whether a service's standing agreement was there before, or its own speaker wrote it down."""
    standing = now.services[name].standing
    if standing is None or any(one.services.get(name) and one.services[name].standing == standing for one in parents):
        return True
    people = parents[0].people
    handles, person = authors_of(commit.email, people), people.get(standing.by)
    if not handles:
        return person is None or not person.emails
    return people.current(standing.by) in handles


def _entries(file: Any) -> dict[tuple[str, str], Any]:
    """Return the values of a register two steps deep: people by handle, settings by key, `policy` by its keys."""
    if file is None:
        return {}
    found: dict[tuple[str, str], Any] = {}
    for key, value in file:
        below: Any = dict(value) if isinstance(value, Mapping) or key in ("policy", "check") else {"": value}
        found |= {(key, name): one for name, one in below.items()}
    return found


def _document(data: bytes) -> Any:
    text = decode(data)
    documents = [] if isinstance(text, Fault) else read_exact(text)[0]
    return documents[0] if documents else None
