"""Whether a workspace is here whole: files of its ledgers that a sparse checkout leaves out.

They were not taken away: whoever compares the work tree reads them as git's index has them (`work_tree`).
"""

from __future__ import annotations

from pathlib import Path

from promisectl.git.repository import Repository, find_repository
from promisectl.git.sparse import left_out, may_be_sparse
from promisectl.store.kept import Kept
from promisectl.store.sources import Folder
from promisectl.store.workspace import Workspace


def files_left_out(workspace: Workspace) -> int:
    """Return how many files of the ledgers a sparse checkout leaves out; git is asked only where there may be any."""
    if not may_be_sparse(workspace.root):
        return 0
    repository = find_repository(workspace.root)
    if repository is None:
        return 0
    return len(left_out(repository, repository.prefix(workspace.root) + workspace.settings.ledgers))


def work_tree(root: Path, repository: Repository) -> Folder:
    """Return a workspace's folder as a source of files, those that a sparse checkout leaves out among them."""
    if not may_be_sparse(root):
        return Folder(root)
    prefix = repository.prefix(root)
    found = left_out(repository, prefix.rstrip("/"))
    return Kept(root, repository, {path.removeprefix(prefix): leaf for path, leaf in found.items()})
