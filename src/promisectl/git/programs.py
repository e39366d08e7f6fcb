"""Programs: git, and those that judge signatures, found on the PATH.

People get wrong that an empty entry of the PATH is nothing: it is the folder one stands in, where a repository can lay
a `git` of its own. Only folders that are named from the root are looked into.
"""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from pathlib import Path

from promisectl.model.message import M
from promisectl.model.trouble import Trouble


def program(name: str) -> str | None:
    """Return where a program is, from the root; None where there is none, or only below where the command was run."""
    return _found(name, os.environ.get("PATH", os.defpath))


def fixed_path() -> str:
    """Return the entries of the PATH that mean the same folder wherever one stands."""
    return _fixed(os.environ.get("PATH", os.defpath))


def git_available() -> bool:
    """Return whether there is a git program."""
    return program("git") is not None


def need_git() -> str:
    """Return the git program; Trouble where there is none."""
    git = program("git")
    if git is None:
        raise Trouble(
            M("there is no git program on this machine"), help=M("install git, or do without --commit"), code="git"
        )
    return git


@lru_cache(maxsize=8)
def _found(name: str, path: str) -> str | None:
    fixed = _fixed(path)
    return shutil.which(name, path=fixed) if fixed else None


def _fixed(path: str) -> str:
    return os.pathsep.join(folder for folder in path.split(os.pathsep) if Path(folder).is_absolute())
