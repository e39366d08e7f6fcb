"""Sparse checkouts: files that commits hold and the work tree was told to leave out.

People get wrong that what is not in the folder does not exist: a report over half of the ledgers looks like a report.
"""

from __future__ import annotations

import os
from pathlib import Path

from promisectl.git.objects import Leaf
from promisectl.git.repository import Repository

_SKIPPED = b"S "
_MARK = "gitdir: "


def may_be_sparse(folder: Path) -> bool:
    """Return whether the repository that holds a folder was ever told to leave files out; git is not asked."""
    for top in (folder, *folder.parents):
        if os.path.lexists(top / ".git"):
            return (_git_folder(top / ".git") / "info" / "sparse-checkout").exists()
    return False


def left_out(repository: Repository, below: str) -> dict[str, Leaf]:
    """Return the files below a folder that the index holds, the work tree leaves out and has not.

    Paths are from the top; `below` is empty for the whole repository.
    """
    listed = repository.ask(["ls-files", "-t", "-s", "-z", "--", below or "."]).split(b"\0")
    skipped = dict(_entry(line) for line in listed if line.startswith(_SKIPPED))
    return {path: leaf for path, leaf in skipped.items() if not os.path.lexists(repository.top / path)}


def _entry(line: bytes) -> tuple[str, Leaf]:
    """Return path and leaf of `S 100644 OID 0<TAB>PATH`."""
    told, _, path = line.removeprefix(_SKIPPED).partition(b"\t")
    mode, oid, _stage = told.decode("ascii").split(" ")
    return os.fsdecode(path), Leaf(mode, oid)


def _git_folder(named: Path) -> Path:
    """Return git's folder: `.git` itself, or what a linked work tree's file of that name points to."""
    try:
        line = named.read_text(encoding="utf-8").strip() if named.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return named
    return (named.parent / line.removeprefix(_MARK)) if line.startswith(_MARK) else named
