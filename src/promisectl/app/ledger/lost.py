"""Lost files: promises that git's last commit holds and the folder does not, neither loose, moved nor packed.

Whoever lost one is told how to bring it back, whatever led to it; nothing is brought back unasked.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from promisectl.git.objects import tree
from promisectl.git.repository import Repository, find_repository
from promisectl.git.sparse import may_be_sparse
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.store.root import typed
from promisectl.store.settled import is_settled
from promisectl.store.workspace import Workspace


def missing_files(workspace: Workspace) -> dict[str, str]:
    """Return the paths, from the workspace's root, of promises that do not stand where git's last commit has them.

    They are named by their ids; some may have moved, or gone into a pack. Without git, before the first commit, and in
    a sparse checkout nothing is missing.
    """
    try:
        return _gone(workspace)
    except Trouble:  # a repository that git does not read tells nothing about what is lost
        return {}


def _gone(workspace: Workspace) -> dict[str, str]:
    """Return the promise files of git's last commit that do not stand where they stood."""
    repository = find_repository(workspace.root)
    if repository is None or may_be_sparse(workspace.root):
        return {}
    top = f"{workspace.settings.ledgers}/"
    paths = _missing_below(repository, repository.prefix(workspace.root), top)
    return {PurePosixPath(path).stem: path for path in paths if _is_a_promise(path.removeprefix(top))}


def _missing_below(repository: Repository, prefix: str, top: str) -> list[str]:
    """Return the files of the last commit below a folder that are not here, from the workspace's root."""
    head = repository.head()
    committed = tree(repository, head, prefix + top) if head else {}
    return [path.removeprefix(prefix) for path in committed if not os.path.lexists(repository.top / path)]


def _is_a_promise(below: str) -> bool:
    """Whether a path below the ledgers is that of a promise's own file, and of no register or pack."""
    ledger, _, name = below.partition("/")
    return bool(ledger and name) and name.endswith(".yaml") and not is_settled(name)


def lost(workspace: Workspace, path: str) -> Trouble:
    """Return the trouble of a promise whose file was lost."""
    return Trouble(said_of(path), help=way_back(workspace, path), code="lost")


def said_of(path: str) -> Message:
    """Return that a file is lost."""
    return M("{path} is in git's last commit, and is not here any more", path=path)


def way_back(workspace: Workspace, path: str) -> Message:
    """Return what brings a lost file back, to be pasted where one stands."""
    staged = " --staged --worktree" if _is_staged(workspace.root, path) else ""
    return M("bring it back: `git restore{staged} {path}`", staged=staged, path=typed(workspace.root, path))


def _is_staged(root: Path, path: str) -> bool:
    """Whether git was told to take the file away with the next commit."""
    repository = find_repository(root)
    return repository is not None and not repository.ask(["ls-files", "-z", "--", repository.prefix(root) + path])
