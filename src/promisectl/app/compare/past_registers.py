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
from promisectl.model.services import Service, ServicesFile, Standing
from promisectl.model.settings import Settings
from promisectl.store.root import SETTINGS
from promisectl.store.workspace import as_people
from promisectl.yamltext.exact import Fault, decode, read_exact
from promisectl.yamltext.validate import read_model

FILES = ("settings", "people", "services")
_Key = tuple[str, str]
_Entries = dict[_Key, Any]
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
        self._then[step.oid] = self._after(step)
        return self._then[step.oid]

    def _after(self, step: Step) -> PastRegisters:
        first = self.of(step.parents[0]) if step.parents else NOTHING
        changed = step.differences[0]
        if step.parents and changed.keys().isdisjoint(self._paths(first.folder)):
            return first
        leaves = dict(first.leaves)
        settings = self.path("settings", "")
        if settings in changed:
            leaves["settings"] = changed[settings][1]
        folder = self._next(first, {**leaves, "people": None, "services": None}).folder
        for name in FILES[1:]:
            path = self.path(name, folder)
            if folder != first.folder:
                leaves[name] = self._leaf(step.oid, name, folder)
            elif path in changed:
                leaves[name] = changed[path][1]
        return first if leaves == first.leaves else self._next(first, leaves)

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
        return PastRegisters(
            dict(leaves),
            settings or first.settings,
            as_people(people) if people else first.people,
            self._services(first, leaves.get("services")),
        )

    def _services(self, first: PastRegisters, leaf: Leaf | None) -> Mapping[str, Service]:
        """Return the services in a file: none where there is no file, those of before where it cannot be read."""
        file = self._file("services", leaf)
        if file:
            services: Mapping[str, Service] = file.services
            return services
        return first.services if leaf else {}

    def _file(self, name: str, leaf: Leaf | None) -> Any:
        """Return a register that a file holds, as its model; None where it holds none."""
        if leaf is None or not leaf.is_regular:
            return None
        if (name, leaf.oid) not in self._read:
            model: Any = {"settings": Settings, "people": PeopleFile, "services": ServicesFile}[name]
            document = _document(objects(self._repository, [leaf.oid])[leaf.oid])
            self._read[name, leaf.oid] = read_model(model, document, name)[0] if document is not None else None
        return self._read[name, leaf.oid]

    # Who changed them (PC407).

    def changed(self, step: Step, commit: Commit) -> Iterator[str]:
        """Yield the name of each register that a commit changed and its author may not change."""
        now = self._then[step.oid]
        parents = self._parents(step)
        if _are_kept(now, parents):
            return
        for name in ("settings", "people"):
            if self._says_otherwise(name, step) and not _may_rule_in_all(commit, parents):
                yield name
        if not _own_standings(now, parents, commit):
            yield "services"

    def _parents(self, step: Step) -> list[PastRegisters]:
        return [self.of(parent) for parent in step.parents]

    def _says_otherwise(self, name: str, step: Step) -> bool:
        """Whether a register means something else than in the parent, or than what the parents merged would mean."""
        now, parents = self._then[step.oid], self._parents(step)
        if all(parent.leaves.get(name) == now.leaves.get(name) for parent in parents):
            return False
        if len(parents) == 1:
            return not self._same(name, parents[0], now)
        return not self.is_merged(name, step.oid, step.parents)

    def unreadable(self, step: Step) -> Iterator[str]:
        """Yield the name of each register that a commit leaves so that it cannot be read."""
        parents = self._parents(step)
        for name, leaf in self._then[step.oid].leaves.items():
            if _is_new(name, leaf, parents) and self._file(name, leaf) is None:
                yield name

    def _same(self, name: str, before: PastRegisters, after: PastRegisters) -> bool:
        """Whether two versions mean the same: only their layout differs."""
        old, new = (self._file(name, then.leaves.get(name)) for then in (before, after))
        return old is not None and old == new

    def is_merged(self, name: str, oid: str, parents: Sequence[str]) -> bool:
        """Return whether a merge has what its parents have, no more and no less, entry by entry.

        What one side changed since they parted counts; where several changed the same, each of them may stand.
        """
        mine = self._entries(name, oid)
        sides = [self._entries(name, parent) for parent in parents]
        parted = self._when_parted(name, parents)
        keys: set[_Key] = set().union(mine, *sides, *parted.values())
        return all(mine.get(key) in _may_stand(key, sides, parted) for key in keys)

    def _when_parted(self, name: str, parents: Sequence[str]) -> dict[tuple[int, int], _Entries]:
        """Return the entries of a register where each two parents parted, by the places of the two."""
        parted: dict[tuple[int, int], _Entries] = {}
        for i, j in combinations(range(len(parents)), 2):
            parted[i, j] = self._entries(name, merge_base(self._repository, parents[i], parents[j]))
        return parted

    def _entries(self, name: str, oid: str | None) -> _Entries:
        return _entries(self._file(name, self.of(oid).leaves.get(name)) if oid else None)


def _is_new(name: str, leaf: Leaf | None, parents: Sequence[PastRegisters]) -> bool:
    """Whether a commit has a register's file as none of its parents has it."""
    return leaf is not None and all(parent.leaves.get(name) != leaf for parent in parents)


def _are_kept(now: PastRegisters, parents: Sequence[PastRegisters]) -> bool:
    """Whether a commit left the registers as every parent that is a workspace has them."""
    return all(parent is now or not parent.begun for parent in parents)


def _may_rule_in_all(commit: Commit, parents: Sequence[PastRegisters]) -> bool:
    """Whether the author of a commit may change settings and people in every parent that is a workspace."""
    return all(may_rule(commit, parent.before) for parent in parents if parent.begun)


def _may_stand(key: _Key, sides: Sequence[_Entries], parted: Mapping[tuple[int, int], _Entries]) -> list[Any]:
    """Return what an entry may be after a merge: what any side has, unless another side changed it since."""
    outdated = _outdated(key, sides, parted)
    return [side.get(key) for place, side in enumerate(sides) if place not in outdated]


def _outdated(key: _Key, sides: Sequence[_Entries], parted: Mapping[tuple[int, int], _Entries]) -> set[int]:
    """Return the places of the sides in which an entry stayed as it was while another side changed it."""
    outdated: set[int] = set()
    for (i, j), base in parted.items():
        for place, other in ((i, j), (j, i)):
            if sides[place].get(key) == base.get(key) != sides[other].get(key):
                outdated.add(place)
    return outdated


def _own_standings(now: PastRegisters, parents: Sequence[PastRegisters], commit: Commit) -> bool:
    """Whether every standing agreement was there before, or its own speaker wrote it down."""
    return all(_own_standing(name, now, parents, commit) for name in now.services)


def _own_standing(name: str, now: PastRegisters, parents: Sequence[PastRegisters], commit: Commit) -> bool:
    standing = now.services[name].standing
    if standing is None or any(_has_standing(parent, name, standing) for parent in parents):
        return True
    people = parents[0].people
    handles = authors_of(commit.email, people)
    if handles:
        return people.current(standing.by) in handles
    person = people.get(standing.by)
    return person is None or not person.emails


def _has_standing(registers: PastRegisters, name: str, standing: Standing) -> bool:
    service = registers.services.get(name)
    return service is not None and service.standing == standing


def _entries(file: Any) -> _Entries:
    """Return the values of a register two steps deep: people by handle, settings by key, `policy` by its keys."""
    if file is None:
        return {}
    entries: _Entries = {}
    for key, value in file:
        entries |= {(key, name): below for name, below in _below(key, value).items()}
    return entries


def _below(key: str, value: Any) -> dict[str, Any]:
    """Return the entries of a part of a register; a value that has none is its own, without a name."""
    if isinstance(value, Mapping) or key in ("policy", "check"):
        return dict(value)
    return {"": value}


def _document(data: bytes) -> Any:
    text = decode(data)
    documents = [] if isinstance(text, Fault) else read_exact(text)[0]
    return documents[0] if documents else None
