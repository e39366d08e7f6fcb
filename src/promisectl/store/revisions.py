"""Revisions: a workspace as a commit holds it.

People get wrong that a commit may hold what a folder may not: a link is read as nothing, never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from promisectl.git.objects import Leaf, blobs, leaves_at, tree
from promisectl.git.repository import Repository
from promisectl.model.fields import SLUG
from promisectl.model.finding import Finding
from promisectl.model.limits import PROMISE_LIMIT
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.settled import is_settled
from promisectl.store.walking import REGISTERS, Entry, no_ledger, stray
from promisectl.yamltext.validate import form_finding


@dataclass(frozen=True)
class Revision:
    """A commit (or tree), in hex; `prefix` is the workspace's folder below the top, empty or ending in `/`."""

    repository: Repository
    rev: str
    prefix: str = ""
    known: dict[str, bytes] = field(default_factory=dict)
    looked_up: dict[str, Leaf | None] = field(default_factory=dict)

    @cached_property
    def leaves(self) -> Mapping[str, Leaf]:
        """Every file of the workspace in this commit, by its path from the workspace's root."""
        every = tree(self.repository, self.rev, self.prefix.rstrip("/"))
        return {path.removeprefix(self.prefix): leaf for path, leaf in every.items()}

    def fetch(self, paths: Iterable[str]) -> None:
        """Look up several files and read them at once: what is read later costs nothing more."""
        wanted = [path for path in paths if path not in self.looked_up]
        if not wanted:
            return
        leaves = leaves_at(self.repository, self.rev, [self.prefix + path for path in wanted])
        self.remember({path: leaves[self.prefix + path] for path in wanted})

    def remember(self, leaves: Mapping[str, Leaf | None]) -> None:
        """Take what is known of several files, and read them at once."""
        self.looked_up.update(leaves)
        wanted = [leaf.oid for leaf in leaves.values() if leaf and leaf.is_regular and leaf.oid not in self.known]
        self.known.update(blobs(self.repository, wanted))

    def read(self, path: str, limit: int = PROMISE_LIMIT) -> bytes:
        """Return a regular file's bytes as the commit holds them."""
        leaf = self._leaf(path)
        if leaf is None:
            raise FileNotFoundError(path)
        if not leaf.is_regular:
            raise NotRegular(path)
        if leaf.oid not in self.known:
            self.known.update(blobs(self.repository, [leaf.oid]))
        data = self.known[leaf.oid]
        if len(data) > limit:
            raise TooLarge(path, limit)
        return data

    def _leaf(self, path: str) -> Leaf | None:
        """Return one file's leaf; the whole tree is only read where that was asked for."""
        if "leaves" in self.__dict__:
            return self.leaves.get(path)
        if path not in self.looked_up:
            full = self.prefix + path
            self.looked_up[path] = leaves_at(self.repository, self.rev, [full])[full]
        return self.looked_up[path]


def entry_of(path: str, leaf: Leaf, ledgers: str) -> Entry | Finding | None:
    """Return the promise file or pack that a path of a commit is; a finding for what does not belong there.

    None for what is no ledger's: other folders, registers, names that begin with a dot.
    """
    if not path.startswith(f"{ledgers}/"):
        return None
    parts = path.removeprefix(f"{ledgers}/").split("/")
    if _is_no_ledgers(parts):
        return None
    if len(parts) == 1 or not parts[-1].endswith(".yaml"):
        return stray(path)
    if not leaf.is_regular:
        note = M("this is a symbolic link; only regular files are read")
        return form_finding("PC101", Spot(path), note, M("put the file itself here"))
    ledger = parts[0]
    if re.fullmatch(SLUG, ledger) is None:
        return no_ledger(f"{ledgers}/{ledger}")
    return Entry(path, "", ledger, packed=is_settled("/".join(parts[1:])))


def _is_no_ledgers(parts: Sequence[str]) -> bool:
    """Whether a path below the ledgers is a register, or hidden by a dot."""
    return any(part.startswith(".") for part in parts) or (len(parts) == 1 and parts[0] in REGISTERS)
