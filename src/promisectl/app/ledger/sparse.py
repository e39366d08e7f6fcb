"""Whether a workspace is here whole: files of its ledgers that a sparse checkout leaves out."""

from __future__ import annotations

from promisectl.git.repository import find_repository
from promisectl.git.sparse import left_out, may_be_sparse
from promisectl.store.workspace import Workspace


def files_left_out(workspace: Workspace) -> int:
    """Return how many files of the ledgers a sparse checkout leaves out; git is asked only where there may be any."""
    if not may_be_sparse(workspace.root):
        return 0
    repository = find_repository(workspace.root)
    if repository is None:
        return 0
    return left_out(repository, repository.prefix(workspace.root) + workspace.settings.ledgers)
