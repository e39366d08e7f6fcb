"""Attributes of a workspace: what `.gitattributes` files say of its files, in the folder and in a commit (PC112)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from posixpath import relpath

from promisectl.checking.attribute_faults import AttributeFault, attribute_faults, new_faults
from promisectl.checking.attribute_findings import attribute_finding
from promisectl.checking.attributes import ATTRIBUTES, AttributesFile
from promisectl.git.objects import Leaf, differences, leaves_at, objects, tree
from promisectl.git.repository import Repository, find_repository
from promisectl.model.finding import Finding
from promisectl.model.limits import PROMISE_LIMIT
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.store.promise_paths import is_promise_path
from promisectl.store.root import SETTINGS
from promisectl.store.walking import REGISTERS


def attributes_here(root: Path, ledgers: str, promises: Iterable[str]) -> tuple[AttributeFault, ...]:
    """Return what attributes say of a workspace's files as they stand in the folder, paths relative to its root.

    `promises` are the paths of its promise files and packs. Where there is no repository nothing is said. Whether
    lines end in CR is asked of HEAD: what stands in the folder may have been rewritten already.
    """
    top = _top_of(root)
    if top is None:
        return ()
    prefix = _prefix(top, root)
    files = [prefix + path for path in _workspace_files(root, ledgers, promises)]
    there = _read_here(top, files)
    if not there:
        return ()
    blobs = _Blobs(find_repository(root), files)
    return _seen_from(prefix, attribute_faults(there, files, blobs.holds_cr))


def attributes_beside(
    repository: Repository, root: Path, ledgers: str, promises: Iterable[str], more: Iterable[AttributesFile]
) -> tuple[AttributeFault, ...]:
    """Return what attributes say that stand in no commit: `info/attributes`, those of the user's config."""
    prefix = repository.prefix(root)
    files = [prefix + path for path in _workspace_files(root, ledgers, promises)]
    return tuple(attribute_faults({}, files, _Blobs(repository, files).holds_cr, tuple(more)))


def attributes_at(repository: Repository, commit: str, prefix: str, ledgers: str) -> list[AttributeFault]:
    """Return what attributes say of a workspace's files in a commit (hex), paths from the top of the repository.

    `prefix` is the way from there to the workspace, empty or ending in `/`.
    """
    leaves = _leaves(repository, commit, prefix, ledgers)
    told = {path: leaf for path, leaf in leaves.items() if _is_attributes(path, leaf)}
    if not told:
        return []
    files = _files_of(leaves, prefix, ledgers)
    blobs = _Blobs(repository, files, leaves)
    return attribute_faults(_texts(repository, told), files, blobs.holds_cr)


def _files_of(paths: Iterable[str], prefix: str, ledgers: str) -> list[str]:
    """Return those of a tree's paths that are the workspace's settings, registers, promises and packs."""
    own = frozenset(prefix + path for path in _own(ledgers))
    return [path for path in paths if path in own or is_promise_path(path, prefix + ledgers)]


def _leaves(repository: Repository, commit: str, prefix: str, ledgers: str) -> dict[str, Leaf]:
    """Return the files below the ledgers, the settings, and the files of attributes above them."""
    below = tree(repository, commit, prefix + ledgers)
    named = leaves_at(repository, commit, [prefix + SETTINGS, *_attributes_above(f"{prefix}{ledgers}/x")])
    there = {path: leaf for path, leaf in named.items() if leaf is not None}
    return below | there


def _texts(repository: Repository, leaves: Mapping[str, Leaf]) -> dict[str, bytes]:
    """Return the bytes of files, read at once."""
    read = objects(repository, [leaf.oid for leaf in leaves.values()])
    return {path: read[leaf.oid] for path, leaf in leaves.items()}


def attributes_brought(
    repository: Repository, base: str, head: str, prefix: str, ledgers: tuple[str, str]
) -> list[Finding]:
    """Return what a commit (hex) says by attributes that another one did not, as findings of PC112.

    `ledgers` are the folders of the ledgers in both; paths in the findings are relative to the workspace.
    """
    before = attributes_at(repository, base, prefix, ledgers[0])
    after = attributes_at(repository, head, prefix, ledgers[1])
    rewritten = _rewritten(repository, base, head, {fault.path for fault in after})
    return [attribute_finding(fault) for fault in _seen_from(prefix, new_faults(after, before, rewritten))]


def touches_attributes(repository: Repository, base: str, head: str) -> bool:
    """Whether any file of attributes differs between two commits (hex), anywhere in the repository."""
    return any(PurePosixPath(path).name == ATTRIBUTES for path in differences(repository, base, head))


def _rewritten(repository: Repository, base: str, head: str, paths: set[str]) -> set[str]:
    """Return the files of attributes that are not the same in two commits."""
    if not paths:
        return set()
    before, after = leaves_at(repository, base, paths), leaves_at(repository, head, paths)
    return {path for path in paths if before[path] != after[path]}


def _workspace_files(root: Path, ledgers: str, promises: Iterable[str]) -> list[str]:
    """Return the files of a workspace that attributes may rewrite: settings and registers that are there, promises."""
    own = [path for path in _own(ledgers) if os.path.lexists(root / path)]
    return [*own, *promises]


def _own(ledgers: str) -> list[str]:
    """Return the paths of settings and registers."""
    return [SETTINGS, *(f"{ledgers}/{name}" for name in sorted(REGISTERS))]


class _Blobs:
    """Whether files of a commit hold CR; nothing is read before the first is asked for."""

    def __init__(
        self, repository: Repository | None, files: Iterable[str], leaves: Mapping[str, Leaf | None] | None = None
    ) -> None:
        self._repository = repository
        self._files = tuple(files)
        self._leaves = leaves

    def holds_cr(self, path: str) -> bool:
        """Return whether the commit holds a file with CR in it."""
        if self._repository is None:
            return False
        leaf = self._all(self._repository).get(path)
        return leaf is not None and leaf.is_regular and b"\r" in objects(self._repository, [leaf.oid])[leaf.oid]

    def _all(self, repository: Repository) -> Mapping[str, Leaf | None]:
        if self._leaves is None:
            head = repository.head()
            self._leaves = leaves_at(repository, head, self._files) if head else {}
        return self._leaves


def _top_of(root: Path) -> Path | None:
    """Return the folder of the repository that holds a workspace, as far as names tell; git is not asked."""
    return next((folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git")), None)


def _prefix(top: Path, root: Path) -> str:
    below = root.relative_to(top).as_posix()
    return "" if below == "." else f"{below}/"


def _read_here(top: Path, files: Iterable[str]) -> dict[str, bytes]:
    """Return the files of attributes that stand in the folders of files or above; git follows no link to one."""
    wanted = {path for file in files for path in _attributes_above(file)}
    read: dict[str, bytes] = {}
    for path in sorted(wanted):
        try:
            read[path] = read_bytes(top / path, PROMISE_LIMIT)
        except (OSError, NotRegular, TooLarge):
            continue
    return read


def _attributes_above(path: str) -> list[str]:
    return [str(folder / ATTRIBUTES) for folder in PurePosixPath(path).parents]


def _is_attributes(path: str, leaf: Leaf) -> bool:
    return leaf.is_regular and PurePosixPath(path).name == ATTRIBUTES


def _seen_from(prefix: str, faults: Iterable[AttributeFault]) -> tuple[AttributeFault, ...]:
    """Return faults with the paths of their files relative to a workspace."""
    return tuple(
        replace(fault, path=relpath(fault.path, prefix or "."), example=relpath(fault.example, prefix or "."))
        for fault in faults
    )
