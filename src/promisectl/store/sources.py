"""Sources: where the files of a workspace are read: its folder, or a commit of its repository (`revisions`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from promisectl.model.limits import PROMISE_LIMIT
from promisectl.store.files import NotRegular, read_bytes
from promisectl.store.links import is_linked


class Source(Protocol):
    """The files of a workspace, by their paths relative to its root."""

    def read(self, path: str, limit: int = PROMISE_LIMIT) -> bytes:
        """Return a regular file's bytes; FileNotFoundError, NotRegular or TooLarge where that cannot be."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The work tree."""

    root: Path

    def read(self, path: str, limit: int = PROMISE_LIMIT) -> bytes:
        """Return a regular file's bytes; no link on the way from the root is followed."""
        if is_linked(self.root, path):
            raise NotRegular(path)
        return read_bytes(self.root / path, limit)
