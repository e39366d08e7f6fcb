"""Changed files: which files of a workspace differ between two revisions, or between one and the work tree.

Between commits git compares trees by their names of objects. The work tree is compared by making those names: no
index, no filter, nothing that a repository's config could set running.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from promisectl.git.objects import Leaf, differences
from promisectl.model.limits import PACK_LIMIT
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.store.kept import Kept
from promisectl.store.links import is_linked
from promisectl.store.revisions import Revision
from promisectl.store.sources import Folder

Changed = dict[str, tuple[Leaf | None, Leaf | None]]


def changed_between(base: Revision, head: Revision) -> Changed:
    """Return the files of the workspace that differ between two commits, by their paths from its root."""
    found = differences(base.repository, base.rev, head.rev, base.prefix.rstrip("/"))
    return {path.removeprefix(base.prefix): leaves for path, leaves in found.items()}


def changed_in_tree(base: Revision, folder: Folder, ledgers: str, files: tuple[str, ...]) -> Changed:
    """Return the files of a folder that differ from a commit: everything below the ledgers folder, and `files`.

    Files git ignores are files all the same; names that begin with a dot are none of the workspace's. What a sparse
    checkout leaves out is there as the index has it.
    """
    root = folder.root
    top, digits = f"{root}/", len(base.rev)  # a Path for each of ten thousand files costs as much as reading them
    there = {path: leaf for path in _paths(root, ledgers, files) if (leaf := _leaf(top + path, digits))}
    before = _wanted(base.leaves, ledgers, files)
    if isinstance(folder, Kept):
        there = _wanted(folder.left_out, ledgers, files) | there
    found: Changed = {}
    for path in before.keys() | there.keys():
        old, new = before.get(path), there.get(path)
        if old is None or new is None or old.oid != new.oid or old.is_regular != new.is_regular:
            found[path] = (old, new)
    return dict(sorted(found.items()))


def _wanted(leaves: Mapping[str, Leaf], ledgers: str, files: tuple[str, ...]) -> dict[str, Leaf]:
    top = f"{ledgers}/"
    return {path: leaf for path, leaf in leaves.items() if path in files or _is_below(path, top)}


def _is_below(path: str, top: str) -> bool:
    """Whether a path is below a folder, and no name on the way begins with a dot."""
    return path.startswith(top) and "/." not in path and path[0] != "."


def _paths(root: Path, ledgers: str, files: tuple[str, ...]) -> Iterator[str]:
    yield from files
    if not is_linked(root, ledgers):
        yield from _paths_below(root, ledgers)


def _paths_below(root: Path, ledgers: str) -> Iterator[str]:
    for folder, folders, names in os.walk(root / ledgers):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(folder).relative_to(root).as_posix()
        yield from (f"{below}/{name}" for name in names if not name.startswith("."))


def _leaf(path: str, digits: int) -> Leaf | None:
    """Return a file of the work tree as git would name it; None where there is none."""
    try:
        data = read_bytes(path, PACK_LIMIT)
    except FileNotFoundError:
        return None
    except (NotRegular, TooLarge, OSError):
        return Leaf("120000", "")
    header = f"blob {len(data)}\0".encode("ascii")
    make = hashlib.sha1 if digits == 40 else hashlib.sha256
    return Leaf("100644", make(header + data, usedforsecurity=False).hexdigest())
