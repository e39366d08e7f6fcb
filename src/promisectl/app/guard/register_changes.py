"""Register changes: every key of settings, people and services that a commit changes, and who may change it.

In a merge an entry that the three-way union of its parents gives is nobody's change; any other is the merge's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from pydantic import BaseModel

from promisectl.app.guard.registers import FILES, PastRegisters, RegisterHistory
from promisectl.git.commits import merge_base
from promisectl.git.history import Step
from promisectl.git.repository import Repository

Key = tuple[str, ...]
Entries = dict[Key, Any]
PRESENCE = ""  # the key that says that an entry is there


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """A key that a commit changed: `("people", "ana", "emails")`, `("policy", "trust")`; None where there is none."""

    register: str
    key: Key
    old: Any
    new: Any
    commit: str
    path: str

    @property
    def name(self) -> str:
        """The key as people write it."""
        return ".".join(part for part in self.key if part)


class RegisterChanges:
    """Tells what commits changed in registers."""

    def __init__(self, repository: Repository, registers: RegisterHistory) -> None:
        self._repository = repository
        self._registers = registers
        self._entries: dict[tuple[str, str], Entries] = {}

    def of(self, step: Step) -> list[RegisterChange]:
        """Return what a commit changed, register by register."""
        now = self._registers.of(step.oid)
        begun = self._begun(step)
        if all(parent is now for parent in begun):
            return []
        changes: list[RegisterChange] = []
        for register in FILES:
            if any(parent.leaves.get(register) != now.leaves.get(register) for parent in begun):
                changes += self._changed(register, step, now)
        return changes

    def _begun(self, step: Step) -> list[PastRegisters]:
        """Return the registers of the parents that hold the workspace."""
        return [before for before in map(self._registers.of, step.parents) if before.begun]

    def _changed(self, register: str, step: Step, now: PastRegisters) -> Iterator[RegisterChange]:
        after = self.entries(register, now)
        sides = [self.entries(register, self._registers.of(parent)) for parent in step.parents]
        parted = self._when_parted(register, step.parents)
        for key in dict.fromkeys(chain(*sides, after)):
            lawful = _may_stand(key, sides, parted)
            if after.get(key) not in lawful:
                old = next((value for value in lawful if value is not None), None)
                yield RegisterChange(register, key, old, after.get(key), step.oid, now.path(register))

    def _when_parted(self, register: str, parents: Sequence[str]) -> dict[tuple[int, int], Entries]:
        """Return the entries of a register where each two parents parted, by the places of the two."""
        parted: dict[tuple[int, int], Entries] = {}
        for i, j in combinations(range(len(parents)), 2):
            base = merge_base(self._repository, parents[i], parents[j])
            parted[i, j] = self.entries(register, self._registers.of(base)) if base else {}
        return parted

    def entries(self, register: str, registers: PastRegisters) -> Entries:
        """Return the values of a register as a commit has it, key by key."""
        leaf = registers.readable.get(register)
        key = (register, leaf.oid if leaf else "")
        if key not in self._entries:
            file = self._registers.file(register, leaf)
            self._entries[key] = dict(_flat(file)) if file is not None else {}
        return self._entries[key]


def _may_stand(key: Key, sides: Sequence[Entries], parted: Mapping[tuple[int, int], Entries]) -> list[Any]:
    """Return what an entry may be after a merge: what any side has, unless another side changed it since."""
    outdated = _outdated(key, sides, parted)
    return [side.get(key) for place, side in enumerate(sides) if place not in outdated]


def _outdated(key: Key, sides: Sequence[Entries], parted: Mapping[tuple[int, int], Entries]) -> set[int]:
    """Return the places of the sides in which an entry stayed as it was while another side changed it."""
    outdated: set[int] = set()
    for (i, j), base in parted.items():
        for place, other in ((i, j), (j, i)):
            if sides[place].get(key) == base.get(key) != sides[other].get(key):
                outdated.add(place)
    return outdated


def _flat(file: BaseModel) -> Iterator[tuple[Key, Any]]:
    """Yield the keys of a register and their values: entries of people, areas and services field by field."""
    for name, value in file:
        if isinstance(value, BaseModel):
            yield from _fields((name,), value)
        elif isinstance(value, Mapping):
            yield from _entries(name, value)
        elif name == "targets":
            yield from (((name, target.name), target) for target in value)
        else:
            yield (name,), value


def _entries(name: str, values: Mapping[str, Any]) -> Iterator[tuple[Key, Any]]:
    for entry, value in values.items():
        yield from _entry((name, str(entry)), value)


def _entry(key: Key, value: Any) -> Iterator[tuple[Key, Any]]:
    yield (*key, PRESENCE), True
    if isinstance(value, BaseModel) and key[0] in ("people", "areas", "services"):
        yield from _fields(key, value)
    elif value is not None:
        yield key, value


def _fields(key: Key, model: BaseModel) -> Iterator[tuple[Key, Any]]:
    """Yield the fields of a model, below its key, that say something else than by default."""
    defaults = type(model).model_fields
    for field, value in model:
        if value != defaults[field].get_default(call_default_factory=True):
            yield (*key, field), value
