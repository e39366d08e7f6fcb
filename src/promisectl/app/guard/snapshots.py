"""Snapshots: files as commits hold them, and as two trees hold them that no commit names: the work tree, and what a
merge would give.

The merged tree is made in a repository of its own, which borrows the objects and none of the config: no driver,
attribute or hook of the repository has a part in it, and nothing is written there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from promisectl.git.merge_trees import Merged, merged_tree
from promisectl.git.objects import Differences, Leaf, leaves_at, objects, tree
from promisectl.git.repository import Repository


@dataclass
class Snapshots:
    """Reads files of commits. `laid_over` are trees that only live here, by a name that is no commit's."""

    repository: Repository
    laid_over: dict[str, Mapping[str, Leaf]] = field(default_factory=dict)
    known: dict[str, bytes] = field(default_factory=dict)

    def leaf(self, commit: str, path: str) -> Leaf | None:
        """Return what stands at a path (from the top) in a commit."""
        return self.leaves(commit, [path])[path]

    def leaves(self, commit: str, paths: Iterable[str]) -> dict[str, Leaf | None]:
        """Return what stands at some paths in a commit; each tree on the way is read once."""
        if commit in self.laid_over:
            return {path: self.laid_over[commit].get(path) for path in paths}
        return leaves_at(self.repository, commit, paths)

    def below(self, commit: str, folder: str = "") -> Mapping[str, Leaf]:
        """Return every file below a folder in a commit."""
        if commit in self.laid_over:
            start = f"{folder}/" if folder else ""
            return {path: leaf for path, leaf in self.laid_over[commit].items() if path.startswith(start)}
        return tree(self.repository, commit, folder)

    def read(self, wanted: Iterable[str]) -> dict[str, bytes]:
        """Return the bytes of objects by their names."""
        names = list(wanted)
        asked = [name for name in names if name not in self.known]
        read = objects(self.repository, asked) if asked else {}
        return {name: self.known[name] if name in self.known else read[name] for name in names}

    def data(self, leaf: Leaf) -> bytes:
        """Return the bytes of one file."""
        return self.read([leaf.oid])[leaf.oid]


def merge_into(snapshots: Snapshots, name: str, ours: str, theirs: str, below: str) -> tuple[Differences, ...] | None:
    """Lay the tree that a merge of two commits would give over the snapshots, and return how it differs from each.

    None where git cannot merge them by itself.
    """
    with tempfile.TemporaryDirectory(prefix="promisectl-") as folder:
        merged = merged_tree(snapshots.repository, Path(folder), ours, theirs, below)
    if merged is None:
        return None
    _lay_over(snapshots, name, merged)
    return merged.differences


def _lay_over(snapshots: Snapshots, name: str, merged: Merged) -> None:
    snapshots.known.update(merged.contents)
    snapshots.laid_over[name] = merged.leaves
