"""Kept: a work tree of a sparse checkout, whole: what was left out is read as git keeps it in its index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from promisectl.git.objects import Leaf, blobs
from promisectl.git.repository import Repository
from promisectl.model.limits import PROMISE_LIMIT
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.sources import Folder


@dataclass(frozen=True, slots=True)
class Kept(Folder):
    """The work tree, and by their paths from the workspace's root the files that it was told to leave out."""

    repository: Repository
    left_out: Mapping[str, Leaf] = field(default_factory=dict)

    def read(self, path: str, limit: int = PROMISE_LIMIT) -> bytes:
        """Return a regular file's bytes: of what lies in the folder, else as the index has it."""
        try:
            return Folder.read(self, path, limit)
        except FileNotFoundError:
            leaf = self.left_out.get(path)
            if leaf is None:
                raise
            return self._of(path, leaf, limit)

    def _of(self, path: str, leaf: Leaf, limit: int) -> bytes:
        if not leaf.is_regular:
            raise NotRegular(path)
        data = blobs(self.repository, [leaf.oid])[leaf.oid]
        if len(data) > limit:
            raise TooLarge(path, limit)
        return data
