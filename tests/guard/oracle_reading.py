"""What the oracle reads: every object of a repository, in memory, and every promise of every commit.

Its own walk over `git cat-file --batch-all-objects` and its own YAML (PyYAML, all scalars texts). Nothing here knows
promisectl.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from .little_law import Act

SETTINGS, PEOPLE = "promisectl.yaml", "ledgers/people.yaml"
MERGED = "merged"
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Commit:
    """A commit as git has it; of the merge that is only tried out nobody is the author."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: str = ""
    committer: str = ""
    authored: datetime = NEVER
    committed: datetime = NEVER
    message: str = ""


@dataclass(frozen=True)
class Version:
    """A promise as a file says it: where, its head, and its acts in their order."""

    id: str
    path: str
    head: dict[str, Any]
    acts: tuple[Act, ...]


@dataclass
class World:
    """Everything that a commit holds: the registers, the promises by id, and the files that nobody can read."""

    settings: dict[str, Any]
    people: dict[str, dict[str, Any]]
    promises: dict[str, list[Version]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


class UnreadableError(Exception):
    """A text that says nothing."""


class Repository:
    """All objects of a repository, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = _all_objects(folder)
        self._commits: dict[str, Commit] = {}
        self._worlds: dict[str, World] = {}
        self._files: dict[str, dict[str, str]] = {}
        self._reached: dict[str, set[str]] = {}
        self._read: dict[tuple[str, str], list[Version] | None] = {}

    def git(self, *words: str) -> str:
        return run_git(self.folder, *words).decode()

    def resolve(self, name: str) -> str:
        return self.git("rev-parse", "--verify", name + "^{commit}").strip()

    def commit(self, oid: str) -> Commit:
        if oid not in self._commits:
            self._commits[oid] = _commit(oid, self.objects[oid][1].decode())
        return self._commits[oid]

    def try_merge(self, tip: str, head: str) -> Commit | None:
        """Return the merge that git makes by itself of two commits; None where it cannot."""
        try:
            tree = self.git("merge-tree", "--write-tree", tip, head).strip()
        except subprocess.CalledProcessError:
            return None
        self.objects = _all_objects(self.folder)
        self._commits[MERGED] = Commit(MERGED, tree, (tip, head))
        return self._commits[MERGED]

    def reach(self, oid: str) -> set[str]:
        """Return a commit and everything before it; nobody changes the set."""
        if oid not in self._reached:
            self._reached[oid] = self._everything_before(oid)
        return self._reached[oid]

    def _everything_before(self, oid: str) -> set[str]:
        seen: set[str] = set()
        waiting = [oid]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += self.commit(at).parents
        return seen

    def order(self, several: set[str], head: str) -> list[str]:
        """Return commits, parents first, in the order in which git tells what a head holds."""
        told = self.git("rev-list", "--topo-order", "--reverse", head).split()
        return [oid for oid in told if oid in several]

    def merge_bases(self, one: str, other: str) -> set[str]:
        """Return the best common ancestors of two commits."""
        common = self.reach(one) & self.reach(other)
        below: set[str] = set()
        for oid in common:
            below |= self.reach(oid) - {oid}
        return common - below

    # Files.

    def world(self, oid: str) -> World:
        if oid not in self._worlds:
            self._worlds[oid] = self._made(self.files(self.commit(oid).tree))
        return self._worlds[oid]

    def files(self, tree: str) -> dict[str, str]:
        """Return the blobs of a tree by path."""
        if tree not in self._files:
            found: dict[str, str] = {}
            data = self.objects[tree][1]
            while data:
                head, _, rest = data.partition(b"\0")
                mode, _, name = head.partition(b" ")
                oid, data = rest[:20].hex(), rest[20:]
                if mode == b"40000":
                    found |= {f"{name.decode()}/{below}": blob for below, blob in self.files(oid).items()}
                else:
                    found[name.decode()] = oid
            self._files[tree] = found
        return self._files[tree]

    def _made(self, files: dict[str, str]) -> World:
        settings = self._register(files.get(SETTINGS))
        people = self._register(files.get(PEOPLE)).get("people", {})
        world = World(settings, people)
        for path, blob in files.items():
            parts = path.split("/")
            if parts[0] != "ledgers" or len(parts) < 3 or not path.endswith(".yaml"):
                continue
            several = self._versions(path, blob)
            if several is None:
                world.broken.add(path)
                continue
            for version in several:
                world.promises.setdefault(version.id, []).append(version)
        return world

    def _register(self, blob: str | None) -> dict[str, Any]:
        if blob is None:
            return {}
        try:
            return _mapping(self.objects[blob][1].decode())
        except UnreadableError:
            return {}

    def _versions(self, path: str, blob: str) -> list[Version] | None:
        key = (path, blob)
        if key not in self._read:
            text = self.objects[blob][1].decode()
            documents = text.split("---\n")[1:] if "/settled/" in path else [text]
            try:
                self._read[key] = [_version(path, one) for one in documents]
            except UnreadableError:
                self._read[key] = None
        return self._read[key]


def _version(path: str, text: str) -> Version:
    values = _mapping(text)
    acts = values.pop("history", [])
    return Version(values.pop("id"), path, values, tuple(acts))


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # as fast as there is
    """Texts only; a key that stands twice makes a text unreadable."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


def _mapping(text: str) -> dict[str, Any]:
    try:
        values = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise UnreadableError from error
    if not isinstance(values, dict):
        raise UnreadableError
    return values


def run_git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean = {**kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=clean, input=given, capture_output=True, check=True)
    return done.stdout


def _all_objects(folder: Path) -> dict[str, tuple[str, bytes]]:
    data = run_git(folder, "cat-file", "--batch-all-objects", "--batch", "--unordered")
    found: dict[str, tuple[str, bytes]] = {}
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        oid, kind, size = data[at:end].decode().split()
        found[oid] = (kind, data[end + 1 : end + 1 + int(size)])
        at = end + 1 + int(size) + 1
    return found


def _commit(oid: str, text: str) -> Commit:
    head, _, message = text.partition("\n\n")
    told: dict[str, list[str]] = {}
    for line in head.split("\n"):
        key, _, value = line.partition(" ")
        told.setdefault(key, []).append(value)
    author, committer = _who(told["author"][0]), _who(told["committer"][0])
    return Commit(
        oid, told["tree"][0], tuple(told.get("parent", ())), author[0], committer[0], author[1], committer[1], message
    )


def _who(line: str) -> tuple[str, datetime]:
    """Return the address and the time of an author or committer line."""
    address = line.partition("<")[2].partition(">")[0]
    seconds = line.rpartition(">")[2].split()[0]
    return address.casefold(), datetime.fromtimestamp(int(seconds), UTC)
