"""Merging: the tree that a merge of two commits would give, made without anything of the repository but its objects.

People get wrong that asking git for a merge only reads: drivers of the repository's config would run, and the new
objects be written. So it is asked in a repository of its own, bare and empty, that borrows the objects.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from promisectl.git.objects import Differences, Leaf, before_and_after
from promisectl.git.repository import Repository
from promisectl.git.running import run, unreadable
from promisectl.git.sealing import sealed_environment, sealed_words

CONFLICT = 1  # how `merge-tree` ends where it cannot merge


@dataclass(frozen=True)
class Merged:
    """A merged tree below a folder: its files, how it differs from each side, the bytes of what no side has."""

    leaves: Mapping[str, Leaf]
    differences: tuple[Differences, ...]
    contents: Mapping[str, bytes]


def merged_tree(repository: Repository, folder: Path, ours: str, theirs: str, below: str) -> Merged | None:
    """Return what a merge of two commits (hex) gives; None where it conflicts, or this git cannot tell.

    `folder` is an empty one that git may fill.
    """
    git = _Borrowing(repository, folder, len(ours))
    name = git.merged(ours, theirs)
    if name is None:
        return None
    differences = (git.differences(ours, name, below), git.differences(theirs, name, below))
    contents = {oid: git.content(oid) for oid in _fresh(*differences)}
    return Merged(git.leaves(name, below), differences, contents)


def _fresh(ours: Differences, theirs: Differences) -> set[str]:
    """Return the names of the files that neither side has so."""
    leaves = (ours[path][1] for path in ours if path in theirs)
    return {leaf.oid for leaf in leaves if leaf is not None and leaf.is_regular}


class _Borrowing:
    """A bare repository of its own that borrows another one's objects."""

    def __init__(self, repository: Repository, folder: Path, digits: int) -> None:
        self._folder = folder
        objects = repository.ask(["rev-parse", "--git-path", "objects"]).decode("utf-8", "surrogateescape").rstrip("\n")
        kind = "sha1" if digits == 40 else "sha256"
        self._ask(["init", "--quiet", "--bare", "--template=", f"--object-format={kind}", "."])
        alternates = folder / "objects" / "info" / "alternates"
        alternates.parent.mkdir(parents=True, exist_ok=True)
        alternates.write_bytes(os.fsencode((repository.top / objects).resolve()) + b"\n")

    def _run(self, arguments: list[str]) -> tuple[int, bytes, bytes]:
        environment = sealed_environment(self._folder.parent) | {"GIT_DIR": str(self._folder)}
        done = run([*sealed_words(self._folder), *arguments], self._folder, environment, b"")
        return done.returncode, done.stdout, done.stderr

    def _ask(self, arguments: list[str]) -> bytes:
        status, answer, complaint = self._run(arguments)
        if status != 0:
            raise unreadable(arguments[0], complaint, status)
        return answer

    def merged(self, ours: str, theirs: str) -> str | None:
        """Return the name of the merged tree; None where there is none."""
        status, answer, _ = self._run(["merge-tree", "--write-tree", "--no-messages", ours, theirs])
        return answer.split(b"\n")[0].decode("ascii") if status == 0 else None

    def differences(self, side: str, name: str, below: str) -> Differences:
        """Return the files that differ between a commit and a tree, below a folder."""
        wanted = ["--", below] if below else []
        answer = self._ask(["diff-tree", "-r", "-z", "--raw", "--no-renames", f"{side}^{{tree}}", name, *wanted])
        fields = answer.split(b"\0")
        pairs = zip(fields[0:-1:2], fields[1:-1:2], strict=False)
        return {os.fsdecode(path): before_and_after(facts) for facts, path in pairs}

    def leaves(self, name: str, below: str) -> Mapping[str, Leaf]:
        """Return the files of a tree below a folder."""
        wanted = ["--", below] if below else []
        found: dict[str, Leaf] = {}
        for entry in self._ask(["ls-tree", "-r", "-z", "--full-tree", name, *wanted]).split(b"\0")[:-1]:
            facts, _, path = entry.partition(b"\t")
            mode, _, oid = facts.decode("ascii").split(" ")
            found[os.fsdecode(path)] = Leaf(mode, oid)
        return found

    def content(self, oid: str) -> bytes:
        """Return the bytes of a file."""
        return self._ask(["cat-file", "blob", oid])
